using System.Data.Common;
using LienY.Kernel;

namespace LienY.Apps;

/// <summary>
/// Slows down who fails in the name of an application: ten failures from one address are free, each further one doubles the wait up to five minutes, one is
/// forgotten a minute. Kept in rows, so that it holds on every node; by address, so that a stranger elsewhere does not shut the application out.
/// </summary>
static class ClientTries
{
    const int Free = 10, LongestSeconds = 300;

    /// <summary>Refuses (429) while it has to wait.</summary>
    public static async Task MustBeFreeAsync(DbConnection connection, Guid app, string? address, DateTimeOffset now, CancellationToken stop)
    {
        var until = await connection.RowsAsync("select until from apps_tries where app_id = @p0 and address = @p1 and until > @p2", r => r.Instant(0), stop, app,
            address ?? "", now);
        if (until.Count > 0)
            throw new OAuthProblem("slow_down", "Too many failures; wait.", 429) { Wait = (int)Math.Ceiling((until[0] - now).TotalSeconds) };
    }

    /// <summary>Counts a failure.</summary>
    public static async Task FailAsync(DbConnection connection, Guid app, string? address, DateTimeOffset now, CancellationToken stop)
    {
        var was = await connection.RowsAsync("select failures, failed_at from apps_tries where app_id = @p0 and address = @p1", r =>
            (Failures: r.GetInt32(0), At: r.Instant(1)), stop, app, address ?? "");
        var failures = was.Count == 0 ? 1 : Math.Max(0, was[0].Failures - (int)(now - was[0].At).TotalMinutes) + 1;
        var wait = failures <= Free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(LongestSeconds, Math.Pow(2, Math.Min(failures - Free, 9))));
        await connection.RunAsync("insert into apps_tries (app_id, address, failures, failed_at, until) values (@p0, @p1, @p2, @p3, @p4) "
            + "on conflict (app_id, address) do update set failures = excluded.failures, failed_at = excluded.failed_at, until = excluded.until", stop, app, address
            ?? "", failures, now, now + wait);
    }
}
