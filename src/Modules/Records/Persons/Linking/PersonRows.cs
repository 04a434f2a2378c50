using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>The index's own description of persons, made from what facilities say of them.</summary>
static class PersonRows
{
    /// <summary>
    /// Describes persons anew from their patients: from the one with a personal number, the most exact day of birth, the newest word. A person without
    /// patients keeps its description.
    /// </summary>
    public static async Task DescribeAsync(DbConnection connection, IReadOnlyCollection<Guid> persons, CancellationToken stop)
    {
        if (persons.Count == 0) return;
        var draft = new Draft(connection);
        var rows = Bulk.Rows(connection, draft.Values, "t", ("id", persons.ToArray()));
        var personal = draft.Place(IdentifierSystems.Personal);
        var found = await draft.RowsAsync("select p.person_id, p.seq, p.name, p.folded, p.birth, p.sex, p.place_code, p.seen_at, "
            + $"case when exists (select 1 from records_identifier i where i.patient_seq = p.seq and i.system = {personal} and i.is_active) then 1 else 0 end "
            + $"from {rows} join records_patient p on p.person_id = t.id",
            r => (Person: r.GetGuid(0), Seq: r.GetInt64(1), Name: r.GetString(2), Folded: r.GetString(3), Birth: r.GetString(4), Sex: r.GetString(5),
            Place: r.GetString(6),
                Seen: r.Instant(7), HasNumber: r.GetInt32(8)), stop);
        var best = found.GroupBy(f => f.Person).Select(g => g.OrderByDescending(f => !f.Folded.StartsWith(Likeness.NobodyKnows, StringComparison.Ordinal))
            .ThenByDescending(f => f.HasNumber).ThenByDescending(f => BirthDay.Precision(f.Birth)).ThenByDescending(f => f.Seen).ThenByDescending(f => f.Seq).First())
            .ToList();
        if (best.Count == 0) return;
        var values = new List<object?>();
        var source = Bulk.Rows(connection, values, "t", ("id", best.Select(b => b.Person).ToArray()), ("name", best.Select(b => b.Name).ToArray()),
            ("folded", best.Select(b => b.Folded).ToArray()), ("birth", best.Select(b => b.Birth).ToArray()), ("sex", best.Select(b => b.Sex).ToArray()),
            ("place", best.Select(b => b.Place).ToArray()));
        await connection.RunAsync("update records_person set name = t.name, folded = t.folded, birth = t.birth, sex = t.sex, place_code = t.place, "
            + "version = records_person.version + 1 "
            + $"from {source} where records_person.id = t.id", stop, [.. values]);
    }
}
