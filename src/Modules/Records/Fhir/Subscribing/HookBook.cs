using System.Data.Common;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Rows of subscriptions and of calls that wait.</summary>
sealed class HookBook(Database database)
{
    /// <summary>A subscription; null where there is none.</summary>
    public static async Task<Hook?> FindAsync(DbConnection connection, string fid, CancellationToken stop) =>
        (await connection.RowsAsync($"select {Hook.Columns} from records_hook where fid = @p0", Hook.Read, stop, fid)).FirstOrDefault();

    /// <summary>Those that work, of these types.</summary>
    public static async Task<List<Hook>> ActiveAsync(DbConnection connection, IReadOnlyCollection<string> types, DateTimeOffset now, CancellationToken stop)
    {
        var all = await connection.RowsAsync($"select {Hook.Columns} from records_hook where state = 'active' and (ends_at is null or ends_at > @p0) order by fid", Hook.Read, stop, now);
        return [.. all.Where(h => types.Contains(h.Type))];
    }

    /// <summary>Of one holder, for its page.</summary>
    public async Task<List<(Hook Hook, long Waiting)>> OfAsync(IReadOnlyCollection<Guid> holders, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var hooks = await connection.RowsAsync($"select {Hook.Columns} from records_hook order by made_at desc, fid", Hook.Read, stop);
        var waiting = (await connection.RowsAsync("select hook, count(*) from records_hook_call group by hook", r => (r.GetString(0), r.GetInt64(1)), stop)).ToDictionary();
        return [.. hooks.Where(h => holders.Contains(h.HolderId)).Select(h => (h, waiting.GetValueOrDefault(h.Fid)))];
    }

    /// <summary>Enters a subscription, or what changed of it.</summary>
    public static Task PutAsync(DbConnection connection, Hook h, CancellationToken stop) => connection.RunAsync(
        $"insert into records_hook ({Hook.Columns}) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16) "
        + "on conflict (fid) do update set user_id = excluded.user_id, client_id = excluded.client_id, purpose = excluded.purpose, type = excluded.type, query = excluded.query, "
        + "endpoint = excluded.endpoint, payload = excluded.payload, headers = excluded.headers, state = excluded.state, error = excluded.error, failures = excluded.failures, "
        + "ends_at = excluded.ends_at", stop,
        h.Fid, h.HolderId, h.UserId, h.ClientId, h.Purpose, h.Type, h.Query, h.Endpoint, h.Payload, h.Headers, h.State, h.Error, h.Failures, h.EndsAt, h.MadeAt, h.SentAt, h.Sent);

    /// <summary>Switches one off or on, with the reason.</summary>
    public static Task StateAsync(DbConnection connection, string fid, string state, string error, CancellationToken stop) =>
        connection.RunAsync("update records_hook set state = @p1, error = @p2, failures = 0 where fid = @p0", stop, fid, state, error);

    /// <summary>Forgets one and what waits for it.</summary>
    public static async Task RemoveAsync(DbConnection connection, string fid, CancellationToken stop)
    {
        await connection.RunAsync("delete from records_hook_call where hook = @p0", stop, fid);
        await connection.RunAsync("delete from records_hook where fid = @p0", stop, fid);
    }

    /// <summary>Puts a call into the queue; the same version is told once.</summary>
    public static Task WaitAsync(DbConnection connection, string hook, string type, string fid, int version, DateTimeOffset now, CancellationToken stop) => connection.RunAsync(
        $"insert into records_hook_call ({HookCall.Columns}) values (@p0, @p1, @p2, @p3, @p4, @p5, @p5, 0, '') on conflict (hook, type, fid, version) do nothing", stop,
        Guid.CreateVersion7(), hook, type, fid, version, now);

    /// <summary>The first call of each subscription that works, where it is due: calls of one subscription go out in their order.</summary>
    public static async Task<List<HookCall>> DueAsync(DbConnection connection, DateTimeOffset now, CancellationToken stop)
    {
        var columns = string.Join(", ", HookCall.Columns.Split(", ").Select(c => "c." + c));
        return await connection.RowsAsync($"select {columns} from records_hook_call c join records_hook h on h.fid = c.hook where h.state = 'active' and c.due_at <= @p0 "
            + "and not exists (select 1 from records_hook_call b where b.hook = c.hook and b.id < c.id) order by c.due_at limit 100", HookCall.Read, stop, now);
    }

    /// <summary>A call went well.</summary>
    public static async Task DoneAsync(DbConnection connection, HookCall call, DateTimeOffset now, CancellationToken stop)
    {
        await connection.RunAsync("delete from records_hook_call where id = @p0", stop, call.Id);
        await connection.RunAsync("update records_hook set failures = 0, error = '', sent_at = @p1, sent = sent + 1 where fid = @p0", stop, call.Hook, now);
    }

    /// <summary>A call failed; it is made again later.</summary>
    public static async Task FailedAsync(DbConnection connection, HookCall call, DateTimeOffset due, string error, CancellationToken stop)
    {
        await connection.RunAsync("update records_hook_call set tries = tries + 1, due_at = @p1, error = @p2 where id = @p0", stop, call.Id, due, error);
        await connection.RunAsync("update records_hook set failures = failures + 1, error = @p1 where fid = @p0", stop, call.Hook, error);
    }

    /// <summary>A call that has become pointless.</summary>
    public static Task DropAsync(DbConnection connection, HookCall call, CancellationToken stop) => connection.RunAsync("delete from records_hook_call where id = @p0", stop, call.Id);
}
