namespace LienY.Dicom;

/// <summary>One data element (PS3.5 §7.1): a tag with bytes, with items, with the fragments of compressed pixels, or with the place where its bytes lie.</summary>
public sealed class Element
{
    static readonly IReadOnlyList<DataSet> noItems = [];
    static readonly IReadOnlyList<ReadOnlyMemory<byte>> noFragments = [];

    /// <summary>An element of bytes: numbers with the low byte first, text in the character set of the data set it stands in.</summary>
    public Element(Tag tag, Vr vr, ReadOnlyMemory<byte> value) => (Tag, Vr, Value, Length) = (tag, vr, value, value.Length);

    /// <summary>A sequence (PS3.5 §7.5).</summary>
    public Element(Tag tag, IReadOnlyList<DataSet> items) => (Tag, Vr, Items) = (tag, Vr.SQ, items);

    /// <summary>Compressed pixels (PS3.5 §A.4): the basic offset table as it stands, and the fragments after it.</summary>
    public Element(Tag tag, Vr vr, ReadOnlyMemory<byte> offsetTable, IReadOnlyList<ReadOnlyMemory<byte>> fragments) =>
        (Tag, Vr, OffsetTable, Fragments, IsEncapsulated) = (tag, vr, offsetTable, fragments, true);

    /// <summary>A value that was passed over while a header was read: it lies at an offset, counted from the first byte of the data set.</summary>
    public Element(Tag tag, Vr vr, long offset, long length) => (Tag, Vr, Offset, Length) = (tag, vr, offset, length);

    /// <summary>Its number.</summary>
    public Tag Tag { get; }

    /// <summary>How its value is represented.</summary>
    public Vr Vr { get; }

    /// <summary>The bytes of the value, numbers with the low byte first, with the padding as read; empty for sequences and fragments.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The items of a sequence, else empty.</summary>
    public IReadOnlyList<DataSet> Items { get; } = noItems;

    /// <summary>True where the value came in fragments.</summary>
    public bool IsEncapsulated { get; }

    /// <summary>The basic offset table of compressed pixels, often empty.</summary>
    public ReadOnlyMemory<byte> OffsetTable { get; }

    /// <summary>The fragments of compressed pixels in their order, else empty.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Fragments { get; } = noFragments;

    /// <summary>Where the bytes lie, counted from the first byte of the data set, where they were passed over.</summary>
    public long? Offset { get; }

    /// <summary>Bytes of the value; 0 for sequences and fragments.</summary>
    public long Length { get; }

    /// <summary>True where the value was passed over and only its place is known.</summary>
    public bool IsElsewhere => Offset is not null;

    /// <summary>True where there is nothing in it.</summary>
    public bool IsEmpty => Length == 0 && Items.Count == 0 && Fragments.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Tag} {Vr} {TagTable.Find(Tag)?.Keyword}";
}
