using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>
/// Merging persons and taking it back. A patient has a home, the person to whom it was first linked; live merges are a forest over persons, and a patient
/// stands with the person at whose root its home is. So any merge can be taken back, in any order, and everything else stays right.
/// </summary>
sealed class Merging(PersonsStore store, Homes homes, RecordReaders readers, Caller caller, IEnumerable<IFollowMerges> followers, TimeProvider clock)
{
    /// <summary>Merges at once where the caller settles for a home of both persons; else puts it before those who do. True where it was merged.</summary>
    public async Task<bool> MergeAsync(Guid fromId, Guid intoId, string reason, string purpose, CancellationToken stop)
    {
        if (fromId == intoId) throw Refusal.Invalid("Đây là cùng một hồ sơ người bệnh.");
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        var connection = store.Database.GetDbConnection();
        await LockAsync(connection, stop);
        var reader = await readers.ReaderAsync(purpose, stop);
        if (await PersonReading.OfAsync(connection, reader, fromId, stop) is null || await PersonReading.OfAsync(connection, reader, intoId, stop) is null)
            throw Refusal.Missing("Không có người bệnh này, hoặc ông/bà chưa có căn cứ để xem.");
        var from = await AloneAsync(fromId, stop);
        var into = await AloneAsync(intoId, stop);
        var unit = await CommonHomeAsync(connection, fromId, intoId, stop);
        if (unit is null) await AskAsync(fromId, intoId, reason, stop);
        else await MergeAsync(connection, from, into, unit.Value, reason, stop);
        await transaction.CommitAsync(stop);
        return unit is not null;
    }

    async Task MergeAsync(DbConnection connection, Person from, Person into, Guid unit, string reason, CancellationToken stop)
    {
        var patients = await connection.RowsAsync("select id from records_patient where person_id = @p0", r => r.GetGuid(0), stop, from.Id);
        var bases = await connection.RowsAsync("select id from kernel_basis where person_id = @p0", r => r.GetGuid(0), stop, from.Id);
        await connection.RunAsync("update records_patient set person_id = @p1 where person_id = @p0", stop, from.Id, into.Id);
        await connection.RunAsync("update kernel_basis set person_id = @p1, version = version + 1 where person_id = @p0", stop, from.Id, into.Id);
        foreach (var follower in followers) await follower.MergedAsync(connection, from.Id, into.Id, patients, stop);
        from.MergedInto = into.Id;
        store.Expect(into, into.Version);
        var merge = new PersonMerge
        {
            FromId = from.Id,
            IntoId = into.Id,
            Reason = reason,
            Patients = string.Join(' ', patients),
            Bases = string.Join(' ', bases),
            MergedAt = clock.GetUtcNow(),
            MergedBy = caller.UserId,
        };
        store.Merges.Add(merge);
        await SettleAsync(from.Id, into.Id, LikenessState.Merged, reason, stop);
        store.Publish("person/" + into.Id, new PersonsMerged(merge.Id, from.Id, into.Id, patients));
        store.Report(new Fact
        {
            Kind = "person.merged",
            UnitId = unit,
            OccurredOn = clock.Today(),
            Value = 1,
            Module = "records",
            SourceId = "person-merge/"
            + merge.Id
        });
        store.Trace("person.merge", "person", into.Id.ToString(), reason: "from=" + from.Id);
        await store.SaveChangesAsync(stop);
        await PersonRows.DescribeAsync(connection, [into.Id], stop);
    }

