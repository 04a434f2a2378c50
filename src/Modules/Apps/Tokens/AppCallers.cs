using System.Collections.Concurrent;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Apps;

/// <summary>
/// Access tokens that this node has looked up in the last seconds. What ends a token here empties it; another node notices after five seconds at most.
/// </summary>
sealed class SeenTokens
{
    /// <summary>Every access token of an application begins so; API tokens of people do not.</summary>
    public const string Prefix = "la_";

    /// <summary>How long a look-up is believed.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);

    const int Most = 10_000;
    readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset Until)> seen = new(StringComparer.Ordinal);
    int edition;

    /// <summary>Grows with each emptying: a look-up that began before must not be remembered.</summary>
    public int Edition => Volatile.Read(ref edition);

    /// <summary>The caller of a token, where it was looked up just now.</summary>
    public Caller? Find(string key, DateTimeOffset now) => seen.TryGetValue(key, out var entry) && entry.Until > now ? entry.Caller : null;

    /// <summary>Remembers a look-up.</summary>
    public void Keep(string key, Caller caller, DateTimeOffset until, int began)
    {
        if (began != Edition) return;
        if (seen.Count >= Most) seen.Clear();
        seen[key] = (caller, until);
        if (began != Edition) seen.Clear();
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref edition);
        seen.Clear();
    }
}

/// <summary>
/// The caller behind an application's access token. Cost: within five seconds of the last look a dictionary; else one query by primary keys
/// (token, grant, application), and for a person the two of every request plus the reach of the post, which Network keeps in memory.
/// </summary>
sealed class AppCallers(Database database, TimeProvider clock, SeenTokens seen, IServiceScopeFactory scopes) : IAppCallers
{
    const string Query = "select g.id, g.user_id, g.organisation_id, g.role, g.purpose, t.scopes, g.patient, g.person_id, p.id, p.name, t.expires_at, p.used_at "
        + "from apps_access t join apps_grant g on g.id = t.grant_id join apps_app p on p.id = g.app_id "
        + "where t.hash = @p0 and t.expires_at > @p1 and g.ended_at is null and p.off_at is null";

    /// <inheritdoc/>
    public async ValueTask<Caller?> OfAsync(HttpContext context, CancellationToken stop)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 0 || Token(header.ToString()) is not { } token) return null;
        var (now, began) = (clock.GetUtcNow(), seen.Edition);
        var hash = Secret.Hash(token);
        var key = Convert.ToBase64String(hash);
        if (seen.Find(key, now) is { } known) return known;
        var found = token.Length > 100 ? null : await LookAsync(hash, now, stop);
        var caller = found is null ? Caller.Nobody : await CallerAsync(found, stop);
        if (!caller.IsKnown)
        {
            // The problem page clears headers; this one is put as the answer leaves (RFC 6750 §3).
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode == 401) context.Response.Headers.WWWAuthenticate = "Bearer realm=\"Lien Y\", error=\"invalid_token\"";
                return Task.CompletedTask;
            });
            return caller;
        }
        seen.Keep(key, caller, found!.Ends < now + SeenTokens.Believed ? found.Ends : now + SeenTokens.Believed, began);
        return caller;
    }

    async Task<Found?> LookAsync(byte[] hash, DateTimeOffset now, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var found = await connection.RowsAsync(Query, Found.Read, stop, hash, now);
        if (found.Count == 0) return null;
        if (found[0].Used is not { } used || now - used >= TimeSpan.FromMinutes(1))
            await connection.RunAsync("update apps_app set used_at = @p1 where id = @p0", stop, found[0].AppId, now);
        return found[0];
    }

    async Task<Caller> CallerAsync(Found f, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var organisations = scope.ServiceProvider.GetRequiredService<IOrganisations>();
        var client = new ClientSeat(f.AppId, f.AppName, f.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), f.Patient, f.Person);
        var organisation = (await organisations.FindAsync(f.Organisation, null, stop))?.Name ?? "";
        if (f.User is not { } user)
            return new(null, f.AppName, f.Organisation, organisation,
                [new(f.Role, f.Organisation, await organisations.ReachAsync(f.Organisation, stop))])
            { SessionId = f.Grant, Purpose = f.Purpose, Client = client };
        // The post must be held today: who leaves a hospital leaves with every application.
        var person = await scope.ServiceProvider.GetRequiredService<ICallers>().OfPersonAsync(user, stop);
        return person.Posts.FirstOrDefault(p => p.Role == f.Role && p.OrganisationId == f.Organisation) is { } post
            ? new(user, person.Name, f.Organisation, organisation, [post]) { SessionId = f.Grant, Purpose = f.Purpose, Client = client }
            : Caller.Nobody;
    }

    /// <inheritdoc/>
    public async Task<Caller> OfAppAsync(Guid app, Guid? user, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var found = await connection.RowsAsync("select g.id, g.user_id, g.organisation_id, g.role, g.purpose, g.scopes, g.patient, g.person_id, p.id, p.name, g.ends_at, p.used_at "
            + "from apps_grant g join apps_app p on p.id = g.app_id where g.app_id = @p0 and g.ends_at > @p1 and g.ended_at is null and p.off_at is null order by g.made_at desc, g.id desc",
            Found.Read, stop, app, clock.GetUtcNow());
        if (found.Find(f => f.User == user) is { } grant) return await CallerAsync(grant, stop);
        if (user is not null) return Caller.Nobody;
        // A backend service works by its registration: its tokens live for minutes, what it was allowed lives until it is switched off.
        var own = await connection.RowsAsync("select p.id, null, p.organisation_id, p.role, p.purposes, p.scopes, null, null, p.id, p.name, p.made_at, p.used_at "
            + "from apps_app p where p.id = @p0 and p.off_at is null and p.approved_at is not null and p.role is not null", Found.Read, stop, app);
        return own.Count == 0 ? Caller.Nobody : await CallerAsync(own[0] with { Purpose = own[0].Purpose.Split(' ')[0] }, stop);
    }

    static string? Token(string header) =>
        header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header["Bearer ".Length..].Trim() is var token
            && token.StartsWith(SeenTokens.Prefix, StringComparison.Ordinal) ? token : null;

    /// <summary>A row of the look-up.</summary>
    sealed record Found(Guid Grant, Guid? User, Guid Organisation, Role Role, string Purpose, string Scopes, string? Patient, Guid? Person, Guid AppId, string AppName, DateTimeOffset Ends, DateTimeOffset? Used)
    {
        public static Found Read(System.Data.Common.DbDataReader r) => new(r.GetGuid(0), r.Id(1), r.GetGuid(2), Enum.Parse<Role>(r.GetString(3)), r.GetString(4), r.GetString(5), r.Text(6),
            r.Id(7), r.GetGuid(8), r.GetString(9), r.Instant(10), r.IsDBNull(11) ? null : r.Instant(11));
    }
}
