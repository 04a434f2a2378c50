using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Feed;

/// <summary>Who sends: a key, or a person's program with an API token.</summary>
sealed record Sender(Guid OrganisationId, string FacilityCode, Guid? KeyId, string Name);

/// <summary>
/// Opens for keys: user name and password make an access token for eight hours. What fails is answered alike whatever was wrong, and written into the trail.
/// Two indexed look-ups a request and no memory, so that a revoked key is revoked at once on every node.
/// </summary>
sealed class KeyRing(Database database, TimeProvider clock, TrailBook trail)
{
    /// <summary>How long an access token is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(8);

    const string Columns = "k.id, k.organisation_id, k.facility_code, k.user_name, "
        + "k.password_hash, k.digest_hash, k.addresses, k.last_contact_at, k.name, k.made_at, k.made_by_name";

    /// <summary>Signs in; refused (401) where user, password, code or address do not fit. <paramref name="code"/> null: not asked for.</summary>
    public async Task<(string Token, FeedKey Key)> SignInAsync(HttpContext context, string user, string password, string? code, CancellationToken stop)
    {
        var key = await FindAsync(context, user, password, code, stop);
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("insert into feed_token (hash, key_id, made_at, expires_at) values (@p0, @p1, @p2, @p3)", stop, FeedKey.HashOf(secret), key.Id,
            now, now + Life);
        await connection.RunAsync("delete from feed_token where expires_at < @p0", stop, now.AddDays(-1));
        return (secret, key);
    }

    /// <summary>The sender of a request by its Authorization header: an access token (Bearer), or user and password (Basic); refused (401) where there is none.</summary>
    public async Task<Sender> SenderAsync(HttpContext context, CancellationToken stop)
    {
        if (!AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
            || header.Parameter is not { Length: > 0 and <= 500 } given) throw No();
        if (header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            var pair = Decoded(given).Split(':', 2);
            return Of(await FindAsync(context, pair[0], pair.Length > 1 ? pair[1] : "", null, stop));
        }
        if (!header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) throw No();
        await using var connection = await database.OpenAsync(stop);
        var found = await connection.RowsAsync(
            $"select {Columns} from feed_token t join feed_key k on k.id = t.key_id where t.hash = @p0 and t.expires_at > @p1 and k.revoked_at is null", Read, stop,
                FeedKey.HashOf(given), clock.GetUtcNow());
        if (found.Count == 0 || !found[0].IsGoodFrom(context.Connection.RemoteIpAddress)) throw No();
        await SeenAsync(connection, context, found[0], stop);
        return Of(found[0]);
    }

    static Sender Of(FeedKey key) => new(key.OrganisationId, key.FacilityCode, key.Id, key.UserName);

    async Task<FeedKey> FindAsync(HttpContext context, string user, string password, string? code, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var found = await connection.RowsAsync($"select {Columns} from feed_key k where k.user_name = @p0 and k.revoked_at is null", Read, stop, user.Length > 100
            ? "" : user.Trim().ToLowerInvariant());
        var key = found.FirstOrDefault();
        var good = key?.Opens(password) == true && (code is null || code.Trim().Equals(key.FacilityCode, StringComparison.OrdinalIgnoreCase))
            && key.IsGoodFrom(context.Connection.RemoteIpAddress);
        if (!good)
        {
            var from = new Origin(context.Connection.RemoteIpAddress?.ToString(), context.Connection.RemotePort, context.Request.Headers.UserAgent.ToString());
            await trail.WriteAsync(Caller.Nobody with { Origin = from }, "feed.sign-in", "feed_key", key?.Id.ToString() ?? "", "refused", null, stop);
            throw No();
        }
        await SeenAsync(connection, context, key!, stop);
        return key!;
    }

    async Task SeenAsync(System.Data.Common.DbConnection connection, HttpContext context, FeedKey key, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (key.LastContactAt is { } last && now - last < TimeSpan.FromMinutes(1)) return;
        await connection.RunAsync("update feed_key set last_contact_at = @p1, last_address = @p2 where id = @p0", stop, key.Id, now,
            context.Connection.RemoteIpAddress?.ToString());
    }

    static FeedKey Read(System.Data.Common.DbDataReader r) => new()
    {
        Id = r.GetGuid(0),
        OrganisationId = r.GetGuid(1),
        FacilityCode = r.GetString(2),
        UserName = r.GetString(3),
        PasswordHash = (byte[])r.GetValue(4),
        DigestHash = (byte[])r.GetValue(5),
        Addresses = r.GetString(6),
        LastContactAt = r.IsDBNull(7) ? null : r.Instant(7),
        Name = r.GetString(8),
        MadeAt = r.Instant(9),
        MadeByName = r.GetString(10),
    };

    static string Decoded(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    static Refusal No() => new(RefusalKind.Forbidden,
        "Tên đăng nhập, mật khẩu, mã cơ sở hoặc mã truy cập không đúng, hoặc khóa liên thông đã thu hồi.")
    { Code = "sign-in" };
}
