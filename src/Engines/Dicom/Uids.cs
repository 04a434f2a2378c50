using System.Numerics;

namespace LienY.Dicom;

/// <summary>Unique identifiers (PS3.5 §9): at most 64 characters of digits and dots, no leading zero in a part.</summary>
public static class Uids
{
    /// <summary>Implicit VR Little Endian, the default transfer syntax.</summary>
    public const string ImplicitLittle = "1.2.840.10008.1.2";

    /// <summary>Explicit VR Little Endian.</summary>
    public const string ExplicitLittle = "1.2.840.10008.1.2.1";

    /// <summary>The SOP class Verification (C-ECHO).</summary>
    public const string Verification = "1.2.840.10008.1.1";

    /// <summary>True for 1–64 characters of digits and dots with no empty part; leading zeros, which devices do send, are let pass.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> uid)
    {
        if (uid.Length is 0 or > 64) return false;
        var before = '.';
        foreach (var c in uid)
        {
            if (c == '.' ? before == '.' : !char.IsAsciiDigit(c)) return false;
            before = c;
        }
        return before != '.';
    }

    /// <summary>A new identifier under 2.25, from a UUID (PS3.5 §B.2).</summary>
    public static string New() => Of(Guid.CreateVersion7());

    /// <summary>The identifier under 2.25 that stands for a UUID (PS3.5 §B.2).</summary>
    public static string Of(Guid id) => "2.25." + new BigInteger(id.ToByteArray(bigEndian: true), isUnsigned: true, isBigEndian: true);
}
