namespace LienY.Reading;

/// <summary>Tables without lines: runs of printed lines whose words leave the same upright gutters free.</summary>
static class PdfUnruled
{
    // A line that begins a table leaves wide blanks; between the columns of all lines less may be free.
    const double Blank = 9, Gutter = 5;
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
            var more = Gutters(lines, start, end + 1);
            if (more.Count < FewestColumns - 1 || more.Count < gutters.Count && end - start >= FewestLines) break;
            gutters = more;
            end++;
        }
        // What follows the last row that fills several columns is text again.
        while (end > start && Columns(lines[end - 1], gutters).Count(c => c.Count > 0) < 2) end--;
        // A heading of the text below may fall between the gutters by chance: it fills no row.
        for (var row = end - 1; row > start + 1; row--)
        {
            if (!StartsNumber(lines[row], gutters)) continue;
            var filled = Enumerable.Range(0, gutters.Count + 1).Count(c => Enumerable.Range(row, end - row).Any(i => Columns(lines[i], gutters)[c].Count > 0));
            if (filled >= FewestColumns) break;
            end = row;
        }
        if (end - start < FewestLines) return null;
        gutters = Gutters(lines, start, end);
        var rows = Rows(lines, start, end, gutters, out var words);
        if (rows.Count < 3 || gutters.Count < FewestColumns - 1 || rows.Count(r => r.Count(c => c.Text.Length > 0) >= 3) < 3) return null;
        next = end;
        return new([.. gutters.Select(g => (g.Left + g.Right) / 2)], rows, words);
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
            if (word.Left - reach >= Gutter) gutters.Add((reach, word.Left));
            reach = Math.Max(reach, word.Right);
        }
        return gutters;
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

    static bool StartsNumber(PdfLine line, List<(double Left, double Right)> gutters) =>
        Columns(line, gutters)[0] is [var first, ..] && (char.IsDigit(first.Text[0]) || first.Text.TrimEnd('.', ')').Length <= 4 && first.Text.TrimEnd('.', ')').All(c => c is 'I' or 'V' or 'X'));
}
