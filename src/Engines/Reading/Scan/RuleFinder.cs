namespace LienY.Reading;

/// <summary>Finds ruling lines in a straightened picture and wipes them out: long thin runs of ink with white on both sides.</summary>
static class RuleFinder
{
    const int Gap = 3, Thickest = 14;

    /// <summary>Lines in points of the page (resolution in dots per inch); the picture is left without them.</summary>
    public static List<PdfRule> Take(Gray page, int resolution)
    {
        var scale = 72.0 / resolution;
        var across = Found(page, false, resolution / 3);
        var upright = Found(page, true, resolution / 5);
        // A tall bracket or the stem of a great letter stands alone; a line of a table meets others.
        upright.RemoveAll(v => v.Length < resolution && !across.Exists(h => v.Middle >= h.From - 12 && v.Middle <= h.To + 12 && h.Middle >= v.From - 12 && h.Middle <= v.To + 12));
        foreach (var line in across) Wipe(page, line, false);
        foreach (var line in upright) Wipe(page, line, true);
        return [.. across.Select(l => new PdfRule(l.From * scale, l.Middle * scale, l.To * scale, l.Middle * scale)),
            .. upright.Select(l => new PdfRule(l.Middle * scale, l.From * scale, l.Middle * scale, l.To * scale))];
    }

    sealed class Line
    {
        public List<(int Row, int From, int To)> Runs { get; } = [];
        public int From => Runs.Min(r => r.From);
        public int To => Runs.Max(r => r.To);
        public int Length => To - From;
        public int Least => Runs.Min(r => r.Row);
        public int Most => Runs.Max(r => r.Row);
        public double Middle => Runs.Sum(r => (double)r.Row * (r.To - r.From)) / Runs.Sum(r => (double)(r.To - r.From));
        public double Thickness => Runs.Sum(r => (double)(r.To - r.From)) / Math.Max(1, Length);
    }

    static List<Line> Found(Gray page, bool upright, int least)
    {
        var (rows, columns) = upright ? (page.Width, page.Height) : (page.Height, page.Width);
        var open = new List<Line>();
        var done = new List<Line>();
        for (var row = 0; row < rows; row++)
        {
            foreach (var (from, to) in Runs(page, upright, row, columns, least / 2))
            {
                Line? home = null;
                for (var i = open.Count - 1; i >= 0; i--)
                {
                    if (!open[i].Runs.Exists(r => row - r.Row <= 3 && from <= r.To + 12 && to >= r.From - 12)) continue;
                    if (home is null) (home = open[i]).Runs.Add((row, from, to));
                    else
                    {
                        home.Runs.AddRange(open[i].Runs);
                        open.RemoveAt(i);
                    }
                }
                if (home is null) open.Add(new() { Runs = { (row, from, to) } });
            }
            for (var i = open.Count - 1; i >= 0; i--)
            {
                if (row - open[i].Most <= 3) continue;
                done.Add(open[i]);
                open.RemoveAt(i);
            }
        }
        done.AddRange(open);
        return [.. done.Where(l => l.Length >= least && l.Thickness <= Thickest && l.Most - l.Least <= Thickest + l.Length / 60 && IsFree(page, l, upright))];
    }

    static IEnumerable<(int From, int To)> Runs(Gray page, bool upright, int row, int columns, int least)
    {
        var (start, last) = (-1, -1);
        for (var i = 0; i < columns; i++)
        {
            if ((upright ? page.At[i * page.Width + row] : page.At[row * page.Width + i]) >= Cleaning.Ink) continue;
            if (start >= 0 && i - last > Gap)
            {
                if (last - start >= least) yield return (start, last + 1);
                start = -1;
            }
            if (start < 0) start = i;
            last = i;
        }
        if (start >= 0 && last - start >= least) yield return (start, last + 1);
    }

    // On both sides of a ruling line there is white nearly all along it; within letters there is not.
    static bool IsFree(Gray page, Line line, bool upright)
    {
        var (one, other, all) = (0, 0, 0);
        foreach (var group in line.Runs.GroupBy(r => r.From / 40))
        {
            var (least, most) = (group.Min(r => r.Row) - 4, group.Max(r => r.Row) + 4);
            for (var i = group.Min(r => r.From); i < group.Max(r => r.To); i += 5)
            {
                all++;
                if (IsInk(page, upright, least, i)) one++;
                if (IsInk(page, upright, most, i)) other++;
            }
        }
        return all > 0 && one < all * 0.3 && other < all * 0.3;
    }

    static bool IsInk(Gray page, bool upright, int row, int at)
    {
        var (x, y) = upright ? (row, at) : (at, row);
        return x >= 0 && y >= 0 && x < page.Width && y < page.Height && page[x, y] < Cleaning.Ink;
    }

    static void Wipe(Gray page, Line line, bool upright)
    {
        foreach (var (row, from, to) in line.Runs)
        {
            if (upright) page.Erase(row - 2, from - 2, row + 3, to + 2);
            else page.Erase(from - 2, row - 2, to + 2, row + 3);
        }
    }
}
