using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Certificates;

/// <summary>A compact JWS (RFC 7515) taken apart.</summary>
/// <param name="Kid">Name of the key it claims; empty: none.</param>
/// <param name="Signed">The bytes over which the signature stands.</param>
sealed record JwsParts(string Algorithm, string Kid, byte[] Payload, byte[] Signed, byte[] Signature);

/// <summary>Writes and reads compact JWS with ES256 (ECDSA on P-256 with SHA-256, r and s of 32 bytes each).</summary>
static class Jws
{
    /// <summary>Longest text that is looked at.</summary>
    public const int Most = 16_384;

    /// <summary>Signs a payload.</summary>
    public static string Sign(ECDsa key, string kid, string type, byte[] payload)
    {
        var text = $"{WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid, typ = type }))}.{WebEncoders.Base64UrlEncode(payload)}";
        return $"{text}.{WebEncoders.Base64UrlEncode(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Takes a text apart; null where it is no compact JWS.</summary>
    public static JwsParts? Read(string text)
    {
        var parts = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Split('.');
        if (text.Length > Most || parts.Length != 3) return null;
        try
        {
            using var header = JsonDocument.Parse(WebEncoders.Base64UrlDecode(parts[0]));
            if (header.RootElement.ValueKind != JsonValueKind.Object) return null;
            return new(Text(header.RootElement, "alg"), Text(header.RootElement, "kid"), WebEncoders.Base64UrlDecode(parts[1]),
                Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"), WebEncoders.Base64UrlDecode(parts[2]));
        }
        catch (Exception problem) when (problem is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Does the signature hold under a public key (JWK)?</summary>
    public static bool Holds(JwsParts parts, string jwk)
    {
        if (parts.Algorithm != "ES256" || parts.Signature.Length != 64) return false;
        using var document = JsonDocument.Parse(jwk);
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = WebEncoders.Base64UrlDecode(Text(document.RootElement, "x")), Y = WebEncoders.Base64UrlDecode(Text(document.RootElement, "y")) },
        });
        return key.VerifyData(parts.Signed, parts.Signature, HashAlgorithmName.SHA256);
    }

    static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
