using System.Data.Common;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>Fetches what comes along with matches: what they refer to, and what refers to them, each through the gate.</summary>
sealed class Including(FhirMask mask)
{
    /// <summary>Most resources that come along.</summary>
    public const int Most = 1000;

    const int MostRounds = 10;

    /// <summary>What comes along, in the order of rid, masked where it must be; true where some were left out.</summary>
    public async Task<(List<FhirRow> Rows, bool Left)> OfAsync(DbConnection connection, FhirSeat seat, ScopeRules rules, SearchQuery query, IReadOnlyList<FhirRow> matches,
        SearchTime time)
    {
        var seen = matches.Select(r => r.Rid).ToHashSet();
        var all = new List<FhirRow>();
        var front = matches;
        for (var round = 0; round < MostRounds && front.Count > 0; round++)
        {
            var terms = round == 0 ? query.Includes : query.Includes.FindAll(i => i.IsIterate);
            if (terms.Count == 0) break;
            var fresh = new List<FhirRow>();
            foreach (var found in new[] { await ToAsync(connection, seat, rules, terms, front, time), await FromAsync(connection, seat, rules, terms, front, time) })
                fresh.AddRange(found.Where(r => seen.Add(r.Rid)));
            // Masked before it goes on: what masking takes out leads nowhere.
            front = await mask.OfAsync(connection, fresh, time.Token);
            all.AddRange(front);
            if (all.Count > Most) return (all[..Most], true);
        }
        return (all, false);
    }

    /// <summary>What rows refer to. The index knows who refers to a resource, so the other direction is read off the bodies.</summary>
    static async Task<List<FhirRow>> ToAsync(DbConnection connection, FhirSeat seat, ScopeRules rules, List<IncludeTerm> terms, IReadOnlyList<FhirRow> rows,
        SearchTime time)
    {
        var found = new List<FhirRow>();
        foreach (var group in terms.Where(t => !t.IsReverse).GroupBy(t => t.Target))
        {
            var pids = group.SelectMany(t => t.Params.Select(p => p.Pid)).ToHashSet();
            var types = group.Select(t => t.Type).ToHashSet();
            var targets = new HashSet<long>();
            foreach (var row in rows)
                if (types.Contains(row.Type))
                    foreach (var value in ResourceReader.Read(row.Body, ReadMode.Index).Values)
                        if (value.Kind == ParamKind.Reference && pids.Contains(value.Pid)) targets.Add(value.Code);
            if (targets.Count > 0) found.AddRange(await ReferredAsync(connection, seat, rules, targets, group.Key is { } only ? [only] : [], time));
        }
        return found;
    }

    /// <summary>The resources that hashes of references mean.</summary>
    public static async Task<List<FhirRow>> ReferredAsync(DbConnection connection, FhirSeat seat, ScopeRules rules, IEnumerable<long> targets, IReadOnlyList<string> types,
        SearchTime time)
    {
        var sql = new FilterSql(connection, seat, rules, masked: true);
        var text = $"select {sql.Found("t")} from records_resource t where t.ref {sql.Among([.. targets])} and {sql.Row("t", types)} "
            + $"order by t.rid {FilterSql.Limit(Most + 1)}";
        return await SearchRead.RowsAsync(connection, text, sql.Values, 0, time);
    }

    static async Task<List<FhirRow>> FromAsync(DbConnection connection, FhirSeat seat, ScopeRules rules, List<IncludeTerm> terms, IReadOnlyList<FhirRow> rows,
        SearchTime time)
    {
        var found = new List<FhirRow>();
        foreach (var group in terms.Where(t => t.IsReverse && t.Params.Count > 0).GroupBy(t => t.Target))
        {
            var targets = rows.Where(r => group.Key is null || r.Type == group.Key).Select(r => Hashes.Reference($"{r.Type}/{r.Fid}")).ToList();
            if (targets.Count == 0) continue;
            var sql = new FilterSql(connection, seat, rules, masked: true);
            var pids = group.SelectMany(t => t.Params.Select(p => p.Pid)).Distinct().ToList();
            var types = group.Select(t => t.Type).Distinct().ToList();
            var text = $"select {sql.Found("o")} from (select distinct x.rid from records_ix_reference x where x.pid {FilterSql.Pid(pids)} "
                + $"and x.target {sql.Among(targets)}) d {sql.Join} records_resource o on o.rid = d.rid "
                + $"where {sql.Row("o", types, isTyped: true)} order by o.rid {FilterSql.Limit(Most + 1)}";
            found.AddRange(await SearchRead.RowsAsync(connection, text, sql.Values, 0, time));
        }
        return found;
    }
}
