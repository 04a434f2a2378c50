using System.Globalization;

namespace LienY.DataSets;

/// <summary>A figure beside that of the period before.</summary>
readonly record struct Difference(decimal? Now, decimal? Before)
{
    const decimal Share = 0.5m;
    const decimal Least = 10;

    /// <summary>How much more (or less) it is; null where one of them is missing.</summary>
    public decimal? By => Now - Before;

    /// <summary>The same in per cent of the period before; null where one is missing or that is nothing.</summary>
    public decimal? Percent => By is { } by && Before is { } b && b != 0 ? Math.Round(100m * by / Math.Abs(b), 1) : null;

    /// <summary>So far away that somebody should look: by more than half, and by at least ten.</summary>
    public bool IsLarge => By is { } by && Math.Abs(by) >= Least && Math.Abs(by) > Share * Math.Abs(Before!.Value);

    /// <summary>A stored figure as a number; null for text.</summary>
    public static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
