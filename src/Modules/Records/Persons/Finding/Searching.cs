using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>A person in a list, as the rows that the reader may see say it; numbers only with their last four signs.</summary>
sealed record FoundPerson(Guid Id, string Name, string Birth, string Sex, string Address, IReadOnlyList<(string System, string Masked)> Numbers,
    IReadOnlyList<Guid> Holders);

/// <summary>What a search found; <paramref name="HasMore"/> where there are more than are shown.</summary>
sealed record FoundPersons(IReadOnlyList<FoundPerson> Persons, bool HasMore);

/// <summary>
/// Search for persons through the release gate. Every search leaves an entry in the trail: a keyed hash of what was asked and how many were found,
/// never the text.
/// </summary>
sealed class Searching(Database database, TrailBook trail, Caller caller, LienY.Kernel.Keys keys)
{
    /// <summary>Most persons in a list.</summary>
    public const int Most = 50;

    const int Look = 200;
    const int MostBranches = 24;

    /// <summary>Searches.</summary>
    public async Task<FoundPersons> FindAsync(RecordReader reader, string text, CancellationToken stop)
    {
        var query = PersonQuery.Of(text);
        await using var connection = await database.OpenAsync(stop);
        var found = query.IsEmpty ? [] : await RowsAsync(connection, reader, query, stop);
        var persons = found.GroupBy(f => f.PersonId).Select(g => g.OrderByDescending(p => p.Seq).ToList()).OrderByDescending(g => g.Max(p => Rank(p, query, text)))
            .ThenBy(g => g[0].Name, StringComparer.Ordinal).ThenBy(g => g[0].Birth, StringComparer.Ordinal).ToList();
        var shown = persons.Take(Most).ToList();
        var numbers = (await PatientNumbers.ActiveAsync(connection, [.. shown.SelectMany(g => g).Select(p => p.Seq)], stop)).ToLookup(n => n.Seq, n => n.Number);
        await trail.WriteAsync(connection, caller, "person.search", "person-search", HashOf(text), "ok",
            $"found={persons.Count}{(persons.Count > Most || found.Count >= Look ? "+" : "")} purpose={reader.Purpose}", stop);
        return new([.. shown.Select(g => new FoundPerson(g[0].PersonId, g[0].Name, g[0].Birth, g[0].Sex, g[0].Address,
            [.. g.SelectMany(p => numbers[p.Seq]).Where(n => n.System != IdentifierSystems.InsuranceCard).DistinctBy(n => (n.System, n.Folded)).Select(n =>
            (n.System, n.Masked)).Take(3)],
            [.. g.Select(p => p.Holder).Distinct()]))], persons.Count > Most || found.Count >= Look);
    }

