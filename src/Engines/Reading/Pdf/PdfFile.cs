using System.Globalization;
using System.Text;
using System.Xml;

namespace LienY.Reading;

/// <summary>A PDF on the desk: how many pages, which of them are mere pictures, and each page with its words and ruling lines.</summary>
sealed class PdfFile : IDisposable
{
    // Fewer words than this on a picture of the whole page are a stamp, not the text.
    const int FewWords = 80;
    static readonly XmlReaderSettings Xml = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false, MaxCharactersInDocument = 400_000_000 };
    readonly Poppler poppler;
    readonly List<PdfPage> pages;

    PdfFile(Poppler poppler, List<PdfPage> pages, HashSet<int> pictures) => (this.poppler, this.pages, Pictures) = (poppler, pages, pictures);

    /// <summary>Numbers of the pages that must be recognised.</summary>
    public IReadOnlySet<int> Pictures { get; }

    /// <summary>All pages, in order, words without their fonts.</summary>
    public IReadOnlyList<PdfPage> Pages => pages;

    /// <summary>What was recognised.</summary>
    public IReadOnlyList<ScannedPage> Scans { get; private set; } = [];

    /// <summary>Opens it. Refuses what is locked, broken or too long.</summary>
    public static PdfFile Open(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        var poppler = new Poppler(bytes.Span, limits.PdfTime, limits.Programs);
        try
        {
            var count = Count(poppler);
            if (count > limits.PdfPages)
                throw new ReadingRefusal("too-many-pages", $"Tệp PDF có {count} trang, vượt mức {limits.PdfPages} trang.", "Hãy tách phụ lục ra tệp riêng rồi nhập từng phần.");
            var words = poppler.Run("pdftotext", out _, "-bbox", "{file}", "-") is { } text ? Words(text) : throw Broken();
            return new(poppler, words, PicturedPages(poppler, words));
        }
        catch
        {
            poppler.Dispose();
            throw;
        }
    }

    /// <summary>The pages with words and ruling lines; those pictured from <paramref name="scanned"/>, or recognised here and now where that is null.</summary>
    public IReadOnlyList<PdfPage> Read(IReadOnlyList<ScannedPage>? scanned)
    {
        var all = pages.ToArray();
        var found = new ScannedPage?[pages.Count];
        foreach (var page in scanned ?? []) if (page.Number >= 1 && page.Number <= all.Length) found[page.Number - 1] = page;
        // One page at a time is all that the formats hold; two processes side by side.
        try
        {
            Parallel.For(0, all.Length, new() { MaxDegreeOfParallelism = 2 }, i =>
            {
                if (!Pictures.Contains(i + 1)) all[i] = Drawn(poppler, all[i]);
                else if (scanned is null) found[i] = PageReading.Read(poppler, all[i]).Page;
            });
        }
        catch (AggregateException both) when (both.InnerExceptions.OfType<ReadingRefusal>().FirstOrDefault() is { } refusal)
        {
            throw refusal;
        }
        Scans = [.. found.OfType<ScannedPage>()];
        if (all.Sum(p => p.Words.Count) == 0 && Scans.Sum(p => p.Words.Count) == 0) throw NoText();
        for (var i = 0; i < all.Length; i++) if (found[i] is { } page) all[i] = ScannedText.Page(page);
        return all;
    }

    /// <summary>Recognises one page; with its picture set straight.</summary>
    public (ScannedPage Page, Gray Picture) Recognise(int number) => PageReading.Read(poppler, pages[number - 1]);

    /// <summary>A page as PNG, about 90 dots an inch; null where it cannot be drawn.</summary>
    public byte[]? Image(int number)
    {
        var page = number.ToString(CultureInfo.InvariantCulture);
        var dots = Math.Clamp((int)Math.Max(pages[number - 1].Width, pages[number - 1].Height) * 90 / 72, 200, 1_600).ToString(CultureInfo.InvariantCulture);
        return poppler.Run("pdftoppm", out _, "-gray", "-scale-to", dots, "-f", page, "-l", page, "{file}") is { } made ? Gray.OfPgm(made)?.Png() : null;
    }

    public void Dispose() => poppler.Dispose();

    // Pages without words, and those whose words do not account for the picture that fills them.
    static HashSet<int> PicturedPages(Poppler poppler, List<PdfPage> pages)
    {
        var pictured = new HashSet<int>();
        var covers = pages.Exists(p => p.Words.Count > 0) ? Covers(poppler, pages) : [];
        foreach (var page in pages)
        {
            if (page.Words.Count == 0) pictured.Add(page.Number);
            else if (covers.Contains(page.Number) && (page.Words.Count < FewWords || !Syllables.AreVietnamese(page.Words.Select(w => w.Text)))) pictured.Add(page.Number);
        }
        return pictured;
    }

    // Pages of which a picture covers more than half.
    static HashSet<int> Covers(Poppler poppler, List<PdfPage> pages)
    {
        var covered = new HashSet<int>();
        var list = poppler.Run("pdfimages", out _, "-list", "{file}");
        foreach (var row in Encoding.UTF8.GetString(list ?? []).Split('\n').Skip(2))
        {
            var cells = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < 14 || !int.TryParse(cells[0], CultureInfo.InvariantCulture, out var page) || page < 1 || page > pages.Count || cells[2] is "smask" or "mask") continue;
            double Value(int at) => double.TryParse(cells[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var v) && v > 0 ? v : 1e9;
            var area = Value(3) / Value(12) * 72 * (Value(4) / Value(13) * 72);
            if (area > pages[page - 1].Width * pages[page - 1].Height / 2) covered.Add(page);
        }
        return covered;
    }

    static int Count(Poppler poppler)
    {
        var said = poppler.Run("pdfinfo", out var errors, "{file}");
        if (said is null)
        {
            throw errors.Contains("password", StringComparison.OrdinalIgnoreCase)
                ? new ReadingRefusal("encrypted", "Tệp PDF đang được khóa bằng mật khẩu nên không đọc được.", "Hãy bỏ mật khẩu, lưu lại rồi nhập lại.")
                : Broken();
        }
        var line = Encoding.UTF8.GetString(said).Split('\n').FirstOrDefault(l => l.StartsWith("Pages:", StringComparison.Ordinal));
        return int.TryParse(line?["Pages:".Length..], CultureInfo.InvariantCulture, out var pages) && pages > 0 ? pages : throw Broken();
    }

    static ReadingRefusal Broken() => new("damaged", "Tệp PDF đã hỏng nên không mở được.", "Hãy xuất lại PDF từ bản gốc, hoặc nhập bản DOCX.");

    static ReadingRefusal NoText() => new("pdf-scan", "Tệp chỉ có ảnh và không nhận ra chữ nào trên đó.",
        "Hãy quét lại văn bản thẳng, rõ nét ở 300 dpi, hoặc nhập bản DOCX gốc.");

    static List<PdfPage> Words(byte[] bbox)
    {
        var pages = new List<PdfPage>();
        var words = new List<PdfWord>();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bbox, writable: false), Xml);
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "page")
                {
                    words = [];
                    pages.Add(new(pages.Count + 1, Number(reader, "width"), Number(reader, "height"), words, []));
                }
                else if (reader.LocalName == "word")
                {
                    var (left, top, right, bottom) = (Number(reader, "xMin"), Number(reader, "yMin"), Number(reader, "xMax"), Number(reader, "yMax"));
                    var text = Clean(reader.ReadElementContentAsString());
                    if (text.Length > 0 && right > left && bottom > top) words.Add(new(left, top, right, bottom, text, Page: pages.Count));
                }
            }
        }
        catch (XmlException)
        {
            throw Broken();
        }
        return pages;
    }

    // Soft hyphens and zero-width signs are the typesetter's; private-use signs are bullets of symbol fonts.
    static string Clean(string word)
    {
        var text = new StringBuilder(word.Length);
        foreach (var sign in word.Normalize(NormalizationForm.FormC))
        {
            if (sign is '\u00AD' or '\u200B' or '\uFEFF' or '\u200E' or '\u200F' || char.IsControl(sign)) continue;
            text.Append(sign is '\u00A0' ? ' ' : sign is >= '\uE000' and <= '\uF8FF' ? '-' : sign);
        }
        return text.ToString().Trim();
    }

    // The page with its ruling lines, and its words with their fonts.
    static PdfPage Drawn(Poppler poppler, PdfPage page)
    {
        var number = page.Number.ToString(CultureInfo.InvariantCulture);
        if (poppler.Run("pdftocairo", out _, "-svg", "-f", number, "-l", number, "{file}", "-") is not { } svg) return page;
        try
        {
            var (rules, glyphs) = PdfRules.Of(XmlReader.Create(new MemoryStream(svg, writable: false), Xml));
            var at = glyphs.ToLookup(g => (int)Math.Round(g.X));
            return page with { Rules = rules, Words = [.. page.Words.Select(w => w with { Font = Font(w, at) })] };
        }
        catch (XmlException)
        {
            return page;
        }
    }

    static int Font(PdfWord word, ILookup<int, PdfGlyph> at)
    {
        var near = (int)Math.Round(word.Left);
        foreach (var x in new[] { near, near - 1, near + 1 })
            foreach (var glyph in at[x])
                if (Math.Abs(glyph.X - word.Left) < 1 && glyph.Y > word.Top && glyph.Y < word.Bottom) return glyph.Font;
        return -1;
    }

    static double Number(XmlReader reader, string name) =>
        double.TryParse(reader.GetAttribute(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : 0;
}
