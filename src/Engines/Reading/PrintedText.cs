namespace LienY.Reading;

/// <summary>Where the lines of a reading stand on the printed pages, and which recognised words want a look.</summary>
public sealed record PrintedText(IReadOnlyList<PrintedPage> Pages, IReadOnlyList<PrintedLine> Lines, IReadOnlyList<DoubtfulWord> Doubts)
{
    const int Unsure = 75;

    /// <summary>Notes where a line stands: one box for each page, and its doubtful words.</summary>
    internal PrintedText With(int line, IReadOnlyList<PdfWord> words)
    {
        if (words.Count == 0) return this;
        ((List<PrintedLine>)Lines).AddRange(words.Where(w => w.Page > 0).GroupBy(w => w.Page).Select(g =>
            new PrintedLine(line, g.Key, g.Min(w => w.Left), g.Min(w => w.Top), g.Max(w => w.Right), g.Max(w => w.Bottom))));
        ((List<DoubtfulWord>)Doubts).AddRange(words.Where(w => w.Read is not null || (w.Sure < Unsure && w.Text.Any(char.IsLetterOrDigit)))
            .Select(w => new DoubtfulWord(line, w.Page, w.Text, w.Read, w.Sure, w.Left, w.Top, w.Right, w.Bottom)));
        return this;
    }

    internal static PrintedText Of(IEnumerable<PrintedPage> pages) => new([.. pages], new List<PrintedLine>(), new List<DoubtfulWord>());
}

/// <summary>A printed page: its size in points, and whether it was recognised from a picture.</summary>
public sealed record PrintedPage(int Number, double Width, double Height, bool IsScan);

/// <summary>A line of the reading on a page: its box in points from the top left corner.</summary>
public sealed record PrintedLine(int Line, int Page, double Left, double Top, double Right, double Bottom);

/// <summary>A recognised word that is unsure (confidence 0–100), or was corrected from what was read.</summary>
public sealed record DoubtfulWord(int Line, int Page, string Text, string? Read, int Confidence, double Left, double Top, double Right, double Bottom);
