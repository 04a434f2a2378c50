using System.Text.Json;

namespace LienY.Fhir;

/// <summary>Room that a thread uses again for every resource it reads.</summary>
sealed class Scratch
{
    [ThreadStatic]
    static Scratch? own;

    /// <summary>Where the walk stands: the fields from the root, each with its index in an array (-1: none).</summary>
    public (Field Field, int Index)[] Frames { get; } = new (Field, int)[ResourceReader.MostDepth + 8];

    /// <summary>Parts of composites that wait for their element to end.</summary>
    public List<(IndexComposite Composite, int Part, IndexValue Value)> Parts { get; } = [];

    /// <summary>Rows of the index as they are found.</summary>
    public List<IndexValue> Values { get; set; } = [];

    /// <summary>An escaped text in plain bytes.</summary>
    public byte[] Plain { get; set; } = new byte[1024];

    /// <summary>One large resource must not hold its room for ever.</summary>
    public void Trim()
    {
        if (Values.Capacity > 4096) Values = [];
        if (Plain.Length > 65_536) Plain = new byte[1024];
    }

    /// <summary>The room of this thread.</summary>
    public static Scratch Own => own ??= new Scratch();
}

/// <summary>A value in the bytes of a resource.</summary>
/// <param name="Start">Offset of its first byte; of a text behind the quote.</param>
/// <param name="Length">Bytes, without quotes.</param>
/// <param name="IsEscaped">True where the text has escapes.</param>
readonly record struct Slice(int Start, int Length, bool IsEscaped)
{
    /// <summary>True where there is one.</summary>
    public bool Is => Start > 0;
}

/// <summary>Texts that come again and again (systems, codes, displays), kept once.</summary>
static class Interned
{
    const int Size = 4096;
    static readonly string?[] kept = new string?[Size];

    /// <summary>The text of UTF-8 bytes.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0) return "";
        if (utf8.Length > 96 || !System.Text.Ascii.IsValid(utf8)) return System.Text.Encoding.UTF8.GetString(utf8);
        ref var place = ref kept[(int)Hashes.Of(utf8) & (Size - 1)];
        if (place is { } known && System.Text.Ascii.Equals(utf8, known)) return known;
        return place = System.Text.Encoding.UTF8.GetString(utf8);
    }
}
