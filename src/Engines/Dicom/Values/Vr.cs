namespace LienY.Dicom;

/// <summary>Value representations (PS3.5 §6.2); the number of each is its two letters.</summary>
public enum Vr : ushort
{
    /// <summary>Not said, as in implicit data of an element nobody knows.</summary>
    None = 0,
#pragma warning disable CS1591
    AE = 'A' << 8 | 'E', AS = 'A' << 8 | 'S', AT = 'A' << 8 | 'T', CS = 'C' << 8 | 'S', DA = 'D' << 8 | 'A', DS = 'D' << 8 | 'S',
    DT = 'D' << 8 | 'T', FD = 'F' << 8 | 'D', FL = 'F' << 8 | 'L', IS = 'I' << 8 | 'S', LO = 'L' << 8 | 'O', LT = 'L' << 8 | 'T',
    OB = 'O' << 8 | 'B', OD = 'O' << 8 | 'D', OF = 'O' << 8 | 'F', OL = 'O' << 8 | 'L', OV = 'O' << 8 | 'V', OW = 'O' << 8 | 'W',
    PN = 'P' << 8 | 'N', SH = 'S' << 8 | 'H', SL = 'S' << 8 | 'L', SQ = 'S' << 8 | 'Q', SS = 'S' << 8 | 'S', ST = 'S' << 8 | 'T',
    SV = 'S' << 8 | 'V', TM = 'T' << 8 | 'M', UC = 'U' << 8 | 'C', UI = 'U' << 8 | 'I', UL = 'U' << 8 | 'L', UN = 'U' << 8 | 'N',
    UR = 'U' << 8 | 'R', US = 'U' << 8 | 'S', UT = 'U' << 8 | 'T', UV = 'U' << 8 | 'V',
#pragma warning restore CS1591
}

/// <summary>What the standard says of each value representation (PS3.5 §6.2, §7.1.2).</summary>
public static class Vrs
{
    /// <summary>The representation two letters stand for, or None.</summary>
    public static Vr Of(byte first, byte second)
    {
        var vr = (Vr)(first << 8 | second);
        return vr is Vr.AE or Vr.AS or Vr.AT or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.FD or Vr.FL or Vr.IS or Vr.LO or Vr.LT or Vr.OB or Vr.OD or Vr.OF
            or Vr.OL or Vr.OV or Vr.OW or Vr.PN or Vr.SH or Vr.SL or Vr.SQ or Vr.SS or Vr.ST or Vr.SV or Vr.TM or Vr.UC or Vr.UI or Vr.UL or Vr.UN or Vr.UR
            or Vr.US or Vr.UT or Vr.UV ? vr : Vr.None;
    }

    /// <summary>The representation written by its two letters, or None.</summary>
    public static Vr Of(ReadOnlySpan<char> letters) =>
        letters.Length == 2 && letters[0] < 128 && letters[1] < 128 ? Of((byte)letters[0], (byte)letters[1]) : Vr.None;

    /// <summary>True where an explicit element has two spare bytes and a length of 32 bits (PS3.5 §7.1.2).</summary>
    public static bool IsLong(this Vr vr) =>
        vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.SQ or Vr.SV or Vr.UC or Vr.UN or Vr.UR or Vr.UT or Vr.UV;

    /// <summary>True for characters rather than binary numbers.</summary>
    public static bool IsText(this Vr vr) => vr.UsesCharset() ||
        vr is Vr.AE or Vr.AS or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.IS or Vr.TM or Vr.UI or Vr.UR;

    /// <summary>True where Specific Character Set (0008,0005) decides what the bytes say (PS3.5 §6.1.2.3).</summary>
    public static bool UsesCharset(this Vr vr) => vr is Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.UC or Vr.UT;

    /// <summary>True where a backslash belongs to the text instead of parting values (PS3.5 §6.4).</summary>
    public static bool IsOneText(this Vr vr) => vr is Vr.LT or Vr.ST or Vr.UT or Vr.UR;

    /// <summary>Bytes in a number of the representation, which is also what a change of byte order turns; 1 for text and bytes.</summary>
    public static int Unit(this Vr vr) => vr switch
    {
        Vr.AT or Vr.OW or Vr.SS or Vr.US => 2,
        Vr.FL or Vr.OF or Vr.OL or Vr.SL or Vr.UL => 4,
        Vr.FD or Vr.OD or Vr.OV or Vr.SV or Vr.UV => 8,
        _ => 1,
    };

    /// <summary>The byte that makes a value even: NUL for identifiers and bytes, space for other text (PS3.5 §6.2).</summary>
    public static byte Padding(this Vr vr) => vr.IsText() && vr != Vr.UI ? (byte)' ' : (byte)0;
}
