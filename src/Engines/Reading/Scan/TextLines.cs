namespace LienY.Reading;

/// <summary>Cuts a region of a cleaned picture where nothing is written, first between lines, then between columns, until single lines are left.</summary>
static class TextLines
{
    const int Margin = 20, Gutter = 60, Tallest = 84, LeastInk = 24;

    /// <summary>The written lines of a region, each with a white margin; what cannot be cut stays whole. IsLine: one line alone.</summary>
    public static List<(Part Part, bool IsLine)> Of(Gray page, int left, int top, int right, int bottom)
    {
        var parts = new List<(Part, bool)>();
        Cut(page, Math.Max(0, left), Math.Max(0, top), Math.Min(page.Width, right), Math.Min(page.Height, bottom), parts, 0);
        return parts;
    }

    static void Cut(Gray page, int left, int top, int right, int bottom, List<(Part, bool)> parts, int depth)
    {
        if (right - left < 3 || bottom - top < 3 || depth > 12) return;
        var rows = new int[bottom - top];
        var columns = new int[right - left];
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                if (page.At[y * page.Width + x] >= Cleaning.Ink) continue;
                rows[y - top]++;
                columns[x - left]++;
            }
        }
        var ink = rows.Sum();
        if (ink < LeastInk) return;
        // In a wide region a grain that was left fills no line.
        var dust = right - left > 400 ? 2 : 0;
        var bands = Runs(rows, dust, 2);
        // A tone mark over a line of few letters stands apart from it: a thin band belongs to the next one below.
        for (var i = bands.Count - 2; i >= 0; i--)
            if (bands[i].To - bands[i].From < 16 && bands[i + 1].From - bands[i].To < 10 && bands[i + 1].To - bands[i].From < Tallest) Join(bands, i);
        // A dot below it likewise to the one above.
        for (var i = bands.Count - 1; i > 0; i--)
            if (bands[i].To - bands[i].From < 12 && bands[i].From - bands[i - 1].To < 10 && bands[i].To - bands[i - 1].From < Tallest) Join(bands, i - 1);
        if (bands.Count > 1)
        {
            foreach (var (from, to) in bands) Cut(page, left, top + from, right, top + to, parts, depth + 1);
            return;
        }
        var gaps = Runs(columns, 0, Gutter);
        if (gaps.Count > 1)
        {
            foreach (var (from, to) in gaps) Cut(page, left + from, top, left + to, bottom, parts, depth + 1);
            return;
        }
        var (l, r, t, b) = (left + gaps[0].From, left + gaps[0].To, top + (bands.Count > 0 ? bands[0].From : 0), top + (bands.Count > 0 ? bands[0].To : bottom - top));
        // Far smaller than a letter: a rest of dirt.
        if (b - t < 10 && r - l < 10) return;
        parts.Add((new(page.Cut(l, t, r, b, Margin), l - Margin, t - Margin), b - t <= Tallest));
    }

    static void Join(List<(int From, int To)> bands, int at)
    {
        bands[at] = (bands[at].From, bands[at + 1].To);
        bands.RemoveAt(at + 1);
    }

    // Stretches with ink, those nearer to each other than a gap as one.
    static List<(int From, int To)> Runs(int[] counts, int dust, int gap)
    {
        var runs = new List<(int From, int To)>();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] <= dust) continue;
            if (runs.Count > 0 && i - runs[^1].To < gap) runs[^1] = (runs[^1].From, i + 1);
            else runs.Add((i, i + 1));
        }
        return runs;
    }
}
