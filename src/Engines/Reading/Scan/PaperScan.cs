namespace LienY.Reading;

/// <summary>A file with pages that must be recognised: opened once, read page by page, so that the reading can go on in the background and be taken up again.</summary>
public sealed class PaperScan : IDisposable
{
    readonly PdfFile file;

    PaperScan(PdfFile file) => this.file = file;

    /// <summary>How many pages the file has, pictures or not.</summary>
    public int Count => file.Pages.Count;

    /// <summary>Numbers of the pages that are pictures; none for a digital PDF.</summary>
    public IReadOnlyList<int> Pictures => [.. file.Pictures.Order()];

    /// <summary>Every page with its size in points.</summary>
    public IReadOnlyList<PrintedPage> Sizes => [.. file.Pages.Select(p => new PrintedPage(p.Number, p.Width, p.Height, file.Pictures.Contains(p.Number)))];

    /// <summary>Opens a PDF or a picture (JPEG, PNG, TIFF); null for any other file. Throws <see cref="ReadingRefusal"/> for what is locked, broken or too long.</summary>
    public static PaperScan? Open(ReadOnlyMemory<byte> bytes, ReadingLimits? limits = null)
    {
        limits ??= new();
        if (bytes.Length > limits.FileBytes) return null;
        if (bytes.Span[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8) >= 0) return new(PdfFile.Open(bytes, limits));
        return PicturePaper.Of(bytes) is { } paper ? new(PdfFile.Open(paper, limits)) : null;
    }

    /// <summary>Recognises a page; Picture is the page set straight, as PNG of about 100 dots an inch.</summary>
    public (ScannedPage Page, byte[] Picture) Read(int page)
    {
        var (read, picture) = file.Recognise(page);
        return (read, picture.Png());
    }

    /// <summary>A page as PNG of about 90 dots an inch; null where it cannot be drawn.</summary>
    public byte[]? Image(int page) => file.Image(page);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
