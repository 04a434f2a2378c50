namespace LienY.Reading;

/// <summary>Recognised words as the words of printed pages: lines of one height, marks corrected, and what must be said about each page.</summary>
static class ScannedText
{
    const int Poor = 60;

    /// <summary>The pages with the words of scanned ones corrected by the whole paper and the given names.</summary>
    public static IReadOnlyList<PdfPage> Of(IReadOnlyList<PdfPage> pages, IReadOnlyCollection<string> names)
    {
        if (!pages.Any(p => p.IsScan)) return pages;
        var corrections = new Corrections(names, [.. pages.Where(p => p.IsScan).SelectMany(p => PdfLine.Of(p.Words)).SelectMany(l => l.Words)]);
        return [.. pages.Select(p => p.IsScan ? p with { Words = [.. PdfLine.Of(p.Words).SelectMany(l => corrections.Of(Numbered(l.Words)))] } : p)];
    }

    // The number of a heading in capitals is Roman: what looks like L, H or 1 there are strokes of it.
    static IReadOnlyList<PdfWord> Numbered(IReadOnlyList<PdfWord> line)
    {
        if (line.Count < 2) return line;
        if (Strokes(line[0].Text, ".") is { } number && Vietnamese.IsCaps(string.Concat(line.Skip(1).Select(w => w.Text)))) return [line[0] with { Text = number, Read = line[0].Read ?? line[0].Text }, .. line.Skip(1)];
        return line.Count == 3 && Vietnamese.Fold(line[0].Text + line[1].Text) == "phuluc" && Strokes(line[2].Text, "") is { } annex
            ? [line[0], line[1], line[2] with { Text = annex, Read = line[2].Read ?? line[2].Text }] : line;
    }

    static string? Strokes(string text, string end)
    {
        if (!text.EndsWith(end, StringComparison.Ordinal)) return null;
        var number = text[..^end.Length] switch { "L" or "l" or "|" or "!" => "I", "H" or "IL" or "1I" or "I1" or "ll" => "II", "IH" or "HI" or "IIL" or "1II" or "II1" => "III", "TV" or "1V" or "lV" => "IV", _ => null };
        return number is null ? null : number + end;
    }

    /// <summary>A scanned page as a printed one.</summary>
    public static PdfPage Page(ScannedPage page)
    {
        var words = page.Words.Select(w => new PdfWord(w.Left, w.Top, w.Right, w.Bottom, w.Text, PdfWord.Scanned, page.Number, w.Confidence, w.Read)).ToList();
        var lines = PdfLine.Of(words);
        var usual = lines.Count == 0 ? 0 : lines.Select(l => l.Height).Order().ElementAt(lines.Count * 2 / 3);
        return new(page.Number, page.Width, page.Height, [.. lines.SelectMany(l => l.Words.Select(w => Raised(w, l, Math.Min(usual, 20))))],
            [.. page.Rules.Where(r => r.Length == 4).Select(r => new PdfRule(r[0], r[1], r[2], r[3]))], true);
    }

    // A recognised word is as high as its ink; a printed one as high as its line, whatever letters it has.
    static PdfWord Raised(PdfWord word, PdfLine line, double usual)
    {
        var more = Math.Max(0, usual - (line.Bottom - line.Top)) / 2;
        return word with { Top = line.Top - more, Bottom = line.Bottom + more };
    }

    /// <summary>What the reviewer must know: pages turned, photographed from the side, or hard to read; how many words were corrected.</summary>
    public static IEnumerable<ReadingWarning> Warnings(IReadOnlyList<ScannedPage> scans, PrintedText printed)
    {
        foreach (var page in scans.OrderBy(p => p.Number))
        {
            var first = printed.Lines.Where(l => l.Page == page.Number).Select(l => l.Line).DefaultIfEmpty(1).Min();
            if (page.IsSlanted)
                yield return new("scan-slanted", $"Trang {page.Number} là ảnh chụp từ phía bên: các dòng không song song nên chữ và bảng có thể đọc sai. Xin quét phẳng lại, hoặc đối chiếu kỹ từng dòng.", new(first, first), []);
            if (page.Words.Count > 0 && page.Confidence < Poor)
                yield return new("scan-poor", $"Trang {page.Number} quét mờ, độ tin cậy chỉ {page.Confidence} %. Xin đối chiếu từng dòng với ảnh trang.", new(first, first), []);
            if (page.Words.Count == 0) yield return new("scan-blank", $"Trang {page.Number} không nhận ra chữ nào.", new(first, first), []);
        }
        var corrected = printed.Doubts.Where(d => d.Read is not null).ToList();
        if (corrected.Count > 0)
            yield return new("scan-corrected", $"{corrected.Count} chữ trên ảnh quét được sửa dấu, ví dụ “{corrected[0].Read}” thành “{corrected[0].Text}”. Xin đối chiếu với ảnh trang.",
                new(corrected[0].Line, corrected[0].Line), [.. corrected.Skip(1).Select(d => new LineSpan(d.Line, d.Line)).Distinct().Take(40)]);
    }
}
