namespace LienY.Dicom;

/// <summary>What the parser is inside of: a data set or an item, a sequence, or the fragments of pixels.</summary>
sealed class Frame
{
    /// <summary>The offset it ends at, or long.MaxValue where a delimiter ends it.</summary>
    public required long End { get; init; }

    public required bool IsExplicit { get; init; }

    public required bool IsBig { get; init; }

    /// <summary>The elements, where this is a data set or an item.</summary>
    public DataSet? Set { get; init; }

    /// <summary>The element's tag, where this is a sequence or pixels.</summary>
    public Tag Tag { get; init; }

    public Vr Vr { get; init; }

    /// <summary>The items, where this is a sequence.</summary>
    public List<DataSet>? Items { get; init; }

    /// <summary>Offset table and fragments, where these are pixels.</summary>
    public List<ReadOnlyMemory<byte>>? Fragments { get; init; }

    public bool IsUndefined => End == long.MaxValue;
}
