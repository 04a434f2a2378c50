namespace LienY.Reading;

/// <summary>Tells a column of running text from a column of a table and from the blocks of a letterhead or signature.</summary>
static class PdfColumnText
{
    /// <summary>Most lines reach the right edge of the column and hold several words without wide blanks between them.</summary>
    public static bool IsText(List<PdfLine> lines, double narrowest, double blank)
    {
        if (lines.Count < 4) return false;
        var (left, right) = (lines.Min(l => l.Left), lines.Max(l => l.Right));
        if (right - left < narrowest || lines.Average(l => l.Words.Count) < 3) return false;
        // A line is full where its paragraph goes on: the next line's first word would not have fitted.
        var full = Enumerable.Range(0, lines.Count - 1).Count(i => lines[i + 1].FirstWord + 3 > right - lines[i].Right && lines[i + 1].Top - lines[i].Bottom < 1.3 * lines[i].Height);
        var parted = lines.Count(l => Enumerable.Range(1, l.Words.Count - 1).Any(i => l.Words[i].Left - l.Words[i - 1].Right >= blank));
        return full >= 0.33 * (lines.Count - 1) && parted <= 0.2 * lines.Count;
    }

    /// <summary>Rows of a table of two columns: wherever a wider blank parts the lines on one side, it parts them on the other too.</summary>
    public static bool AreCells(List<PdfLine> one, List<PdfLine> other)
    {
        var (left, right) = (Starts(one), Starts(other));
        if (left.Count < 3 || right.Count < 3) return false;
        int Both(List<double> a, List<double> b) => a.Count(y => b.Exists(z => Math.Abs(y - z) < 3));
        return Both(left, right) >= 0.8 * left.Count && Both(right, left) >= 0.8 * right.Count;
    }

    // Where lines begin after a blank that is wider than usual.
    static List<double> Starts(List<PdfLine> lines)
    {
        var gaps = Enumerable.Range(1, lines.Count - 1).Select(i => lines[i].Top - lines[i - 1].Top).ToList();
        var usual = gaps.Order().ElementAt(gaps.Count / 4);
        return [.. Enumerable.Range(1, lines.Count - 1).Where(i => gaps[i - 1] > usual * 1.2 + 1).Select(i => lines[i].Top)];
    }

    /// <summary>A line of the paper's frame: its two sides are blocks of their own, not columns.</summary>
    public static bool IsFrame(PdfLine line)
    {
        var folded = Vietnamese.Fold(line.Text);
        return folded.Contains("cong hoa xa hoi", StringComparison.Ordinal) || folded.Contains("doc lap - tu do", StringComparison.Ordinal)
            || folded.StartsWith("noi nhan", StringComparison.Ordinal) || Lines.SignsThere(folded);
    }

    /// <summary>A heading: numbered, or in capitals.</summary>
    public static bool IsHeading(PdfLine line) => Marker.Find(line.Text) is { IsBullet: false } || (line.Words.Count > 1 && Vietnamese.IsCaps(line.Text));
}
