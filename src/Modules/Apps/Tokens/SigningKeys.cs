using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Apps;

/// <summary>
/// The keys with which the house signs id tokens (ES256): made by themselves, a new one every ninety days, old ones published for as long again so that what
/// they signed can be checked. The private part lies sealed in the database, so that all nodes sign with the same.
/// </summary>
sealed class SigningKeys(Database database, Keys keys, TimeProvider clock)
{
    /// <summary>A key signs for so long.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(90);

    /// <summary>The public keys (RFC 7517), newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> PublicAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await CurrentAsync(connection, stop);
        return [.. (await connection.RowsAsync("select public_key from apps_key where made_at > @p0 order by made_at desc, kid", r => r.GetString(0), stop,
            clock.GetUtcNow() - Age - Age))
            .Select(text => JsonDocument.Parse(text).RootElement)];
    }

    /// <summary>Signs claims as a compact JWS.</summary>
    public async Task<string> SignAsync(object claims, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var (kid, secret) = await CurrentAsync(connection, stop);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Open(secret), out _);
        var text = $"{Encode(new { alg = "ES256", kid, typ = "JWT" })}.{Encode(claims)}";
        return $"{text}.{WebEncoders.Base64UrlEncode(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Makes a new key now; the one before is still published.</summary>
    public async Task<string> TurnAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return (await MakeAsync(connection, stop)).Kid;
    }

    async Task<(string Kid, byte[] Sealed)> CurrentAsync(DbConnection connection, CancellationToken stop)
    {
        // Two nodes may make one at the same moment: both are published, and both nodes sign with the same from then on.
        var found = await connection.RowsAsync("select kid, sealed from apps_key where made_at > @p0 order by made_at desc, kid limit 1", r =>
            (r.GetString(0), (byte[])r.GetValue(1)), stop, clock.GetUtcNow() - Age);
        return found.Count > 0 ? found[0] : await MakeAsync(connection, stop);
    }

    async Task<(string Kid, byte[] Sealed)> MakeAsync(DbConnection connection, CancellationToken stop)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var q = key.ExportParameters(false).Q;
        var (x, y) = (WebEncoders.Base64UrlEncode(q.X!), WebEncoders.Base64UrlEncode(q.Y!));
        // The thumbprint of RFC 7638: the same key always has the same name.
        var kid = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        var secret = Close(key.ExportPkcs8PrivateKey());
        await connection.RunAsync("insert into apps_key (kid, sealed, public_key, made_at) values (@p0, @p1, @p2, @p3)", stop, kid, secret,
            JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x, y, kid, use = "sig", alg = "ES256" }), clock.GetUtcNow());
        return (kid, secret);
    }

    byte[] Close(byte[] plain)
    {
        var (nonce, secret) = (RandomNumberGenerator.GetBytes(12), new byte[plain.Length + 16]);
        using var cipher = new AesGcm(keys.Derive("apps-signing", 32), 16);
        cipher.Encrypt(nonce, plain, secret.AsSpan(0, plain.Length), secret.AsSpan(plain.Length));
        return [.. nonce, .. secret];
    }

    byte[] Open(byte[] bytes)
    {
        var plain = new byte[bytes.Length - 28];
        using var cipher = new AesGcm(keys.Derive("apps-signing", 32), 16);
        cipher.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(12, plain.Length), bytes.AsSpan(12 + plain.Length), plain);
        return plain;
    }

    static string Encode(object value) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(value));
}
