namespace LienY.Signatures;

/// <summary>A value of a PDF (ISO 32000-1, 7.3).</summary>
abstract class PdfValue;

/// <summary>A number, true, false or null, as it is written.</summary>
sealed class PdfAtom(string text) : PdfValue
{
    public static readonly PdfAtom Null = new("null");

    public string Text => text;

    public static PdfAtom Of(long number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static PdfAtom Of(double number) => new(number.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A name; bytes as Latin-1 letters.</summary>
sealed class PdfName(string name) : PdfValue
{
    public string Name => name;
}

/// <summary>A string, and from where to where it stands in the file; -1: in an object stream, or ours.</summary>
sealed class PdfText(byte[] bytes, bool isHex, int start = -1, int end = -1) : PdfValue
{
    public byte[] Bytes => bytes;

    public bool IsHex => isHex;

    public int Start => start;

    public int End => end;

    public static PdfText Of(string text) => text.All(char.IsAscii)
        ? new(System.Text.Encoding.ASCII.GetBytes(text), false)
        : new([0xFE, 0xFF, .. System.Text.Encoding.BigEndianUnicode.GetBytes(text)], true);

    public string Words => bytes is [0xFE, 0xFF, ..] ? System.Text.Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2)) : System.Text.Encoding.Latin1.GetString(bytes);
}

/// <summary>An array.</summary>
sealed class PdfArray(List<PdfValue> items) : PdfValue
{
    public List<PdfValue> Items => items;
}

/// <summary>A reference to an object.</summary>
sealed class PdfRef(int number, int generation) : PdfValue
{
    public int Number => number;

    public int Generation => generation;
}

/// <summary>A dictionary; <see cref="IsTwice"/>: a key stands there more than once, which readers take differently.</summary>
sealed class PdfDict : PdfValue
{
    public Dictionary<string, PdfValue> Entries { get; } = [];

    public bool IsTwice { get; set; }

    public PdfValue? this[string key]
    {
        get => Entries.GetValueOrDefault(key);
        set => Entries[key] = value!;
    }

    public PdfDict Copy()
    {
        var copy = new PdfDict();
        foreach (var (key, value) in Entries) copy.Entries[key] = value;
        return copy;
    }
}

/// <summary>A stream: its dictionary, and where its bytes stand in the file; or bytes of our own.</summary>
sealed class PdfStream(PdfDict dict, ReadOnlyMemory<byte> raw) : PdfValue
{
    public PdfDict Dict => dict;

    public ReadOnlyMemory<byte> Raw => raw;
}
