using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace LienY.Accounts;

/// <summary>Codes of an authenticator app: RFC 6238, SHA-1, six digits, steps of 30 seconds (what every app understands).</summary>
static class Totp
{
    const string Base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const int StepSeconds = 30;

    /// <summary>A new key of 160 bits, Base32.</summary>
    public static string NewKey() => Base32(RandomNumberGenerator.GetBytes(20));

    /// <summary>The step of a moment.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string CodeOf(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(Bytes(key), counter);
        var offset = hash[^1] & 0x0F;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is: now, one before, one after (clocks differ); null for a wrong code.</summary>
    public static long? Match(string key, string code, DateTimeOffset now)
    {
        var step = StepOf(now);
        foreach (var candidate in new[] { step, step - 1, step + 1 })
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(CodeOf(key, candidate)), System.Text.Encoding.UTF8.GetBytes(code)))
                return candidate;
        return null;
    }

    /// <summary>Address that an authenticator app reads from the QR code.</summary>
    public static string Address(string key, string user) =>
        $"otpauth://totp/{Uri.EscapeDataString("Liên Y:" + user)}?secret={key}&issuer={Uri.EscapeDataString("Liên Y")}&digits=6&period={StepSeconds}";

    static string Base32(byte[] bytes)
    {
        var text = new System.Text.StringBuilder();
        for (int bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text.Append(Base32Letters[(pair >> (11 - bit % 8)) & 31]);
        }
        return text.ToString();
    }

    static byte[] Bytes(string base32)
    {
        var bytes = new byte[base32.Length * 5 / 8];
        var (buffer, bits, at) = (0, 0, 0);
        foreach (var letter in base32)
        {
            buffer = (buffer << 5) | Base32Letters.IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes[at++] = (byte)(buffer >> bits);
            buffer &= (1 << bits) - 1;
        }
        return bytes;
    }
}
