namespace LienY.Dicom;

/// <summary>Value representations (PS3.5 §6.2); the number of each is its two letters.</summary>
public enum Vr : ushort
{
    /// <summary>Not said, as in implicit data of an element nobody knows.</summary>
    None = 0,

    /// <summary>Application Entity.</summary>
    AE = 'A' << 8 | 'E',

    /// <summary>Age String.</summary>
    AS = 'A' << 8 | 'S',

    /// <summary>Attribute Tag.</summary>
    AT = 'A' << 8 | 'T',

    /// <summary>Code String.</summary>
    CS = 'C' << 8 | 'S',

    /// <summary>Date.</summary>
    DA = 'D' << 8 | 'A',

    /// <summary>Decimal String.</summary>
    DS = 'D' << 8 | 'S',

    /// <summary>Date Time.</summary>
    DT = 'D' << 8 | 'T',

    /// <summary>Floating Point Double.</summary>
    FD = 'F' << 8 | 'D',

    /// <summary>Floating Point Single.</summary>
    FL = 'F' << 8 | 'L',

    /// <summary>Integer String.</summary>
    IS = 'I' << 8 | 'S',

    /// <summary>Long String.</summary>
    LO = 'L' << 8 | 'O',

    /// <summary>Long Text.</summary>
    LT = 'L' << 8 | 'T',

    /// <summary>Other Byte.</summary>
    OB = 'O' << 8 | 'B',

    /// <summary>Other Double.</summary>
    OD = 'O' << 8 | 'D',

    /// <summary>Other Float.</summary>
    OF = 'O' << 8 | 'F',

    /// <summary>Other Long.</summary>
    OL = 'O' << 8 | 'L',

    /// <summary>Other 64-bit Very Long.</summary>
    OV = 'O' << 8 | 'V',

    /// <summary>Other Word.</summary>
    OW = 'O' << 8 | 'W',

    /// <summary>Person Name.</summary>
    PN = 'P' << 8 | 'N',

    /// <summary>Short String.</summary>
    SH = 'S' << 8 | 'H',

    /// <summary>Signed Long.</summary>
    SL = 'S' << 8 | 'L',

    /// <summary>Sequence of Items.</summary>
    SQ = 'S' << 8 | 'Q',

    /// <summary>Signed Short.</summary>
    SS = 'S' << 8 | 'S',

    /// <summary>Short Text.</summary>
    ST = 'S' << 8 | 'T',

    /// <summary>Signed 64-bit Very Long.</summary>
    SV = 'S' << 8 | 'V',

    /// <summary>Time.</summary>
    TM = 'T' << 8 | 'M',

    /// <summary>Unlimited Characters.</summary>
    UC = 'U' << 8 | 'C',

    /// <summary>Unique Identifier.</summary>
    UI = 'U' << 8 | 'I',

    /// <summary>Unsigned Long.</summary>
    UL = 'U' << 8 | 'L',

    /// <summary>Unknown.</summary>
    UN = 'U' << 8 | 'N',

    /// <summary>URI or URL.</summary>
    UR = 'U' << 8 | 'R',

    /// <summary>Unsigned Short.</summary>
    US = 'U' << 8 | 'S',

    /// <summary>Unlimited Text.</summary>
    UT = 'U' << 8 | 'T',

    /// <summary>Unsigned 64-bit Very Long.</summary>
    UV = 'U' << 8 | 'V',
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