    /// <summary>The keyed hash by which the trail knows what was asked.</summary>
    public string HashOf(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.Derive("person-search", 32), Encoding.UTF8.GetBytes(Fold.Of(text))))[..32];

    static int Rank(StoredPatient patient, PersonQuery query, string text)
    {
        var name = new PersonName(patient.Name);
        var typed = new PersonName(text);
        return (name.Marked == typed.Marked ? 8 : 0) + (name.Words.AsSpan().SequenceEqual(query.Words) ? 4 : 0) + (name.Words.Length == query.Words.Length ? 2 : 0);
    }

    static async Task<List<StoredPatient>> RowsAsync(DbConnection connection, RecordReader reader, PersonQuery query, CancellationToken stop)
    {
        if (query.Number.Length > 0) return await ByNumberAsync(connection, reader, query, stop);
        return await ByNameAsync(connection, reader, await Reach.OfAsync(connection, reader, stop), query, stop);
    }

    // Whole numbers first; where there is none, numbers that end so.
    static async Task<List<StoredPatient>> ByNumberAsync(DbConnection connection, RecordReader reader, PersonQuery query, CancellationToken stop)
    {
        var exact = new Draft(connection);
        var rows = await exact.RowsAsync($"select {StoredPatient.Columns} from records_identifier i join records_patient p on p.seq = i.patient_seq "
            + $"where i.folded = {exact.Place(query.Number)} and {Names(exact, query)} and {exact.Gate(reader, "p")} limit {Look}", StoredPatient.Read, stop);
        if (rows.Count > 0) return [.. rows.DistinctBy(r => r.Seq)];
        var draft = new Draft(connection);
        var (from, to) = PersonKeys.Ending(query.Number);
        // The key leads to numbers with the same last signs; phone and facility numbers hold other signs, so their ends are looked at here.
        var found = await draft.RowsAsync($"select {StoredPatient.Columns}, case when exists (select 1 from records_identifier i where i.patient_seq = p.seq "
            + $"and i.folded like {draft.Place("%" + query.Number)}) then 1 else 0 end from records_person_key k join records_patient p on p.seq = k.patient_seq "
            + $"where k.key between {draft.Place(from)} and {draft.Place(to)} and {Names(draft, query)} and {draft.Gate(reader, "p")} limit 2000",
            r => (Patient: StoredPatient.Read(r), Has: r.GetInt32(14) == 1), stop);
        return [.. found.Where(f => f.Has || Numbers.Phone(f.Patient.Phone).EndsWith(query.Number, StringComparison.Ordinal)
            || Numbers.Fold(f.Patient.Local).EndsWith(query.Number, StringComparison.Ordinal)).Select(f => f.Patient).DistinctBy(p => p.Seq).Take(Look)];
    }

    static async Task<List<StoredPatient>> ByNameAsync(DbConnection connection, RecordReader reader, Reach reach, PersonQuery query, CancellationToken stop)
    {
        var found = new List<StoredPatient>();
        var ways = reach.Holders.SelectMany(h => PersonKeys.Search(h, query.Words, query.Birth).Select((range, way) => (range, way))).ToLookup(w => w.way, w =>
            w.range);
        foreach (var way in ways.OrderBy(w => w.Key))
        {
            if (found.Count >= Look) break;
            foreach (var part in way.Chunk(MostBranches))
            {
                var draft = new Draft(connection);
                var (names, gate) = (Names(draft, query), draft.Gate(reader, "p"));
                // A branch for each holder, so that the database stops as soon as enough is found instead of gathering every range first.
                var branches = part.Select(r => $"select {StoredPatient.Columns} from records_person_key k join records_patient p on p.seq = k.patient_seq "
                    + $"where {(r.From == r.To ? $"k.key = {draft.Place(r.From)}" : $"k.key between {draft.Place(r.From)} and {draft.Place(r.To)}")} and {names} and {gate}");
                found.AddRange(await draft.RowsAsync($"{string.Join(" union all ", branches)} limit {Look}", StoredPatient.Read, stop));
                if (found.Count >= Look) break;
            }
            found = [.. found.DistinctBy(f => f.Seq)];
        }
        if (reach.HasSingle && found.Count < Look) found.AddRange(await BySingleBasesAsync(connection, reader, query, stop));
        return [.. found.DistinctBy(f => f.Seq).Take(Look)];
    }

    // Bases that name one person are few beside the index: looked through from their side.
    static Task<List<StoredPatient>> BySingleBasesAsync(DbConnection connection, RecordReader reader, PersonQuery query, CancellationToken stop)
    {
        var draft = new Draft(connection);
        return draft.RowsAsync($"select {StoredPatient.Columns} from kernel_basis b join records_patient p on p.person_id = b.person_id and p.holder_id = b.holder_id "
            + $"where b.receiver_id {draft.In(reader.Homes)} and b.valid_to > {draft.Place(reader.Now)} and b.revoked_at is null and {Names(draft, query)} "
            + $"and {draft.Gate(reader, "p")} limit {Look}", StoredPatient.Read, stop);
    }

    // Words hold letters and digits only, so none of them is a sign of the pattern.
    static string Names(Draft draft, PersonQuery query)
    {
        var parts = query.Words.Select(w => $"(' ' || p.folded || ' ') like {draft.Place($"% {w} %")}").ToList();
        var (year, month, day) = BirthDay.Parts(query.Birth);
        if (year > 0) parts.Add($"p.birth like {draft.Place(query.Birth[..(day > 0 ? 8 : month > 0 ? 6 : 4)] + "%")}");
        return parts.Count == 0 ? (draft.Connection.IsPostgres() ? "true" : "1") : string.Join(" and ", parts);
    }
}
