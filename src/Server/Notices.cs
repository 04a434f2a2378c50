using System.Globalization;
using System.Text.Json;
using LienY.Kernel;

namespace LienY.Server;

/// <summary>A notice as it stands on the page "Hôm nay": key of its sentence, what fills its places, where it leads.</summary>
public sealed record Unseen(Guid Id, string Text, string[] Args, string Link, DateTimeOffset At);

/// <summary>
/// Notices for the caller: to the person, and to whoever holds a post at one of the caller's organisations. Each person sees a notice off for
/// himself only; a notice to a person is also marked on its own row.
/// </summary>
public sealed class Notices(Database database, Caller caller, TimeProvider clock)
{
    const int Days = 60;

    /// <summary>Notices of the last sixty days that the caller has not seen, newest first.</summary>
    public async Task<IReadOnlyList<Unseen>> UnseenAsync(int most, CancellationToken stop)
    {
        if (caller.UserId is not { } user) return [];
        var (where, values) = Mine(user);
        await using var connection = await database.OpenAsync(stop);
        return await connection.RowsAsync(
            $"select n.id, n.text, n.args, n.link, n.created_at from kernel_notice n where {where} order by n.created_at desc, n.id desc limit {most.ToString(CultureInfo.InvariantCulture)}",
            r => new Unseen(r.GetGuid(0), r.GetString(1), JsonSerializer.Deserialize<string[]>(r.GetString(2)) ?? [], r.GetString(3), r.Instant(4)), stop, values);
    }

    /// <summary>The caller has seen one notice, or all of them where <paramref name="id"/> is null.</summary>
    public async Task SeeAsync(Guid? id, CancellationToken stop)
    {
        if (caller.UserId is not { } user) return;
        var (where, values) = Mine(user);
        if (id is not null)
        {
            where += $" and n.id = @p{values.Length.ToString(CultureInfo.InvariantCulture)}";
            values = [.. values, id];
        }
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var ids = await connection.RowsAsync($"select n.id from kernel_notice n where {where}", r => r.GetGuid(0), stop, values);
        foreach (var seen in ids)
        {
            await connection.RunAsync("insert into kernel_notice_seen (notice_id, user_id, seen_at) values (@p0, @p1, @p2) on conflict do nothing", stop, seen, user, clock.GetUtcNow());
            await connection.RunAsync("update kernel_notice set seen_at = @p2 where id = @p0 and user_id = @p1 and seen_at is null", stop, seen, user, clock.GetUtcNow());
        }
        await transaction.CommitAsync(stop);
    }

    (string Where, object?[] Values) Mine(Guid user)
    {
        object?[] values = [user, clock.GetUtcNow().AddDays(-Days), .. caller.Posts.Select(p => p.OrganisationId).Distinct().Cast<object?>()];
        var places = string.Join(", ", Enumerable.Range(2, values.Length - 2).Select(i => "@p" + i.ToString(CultureInfo.InvariantCulture)));
        var organisations = places.Length == 0 ? "" : $" or (n.user_id is null and n.organisation_id in ({places}))";
        return ($"(n.user_id = @p0{organisations}) and n.seen_at is null and n.created_at >= @p1 "
            + "and not exists (select 1 from kernel_notice_seen s where s.notice_id = n.id and s.user_id = @p0)", values);
    }
}
