using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;

namespace LienY.Practitioners;

/// <summary>Keeps national numbers: a keyed hash to know somebody again, and the number itself encrypted.</summary>
sealed class NationalNumber(Keys keys)
{
    /// <summary>Refuses what is not twelve digits (Law 26/2023, article 12).</summary>
    public static string Checked(string text)
    {
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        return digits.Length == 12 && digits.All(char.IsAsciiDigit) ? digits
            : throw new Refusal(RefusalKind.Invalid, "Số định danh cá nhân phải có 12 chữ số.") { Field = "national" };
    }

    /// <summary>By which the same number is found again.</summary>
    public string HashOf(string number) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.Derive("practitioners/national", 32), Encoding.ASCII.GetBytes(number)))[..40];

    /// <summary>Encrypts a text.</summary>
    public string Close(string text)
    {
        var (plain, nonce) = (Encoding.UTF8.GetBytes(text), RandomNumberGenerator.GetBytes(12));
        var secret = new byte[plain.Length + 16];
        using var cipher = new AesGcm(keys.Derive("practitioners/sealed", 32), 16);
        cipher.Encrypt(nonce, plain, secret.AsSpan(0, plain.Length), secret.AsSpan(plain.Length));
        return Convert.ToBase64String([.. nonce, .. secret]);
    }

    /// <summary>Reads it again.</summary>
    public string Open(string text)
    {
        var bytes = Convert.FromBase64String(text);
        var plain = new byte[bytes.Length - 28];
        using var cipher = new AesGcm(keys.Derive("practitioners/sealed", 32), 16);
        cipher.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(12, plain.Length), bytes.AsSpan(12 + plain.Length), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>The number with all but its last three digits hidden.</summary>
    public string Masked(string text) => "•••••••••" + Open(text)[^3..];
}
