using System.Data.Common;
using LienY.Contracts;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Facts of visits that reach the record over FHIR or HL7 v2: a visit became known (its Encounter), and something clinical of it was sent. Each visit counts
/// once; what was told of a deleted one is taken back.
/// </summary>
sealed class VisitFacts(Database database, Ledger ledger, IPersons persons, TimeProvider clock, Wake wake) : IListen<ResourcesChanged>
{
    /// <summary>A visit was told of.</summary>
    public const string Known = "fhir.visit.known";

    /// <summary>Something clinical of a visit was sent.</summary>
    public const string Recorded = "fhir.visit.recorded";

    static readonly HashSet<string> Clinical =
        ["Condition", "Procedure", "Observation", "DiagnosticReport", "MedicationRequest", "MedicationAdministration", "MedicationStatement", "Immunization", "AllergyIntolerance",
            "Composition", "DocumentReference", "ImagingStudy", "CarePlan", "ClinicalImpression"];

    /// <inheritdoc/>
    public async Task OnAsync(ResourcesChanged happened, CancellationToken stop)
    {
        // What names no visit tells nothing of one.
        if (!happened.Changes.Any(c => c.Type == "Encounter" || (Clinical.Contains(c.Type) && c.Visit is not ""))) return;
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        connection.KeepStatements();
        var facts = new Dictionary<(string, string), Fact>();
        foreach (var change in happened.Changes)
        {
            // Every resource of a visit tells the same of it.
            if (change.Visit is { Length: > 0 } same && change.Type != "Encounter" && facts.ContainsKey((Recorded, same))) continue;
            var visit = change.Type == "Encounter" ? await VisitAsync(connection, change.Id, stop)
                : Clinical.Contains(change.Type) && change.Action != "delete" ? await OfAsync(connection, change, stop) : null;
            if (change is { Type: "Encounter", Action: "delete" }) await TakeBackAsync(connection, change, facts, stop);
            if (visit is not { IsDeleted: false }) continue;
            var kind = change.Type == "Encounter" ? Known : Recorded;
            facts.TryAdd((kind, visit.Fid), FactOf(kind, visit));
        }
        var added = await ledger.AppendAsync(connection, [.. facts.Values], stop);
        await transaction.CommitAsync(stop);
        if (added > 0) wake.Facts();
    }

    // A visit that is deleted, comes again and is deleted again has been taken back already: one that stands is one more statement than reversals.
    async Task TakeBackAsync(DbConnection connection, ResourceChanged change, Dictionary<(string, string), Fact> facts, CancellationToken stop)
    {
        var told = await Ledger.OfSourcesAsync(connection, "records", [$"Encounter/{change.Id}"], stop);
        foreach (var stated in told.Where(f => f.Part == 0 && !told.Exists(r => r.Corrects == f.Id)))
            facts.TryAdd((stated.Kind, change.Id + "-"), stated.Reversal(stated.SourceVersion, "fhir.deleted"));
    }

    sealed record Visit(string Fid, Guid Holder, Guid? Person, DateTimeOffset? Occurred, bool IsDeleted);

    static async Task<Visit?> VisitAsync(DbConnection connection, string fid, CancellationToken stop) =>
        (await connection.RowsAsync("select fid, holder_id, person_id, occurred, is_deleted from records_resource where type = 'Encounter' and fid = @p0",
            r => new Visit(r.GetString(0), r.GetGuid(1), r.Id(2), r.IsDBNull(3) ? null : r.Instant(3), r.GetBoolean(4)), stop, fid)).FirstOrDefault();

    static async Task<Visit?> OfAsync(DbConnection connection, ResourceChanged change, CancellationToken stop)
    {
        if (change.Visit is { } named) return named.Length > 0 && await VisitAsync(connection, named, stop) is { } its && its.Holder == change.HolderId ? its : null;
        if (await connection.CellAsync("select body from records_resource where type = @p0 and fid = @p1 and is_deleted = @p2", stop, change.Type, change.Id, false) is not byte[] body) return null;
        return ResourceReader.Read(body, ReadMode.Index).Encounter is ['E', 'n', 'c', 'o', 'u', 'n', 't', 'e', 'r', '/', .. var fid] && await VisitAsync(connection, fid, stop) is { } visit
            && visit.Holder == change.HolderId ? visit : null;
    }

    Fact FactOf(string kind, Visit visit) => new()
    {
        Kind = kind,
        UnitId = visit.Holder,
        OccurredOn = visit.Occurred is { } at ? Say.DayOf(at) : clock.Today(),
        Value = 1,
        Module = "records",
        SourceId = $"Encounter/{visit.Fid}",
        SubjectHash = visit.Person is { } person ? persons.SubjectHash(person) : "",
    };
}
