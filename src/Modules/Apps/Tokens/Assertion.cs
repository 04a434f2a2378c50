using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Apps;

/// <summary>A signed proof of an application (private_key_jwt: RFC 7523 §3, SMART App Launch 2.2 "Client Authentication: Asymmetric").</summary>
/// <param name="Id">Its jti: not taken twice.</param>
/// <param name="Ends">Its exp.</param>
sealed record Assertion(string Id, DateTimeOffset Ends)
{
    /// <summary>The value of client_assertion_type.</summary>
    public const string Kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>Algorithms that are taken; anything else, above all <c>none</c> and the symmetric ones, is refused.</summary>
    public static readonly IReadOnlyList<string> Algorithms = ["RS384", "ES384", "ES256"];

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5), Skew = TimeSpan.FromSeconds(30);

    /// <summary>The client id that an assertion claims (unchecked), to find the keys; null where it cannot be read.</summary>
    public static string? Claimed(string token) => Part(token, 1) is { } claims ? Text(claims, "sub") : null;

    /// <summary>Checks everything but whether it was used before; throws <c>invalid_client</c>.</summary>
    /// <param name="audiences">Addresses of the token end point and the issuer.</param>
    public static Assertion Check(string token, AppCard app, IReadOnlyList<string> audiences, DateTimeOffset now)
    {
        OAuthProblem Wrong(string why) => OAuthProblem.Client(why, app.Id);
        var parts = token.Split('.');
        if (parts.Length != 3 || Part(token, 0) is not { } head || Part(token, 1) is not { } claims) throw Wrong("The assertion is no signed JWT.");
        var algorithm = Text(head, "alg") ?? "";
        if (!Algorithms.Contains(algorithm)) throw Wrong("The assertion must be signed with RS384, ES384 or ES256.");
        if (head.TryGetProperty("crit", out _)) throw Wrong("Critical extensions are not understood.");
        if (!IsSigned(parts, algorithm, PublicKeys.For(app.Keys, Text(head, "kid") ?? ""))) throw Wrong("The signature fits none of the registered keys.");
        var id = app.Id.ToString();
        if (!Same(Text(claims, "iss"), id) || !Same(Text(claims, "sub"), id)) throw Wrong("'iss' and 'sub' must be the client id.");
        if (!Audiences(claims).Any(a => audiences.Contains(a, StringComparer.Ordinal))) throw Wrong("'aud' must be the address of the token end point.");
        if (Instant(claims, "exp") is not { } ends || ends <= now - Skew) throw Wrong("The assertion has expired.");
        if (ends > now + Longest + Skew) throw Wrong("'exp' must be at most five minutes ahead.");
        if (Instant(claims, "nbf") > now + Skew || Instant(claims, "iat") > now + Skew) throw Wrong("The assertion is not valid yet.");
        if (Text(claims, "jti") is not { Length: > 0 and <= 300 } jti) throw Wrong("'jti' is missing.");
        return new(jti, ends);
    }

    static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    static bool IsSigned(string[] parts, string algorithm, IEnumerable<JsonElement> keys)
    {
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        if (Bytes(parts[2]) is not { } signature) return false;
        var hash = algorithm == "ES256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384;
        foreach (var key in keys)
        {
            using var opened = PublicKeys.Open(key);
            // The algorithm must be the one of the key: a P-384 key signs ES384 only.
            var fits = opened switch
            {
                RSA rsa => algorithm == "RS384" && rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1),
                ECDsa ec => ec.KeySize == (algorithm == "ES256" ? 256 : algorithm == "ES384" ? 384 : 0) && ec.VerifyData(signed, signature, hash),
                _ => false,
            };
            if (fits) return true;
        }
        return false;
    }

    static JsonElement? Part(string token, int at)
    {
        var parts = token.Split('.');
        if (parts.Length <= at || Bytes(parts[at]) is not { } bytes) return null;
        try
        {
            var root = JsonDocument.Parse(bytes, new() { MaxDepth = 4 }).RootElement;
            return root.ValueKind == JsonValueKind.Object ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static byte[]? Bytes(string text)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static DateTimeOffset? Instant(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
            && seconds is > 0 and < 253_402_300_799
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    static IEnumerable<string> Audiences(JsonElement claims)
    {
        if (!claims.TryGetProperty("aud", out var aud)) return [];
        return aud.ValueKind == JsonValueKind.Array ? aud.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!)
            : aud.ValueKind == JsonValueKind.String ? [aud.GetString()!] : [];
    }
}
