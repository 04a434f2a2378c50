using System.Data.Common;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>Reads single resources through the gate, the scopes of the application and the mask.</summary>
sealed class FhirReading(FhirMask mask, SearchLimits limits)
{
    /// <summary>The present version of a resource; null where there is none, or none for this asker.</summary>
    public async Task<FhirRow?> RowAsync(DbConnection connection, FhirSeat seat, string type, string fid, CancellationToken stop)
    {
        var rules = ScopeRules.Of(seat, ScopeVerbs.Read);
        if (rules.Of(type) is NoneFilter) throw ScopeRules.Refused(type);
        using var time = new SearchTime(limits.Time, stop);
        // The id of a Patient tells who is meant: it is read by those who may know.
        var sql = new FilterSql(connection, seat, rules, masked: type != "Patient");
        var text = $"select {sql.Found("r")} from records_resource r where r.type = '{type}' and r.fid = {sql.Place(fid)} and {sql.Row("r", [type], isTyped: true)}";
        var rows = await SearchRead.RowsAsync(connection, text, sql.Values, 0, time);
        return rows.Count == 0 ? null : (await mask.OfAsync(connection, rows, stop)).FirstOrDefault();
    }
}
