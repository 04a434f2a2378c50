using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>
/// Blocks that stand side by side without a line between (letterhead and quốc hiệu, "Nơi nhận" and signature): found by the words that such blocks hold, parted
/// by the gutter which no word crosses.
/// </summary>
static partial class PdfColumns
{
    const double Gutter = 14, Narrowest = 7;

    /// <summary>A run of lines: the whole width, or a left and a right column.</summary>
    public sealed record Part(List<PdfLine> Lines, List<PdfLine>? Right = null);

    public static List<Part> Split(List<PdfLine> lines, double left, double right)
    {
        var parts = new List<Part> { new([]) };
        for (var i = 0; i < lines.Count;)
        {
            if (Gap(lines[i]) is not { } gap || !Frame(lines[i]))
            {
                parts[^1].Lines.Add(lines[i++]);
                continue;
            }
            var first = i;
            // Up: what stands only on the right belongs to the right block; at the head of a paper the left one begins higher too.
            while (parts[^1].Lines.Count > 0 && Narrowed(gap, lines[first - 1]) is { } more && Side(lines[first - 1], more) is var side
                && (side > 0 || (side < 0 && parts.Count == 1 && Math.Abs(lines[first - 1].Middle - (left + more.Right) / 2) < 40)))
            {
                (first, gap) = (first - 1, more);
                parts[^1].Lines.RemoveAt(parts[^1].Lines.Count - 1);
            }
            var end = i + 1;
            while (end < lines.Count && Narrowed(gap, lines[end]) is { } less && Belongs(lines, end, less, left, right)) (end, gap) = (end + 1, less);
            var at = (gap.Left + gap.Right) / 2;
            var (one, other) = (new List<PdfLine>(), new List<PdfLine>());
            for (var n = first; n < end; n++)
            {
                var (a, b) = (lines[n].Words.Where(w => w.Middle < at).ToList(), lines[n].Words.Where(w => w.Middle >= at).ToList());
                if (a.Count > 0) one.Add(new(a));
                if (b.Count > 0) other.Add(new(b));
            }
            parts.Add(new(one, other));
            parts.Add(new([]));
            i = end;
        }
        return [.. parts.Where(p => p.Lines.Count > 0 || p.Right is { Count: > 0 })];
    }

    static bool Frame(PdfLine line)
    {
        var folded = Vietnamese.Fold(line.Text);
        return folded.Contains("cong hoa xa hoi", StringComparison.Ordinal) || folded.Contains("doc lap - tu do", StringComparison.Ordinal)
            || folded.Contains("noi nhan", StringComparison.Ordinal) || Lines.SignsThere(folded)
            || (line.Words.Count >= 4 && Vietnamese.IsCaps(line.Text) && Blanks(line) == 1 && Marker.Find(line.Text) is null);
    }

    static int Blanks(PdfLine line) => Enumerable.Range(1, line.Words.Count - 1).Count(i => line.Words[i].Left - line.Words[i - 1].Right >= Gutter);

    // The widest blank between words, if it is wide enough to part blocks.
    static (double Left, double Right)? Gap(PdfLine line)
    {
        var widest = (Left: 0.0, Right: 0.0);
        for (var i = 1; i < line.Words.Count; i++)
            if (line.Words[i].Left - line.Words[i - 1].Right > widest.Right - widest.Left) widest = (line.Words[i - 1].Right, line.Words[i].Left);
        return widest.Right - widest.Left >= Gutter ? widest : null;
    }

    // What a line leaves free of the gutter; null where it runs through.
    static (double Left, double Right)? Narrowed((double Left, double Right) gap, PdfLine line)
    {
        var (best, from) = ((Left: 0.0, Right: 0.0), gap.Left);
        foreach (var word in line.Words.Append(new(gap.Right, 0, gap.Right, 0, "")))
        {
            if (Math.Min(word.Left, gap.Right) - from > best.Right - best.Left) best = (from, Math.Min(word.Left, gap.Right));
            from = Math.Max(from, word.Right);
        }
        return best.Right - best.Left >= Narrowest ? best : null;
    }

    // -1 left of the gutter, 1 right of it, 0 on both sides.
    static int Side(PdfLine line, (double Left, double Right) gap)
    {
        var (l, r) = (line.Words.Any(w => w.Right <= gap.Left + 1), line.Words.Any(w => w.Left >= gap.Right - 1));
        return l && r ? 0 : l ? -1 : 1;
    }

    static bool Belongs(List<PdfLine> lines, int n, (double Left, double Right) gap, double left, double right)
    {
        var line = lines[n];
        if (line.Top - lines[n - 1].Bottom > 8 * line.Height) return false;
        if (Side(line, gap) is var side && side == 0) return gap.Right - gap.Left >= Narrowest;
        if (Title().IsMatch(Vietnamese.Fold(line.Text)) && Vietnamese.IsCaps(line.Text)) return false;
        // A title stands in the middle of the page, not of a column.
        var middle = (left + right) / 2;
        var own = side < 0 ? (left + gap.Left) / 2 : (gap.Right + right) / 2;
        return Math.Abs(line.Middle - middle) >= Math.Abs(line.Middle - own) || Math.Abs(line.Middle - middle) >= 12 || line.Left - left <= 30;
    }

    /// <summary>The lines of a block as they are: only an item of "Nơi nhận" goes on from line to line, and in a letterhead a name in capitals.</summary>
    public static IEnumerable<(string Text, IReadOnlyList<PdfWord> Words)> Texts(List<PdfLine> block, bool isLetterhead)
    {
        var (open, font, words) = ((string?)null, -1, new List<PdfWord>());
        foreach (var line in block)
        {
            var item = open is not null && open[0] is '-' or '–' && open![^1] is not (';' or '.' or ':') && line.Text[0] is not ('-' or '–');
            var name = isLetterhead && open is not null && line.Font != -1 && line.Font == font && Vietnamese.IsCaps(open) && Vietnamese.IsCaps(line.Text)
                && !Organisation().IsMatch(Vietnamese.Fold(line.Text));
            if (item || name) open += " " + line.Text;
            else
            {
                if (open is not null) yield return (open, words);
                (open, font, words) = (line.Text, line.Font, []);
            }
            words.AddRange(line.Words);
        }
        if (open is not null) yield return (open, words);
    }

    /// <summary>Whether these lines hold quốc hiệu.</summary>
    public static bool IsNation(List<PdfLine> block) => block.Exists(l => Vietnamese.Fold(l.Text).Contains("cong hoa xa hoi", StringComparison.Ordinal));

    // The kind of a paper stands below its letterhead.
    [GeneratedRegex(@"^(phu luc\b|ke hoach$|bao cao$|to trinh$|quyet dinh$|thong bao$|bien ban$|chuong trinh$|de an$|ban ghi nho$|huong dan$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Title();

    // The name of an organisation begins so; what does not begin so goes on with the name above.
    [GeneratedRegex(@"^(so|bo|benh vien|trung tam|ubnd|uy ban|chi cuc|cuc|tram|vien|truong|phong|ban|hoi|tong|dang|lien|cong ty)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Organisation();
}
