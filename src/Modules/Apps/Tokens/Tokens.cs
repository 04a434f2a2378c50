using System.Data.Common;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Apps;

/// <summary>A grant with what belongs to its tokens.</summary>
sealed record GrantCard(Guid Id, Guid AppId, Guid? UserId, Guid OrganisationId, string Role, string Purpose, string Scopes, string? Patient, Guid? PersonId,
    DateTimeOffset EndsAt, bool IsEnded);

/// <summary>What was given: access token, its scopes and life, and the refresh token where there is one.</summary>
sealed record Issued(string Access, string Scopes, int Seconds, string? Refresh);

/// <summary>
/// Codes, access and refresh tokens, as rows that hold only their SHA-256: whichever node is asked, a code and a refresh token are used once, and a grant that
/// has ended ends all that stems from it. Single use is one conditional update; the database decides who was first.
/// </summary>
sealed class Tokens(Database database, TimeProvider clock, SeenTokens seen)
{
    /// <summary>Life of a code.</summary>
    public static readonly TimeSpan CodeLife = TimeSpan.FromSeconds(60);

    /// <summary>Life of an access token.</summary>
    public static readonly TimeSpan AccessLife = TimeSpan.FromMinutes(15);

    /// <summary>Life of a service's access token (SMART: at most five minutes is advised).</summary>
    public static readonly TimeSpan ServiceLife = TimeSpan.FromMinutes(5);

    /// <summary>A refresh token that is not used for so long ends (offline_access).</summary>
    public static readonly TimeSpan OfflineLife = TimeSpan.FromDays(90);

    /// <summary>A grant with online_access ends for good after this.</summary>
    public static readonly TimeSpan OnlineLife = TimeSpan.FromHours(12);

    const string GrantColumns = "g.id, g.app_id, g.user_id, g.organisation_id, g.role, g.purpose, g.scopes, g.patient, g.person_id, g.ends_at, g.ended_at";

    /// <summary>Writes a grant.</summary>
    public static Task AddAsync(DbConnection connection, GrantCard g, DateTimeOffset now, CancellationToken stop) => connection.RunAsync(
        "insert into apps_grant (id, app_id, user_id, organisation_id, role, purpose, scopes, patient, person_id, made_at, ends_at) "
            + "values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)",
        stop, g.Id, g.AppId, g.UserId, g.OrganisationId, g.Role, g.Purpose, g.Scopes, g.Patient, g.PersonId, now, g.EndsAt);

    /// <summary>A code for a grant, in the same transaction.</summary>
    public static async Task<string> CodeAsync(DbConnection connection, Guid grant, string redirect, string challenge, string? nonce, DateTimeOffset now,
        CancellationToken stop)
    {
        var code = Secret.Make("lc_");
        await connection.RunAsync("insert into apps_code (hash, grant_id, redirect, challenge, nonce, expires_at) values (@p0, @p1, @p2, @p3, @p4, @p5)", stop,
            Secret.Hash(code), grant, redirect, challenge, nonce, now + CodeLife);
        return code;
    }

    /// <summary>Takes a code: once. A code that was taken before ends everything that it gave (RFC 6749 §4.1.2). Null where it is not good.</summary>
    public async Task<(GrantCard Grant, string Redirect, string Challenge, string? Nonce)?> TakeCodeAsync(string code, Guid app, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(stop);
        var found = await connection.RowsAsync($"select {GrantColumns}, c.redirect, c.challenge, c.nonce "
            + "from apps_code c join apps_grant g on g.id = c.grant_id where c.hash = @p0",
            r => (Grant: ReadGrant(r), Redirect: r.GetString(11), Challenge: r.GetString(12), Nonce: r.Text(13)), stop, Secret.Hash(code));
        if (found.Count == 0 || found[0].Grant.AppId != app) return null;
        if (await connection.RunAsync("update apps_code set used_at = @p1 where hash = @p0 and used_at is null", stop, Secret.Hash(code), now) == 0)
        {
            await EndAsync(connection, found[0].Grant.Id, "code-replayed", stop);
            return null;
        }
        var inTime = await connection.CellAsync("select 1 from apps_code where hash = @p0 and expires_at > @p1", stop, Secret.Hash(code), now) is not null;
        return inTime && !found[0].Grant.IsEnded ? found[0] : null;
    }

    /// <summary>Takes a refresh token: once. One that was taken before ends the whole family (RFC 9700 §4.14.2). Null where it is not good.</summary>
    public async Task<GrantCard?> TakeRefreshAsync(string token, Guid app, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(stop);
        var found = await connection.RowsAsync($"select {GrantColumns}, t.expires_at from apps_refresh t join apps_grant g on g.id = t.grant_id where t.hash = @p0",
            r => (Grant: ReadGrant(r), Ends: r.Instant(11)), stop, Secret.Hash(token));
        if (found.Count == 0 || found[0].Grant.AppId != app) return null;
        if (await connection.RunAsync("update apps_refresh set used_at = @p1 where hash = @p0 and used_at is null", stop, Secret.Hash(token), now) == 0)
        {
            await EndAsync(connection, found[0].Grant.Id, "refresh-replayed", stop);
            return null;
        }
        return found[0].Ends > now && !found[0].Grant.IsEnded && found[0].Grant.EndsAt > now ? found[0].Grant : null;
    }

