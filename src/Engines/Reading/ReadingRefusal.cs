namespace LienY.Reading;

/// <summary>A file that is not a readable plan: stable code, polite Vietnamese sentence, and what to do about it.</summary>
public sealed class ReadingRefusal(string code, string message, string remedy) : Exception(message)
{
    /// <summary>Stable code such as "pdf" or "not-a-plan"; the list stands in docs/plan-json.md.</summary>
    public string Code { get; } = code;

    /// <summary>What the person can do, in Vietnamese.</summary>
    public string Remedy { get; } = remedy;
}

/// <summary>Bounds that keep a hostile file from hurting the house.</summary>
public sealed record ReadingLimits
{
    /// <summary>Bytes of the file; 50 MB.</summary>
    public long FileBytes { get; init; } = 50L * 1024 * 1024;

    /// <summary>Bytes of a DOCX unpacked; 200 MB.</summary>
    public long UnpackedBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>Entries in a DOCX; 3000.</summary>
    public int Entries { get; init; } = 3000;

    /// <summary>Unpacked to packed size of one entry above 1 MB; 200.</summary>
    public int Ratio { get; init; } = 200;

    /// <summary>Depth of elements in one part; 200.</summary>
    public int XmlDepth { get; init; } = 200;

    /// <summary>Pages of a PDF; 600.</summary>
    public int PdfPages { get; init; } = 600;

    /// <summary>How long one program may work on a PDF; 60 seconds.</summary>
    public TimeSpan PdfTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Folder of poppler's programs and of tesseract; empty: wherever the system finds them.</summary>
    public string Programs { get; init; } = "";

    /// <summary>Lines of text; 200,000.</summary>
    public int Lines { get; init; } = 200_000;
}
