namespace LienY.Reading;

/// <summary>A cell of a ruled table: its box, the row and column where it begins, and how many of each it covers.</summary>
sealed record PdfCell(int Row, int Column, int Rows, int Columns, double Left, double Top, double Right, double Bottom);

/// <summary>A ruled table on a page: where columns and rows part, and the cells between.</summary>
sealed record PdfGrid(IReadOnlyList<double> Xs, IReadOnlyList<double> Ys, IReadOnlyList<PdfCell> Cells)
{
    public double Left => Xs[0];
    public double Right => Xs[^1];
    public double Top => Ys[0];
    public double Bottom => Ys[^1];

    public bool Holds(PdfWord word) => word.Middle > Left && word.Middle < Right && word.Centre > Top && word.Centre < Bottom;
}

/// <summary>Builds tables from ruling lines: lines that meet are one table; cells between which no line runs are one cell.</summary>
static class PdfGrids
{
    const double Near = 3;

    /// <summary>The tables of a page from the top down.</summary>
    public static List<PdfGrid> Of(PdfPage page)
    {
        var across = page.Rules.Where(r => r.IsAcross).ToList();
        var upright = page.Rules.Where(r => !r.IsAcross).ToList();
        var group = Enumerable.Range(0, across.Count + upright.Count).ToArray();
        for (var i = 0; i < across.Count; i++)
            for (var j = 0; j < upright.Count; j++)
                if (Meet(across[i], upright[j])) Join(group, i, across.Count + j);
        var tables = new List<PdfGrid>();
        foreach (var lines in Enumerable.Range(0, group.Length).GroupBy(i => Root(group, i)))
        {
            var h = lines.Where(i => i < across.Count).Select(i => across[i]).ToList();
            var v = lines.Where(i => i >= across.Count).Select(i => upright[i - across.Count]).ToList();
            if (h.Count >= 2 && v.Count >= 1 && Build(h, v) is { } grid) tables.Add(grid);
        }
        // A frame around a page or a table within a cell: the outer one keeps only what lies in no inner one, so the smaller stand first.
        return [.. tables.OrderBy(t => t.Top).ThenBy(t => t.Left)];
    }

    static bool Meet(PdfRule h, PdfRule v) =>
        v.Left >= h.Left - Near && v.Left <= h.Right + Near && h.Top >= v.Top - Near && h.Top <= v.Bottom + Near;

    static PdfGrid? Build(List<PdfRule> h, List<PdfRule> v)
    {
        var xs = Places([.. v.Select(r => r.Left), h.Min(r => r.Left), h.Max(r => r.Right)]);
        var ys = Places([.. h.Select(r => r.Top), v.Min(r => r.Top), v.Max(r => r.Bottom)]);
        var (columns, rows) = (xs.Count - 1, ys.Count - 1);
        if (columns < 1 || rows < 1 || columns * rows < 2 || columns > 80 || rows > 2_000) return null;
        var cells = Enumerable.Range(0, rows * columns).ToArray();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var at = row * columns + column;
                if (column + 1 < columns && !Runs(v, xs[column + 1], ys[row], ys[row + 1])) Join(cells, at, at + 1);
                if (row + 1 < rows && !Crosses(h, ys[row + 1], xs[column], xs[column + 1])) Join(cells, at, at + columns);
            }
        }
        var made = Enumerable.Range(0, cells.Length).GroupBy(i => Root(cells, i)).Select(g =>
        {
            var (top, bottom) = (g.Min(i => i / columns), g.Max(i => i / columns));
            var (left, right) = (g.Min(i => i % columns), g.Max(i => i % columns));
            return new PdfCell(top, left, bottom - top + 1, right - left + 1, xs[left], ys[top], xs[right + 1], ys[bottom + 1]);
        }).OrderBy(c => c.Row).ThenBy(c => c.Column).ToList();
        return made.Count < 2 ? null : new(xs, ys, made);
    }

    static List<double> Places(List<double> values)
    {
        var result = new List<double>();
        foreach (var value in values.Order())
            if (result.Count == 0 || value - result[^1] > Near) result.Add(value);
        return result;
    }

    static bool Runs(List<PdfRule> upright, double x, double top, double bottom) => upright.Exists(r => Math.Abs(r.Left - x) <= Near
        && Math.Min(r.Bottom, bottom) - Math.Max(r.Top, top) >= 0.6 * (bottom - top));

    static bool Crosses(List<PdfRule> across, double y, double left, double right) => across.Exists(r => Math.Abs(r.Top - y) <= Near
        && Math.Min(r.Right, right) - Math.Max(r.Left, left) >= 0.6 * (right - left));

    static int Root(int[] group, int i)
    {
        while (group[i] != i) i = group[i] = group[group[i]];
        return i;
    }

    static void Join(int[] group, int a, int b) => group[Root(group, b)] = Root(group, a);
}
