using System.Globalization;
using System.Text;

namespace LienY.Outlines;

/// <summary>A drawing in which outlines are laid: equirectangular, degrees of longitude shortened by the cosine of the middle latitude.</summary>
/// <param name="West">Left edge, degrees.</param>
/// <param name="North">Upper edge, degrees.</param>
/// <param name="AcrossDegree">Drawing units a degree of longitude.</param>
/// <param name="DownDegree">Drawing units a degree of latitude.</param>
/// <param name="Width">Width of the drawing.</param>
/// <param name="Height">Height of the drawing.</param>
public sealed record Frame(double West, double North, double AcrossDegree, double DownDegree, double Width, double Height)
{
    /// <summary>A drawing that holds the outlines and <paramref name="also"/> (points in degrees), at most so wide and so high, with a small edge.</summary>
    public static Frame Of(IEnumerable<Outline> outlines, double mostWide, double mostHigh, params (double East, double North)[] also)
    {
        var (west, east, south, north) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        void Take(double x, double y) => (west, east, south, north) = (Math.Min(west, x), Math.Max(east, x), Math.Min(south, y), Math.Max(north, y));
        foreach (var outline in outlines)
            foreach (var spot in outline.Rings.SelectMany(r => r)) Take((double)spot.X / outline.Scale, (double)spot.Y / outline.Scale);
        foreach (var (x, y) in also) Take(x, y);
        if (east < west) (west, east, south, north) = (0, 1, 0, 1);
        const double edge = 6;
        var shorter = Math.Cos((south + north) / 2 * Math.PI / 180);
        var unit = Math.Min((mostWide - (2 * edge)) / Math.Max(1e-6, (east - west) * shorter), (mostHigh - (2 * edge)) / Math.Max(1e-6, north - south));
        return new(west - (edge / unit / shorter), north + (edge / unit), unit * shorter, unit, ((east - west) * unit * shorter) + (2 * edge), ((north - south) * unit) + (2 * edge));
    }

    /// <summary>Where a point lies.</summary>
    public (double X, double Y) At(double east, double north) => ((east - West) * AcrossDegree, (North - north) * DownDegree);

    /// <summary>SVG path of rings, half a unit exact; rings that fall together in the drawing become a dot of one unit.</summary>
    public string Path(int scale, IEnumerable<IReadOnlyList<Spot>> rings)
    {
        var path = new StringBuilder();
        foreach (var ring in rings)
        {
            var (x, y) = Halves(ring[0], scale);
            path.Append('M').Append(Half(x)).Append(' ').Append(Half(y));
            var steps = 0;
            foreach (var spot in ring.Skip(1).Take(ring.Count - 2))
            {
                var (nx, ny) = Halves(spot, scale);
                if (nx == x && ny == y) continue;
                path.Append(steps++ == 0 ? 'l' : ' ').Append(Half(nx - x)).Append(' ').Append(Half(ny - y));
                (x, y) = (nx, ny);
            }
            path.Append(steps == 0 ? "h1v1z" : "z");
        }
        return path.ToString().Replace(" -", "-", StringComparison.Ordinal);
    }

    (int X, int Y) Halves(Spot spot, int scale)
    {
        var (x, y) = At((double)spot.X / scale, (double)spot.Y / scale);
        return ((int)Math.Round(x * 2), (int)Math.Round(y * 2));
    }

    static string Half(int value) => (value / 2.0).ToString("0.#", CultureInfo.InvariantCulture);
}