    /// <summary>Takes a merge back; returns the person who stands alone again.</summary>
    public async Task<Guid> UnmergeAsync(Guid mergeId, int version, string reason, CancellationToken stop)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        var connection = store.Database.GetDbConnection();
        await LockAsync(connection, stop);
        var merge = await store.Merges.FirstOrDefaultAsync(m => m.Id == mergeId, stop) ?? throw Refusal.Missing("Không có lần gộp này.");
        if (merge.UnmergedAt is not null) throw Refusal.Conflict("Lần gộp này đã được tách trước đó.");
        var current = await PersonReading.CarriesOnAsync(connection, merge.IntoId, stop);
        var unit = await CommonHomeAsync(connection, current, current, stop)
            ?? throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", PersonsRights.Merge.Title);
        store.Expect(merge, version);
        var from = await store.Persons.FirstAsync(p => p.Id == merge.FromId, stop);
        from.MergedInto = null;
        merge.UnmergedAt = clock.GetUtcNow();
        merge.UnmergedBy = caller.UserId;
        merge.UnmergedReason = reason;
        await SettleAsync(merge.FromId, merge.IntoId, LikenessState.Different, reason, stop);
        store.Trace("person.unmerge", "person", current.ToString(), reason: "from=" + merge.FromId);
        if (await store.Set<Fact>().FirstOrDefaultAsync(f => f.Module == "records" && f.SourceId == "person-merge/" + merge.Id && f.Part == 0, stop) is { } fact)
            store.Report(fact.Reversal(fact.SourceVersion, "unmerged"));
        await store.SaveChangesAsync(stop);
        var back = await MoveBackAsync(connection, current, merge.FromId, stop);
        foreach (var follower in followers) await follower.UnmergedAsync(connection, merge.FromId, current, back, stop);
        store.Publish("person/" + merge.IntoId, new PersonsUnmerged(merge.Id, merge.FromId, current, back));
        await store.SaveChangesAsync(stop);
        await PersonRows.DescribeAsync(connection, [current, merge.FromId], stop);
        await transaction.CommitAsync(stop);
        return merge.FromId;
    }

    // Whose home now leads elsewhere goes there: exactly what stood below the merge that was taken back.
    static async Task<List<Guid>> MoveBackAsync(DbConnection connection, Guid current, Guid from, CancellationToken stop)
    {
        const string Below = "with recursive below(id) as (select cast(@p1 as uuid) union all select p.id from records_person p join below b on p.merged_into = b.id) ";
        var below = connection.IsPostgres() ? Below : Below.Replace("cast(@p1 as uuid)", "@p1", StringComparison.Ordinal);
        var back = await connection.RowsAsync(below + "select id from records_patient where person_id = @p0 and home_id in (select id from below)", r => r.GetGuid(0),
            stop, current, from);
        await connection.RunAsync(below + "update records_patient set person_id = @p1 where person_id = @p0 and home_id in (select id from below)", stop, current,
            from);
        // A basis has no home of its own: it is the person from whom it was first taken.
        var moved = await connection.RowsAsync("select id, from_id, bases from records_merge where bases <> '' order by merged_at, id",
            r => (From: r.GetGuid(1), Bases: PersonMerge.Ids(r.GetString(2))), stop);
        var homes = new Dictionary<Guid, Guid>();
        foreach (var (origin, bases) in moved)
            foreach (var basis in bases) homes.TryAdd(basis, origin);
        var ours = (await connection.RowsAsync(below + "select id from below where id <> @p0", r => r.GetGuid(0), stop, current, from)).ToHashSet();
        foreach (var basis in homes.Where(h => ours.Contains(h.Value)).Select(h => h.Key))
            await connection.RunAsync("update kernel_basis set person_id = @p1, version = version + 1 where id = @p2 and person_id = @p0", stop, current, from, basis);
        return back;
    }

    /// <summary>Says that two persons are not one; asked by a settler of a home of both.</summary>
    public async Task DifferentAsync(Guid likenessId, int version, string reason, CancellationToken stop)
    {
        var row = await store.Likenesses.FirstOrDefaultAsync(l => l.Id == likenessId, stop) ?? throw Refusal.Missing("Không có đề nghị này.");
        if (row.State != LikenessState.Waiting) throw Refusal.Conflict("Đề nghị này đã được giải quyết.");
        await store.Database.OpenConnectionAsync(stop);
        var connection = store.Database.GetDbConnection();
        var (one, other) = (await PersonReading.CarriesOnAsync(connection, row.OneId, stop), await PersonReading.CarriesOnAsync(connection, row.OtherId, stop));
        if (await CommonHomeAsync(connection, one, other, stop) is null)
            throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", PersonsRights.Merge.Title);
        store.Expect(row, version);
        Settle(row, LikenessState.Different, reason);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A home where the caller settles, for both persons: one of its facilities knows the one, one of them the other; null where there is none.</summary>
    public async Task<Guid?> CommonHomeAsync(DbConnection connection, Guid one, Guid other, CancellationToken stop)
    {
        var settles = await homes.DecidingAsync(PersonsRights.Merge, stop);
        if (settles.Count == 0) return null;
        var draft = new Draft(connection);
        var rows = await draft.RowsAsync($"select distinct person_id, holder_id from records_patient where person_id {draft.In([one, other])} and holder_id {draft.In(settles)}",
            r => (Person: r.GetGuid(0), Holder: r.GetGuid(1)), stop);
        return rows.Any(r => r.Person == one) && rows.Any(r => r.Person == other) ? rows.First(r => r.Person == other).Holder : null;
    }

    async Task AskAsync(Guid from, Guid into, string reason, CancellationToken stop)
    {
        var (one, other) = PossiblySame.Pair(from, into);
        if (await store.Likenesses.FirstOrDefaultAsync(l => l.OneId == one && l.OtherId == other && l.State == LikenessState.Waiting, stop) is { } waiting)
        {
            if (waiting.AskedReason.Length > 0) throw Refusal.Conflict("Hai hồ sơ này đã có đề nghị đang chờ giải quyết.");
            (waiting.AskedBy, waiting.AskedReason) = (caller.UserId, reason);
        }
        else store.Likenesses.Add(new PossiblySame
        {
            OneId = one,
            OtherId = other,
            Reason = LikenessReasons.Asked,
            Score = 0,
            AskedBy = caller.UserId,
            AskedReason = reason,
            FoundAt = clock.GetUtcNow(),
        });
        await store.SaveChangesAsync(stop);
    }

    async Task<Person> AloneAsync(Guid id, CancellationToken stop)
    {
        var person = await store.Persons.FirstOrDefaultAsync(p => p.Id == id, stop)
            ?? throw Refusal.Missing("Không có người bệnh này, hoặc ông/bà chưa có căn cứ để xem.");
        return person.MergedInto is null ? person : throw Refusal.Conflict("Hồ sơ này vừa được gộp vào hồ sơ khác. Xin mở lại trang để xem bản mới.");
    }

    async Task SettleAsync(Guid a, Guid b, LikenessState state, string reason, CancellationToken stop)
    {
        var (one, other) = PossiblySame.Pair(a, b);
        foreach (var row in await store.Likenesses.Where(l => l.OneId == one && l.OtherId == other && l.State != LikenessState.Different)
            .ToListAsync(stop)) Settle(row, state, reason);
    }

    void Settle(PossiblySame row, LikenessState state, string reason)
    {
        row.State = state;
        row.SettledAt = clock.GetUtcNow();
        row.SettledBy = caller.UserId;
        row.SettledReason = reason;
    }

    // Linking waits: a patient must not be linked to a person who is being merged away.
    static Task LockAsync(DbConnection connection, CancellationToken stop) => connection.IsPostgres()
        ? connection.RunAsync("select pg_advisory_xact_lock(20565, place) from generate_series(0, 508) as t(place)", stop) : Task.CompletedTask;
}
