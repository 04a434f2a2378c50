using System.Security.Cryptography;
using System.Text.Json;
using LienY.Kernel;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Apps;

/// <summary>
/// Public keys of an application as it hands them in: a JWK Set (RFC 7517) or one key; RSA of 2048 bits and more, P-256, P-384. Nothing is fetched.
/// </summary>
static class PublicKeys
{
    const int Most = 10;

    /// <summary>The set in few signs; empty for empty.</summary>
    public static string Tidy(string text) => text.Length == 0 ? "" : JsonSerializer.Serialize(new { keys = Read(text) });

    /// <summary>Refuses (field <c>keys</c>) what is no set of public keys.</summary>
    public static void Check(string text)
    {
        if (text.Length == 0) return;
        var keys = Read(text);
        if (keys.Count is 0 or > Most) throw Wrong(Words.Key("Bộ khóa phải có từ 1 đến 10 khóa."));
        if (keys.Select(k => Text(k, "kid")).Distinct().Count() < keys.Count) throw Wrong(Words.Key("Mỗi khóa phải có “kid” riêng."));
        foreach (var key in keys)
        {
            if (key.TryGetProperty("d", out _) || key.TryGetProperty("k", out _))
                throw Wrong(Words.Key("Đây là khóa riêng. Xin chỉ dán khóa công khai, và coi khóa riêng này là đã lộ."));
            try
            {
                using var opened = Open(key);
                if (opened is null or RSA { KeySize: < 2048 }) throw Wrong(Words.Key("Chỉ nhận khóa RSA từ 2048 bit, EC P-256 hoặc P-384."));
            }
            catch (Exception problem) when (problem is CryptographicException or FormatException or ArgumentException)
            {
                throw Wrong(Words.Key("Có khóa không đọc được. Xin dán lại bộ khóa công khai (JWKS)."));
            }
        }
    }

    /// <summary>Keys that may have made a signature: the one of that id, or all where none is named.</summary>
    public static IEnumerable<JsonElement> For(string set, string kid) => Read(set).Where(k => kid.Length == 0 || Text(k, "kid") == kid);

    /// <summary>The key for checking signatures; null where it is of another sort.</summary>
    public static AsymmetricAlgorithm? Open(JsonElement key) => Text(key, "kty") switch
    {
        "RSA" => RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") }),
        "EC" when Curve(key) is { } curve => ECDsa.Create(new ECParameters { Curve = curve, Q = new() { X = Bytes(key, "x"), Y = Bytes(key, "y") } }),
        _ => null,
    };

    static ECCurve? Curve(JsonElement key) => Text(key, "crv") switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        _ =>
        null
    };

    static byte[] Bytes(JsonElement key, string name) => WebEncoders.Base64UrlDecode(Text(key, name));

    static string Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static List<JsonElement> Read(string text)
    {
        try
        {
            var root = JsonDocument.Parse(text, new() { MaxDepth = 5 }).RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array)
                return keys.EnumerateArray().All(k => k.ValueKind == JsonValueKind.Object) ? [.. keys.EnumerateArray()] : throw new JsonException();
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("kty", out _) ? [root] : throw new JsonException();
        }
        catch (JsonException)
        {
            throw Wrong(Words.Key("Không đọc được bộ khóa. Xin dán bộ khóa công khai dạng JWK Set."));
        }
    }

    static Refusal Wrong(string text) => new(RefusalKind.Invalid, text) { Field = "keys" };
}
