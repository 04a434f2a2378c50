using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Accounts;

/// <summary>The cookie that carries the secret of a session: not readable by scripts, not sent by other sites' forms, only by https where the page is.</summary>
static class SessionCookie
{
    public const string Name = "session";

    public static void Set(HttpContext context, string secret) => context.Response.Cookies.Append(Name, secret, Options(context));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", IsEssential = true };
}

/// <summary>Begins a session: always a new row and a new secret; the session that the browser had before ends.</summary>
sealed class SessionStart(Database database, TimeProvider clock, TrailBook trail)
{
    public async Task BeginAsync(HttpContext context, Guid account, string name, string means, CancellationToken stop)
    {
        var (now, secret) = (clock.GetUtcNow(), Secrets.Random());
        var address = context.Connection.RemoteIpAddress?.ToString();
        var agent = context.Request.Headers.UserAgent.ToString().Replace('\0', ' ');
        var device = agent.Length > 400 ? agent[..400] : agent;
        var id = Guid.CreateVersion7();
        await using (var connection = await database.OpenAsync(stop))
        {
            if (context.Request.Cookies[SessionCookie.Name] is { Length: > 0 } old)
                await connection.RunAsync("update accounts_session set ended_at = @p1, ended_reason = 'sign-in' where hash = @p0 and ended_at is null", stop, Secrets.Hash(old), now);
            await connection.RunAsync(
                "insert into accounts_session (id, account_id, hash, means, address, device, created_at, seen_at) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p6)",
                stop, id, account, Secrets.Hash(secret), means, address, device, now);
            await connection.RunAsync("update accounts_account set seen_at = @p1, failures = 0, lockouts = 0, locked_until = null where id = @p0", stop, account, now);
        }
        var who = new Caller(account, name, Guid.Empty, "", []) { SessionId = id, Origin = new(address, context.Connection.RemotePort, device) };
        await trail.WriteAsync(who, "sign-in", "session", id.ToString(), "ok", means, stop);
        SessionCookie.Set(context, secret);
    }
}
