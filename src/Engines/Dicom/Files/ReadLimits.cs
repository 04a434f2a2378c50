namespace LienY.Dicom;

/// <summary>How much a file may ask of the reader; what goes beyond is refused with a DicomFormatException.</summary>
public sealed record ReadLimits
{
    /// <summary>The limits where none are given.</summary>
    public static readonly ReadLimits Default = new();

    /// <summary>Sequences inside each other.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Elements and items altogether.</summary>
    public int Elements { get; init; } = 100_000;

    /// <summary>Bytes read from a stream, or made by inflating.</summary>
    public long Bytes { get; init; } = 2_000_000_000;

    /// <summary>Inflated bytes for each compressed one, above the first 64 MiB.</summary>
    public int InflateRatio { get; init; } = 100;

    /// <summary>Values longer than this are passed over by <see cref="HeaderScan"/>: only their place is kept.</summary>
    public int Kept { get; init; } = 65_536;

    /// <summary>Pixels that end before their length says are taken as they are.</summary>
    public bool TakesTruncatedPixels { get; init; }
}
