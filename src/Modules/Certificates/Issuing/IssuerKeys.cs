using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Certificates;

/// <summary>
/// The keys with which issuers sign (ES256): one each year, derived from the installation's secret like the key of the books, so that every node signs alike
/// and the private half lies in no other place. The public halves are kept for ever: what they signed can always be checked.
/// </summary>
sealed class IssuerKeys(Database database, Keys keys, TimeProvider clock)
{
    static readonly BigInteger Order = new(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);

    /// <summary>The key of an issuer for a year, to be disposed by the caller.</summary>
    public ECDsa Private(Guid issuer, int year)
    {
        // Eight bytes more than the group's order, reduced: every private key is as likely as any other (FIPS 186-5, A.2.1).
        var wide = new BigInteger(keys.Derive(string.Create(CultureInfo.InvariantCulture, $"certificate/{issuer:N}/{year}"), 40), isUnsigned: true, isBigEndian: true);
        var number = (wide % (Order - 1) + 1).ToByteArray(isUnsigned: true, isBigEndian: true);
        var secret = new byte[32];
        number.CopyTo(secret, 32 - number.Length);
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
    }

    /// <summary>Publishes the public half where it is not yet; returns its name.</summary>
    public async Task<string> PublishAsync(Guid issuer, int year, CancellationToken stop)
    {
        using var key = Private(issuer, year);
        var q = key.ExportParameters(false).Q;
        var (x, y) = (WebEncoders.Base64UrlEncode(q.X!), WebEncoders.Base64UrlEncode(q.Y!));
        var kid = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        await using var connection = await database.OpenAsync(stop);
        if (await connection.CellAsync("select 1 from certificates_key where kid = @p0", stop, kid) is not null) return kid;
        await connection.RunAsync("insert into certificates_key (kid, issuer_id, year, public_key, made_at) values (@p0, @p1, @p2, @p3, @p4) on conflict do nothing", stop,
            kid, issuer, year, JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x, y, kid, use = "sig", alg = "ES256" }), clock.GetUtcNow());
        return kid;
    }

    /// <summary>A public half by its name; null where it is none of ours.</summary>
    public async Task<(Guid Issuer, string Jwk)?> FindAsync(string kid, CancellationToken stop)
    {
        if (kid.Length != 43) return null;
        await using var connection = await database.OpenAsync(stop);
        var found = await connection.RowsAsync("select issuer_id, public_key from certificates_key where kid = @p0", r => (r.GetGuid(0), r.GetString(1)), stop, kid);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>All public halves of an issuer, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> OfAsync(Guid issuer, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return [.. (await connection.RowsAsync("select public_key from certificates_key where issuer_id = @p0 order by year desc", r => r.GetString(0), stop, issuer))
            .Select(text => JsonDocument.Parse(text).RootElement)];
    }
}
