using LienY.Contracts;
using LienY.Kernel;
using LienY.Records.Pages.Persons;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>Two persons who may be one: side by side, and the list of those who wait.</summary>
sealed class CompareShowing(PersonsStore store, Database database, PersonReading reading, RecordReaders readers, Merging merging, IOrganisations organisations,
    Words words, TimeProvider clock)
{
    const int MostWaiting = 200;

    /// <summary>One pair that waits, as the reader may see it.</summary>
    internal sealed record Pair(Guid Id, Guid One, Guid Other, string OneName, string OneBirth, string OtherName, string OtherBirth, string Reason,
        string AskedReason, int Score, DateTimeOffset FoundAt);

    /// <summary>Pairs both of which the caller may see as one who settles, oldest first.</summary>
    public async Task<IReadOnlyList<Pair>> WaitingAsync(CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(PersonsRights.Merge, Purposes.Treatment, stop);
        await using var connection = await database.OpenAsync(stop);
        var draft = new Draft(connection);
        // A person stands where its first patients stand now, also after other merges.
        var rows = await draft.RowsAsync("select l.id, a.person_id, b.person_id, a.name, a.birth, b.name, b.birth, l.reason, l.asked_reason, l.score, l.found_at "
            + "from records_likeness l "
            + $"join records_patient a on a.home_id = l.one_id and {draft.Gate(reader, "a")} "
            + $"join records_patient b on b.home_id = l.other_id and {draft.Gate(reader, "b")} "
            + $"where l.state = 'Waiting' and a.person_id <> b.person_id order by l.found_at, l.id limit {4 * MostWaiting}",
            r => new Pair(r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), r.GetString(8),
            r.GetInt32(9), r.Instant(10)), stop);
        return [.. rows.DistinctBy(r => r.Id).Take(MostWaiting)];
    }

    /// <summary>How many pairs wait for the caller.</summary>
    public async Task<int> CountAsync(CancellationToken stop) => (await WaitingAsync(stop)).Count;

    /// <summary>The list as a page.</summary>
    public async Task<DuplicatesPage.View> ListAsync(CancellationToken stop)
    {
        var pairs = await WaitingAsync(stop);
        var today = clock.Today();
        return new([.. pairs.Select(p => new DuplicatesPage.Row($"/persons/compare?one={p.One}&other={p.Other}", p.OneName, BirthDay.Say(p.OneBirth), p.OtherName,
            BirthDay.Say(p.OtherBirth),
            words[p.Reason] + (p.AskedReason.Length > 0 ? ": " + p.AskedReason : ""), Say.DayOf(p.FoundAt), today.DayNumber - Say.DayOf(p.FoundAt).DayNumber))],
            pairs.Count >= MostWaiting);
    }

    /// <summary>Two persons side by side; both must be known to the reader.</summary>
    public async Task<ComparePage.View> CompareAsync(Guid oneId, Guid otherId, string purpose, CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(purpose, stop);
        var one = await reading.OpenAsync(reader, oneId, "person.compare", stop)
            ?? throw Refusal.Missing("Không có người bệnh này, hoặc ông/bà chưa có căn cứ để xem.");
        var other = await reading.OpenAsync(reader, otherId, "person.compare", stop)
            ?? throw Refusal.Missing("Không có người bệnh này, hoặc ông/bà chưa có căn cứ để xem.");
        if (one.Id == other.Id) throw Refusal.Invalid("Đây là cùng một hồ sơ người bệnh.");
        var compared = Comparing.Of(one.First.As(one.Numbers), other.First.As(other.Numbers), clock.Today());
        var names = await organisations.NamesAsync(one.Sides.Concat(other.Sides).Select(s => s.Row.Holder).Distinct(), null, stop);
        var (a, b) = PossiblySame.Pair(one.Id, other.Id);
        var waiting = await store.Likenesses.AsNoTracking().FirstOrDefaultAsync(l => l.OneId == a && l.OtherId == b && l.State == LikenessState.Waiting, stop);
        await using var connection = await database.OpenAsync(stop);
        var may = await merging.CommonHomeAsync(connection, one.Id, other.Id, stop) is not null;
        return new(Side(one, names), Side(other, names), words[PersonWords.Grade(compared.Grade)], PersonWords.Code(compared.Grade),
            [.. compared.Reasons.Where(r => r.Weight > 0).Select(r => words[r.Text])], [.. compared.Reasons.Where(r => r.Weight < 0).Select(r => words[r.Text])],
            reader.Purpose, may, waiting?.Id, waiting?.Version ?? 0, waiting is null ? "" : words[waiting.Reason], waiting?.AskedReason ?? "");
    }

    ComparePage.Side Side(OpenedPerson p, IReadOnlyDictionary<Guid, string> names) =>
        new(p.Id, p.First.Name, BirthDay.Say(p.First.Birth), words[PersonWords.Sex(p.First.Sex)], p.First.Address,
        p.First.Guardian, p.First.Phone.Length == 0 ? "" : PersonNumber.Mask(p.First.Phone),
        [.. p.Numbers.Select(n => $"{words[PersonWords.System(n.System)]} {n.Masked}")],
        [.. p.Sides.Select(s => names.GetValueOrDefault(s.Row.Holder, "")).Distinct()], p.Sides.Count);

    /// <summary>Other persons, known to the reader, for whom a verified number of this one is in force.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name, string System)>> SameNumberAsync(RecordReader reader, OpenedPerson person, CancellationToken stop)
    {
        var verified = person.Numbers.Where(n => n.IsVerified).Select(n => n.Folded).ToList();
        if (verified.Count == 0) return [];
        await using var connection = await database.OpenAsync(stop);
        var draft = new Draft(connection);
        var rows = await draft.RowsAsync($"select p.person_id, p.name, i.system from records_identifier i join records_patient p on p.seq = i.patient_seq "
            + $"where i.folded {draft.In(verified)} "
            + $"and i.is_active and i.system in ({draft.Place(IdentifierSystems.Personal)}, {draft.Place(IdentifierSystems.SocialInsurance)}) "
            + $"and p.person_id <> {draft.Place(person.Id)} "
            + $"and {draft.Gate(reader, "p")} order by p.seq limit 20", r => (r.GetGuid(0), r.GetString(1), r.GetString(2)), stop);
        return [.. rows.DistinctBy(r => r.Item1)];
    }
}
