using System.Globalization;
using LienY.Kernel;

namespace LienY.Design.Components;

/// <summary>A value in a chart: where it leads, and its text where it is more than the number; null stands for "no data".</summary>
public sealed record ChartPoint(decimal Value, string? Href = null, string? Text = null)
{
    /// <summary>What is shown of it.</summary>
    public string Said => Text ?? Say.Number(Value);
}

/// <summary>One line or colour of a chart: a point for each label, null where there is no data; <paramref name="Faint"/> is a comparison.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint?> Points, bool Faint = false);

/// <summary>An axis of values with round steps: from <paramref name="Low"/> to <paramref name="High"/>, always with 0.</summary>
public sealed record ValueAxis(decimal Low, decimal High, decimal Step)
{
    /// <summary>An axis that holds the values, with at most six steps of 1, 2 or 5 times a power of ten.</summary>
    public static ValueAxis Of(IEnumerable<decimal> values)
    {
        var (low, high) = (0m, 0m);
        foreach (var value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (high == low) high = low + 1;
        var rough = (double)(high - low) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = (decimal)((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power);
        return new(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    /// <summary>The values that are written beside it, lowest first.</summary>
    public IEnumerable<decimal> Marks
    {
        get
        {
            for (var mark = Low; mark <= High; mark += Step) yield return mark;
        }
    }

    /// <summary>Share of the height above the foot, 0–1.</summary>
    public double Share(decimal value) => (double)((value - Low) / (High - Low));

    /// <summary>Percent from the top, as SVG and CSS write it.</summary>
    public string Top(decimal value) => Percent(100 - (Share(value) * 100));

    /// <summary>A percentage as SVG and CSS write it.</summary>
    public static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

/// <summary>A place on a <see cref="ShapeMap"/>.</summary>
/// <param name="Path">SVG path.</param>
/// <param name="Name">Name of the place.</param>
/// <param name="Said">Its value in words; "chưa có số liệu" where there is none.</param>
/// <param name="Class">1–5 from low to high; 0 where there is no data; -1 where the reader may not see it.</param>
/// <param name="Href">Where it leads.</param>
public sealed record MapShape(string Path, string Name, string Said, int Class, string? Href);

/// <summary>A name written on a <see cref="ShapeMap"/>; <paramref name="Key"/> tells programs what is named.</summary>
public sealed record MapName(string Key, double X, double Y, string Name, string? Detail = null);

/// <summary>A line of the legend of a <see cref="ShapeMap"/>.</summary>
public sealed record MapClass(int Class, string Said);
