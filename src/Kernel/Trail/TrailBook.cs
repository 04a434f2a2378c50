using System.Data.Common;

namespace LienY.Kernel;

/// <summary>The trail for what happens outside a store: sign-in failures, refusals, reads by streaming routes.</summary>
public sealed class TrailBook(Database database, TimeProvider clock)
{
    /// <summary>Writes one entry, durably.</summary>
    public async Task WriteAsync(Caller caller, string action, string objectKind, string objectId, string outcome, string? reason = null, CancellationToken stop = default)
    {
        await using var connection = await database.OpenAsync(stop);
        await WriteAsync(connection, caller, action, objectKind, objectId, outcome, reason, stop);
    }

    /// <summary>Writes one entry within the transaction that is open on a connection.</summary>
    public async Task WriteAsync(DbConnection connection, Caller caller, string action, string objectKind, string objectId, string outcome, string? reason, CancellationToken stop) =>
        await WriteAsync(connection, TrailEntry.By(caller, clock.GetUtcNow(), action, objectKind, objectId, outcome, reason), stop);

    /// <summary>Writes that a person's data was touched, within the transaction that is open on a connection.</summary>
    public Task AboutAsync(DbConnection connection, Caller caller, string action, string objectKind, string objectId, PersonTouched touched, string? reason, CancellationToken stop) =>
        WriteAsync(connection, TrailEntry.About(caller, clock.GetUtcNow(), action, objectKind, objectId, touched, reason), stop);

    static Task WriteAsync(DbConnection connection, TrailEntry e, CancellationToken stop) => connection.RunAsync(
        $"insert into kernel_trail ({TrailEntry.Columns["seq, ".Length..]}) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, "
        + "@p16, @p17, @p18, @p19)",
        stop, e.Id, e.At, e.UserId, e.UserName, e.OrganisationId, e.SessionId, e.Purpose, e.Address, e.Port, e.Device, e.Action, e.ObjectKind, e.ObjectId,
        e.Outcome, e.Reason, e.Hash, e.SubjectId, e.HolderId, e.BasisId, e.Role);

    /// <summary>The newest entries, for pages; at most <paramref name="most"/>, optionally of one user or one object.</summary>
    public async Task<IReadOnlyList<TrailEntry>> NewestAsync(int most, Guid? userId = null, string? objectId = null, CancellationToken stop = default)
    {
        await using var connection = await database.OpenAsync(stop);
        return await connection.RowsAsync(
            $"select {TrailEntry.Columns} from kernel_trail where (@p0 = 0 or user_id = @p1) and (@p2 = '' or object_id = @p2) order by seq desc limit @p3",
            TrailEntry.Read, stop, userId is null ? 0 : 1, userId ?? Guid.Empty, objectId ?? "", most);
    }
}
