using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;

namespace LienY.Rotation;

/// <summary>The code that a receiving place shows: six digits, another each minute, good for two minutes more; whoever sees it is there.</summary>
sealed class PlaceCode(Keys keys, TimeProvider clock)
{
    readonly byte[] key = keys.Derive("rotation/code", 32);

    /// <summary>Seconds that a code is shown.</summary>
    public const int Seconds = 60;

    long Window => clock.GetUtcNow().ToUnixTimeSeconds() / Seconds;

    /// <summary>The code of now.</summary>
    public string Now(Guid place) => Of(place, Window);

    /// <summary>Is this the code of now or of the last two windows?</summary>
    public bool IsRight(Guid place, string code)
    {
        var given = Encoding.ASCII.GetBytes(string.Concat(code.Where(char.IsAsciiDigit)));
        return Enumerable.Range(0, 3).Any(back => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(place, Window - back)), given));
    }

    string Of(Guid place, long window)
    {
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(FormattableString.Invariant($"{place:N}/{window}")));
        return (BitConverter.ToUInt32(hash) % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }
}
