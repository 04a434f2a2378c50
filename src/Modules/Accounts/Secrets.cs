using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Accounts;

/// <summary>Random secrets and the form in which they are kept.</summary>
static class Secrets
{
    // Without letters that are mistaken for each other on paper (0 o, 1 l i).
    const string Readable = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>256 random bits, base64url.</summary>
    public static string Random() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256: enough for a secret of 80 and more random bits, which nobody can guess.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Groups of readable characters, e.g. <c>k7mfp-2xqrt-…</c>; about 5 bits a character.</summary>
    public static string Groups(int groups, int length) =>
        string.Join('-', Enumerable.Range(0, groups).Select(_ => RandomNumberGenerator.GetString(Readable, length)));
}