    /// <summary>Gives tokens for a grant; a refresh token only where the grant asked for one.</summary>
    public async Task<Issued> IssueAsync(GrantCard grant, SmartScopes scopes, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (access, text) = (Secret.Make(SeenTokens.Prefix), scopes.ToString());
        var granted = SmartScopes.Parse(grant.Scopes);
        var life = grant.UserId is null ? ServiceLife : AccessLife;
        if (grant.EndsAt - now < life && grant.UserId is not null && granted.Has("online_access") && !granted.Has("offline_access")) life = grant.EndsAt - now;
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.RunAsync("insert into apps_access (hash, grant_id, scopes, made_at, expires_at) values (@p0, @p1, @p2, @p3, @p4)", stop,
            Secret.Hash(access), grant.Id, text, now, now + life);
        string? refresh = null;
        if (grant.UserId is not null && (granted.Has("offline_access") || granted.Has("online_access")))
        {
            refresh = Secret.Make("lr_");
            var ends = granted.Has("offline_access") ? now + OfflineLife : grant.EndsAt;
            await connection.RunAsync("insert into apps_refresh (hash, grant_id, made_at, expires_at) values (@p0, @p1, @p2, @p3)", stop, Secret.Hash(refresh),
                grant.Id, now, ends);
            await connection.RunAsync("update apps_grant set ends_at = @p1 where id = @p0 and ends_at < @p1", stop, grant.Id, ends);
        }
        await connection.RunAsync("update apps_app set used_at = @p1 where id = @p0", stop, grant.AppId, now);
        await transaction.CommitAsync(stop);
        return new(access, text, (int)life.TotalSeconds, refresh);
    }

    /// <summary>A token as introspection and revocation find it; null where there is none.</summary>
    public async Task<(GrantCard Grant, string Scopes, DateTimeOffset Made, DateTimeOffset Ends, bool IsAccess, bool IsLive)?> FindAsync(string token,
        CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(stop);
        var isAccess = !token.StartsWith("lr_", StringComparison.Ordinal);
        var found = await connection.RowsAsync(isAccess
            ? $"select {GrantColumns}, t.made_at, t.expires_at, t.scopes, null, p.off_at "
                + "from apps_access t join apps_grant g on g.id = t.grant_id join apps_app p on p.id = g.app_id where t.hash = @p0"
            : $"select {GrantColumns}, t.made_at, t.expires_at, g.scopes, t.used_at, p.off_at "
                + "from apps_refresh t join apps_grant g on g.id = t.grant_id join apps_app p on p.id = g.app_id where t.hash = @p0",
            r => (Grant: ReadGrant(r), Scopes: r.GetString(13), Made: r.Instant(11), Ends: r.Instant(12), Free: r.IsDBNull(14) && r.IsDBNull(15)), stop,
                Secret.Hash(token));
        if (found.Count == 0) return null;
        var f = found[0];
        return (f.Grant, f.Scopes, f.Made, f.Ends, isAccess, f.Free && !f.Grant.IsEnded && f.Ends > now);
    }

    /// <summary>Ends a grant and all its tokens.</summary>
    public async Task EndAsync(Guid grant, string reason, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await EndAsync(connection, grant, reason, stop);
    }

    /// <summary>Ends one access token.</summary>
    public async Task EndAccessAsync(string token, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("delete from apps_access where hash = @p0", stop, Secret.Hash(token));
        Forget();
    }

    /// <summary>This node looks every token up again.</summary>
    public void Forget() => seen.Clear();

    async Task EndAsync(DbConnection connection, Guid grant, string reason, CancellationToken stop)
    {
        await connection.RunAsync("update apps_grant set ended_at = @p1, ended_reason = @p2 where id = @p0 and ended_at is null", stop, grant, clock.GetUtcNow(),
            reason);
        Forget();
    }

    /// <summary>What is over for good goes: codes, tokens, assertions, launches, grants that gave nothing that still lives. Failures of a month ago too.</summary>
    public async Task SweepAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("delete from apps_code where expires_at < @p0", stop, now.AddDays(-1));
        await connection.RunAsync("delete from apps_access where expires_at < @p0", stop, now.AddDays(-1));
        await connection.RunAsync("delete from apps_refresh where expires_at < @p0", stop, now.AddDays(-1));
        await connection.RunAsync("delete from apps_assertion where expires_at < @p0", stop, now);
        await connection.RunAsync("delete from apps_launch where expires_at < @p0", stop, now.AddDays(-1));
        await connection.RunAsync("delete from apps_tries where failed_at < @p0", stop, now.AddDays(-1));
        await connection.RunAsync("delete from apps_failure where at < @p0", stop, now.AddDays(-30));
        // The trail says for ever what was granted; a grant over a month old that carries no token says nothing more.
        await connection.RunAsync("delete from apps_grant where ends_at < @p0 and not exists (select 1 from apps_code c where c.grant_id = apps_grant.id) "
            + "and not exists (select 1 from apps_access a where a.grant_id = apps_grant.id) "
            + "and not exists (select 1 from apps_refresh r where r.grant_id = apps_grant.id)", stop, now.AddDays(-30));
    }

    static GrantCard ReadGrant(DbDataReader r) => new(r.GetGuid(0), r.GetGuid(1), r.Id(2), r.GetGuid(3), r.GetString(4), r.GetString(5), r.GetString(6), r.Text(7),
        r.Id(8), r.Instant(9), !r.IsDBNull(10));
}
