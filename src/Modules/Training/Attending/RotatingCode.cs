using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;

namespace LienY.Training;

/// <summary>What is wrong with a code.</summary>
enum CodeTruth
{
    /// <summary>It stands now, or stood in the step before.</summary>
    Right,

    /// <summary>It was this session's some steps ago: a copy.</summary>
    Old,

    /// <summary>It will be this session's: somebody turned a clock.</summary>
    Ahead,

    /// <summary>It is not of this session.</summary>
    Foreign,
}

/// <summary>
/// The code that the lecturer's page of a session shows: new each 30 seconds, HMAC-SHA256 under a key of the installation for that session. Nothing of it is stored,
/// so any process can show and judge it.
/// </summary>
sealed class RotatingCode(Keys keys)
{
    /// <summary>How long a code stands.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    const int Length = 6;
    const int Remembered = 40;

    // Without signs that are read for one another.
    const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>The step of a moment.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    /// <summary>The code of a session at a moment.</summary>
    public string Of(Guid session, DateTimeOffset at) => Of(Key(session), StepOf(at));

    /// <summary>Judges what somebody sent.</summary>
    public CodeTruth Judge(Guid session, string given, DateTimeOffset at)
    {
        var (key, step, code) = (Key(session), StepOf(at), Plain(given));
        if (code.Length != Length) return CodeTruth.Foreign;
        if (Same(code, Of(key, step)) || Same(code, Of(key, step - 1))) return CodeTruth.Right;
        for (var back = 2; back <= Remembered; back++)
            if (Same(code, Of(key, step - back))) return CodeTruth.Old;
        for (var ahead = 1; ahead <= Remembered; ahead++)
            if (Same(code, Of(key, step + ahead))) return CodeTruth.Ahead;
        return CodeTruth.Foreign;
    }

    /// <summary>As it is compared: capital letters, without spaces and hyphens.</summary>
    public static string Plain(string given) => given.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    byte[] Key(Guid session) => keys.Derive("training-code/" + session.ToString("N"), 32);

    static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    static string Of(byte[] key, long step)
    {
        System.Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        System.Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, counter, hash);
        var number = BinaryPrimitives.ReadUInt64BigEndian(hash);
        return string.Create(Length, number, static (text, left) =>
        {
            for (var i = 0; i < text.Length; i++, left /= (ulong)Letters.Length) text[i] = Letters[(int)(left % (ulong)Letters.Length)];
        });
    }
}
