using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Certificates;

/// <summary>
/// A certificate as Open Badges 3.0 credential (1EdTech, on Verifiable Credentials 2.0) and the list that tells which were revoked (Bitstring Status List 1.0),
/// both as VC-JWT: the credential stands at the top level beside <c>iss</c>, <c>jti</c>, <c>nbf</c> and <c>sub</c>.
/// </summary>
static class OpenBadge
{
    const string Credentials = "https://www.w3.org/ns/credentials/v2";
    const string Badges = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    /// <summary>Address of an issuer's profile.</summary>
    public static string Issuer(string site, Guid issuer) => $"{site}/certificates/issuers/{issuer}";

    /// <summary>Address of a public key.</summary>
    public static string Key(string site, string kid) => $"{site}/certificates/keys/{kid}";

    /// <summary>Address of a status list.</summary>
    public static string List(string site, Guid issuer, int list) => string.Create(CultureInfo.InvariantCulture, $"{site}/certificates/status/{issuer}/{list}");

    /// <summary>The claims of a badge.</summary>
    public static JsonObject Of(Certificate c, string site)
    {
        var (id, issuer, holder) = (Site.Verify(site, c), Issuer(site, c.IssuerId), $"urn:uuid:{c.Id}");
        var subject = new JsonObject
        {
            ["id"] = holder,
            ["type"] = new JsonArray("AchievementSubject"),
            ["identifier"] = new JsonArray(new JsonObject { ["type"] = "IdentityObject", ["hashed"] = false, ["identityHash"] = c.Holder, ["identityType"] = "name" }),
            ["activityStartDate"] = Instant(c.FromDay),
            ["activityEndDate"] = Instant(c.ToDay),
            ["achievement"] = new JsonObject
            {
                ["id"] = $"{site}/certificates/issuers/{c.IssuerId}#{Uri.EscapeDataString(c.Course)}",
                ["type"] = new JsonArray("Achievement"),
                ["achievementType"] = "Certificate",
                ["name"] = c.Course,
                ["description"] = c.Course,
                ["inLanguage"] = "vi",
                ["criteria"] = new JsonObject { ["narrative"] = c.Grade.Length > 0 ? $"{c.Course}. Xếp loại: {c.Grade}." : c.Course },
            },
        };
        if (c.Hours > 0) subject["creditsEarned"] = c.Hours;
        if (c.Licence.Length > 0) subject["licenseNumber"] = c.Licence;
        var from = Instant(c.IssuedOn);
        return new JsonObject
        {
            ["@context"] = new JsonArray(Credentials, Badges),
            ["id"] = id,
            ["type"] = new JsonArray("VerifiableCredential", "OpenBadgeCredential"),
            ["name"] = $"{c.Number} – {c.Course}",
            ["issuer"] = new JsonObject { ["id"] = issuer, ["type"] = new JsonArray("Profile"), ["name"] = c.IssuerName },
            ["validFrom"] = from,
            ["credentialSubject"] = subject,
            ["credentialStatus"] = new JsonObject
            {
                ["id"] = string.Create(CultureInfo.InvariantCulture, $"{List(site, c.IssuerId, c.StatusList)}#{c.StatusIndex}"),
                ["type"] = "BitstringStatusListEntry",
                ["statusPurpose"] = "revocation",
                ["statusListIndex"] = c.StatusIndex.ToString(CultureInfo.InvariantCulture),
                ["statusListCredential"] = List(site, c.IssuerId, c.StatusList),
            },
            ["iss"] = issuer,
            ["jti"] = id,
            ["nbf"] = Seconds(c.IssuedOn),
            ["sub"] = holder,
        };
    }

    /// <summary>The claims of a status list; <paramref name="ended"/> are the places of those that do not hold any more.</summary>
    public static JsonObject List(string site, Guid issuer, int list, IEnumerable<int> ended, DateTimeOffset now)
    {
        var (address, by) = (List(site, issuer, list), Issuer(site, issuer));
        var at = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        return new JsonObject
        {
            ["@context"] = new JsonArray(Credentials),
            ["id"] = address,
            ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
            ["issuer"] = by,
            ["validFrom"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["credentialSubject"] = new JsonObject
            {
                ["id"] = address + "#list",
                ["type"] = "BitstringStatusList",
                ["statusPurpose"] = "revocation",
                ["encodedList"] = Encode(ended),
            },
            ["iss"] = by,
            ["jti"] = address,
            ["nbf"] = at.ToUnixTimeSeconds(),
            ["sub"] = address + "#list",
        };
    }

    /// <summary>Bits from the left, compressed by gzip, base64url without padding behind the multibase letter u.</summary>
    public static string Encode(IEnumerable<int> ended)
    {
        var bits = new byte[Certificate.ListSize / 8];
        foreach (var place in ended) bits[place / 8] |= (byte)(0x80 >> (place % 8));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bits);
        return "u" + WebEncoders.Base64UrlEncode(packed.ToArray());
    }

    // A day begins at midnight of Hà Nội.
    static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));

    static long Seconds(DateOnly day) => Midnight(day).ToUnixTimeSeconds();

    static string Instant(DateOnly day) => Midnight(day).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
