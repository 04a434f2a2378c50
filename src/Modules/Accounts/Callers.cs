using System.Data.Common;
using System.Security.Claims;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Accounts;

/// <summary>
/// Finds out who asks: two indexed look-ups a request and no memory, so that an ended session is ended at once on every node.
/// A request with an Authorization header is judged by that alone; the cookie is not looked at, for such a request needs no antiforgery token.
/// </summary>
sealed class Callers(Database database, TimeProvider clock, SignInRules rules, IServiceScopeFactory scopes) : ICallers
{
    const string Cookied =
        "select s.id, s.account_id, s.organisation_id, s.seen_at, s.created_at, a.name from accounts_session s join accounts_account a on a.id = s.account_id "
        + "where s.hash = @p0 and s.ended_at is null and a.is_disabled = false";

    const string Bearing =
        "select t.id, t.account_id, null, t.seen_at, t.created_at, a.name from accounts_token t join accounts_account a on a.id = t.account_id "
        + "where t.hash = @p0 and t.revoked_at is null and t.expires_at > @p1 and a.is_disabled = false";

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // A citizen sees own matters only, never an organisation's rows.
    static readonly IReadOnlySet<Guid> Nothing = new HashSet<Guid>();
    volatile bool somebody;

    /// <inheritdoc/>
    public async Task<Caller> OfAsync(HttpContext context, CancellationToken stop)
    {
        var header = context.Request.Headers.Authorization;
        var secret = header.Count > 0 ? Bearer(header.ToString()) : context.Request.Cookies[SessionCookie.Name];
        if (secret is not { Length: > 0 and <= 200 }) return Caller.Nobody;
        await using var connection = await database.OpenAsync(stop);
        var carrier = await CarrierAsync(connection, secret, header.Count > 0, stop);
        if (carrier is null) return Caller.Nobody;
        var posts = await PostsAsync(connection, carrier.AccountId, stop);
        var caller = await CallerAsync(carrier, posts, stop);
        // The antiforgery token of a page is made for this person only.
        context.User = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, carrier.AccountId.ToString()), new(ClaimTypes.Name, carrier.Name)], "LienY"));
        return caller;
    }

    /// <inheritdoc/>
    public async Task<Caller> OfPersonAsync(Guid userId, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var name = await connection.RowsAsync("select name from accounts_account where id = @p0 and is_disabled = false", r => r.GetString(0), stop, userId);
        if (name.Count == 0) return Caller.Nobody;
        var caller = await CallerAsync(new(Guid.Empty, userId, null, null, default, name[0]), await PostsAsync(connection, userId, stop), stop);
        return caller with { SessionId = null };
    }

    /// <inheritdoc/>
    public async Task<bool> IsEmptyAsync(CancellationToken stop)
    {
        if (somebody) return false;
        await using var connection = await database.OpenAsync(stop);
        somebody = await connection.CellAsync("select 1 from accounts_account limit 1", stop) is not null;
        return !somebody;
    }

    async Task<Carrier?> CarrierAsync(DbConnection connection, string secret, bool isToken, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var found = await connection.RowsAsync(isToken ? Bearing : Cookied,
            r => new Carrier(r.GetGuid(0), r.GetGuid(1), r.Id(2), r.IsDBNull(3) ? null : r.Instant(3), r.Instant(4), r.GetString(5)),
            stop, isToken ? [Secrets.Hash(secret), now] : [Secrets.Hash(secret)]);
        if (found.Count == 0) return null;
        var carrier = found[0];
        if (!isToken && (now - carrier.SeenAt > rules.Idle || now - carrier.Began > Session.Longest))
        {
            await connection.RunAsync("update accounts_session set ended_at = @p1, ended_reason = @p2 where id = @p0 and ended_at is null", stop,
                carrier.Id, now, now - carrier.SeenAt > rules.Idle ? "idle" : "old");
            return null;
        }
        if (carrier.SeenAt is null || now - carrier.SeenAt >= Minute)
        {
            await connection.RunAsync($"update {(isToken ? "accounts_token" : "accounts_session")} set seen_at = @p1 where id = @p0", stop, carrier.Id, now);
            await connection.RunAsync("update accounts_account set seen_at = @p1 where id = @p0 and seen_at < @p1", stop, carrier.AccountId, now);
        }
        return carrier;
    }

    Task<List<(Role Role, Guid Organisation)>> PostsAsync(DbConnection connection, Guid account, CancellationToken stop) => connection.RowsAsync(
        "select role, organisation_id from accounts_post where account_id = @p0 and (from_day is null or from_day <= @p1) and (to_day is null or to_day >= @p1) "
        + "order by created_at, id", r => (Enum.Parse<Role>(r.GetString(0)), r.GetGuid(1)), stop, account, clock.Today());

    async Task<Caller> CallerAsync(Carrier carrier, List<(Role Role, Guid Organisation)> held, CancellationToken stop)
    {
        // A scope of its own with the house as caller: the request's scope must not meet a caller before it is known.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var organisations = scope.ServiceProvider.GetRequiredService<IOrganisations>();
        var reach = new Dictionary<Guid, IReadOnlySet<Guid>>();
        foreach (var id in held.Select(p => p.Organisation).Distinct()) reach[id] = await organisations.ReachAsync(id, stop);
        var acting = carrier.Acting is { } chosen && reach.ContainsKey(chosen) ? chosen : held.Select(p => p.Organisation).FirstOrDefault();
        var name = acting == Guid.Empty ? null : await organisations.FindAsync(acting, null, stop);
        return new(carrier.AccountId, carrier.Name, acting, name?.Name ?? "", [.. held.Select(p => new Post(p.Role, p.Organisation, p.Role == Role.Citizen ? Nothing : reach[p.Organisation]))])
        {
            SessionId = carrier.Id,
        };
    }

    static string? Bearer(string header) => header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;

    /// <summary>What carries the caller: a session or a token.</summary>
    sealed record Carrier(Guid Id, Guid AccountId, Guid? Acting, DateTimeOffset? SeenAt, DateTimeOffset Began, string Name);
}
