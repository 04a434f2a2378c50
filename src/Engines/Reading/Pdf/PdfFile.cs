using System.Globalization;
using System.Text;
using System.Xml;

namespace LienY.Reading;

/// <summary>Opens a PDF: how many pages, whether it may be read, and each page with its words and ruling lines.</summary>
static class PdfFile
{
    static readonly XmlReaderSettings Xml = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false, MaxCharactersInDocument = 400_000_000 };

    /// <summary>The pages. Refuses what is locked, broken, too long, or a picture without text.</summary>
    public static IReadOnlyList<PdfPage> Open(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        using var poppler = new Poppler(bytes.Span, limits.PdfTime);
        var pages = Pages(poppler);
        if (pages > limits.PdfPages)
            throw new ReadingRefusal("too-many-pages", $"Tệp PDF có {pages} trang, vượt mức {limits.PdfPages} trang.", "Hãy tách phụ lục ra tệp riêng rồi nhập từng phần.");
        var words = poppler.Run("pdftotext", out _, "-bbox", "{file}", "-") is { } text ? Words(text) : throw Broken();
        if (words.Sum(p => p.Words.Count) == 0) throw NoText();
        // One page at a time is all that the format holds; two processes side by side.
        Parallel.For(0, words.Count, new() { MaxDegreeOfParallelism = 2 }, i => words[i] = Drawn(poppler, words[i]));
        return words;
    }

    static int Pages(Poppler poppler)
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

    static ReadingRefusal NoText() => new("pdf-scan", "Tệp PDF chỉ có ảnh chụp, không có chữ; phiên bản này chưa đọc ảnh chụp văn bản.",
        "Hãy nhập bản DOCX gốc, hoặc PDF xuất từ Word.");

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
                    if (text.Length > 0 && right > left && bottom > top) words.Add(new(left, top, right, bottom, text));
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
