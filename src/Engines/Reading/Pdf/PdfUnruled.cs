namespace LienY.Reading;

/// <summary>Tables without lines: runs of printed lines whose words leave the same upright gutters free.</summary>
static class PdfUnruled
{
    // A line that begins a table leaves wide blanks; between the columns of all lines less may be free.
    const double Blank = 9, Gutter = 5, Narrow = 2.2, Aligned = 1.5;
    const int FewestColumns = 3, FewestLines = 3;

    /// <summary>A table that begins at a line; null where none does. <paramref name="next"/>: the line after it.</summary>
    public static PdfTable? At(IReadOnlyList<PdfLine> lines, int start, out int next)
    {
        next = start;
        if (Segments(lines[start]) < FewestColumns) return null;
        var end = start + 1;
        var gutters = Gutters(lines, start, end);
        while (end < lines.Count && lines[end].Top - lines[end - 1].Bottom < 2.5 * lines[end].Height)
        {
            if (IsHeading(lines, start, end)) break;
            var more = Gutters(lines, start, end + 1);
            if (more.Count < FewestColumns - 1 || more.Count < gutters.Count && end - start >= FewestLines) break;
            gutters = more;
            end++;
        }
        // What follows the last row that fills several columns is text again.
        while (end > start && Columns(lines[end - 1], gutters) is var last && last.Count(c => c.Count > 0) < 2 && !(end - 1 > start && IsUnder(gutters, last) && lines[end - 1].Top - lines[end - 2].Bottom < 0.6 * lines[end - 1].Height)) end--;
        // A heading of the text below may fall between the gutters by chance: it fills no row.
        for (var row = end - 1; row > start + 1; row--)
        {
            if (!StartsNumber(lines[row], gutters)) continue;
            var filled = Enumerable.Range(row, end - row).Any(i => Segments(lines[i]) >= FewestColumns) ? FewestColumns
                : Enumerable.Range(0, gutters.Count + 1).Count(c => Enumerable.Range(row, end - row).Any(i => Columns(lines[i], gutters)[c] is [var word, ..]
                    && (c == 0 || Math.Abs(word.Left - gutters[c - 1].Right) <= Aligned)));
            if (filled >= FewestColumns) break;
            end = row;
        }
        // At the foot of a page the head of a table may stand alone; at the top of one a single row.
        var isHead = Vietnamese.Fold(lines[start].Words[0].Text) is "tt" or "stt" && end == lines.Count;
        if (end - start < FewestLines && !isHead) return null;
        gutters = Gutters(lines, start, end);
        var rows = Rows(lines, start, end, gutters, out var words);
        if (gutters.Count < FewestColumns - 1) return null;
        if (!isHead && (rows.Count < 3 || rows.Count(r => r.Count(c => c.Text.Length > 0) >= 3) < 3) && !(gutters.Count >= 4 && rows.Count >= 1 && end - start >= FewestLines && StartsNumber(lines[start], gutters)))
            return null;
        next = end;
        return new([lines.Skip(start).Take(end - start).Min(l => l.Left), .. gutters.Select(g => g.Right)], rows, words);
    }

    // The last line of a cell in the middle of the table.
    static bool IsUnder(List<(double Left, double Right)> gutters, List<List<PdfWord>> columns) =>
        columns.FindIndex(c => c.Count > 0) is var at and > 0 && Math.Abs(columns[at][0].Left - gutters[at - 1].Right) <= Aligned;

    /// <summary>The rest of a row that the end of the page cut: lines whose words all stand within the columns of the table before; null where there are none.</summary>
    public static PdfTable? Rest(PdfTable before, IReadOnlyList<PdfLine> lines, out int next)
    {
        next = 0;
        if (before.IsRuled) return null;
        while (next < lines.Count && lines[next].Words.All(w => Fits(before.Xs, w)) && !IsNumber(lines[next].Words[0]) && At(lines, next, out _) is null
            && (next == 0 || lines[next].Top - lines[next - 1].Bottom < 1.2 * lines[next].Height)
            && lines[next].Words.Any(w => before.Xs.Any(x => Math.Abs(w.Left - x) <= Aligned))) next++;
        // One line at the left alone is as well a paragraph of text.
        if (next == 0 || lines.Take(next).All(l => l.Words.All(w => Column(before.Xs, w) == 0))) return null;
        var count = next;
        var held = Enumerable.Range(0, before.Xs.Count).Select(c => lines.Take(count).SelectMany(l => l.Words).Where(w => Column(before.Xs, w) == c).ToList()).ToList();
        var cells = held.Select((words, c) => new SourceCell(PdfParagraphs.Cell(words, before.Xs[c] - 5.6, c + 1 < before.Xs.Count ? before.Xs[c + 1] : words.Select(w => w.Right).DefaultIfEmpty(0).Max() + 5.6))).ToList();
        return new(before.Xs, [cells], [[.. held.SelectMany(h => h)]]);
    }

