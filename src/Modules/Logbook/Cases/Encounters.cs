using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;

namespace LienY.Logbook;

/// <summary>
/// The number of a facility's encounter (MA_LK or the number of the record): sealed so that only the facility reads it, hashed with a key so that the log and the
/// feed find each other. Neither leads anybody else to the patient.
/// </summary>
sealed class Encounters(Keys keys)
{
    readonly byte[] key = keys.Derive("logbook/encounter", 32);

    /// <summary>The keyed hash; case, spaces and marks between do not count.</summary>
    public string Hash(Guid facility, string number) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(facility.ToString("N") + "\n" + Plain(number))))[..32];

    static string Plain(string number) => string.Concat(number.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Can such a number be told apart from others?</summary>
    public static bool IsNumber(string number) => Plain(number).Length >= 4;

    /// <summary>Seals a number.</summary>
    public byte[] Seal(Guid facility, string number)
    {
        using var cipher = new AesGcm(keys.Derive("logbook/seal/" + facility.ToString("N"), 32), 16);
        var (nonce, plain, tag) = (RandomNumberGenerator.GetBytes(12), Encoding.UTF8.GetBytes(number), new byte[16]);
        var secret = new byte[plain.Length];
        cipher.Encrypt(nonce, plain, secret, tag);
        return [.. nonce, .. tag, .. secret];
    }

    /// <summary>Opens a sealed number; empty where it is broken.</summary>
    public string Open(Guid facility, byte[]? box)
    {
        if (box is null || box.Length < 28) return "";
        using var cipher = new AesGcm(keys.Derive("logbook/seal/" + facility.ToString("N"), 32), 16);
        var plain = new byte[box.Length - 28];
        try
        {
            cipher.Decrypt(box.AsSpan(0, 12), box.AsSpan(28), box.AsSpan(12, 16), plain);
        }
        catch (CryptographicException)
        {
            return "";
        }
        return Encoding.UTF8.GetString(plain);
    }
}
