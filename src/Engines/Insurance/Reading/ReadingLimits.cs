namespace LienY.Insurance;

/// <summary>Bounds that keep a hostile file from hurting the house.</summary>
public sealed record ReadingLimits
{
    /// <summary>Characters of one file; 256 million.</summary>
    public long FileCharacters { get; init; } = 256L << 20;

    /// <summary>Characters of one table's own XML; 32 million.</summary>
    public long TableCharacters { get; init; } = 32L << 20;

    /// <summary>Characters kept of one episode; 16 million.</summary>
    public int EpisodeCharacters { get; init; } = 16 << 20;

    /// <summary>Characters of one field; 1 million.</summary>
    public int FieldCharacters { get; init; } = 1 << 20;

    /// <summary>Rows of all tables of one episode; 20,000.</summary>
    public int EpisodeRows { get; init; } = 20_000;

    /// <summary>Episodes of one file; 100,000.</summary>
    public int Episodes { get; init; } = 100_000;

    /// <summary>Elements inside one another; 32.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Characters of one tag, comment or instruction; 65,536.</summary>
    public int Markup { get; init; } = 65_536;

    /// <summary>Different names of elements and attributes of one file, and of one table; 2,000.</summary>
    public int Names { get; init; } = 2_000;

    /// <summary>Faults told of one episode; 500.</summary>
    public int Faults { get; init; } = 500;

    /// <summary>Bytes of an archive; 64 MB.</summary>
    public long ArchiveBytes { get; init; } = 64L << 20;

    /// <summary>Entries of an archive; 2,000.</summary>
    public int ArchiveEntries { get; init; } = 2_000;

    /// <summary>Bytes of all entries unpacked; 1 GB.</summary>
    public long UnpackedBytes { get; init; } = 1L << 30;

    /// <summary>Unpacked to packed size of an entry above 1 MB; 200.</summary>
    public int ArchiveRatio { get; init; } = 200;
}
