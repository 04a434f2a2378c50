namespace LienY.Reading;

/// <summary>Makes paper white and ink black again: grain off, the paper's own shade (stains, shadows, yellowed sheets) divided out.</summary>
static class Cleaning
{
    const int Tile = 48, Darkest = 70, Lightest = 215;

    /// <summary>Ink darker than this, after cleaning.</summary>
    public const int Ink = 140;

    public static Gray Clean(Gray page) => Unspecked(Flat(page));

    // Spots smaller than any full stop go; somewhat larger ones too where no letter stands near whose mark they may be.
    static Gray Unspecked(Gray page)
    {
        const byte big = 1, held = 2, small = 3;
        const int tiny = 18, largest = 60, faint = 200, near = 30;
        var (w, at) = (page.Width, page.At);
        var state = new byte[at.Length];
        var spots = new List<int[]>();
        Span<int> spot = stackalloc int[largest + 9];
        for (var p = w + 1; p < at.Length - w - 1; p++)
        {
            if (at[p] >= faint || state[p] != 0) continue;
            var (count, isBig) = (1, false);
            spot[0] = p;
            state[p] = held;
            for (var done = 0; done < count && !isBig; done++)
            {
                for (var k = 0; k < 9; k++)
                {
                    var q = spot[done] + (k / 3 - 1) * w + k % 3 - 1;
                    if (q < w || q >= at.Length - w || at[q] >= faint || state[q] == held) continue;
                    if (state[q] == big) isBig = true;
                    else
                    {
                        state[q] = held;
                        spot[count++] = q;
                    }
                }
                isBig |= count > largest;
            }
            foreach (var q in spot[..count]) state[q] = isBig ? big : small;
            if (!isBig) spots.Add(spot[..count].ToArray());
        }
        // A clean sheet has few of them: they are dots of its text.
        if (spots.Count(s => s.Length <= tiny) < 200) return page;
        foreach (var one in spots)
        {
            if (one.Length > tiny && HasBig(one[0])) continue;
            foreach (var q in one) at[q] = 255;
        }
        return page;

        bool HasBig(int p)
        {
            var (x, y) = (p % w, p / w);
            for (var v = Math.Max(0, y - near); v <= Math.Min(page.Height - 1, y + near); v++)
                if (state.AsSpan(v * w + Math.Max(0, x - near), Math.Min(w, x + near + 1) - Math.Max(0, x - near)).Contains(big)) return true;
            return false;
        }
    }

    static Gray Flat(Gray page)
    {
        var (columns, rows) = (page.Width / Tile + 1, page.Height / Tile + 1);
        var paper = new float[columns * rows];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++) paper[r * columns + c] = Shade(page, c * Tile, r * Tile);
        var to = new byte[page.At.Length];
        for (var y = 0; y < page.Height; y++)
        {
            var fy = Math.Clamp((y - Tile / 2f) / Tile, 0, rows - 1.001f);
            var r = (int)fy;
            fy -= r;
            for (var x = 0; x < page.Width; x++)
            {
                var fx = Math.Clamp((x - Tile / 2f) / Tile, 0, columns - 1.001f);
                var c = (int)fx;
                fx -= c;
                var k = r * columns + c;
                var (right, down) = (c + 1 < columns ? 1 : 0, r + 1 < rows ? columns : 0);
                var shade = (paper[k] * (1 - fx) + paper[k + right] * fx) * (1 - fy) + (paper[k + down] * (1 - fx) + paper[k + down + right] * fx) * fy;
                var value = (page.At[y * page.Width + x] * 255f / shade - Darkest) * 255f / (Lightest - Darkest);
                to[y * page.Width + x] = (byte)Math.Clamp(value, 0, 255);
            }
        }
        return new(page.Width, page.Height, to);
    }

    // What most of the paper around here looks like; a black corner outside the sheet stays dark.
    static float Shade(Gray page, int left, int top)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        var all = 0;
        for (var y = Math.Max(0, top - Tile / 2); y < Math.Min(page.Height, top + Tile * 3 / 2); y += 3)
            for (var x = Math.Max(0, left - Tile / 2); x < Math.Min(page.Width, left + Tile * 3 / 2); x += 3, all++) counts[page[x, y]]++;
        var (value, above) = (255, 0);
        while (value > 0 && (above += counts[value]) < all * 0.3) value--;
        return Math.Max(100, value);
    }
}
