namespace LienY.Formulas;

/// <summary>
/// How a run of figures lies: to find one that lies far from the others. The deviation is that of the whole run (divided by n), as DHIS2's outlier
/// detection takes it; the modified score stands on medians and is not moved by the outlier itself.
/// </summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Deviation">Standard deviation, 0 where all are equal.</param>
/// <param name="Median">The middle one.</param>
/// <param name="MedianDistance">Median of the distances from the median.</param>
public sealed record Spread(int Count, decimal Mean, decimal Deviation, decimal Median, decimal MedianDistance)
{
    /// <summary>Makes the median distance of a normal run comparable with its standard deviation.</summary>
    const decimal Normal = 0.6745m;

    /// <summary>The spread of some figures; null where there are none.</summary>
    public static Spread? Of(IReadOnlyCollection<decimal> values)
    {
        if (values.Count == 0) return null;
        var mean = values.Sum() / values.Count;
        var deviation = Arithmetic.Root(values.Sum(v => (v - mean) * (v - mean)) / values.Count) ?? 0;
        var median = Middle(values);
        return new(values.Count, mean, deviation, median, Middle([.. values.Select(v => Math.Abs(v - median))]));
    }

    /// <summary>Distance from the mean in deviations; null where all figures are equal.</summary>
    public decimal? Score(decimal value) => Deviation == 0 ? null : (value - Mean) / Deviation;

    /// <summary>Distance from the median in median distances × 1/0.6745; null where the median distance is 0.</summary>
    public decimal? ModifiedScore(decimal value) => MedianDistance == 0 ? null : Normal * (value - Median) / MedianDistance;

    /// <summary>Mean ± k deviations.</summary>
    public (decimal Low, decimal High) Bounds(decimal k) => (Mean - k * Deviation, Mean + k * Deviation);

    /// <summary>Median ± k median distances ÷ 0.6745.</summary>
    public (decimal Low, decimal High) ModifiedBounds(decimal k) => (Median - k * MedianDistance / Normal, Median + k * MedianDistance / Normal);

    static decimal Middle(IReadOnlyCollection<decimal> values)
    {
        var sorted = values.Order().ToList();
        var half = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
