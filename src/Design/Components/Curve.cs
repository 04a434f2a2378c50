using System.Globalization;
using System.Text;
using LienY.Contracts;

namespace LienY.Design.Components;

/// <summary>A series laid into a frame of SVG units: the path, its last point, and where the goal lies.</summary>
/// <param name="Path">SVG path "M… L…".</param>
/// <param name="LastX">Across, of the last point.</param>
/// <param name="LastY">Down, of the last point.</param>
/// <param name="GoalY">Down, of the goal; empty where there is none.</param>
/// <param name="Low">The value at the foot.</param>
/// <param name="High">The value at the top.</param>
public sealed record Curve(string Path, string LastX, string LastY, string GoalY, decimal Low, decimal High)
{
    /// <summary>Days run from left to right, values upwards; the foot is 0 unless values are below it.</summary>
    public static Curve Of(IReadOnlyList<SeriesPoint> points, decimal? goal, double left, double right, double top, double foot)
    {
        var low = Math.Min(0, points.Min(p => p.Value));
        var high = Math.Max(points.Max(p => p.Value), goal ?? decimal.MinValue);
        if (high <= low) high = low + 1;
        var first = points[0].On.DayNumber;
        var days = Math.Max(1, points[^1].On.DayNumber - first);
        double Across(SeriesPoint p) => points.Count == 1 ? right : left + (p.On.DayNumber - first) * (right - left) / days;
        double Down(decimal value) => foot - (double)((value - low) / (high - low)) * (foot - top);
        var path = new StringBuilder();
        if (points.Count == 1) path.Append('M').Append(Unit(left)).Append(' ').Append(Unit(Down(points[0].Value)));
        foreach (var p in points)
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Unit(Across(p))).Append(' ').Append(Unit(Down(p.Value)));
        return new(path.ToString(), Unit(Across(points[^1])), Unit(Down(points[^1].Value)), goal is { } g ? Unit(Down(g)) : "", low, high);
    }

    /// <summary>A number as SVG and CSS write it.</summary>
    public static string Unit(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
