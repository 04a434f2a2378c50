using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>A person who may be the one described.</summary>
/// <param name="Known">What the reader may know of them.</param>
/// <param name="Shared">Numbers that the description and the person have in common; no others are told.</param>
sealed record MatchedPerson(KnownPerson Known, Compared Compared, IReadOnlyList<PersonNumber> Shared);

/// <summary>
/// Who a description may be: candidates by keys (numbers, phone, sound of the name with the day of birth, sound of first and last word with year and
/// neighbourhood), each compared; only persons whom the release gate lets the reader know.
/// </summary>
sealed class Matching(Database database, TrailBook trail, Caller caller, Searching searching, TimeProvider clock)
{
    const int MostCandidates = 400;

    /// <summary>Matches, best first.</summary>
    public async Task<IReadOnlyList<MatchedPerson>> FindAsync(RecordReader reader, PersonClaim claim, int most, bool onlyCertain, CancellationToken stop)
    {
        var asked = Described.Of(claim);
        await using var connection = await database.OpenAsync(stop);
        var draft = new Draft(connection);
        var numbers = asked.Numbers.Select(n => n.Folded).ToArray();
        var sources = new List<string> { $"select patient_seq from records_person_key where key {draft.In(Keys(asked))}" };
        if (numbers.Length > 0) sources.Add($"select patient_seq from records_identifier where folded {draft.In(numbers)}");
        var patients = await draft.RowsAsync($"select {StoredPatient.Columns} from ({string.Join(" union ", sources)}) s join records_patient p on p.seq = s.patient_seq "
            + $"where {draft.Gate(reader, "p")} limit {MostCandidates}", StoredPatient.Read, stop);
        var own = (await PatientNumbers.ActiveAsync(connection, [.. patients.Select(p => p.Seq)], stop)).ToLookup(n => n.Seq, n => n.Number);
        var today = clock.Today();
        var matched = patients.GroupBy(p => p.PersonId).Select(g => Best(asked, [.. g], own, today))
            .Where(m => m.Compared.Grade > MatchGrade.CertainlyNot && (!onlyCertain || m.Compared.Grade == MatchGrade.Certain))
            .OrderByDescending(m => m.Compared.Grade).ThenByDescending(m => m.Compared.Weight).ThenBy(m => m.Known.Id).Take(most).ToList();
        matched = OneCertain(matched, onlyCertain);
        await trail.WriteAsync(connection, caller, "person.match", "person-search", searching.HashOf(claim.Name + asked.Birth + string.Concat(numbers)), "ok",
            $"found={matched.Count} purpose={reader.Purpose}", stop);
        return matched;
    }

    // Two persons cannot both be certainly the one: where a number stands at both, people decide.
    static List<MatchedPerson> OneCertain(List<MatchedPerson> matched, bool onlyCertain)
    {
        if (matched.Count(m => m.Compared.Grade == MatchGrade.Certain) < 2) return matched;
        return onlyCertain ? [] : [.. matched.Select(m => m.Compared.Grade == MatchGrade.Certain
            ? m with { Compared = m.Compared with { Grade = MatchGrade.Probable } } : m)];
    }

    static MatchedPerson Best(Described asked, List<StoredPatient> rows, ILookup<long, PersonNumber> own, DateOnly today)
    {
        // What one facility does not know another of those that may be read does: numbers are those of the person.
        var all = rows.SelectMany(r => own[r.Seq]).DistinctBy(n => (n.System, n.Folded)).ToList();
        var (row, compared) = rows.Select(r => (Row: r, Compared: Comparing.Of(asked, r.As(all), today))).MaxBy(c => (c.Compared.Grade, c.Compared.Weight));
        return new(new(row.PersonId, row.Name, row.Birth, row.Sex, row.Address), compared,
            [.. all.Where(n => asked.Numbers.Any(a => a.System == n.System && a.Folded == n.Folded))]);
    }

    /// <summary>Keys that lead to candidates.</summary>
    static long[] Keys(Described asked)
    {
        var keys = new HashSet<long>();
        foreach (var number in asked.Numbers.Select(n => n.Folded).Append(asked.Phone).Where(n => n.Length >= 8)) keys.Add(PersonKeys.End(number));
        if (asked.Name.Words.Length == 0 || BirthDay.Precision(asked.Birth) == 0) return [.. keys];
        keys.Add(PersonKeys.Sounding(asked.Name, asked.Birth));
        var (_, month, day) = BirthDay.Parts(asked.Birth);
        if (day is > 0 and <= 12) keys.Add(PersonKeys.Sounding(asked.Name, asked.Birth[..4] + asked.Birth[6..] + asked.Birth[4..6]));
        if (month > 0) keys.Add(PersonKeys.Sounding(asked.Name, asked.Birth[..4] + "0000"));
        keys.Add(PersonKeys.Sounding(asked.Name, asked.Birth[..4] + "0101"));
        if (PersonKeys.Neighbour(asked.Name, asked.Birth, asked.Place) is { } near) keys.Add(near);
        return [.. keys];
    }
}