    static int Column(IReadOnlyList<double> edges, PdfWord word) => Math.Max(0, edges.Count(x => x <= word.Left + Aligned) - 1);

    static bool Fits(IReadOnlyList<double> edges, PdfWord word) =>
        word.Left >= edges[0] - Aligned && (Column(edges, word) is var c && (c + 1 >= edges.Count || word.Right <= edges[c + 1] - Narrow));

    // "III. TỔ CHỨC THỰC HIỆN" below rows that are numbered 1, 2, 3 is a heading of the text.
    static bool IsHeading(IReadOnlyList<PdfLine> lines, int start, int at)
    {
        static bool Roman(PdfLine line) => line.Words[0].Text.TrimEnd('.', ')') is { Length: > 0 and <= 5 } mark && mark.All(c => c is 'I' or 'V' or 'X');
        return lines[at].Words.Count > 1 && Roman(lines[at]) && Vietnamese.IsCaps(string.Concat(lines[at].Words.Skip(1).Select(w => w.Text)))
            && Enumerable.Range(start, at - start).Any(i => IsNumber(lines[i].Words[0])) && !Enumerable.Range(start, at - start).Any(i => Roman(lines[i]));
    }

    static int Segments(PdfLine line)
    {
        var count = 1;
        for (var i = 1; i < line.Words.Count; i++)
            if (line.Words[i].Left - line.Words[i - 1].Right >= Blank) count++;
        return count;
    }

    // Where no word of any of the lines stands.
    static List<(double Left, double Right)> Gutters(IReadOnlyList<PdfLine> lines, int start, int end)
    {
        var words = Enumerable.Range(start, end - start).SelectMany(i => lines[i].Words).OrderBy(w => w.Left).ToList();
        var gutters = new List<(double, double)>();
        var reach = words[0].Right;
        foreach (var word in words)
        {
            // A narrow strip parts columns too where the words behind it begin at one place, line by line.
            if (word.Left - reach >= Gutter || (word.Left - reach >= Narrow && Begin(word.Left) >= Math.Max(3, (end - start) * 0.3))) gutters.Add((reach, word.Left));
            reach = Math.Max(reach, word.Right);
        }
        return gutters;

        int Begin(double left) => Enumerable.Range(start, end - start).Count(i => lines[i].Words.Any(w => Math.Abs(w.Left - left) <= Aligned));
    }

    static List<List<PdfWord>> Columns(PdfLine line, List<(double Left, double Right)> gutters)
    {
        var columns = Enumerable.Range(0, gutters.Count + 1).Select(_ => new List<PdfWord>()).ToList();
        foreach (var word in line.Words) columns[gutters.Count(g => word.Middle > g.Left)].Add(word);
        return columns;
    }

    // A row begins where the first column has a word; the lines before the first number are the head.
    static List<List<SourceCell>> Rows(IReadOnlyList<PdfLine> lines, int start, int end, List<(double Left, double Right)> gutters, out List<List<PdfWord>> words)
    {
        var groups = new List<List<List<PdfWord>>>();
        var numbered = Enumerable.Range(start, end - start).Count(i => StartsNumber(lines[i], gutters)) >= 2;
        for (var i = start; i < end; i++)
        {
            var columns = Columns(lines[i], gutters);
            var begins = groups.Count == 0 || (numbered ? StartsNumber(lines[i], gutters) : columns[0].Count > 0);
            if (begins) groups.Add(columns);
            else
                for (var c = 0; c < columns.Count; c++) groups[^1][c].AddRange(columns[c]);
        }
        var left = Enumerable.Range(start, end - start).Min(i => lines[i].Left);
        var right = Enumerable.Range(start, end - start).Max(i => lines[i].Right);
        double From(int c) => c == 0 ? left - 5.6 : gutters[c - 1].Right - 5.6;
        double To(int c) => c == gutters.Count ? right + 5.6 : gutters[c].Left + 5.6;
        words = [.. groups.Select(g => g.SelectMany(c => c).ToList())];
        return [.. groups.Select(g => g.Select((held, c) => new SourceCell(PdfParagraphs.Cell(held, From(c), To(c)))).ToList())];
    }

    static bool StartsNumber(PdfLine line, List<(double Left, double Right)> gutters) => Columns(line, gutters)[0] is [var first, ..] && IsNumber(first);

    static bool IsNumber(PdfWord word) => word.Text.TrimEnd('.', ')') is { Length: > 0 and <= 5 } mark
        && (mark.All(c => char.IsDigit(c) || c == '.') || (mark.Length <= 4 && mark.All(c => c is 'I' or 'V' or 'X')));
}
