namespace LienY.Reading;

/// <summary>
/// A word on a page with its box, in points from the top left corner; Font tells words of one face and size from others, -1 where unknown, -2 on a scan.
/// Sure: the recogniser's confidence, 0–100; Read: what it read where that was corrected.
/// </summary>
readonly record struct PdfWord(double Left, double Top, double Right, double Bottom, string Text, int Font = -1, int Page = 0, int Sure = 100, string? Read = null)
{
    public const int Scanned = -2;

    public double Middle => (Left + Right) / 2;
    public double Centre => (Top + Bottom) / 2;
    public double Height => Bottom - Top;
}

/// <summary>A ruling line: upright or across, in points from the top left corner.</summary>
readonly record struct PdfRule(double Left, double Top, double Right, double Bottom)
{
    public bool IsAcross => Right - Left >= Bottom - Top;
}

/// <summary>Where a letter is drawn, and in which face and size.</summary>
readonly record struct PdfGlyph(double X, double Y, int Font);

/// <summary>A page: its words as printed and its ruling lines.</summary>
sealed record PdfPage(int Number, double Width, double Height, IReadOnlyList<PdfWord> Words, IReadOnlyList<PdfRule> Rules, bool IsScan = false);

/// <summary>A printed line: words of about one height, from left to right.</summary>
sealed class PdfLine(List<PdfWord> words)
{
    // Poppler parts a word where a tone mark is set by hand; what stands closer than this belongs together.
    const double Touching = 1.2;

    public IReadOnlyList<PdfWord> Words => words;
    public double Left { get; } = words.Min(w => w.Left);
    public double Right { get; } = words.Max(w => w.Right);
    public double Top { get; } = words.Min(w => w.Top);
    public double Bottom { get; } = words.Max(w => w.Bottom);
    public double Middle => (Left + Right) / 2;

    /// <summary>The one face and size of the line; -1 where it has several.</summary>
    public int Font => words.TrueForAll(w => w.Font == words[0].Font) ? words[0].Font : -1;

    public double Height { get; } = words.Max(w => w.Height);
    public string Text { get; } = Join(words);

    /// <summary>How far the first word reaches: what would have had to fit on the line before.</summary>
    public double FirstWord
    {
        get
        {
            var right = words[0].Right;
            for (var i = 1; i < words.Count && words[i].Font != PdfWord.Scanned && words[i].Left - right < Touching; i++) right = words[i].Right;
            return right - words[0].Left;
        }
    }

    static string Join(List<PdfWord> words)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < words.Count; i++)
        {
            if (i > 0 && (words[i].Font == PdfWord.Scanned || words[i].Left - words[i - 1].Right >= Touching)) text.Append(' ');
            text.Append(words[i].Text);
        }
        return text.ToString().Normalize(System.Text.NormalizationForm.FormC);
    }

    /// <summary>Words in lines, from the top down: a word belongs to the line that covers half of its height.</summary>
    public static List<PdfLine> Of(IEnumerable<PdfWord> words)
    {
        var open = new List<(double Top, double Bottom, List<PdfWord> Words)>();
        foreach (var word in words.OrderBy(w => w.Centre).ThenBy(w => w.Left))
        {
            var at = open.FindLastIndex(l => Math.Min(l.Bottom, word.Bottom) - Math.Max(l.Top, word.Top) >= 0.5 * Math.Min(word.Height, l.Bottom - l.Top));
            if (at < 0) open.Add((word.Top, word.Bottom, [word]));
            else open[at].Words.Add(word);
        }
        return [.. open.Select(l => new PdfLine([.. l.Words.OrderBy(w => w.Left)])).OrderBy(l => l.Top)];
    }
}
