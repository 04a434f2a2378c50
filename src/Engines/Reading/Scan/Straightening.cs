namespace LienY.Reading;

/// <summary>How a sheet lies on the glass: sideways or not, by how many degrees askew, and whether its lines run together (a photograph from the side).</summary>
sealed record Lie(bool IsSideways, double Skew, bool IsSlanted)
{
    const double Most = 10;

    /// <summary>Found from rows of ink: along lines of text ink and white change most sharply.</summary>
    public static Lie Of(Gray clean)
    {
        var small = clean.Shrunk(4);
        var (across, along) = (Points(small, false), Points(small, true));
        var (upright, score) = Best(across, small.Height, 0, Most, 0.5);
        var (turned, sideScore) = Best(along, small.Width, 0, Most, 0.5);
        // Lines of text change row by row; their words also change column by column, but less.
        var isSideways = sideScore > score * 1.4;
        var middle = isSideways ? turned : upright;
        var half = clean.Shrunk(2);
        var points = Points(half, isSideways);
        var rows = isSideways ? half.Width : half.Height;
        var (skew, _) = Best(points, rows, middle, 0.5, 0.05);
        return new(isSideways, isSideways ? -skew : skew, IsFan(points, rows, skew));
    }

    // The lines of the upper and the lower third of a flat sheet run the same way.
    static bool IsFan(List<(int X, int Y)> points, int rows, double skew)
    {
        var heights = points.Select(p => p.Y).Order().ToList();
        if (heights.Count < 9000) return false;
        var (above, below) = (heights[heights.Count / 3], heights[heights.Count * 2 / 3]);
        var upper = points.Where(p => p.Y < above).ToList();
        var lower = points.Where(p => p.Y > below).ToList();
        return Math.Abs(Best(upper, rows, skew, 3, 0.2).Angle - Best(lower, rows, skew, 3, 0.2).Angle) >= 1.5;
    }

    static List<(int X, int Y)> Points(Gray page, bool sideways)
    {
        var points = new List<(int, int)>();
        var (mx, my) = (page.Width / 2, page.Height / 2);
        for (var y = 2; y < page.Height - 2; y++)
            for (var x = 2; x < page.Width - 2; x++)
                if (page[x, y] < Cleaning.Ink) points.Add(sideways ? (y - my, x) : (x - mx, y));
        return points;
    }

    static (double Angle, double Score) Best(List<(int X, int Y)> points, int rows, double around, double reach, double step)
    {
        var (best, most) = (around, -1.0);
        var counts = new int[rows * 2];
        for (var n = 0; n * step <= reach + 1e-9; n++)
        {
            foreach (var angle in n == 0 ? new[] { around } : [around - n * step, around + n * step])
            {
                Array.Clear(counts);
                var slope = Math.Tan(angle * Math.PI / 180);
                foreach (var (x, y) in points)
                {
                    var row = (int)Math.Round(y - x * slope) + rows / 2;
                    if ((uint)row < (uint)counts.Length) counts[row]++;
                }
                var score = 0.0;
                for (var i = 1; i < counts.Length; i++) score += (double)(counts[i] - counts[i - 1]) * (counts[i] - counts[i - 1]);
                if (score > most * 1.0001) (best, most) = (angle, score);
            }
        }
        return (best, most);
    }
}
