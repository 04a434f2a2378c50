namespace LienY.Reading;

/// <summary>The signs of comparators as the JSON and the pages write them.</summary>
public static class Comparators
{
    static readonly (Comparator Comparator, string Sign)[] Signs =
    [
        (Comparator.None, "none"), (Comparator.LessThan, "<"), (Comparator.AtMost, "<="), (Comparator.Equal, "="), (Comparator.AtLeast, ">="),
        (Comparator.GreaterThan, ">"), (Comparator.Between, "between"), (Comparator.Maintain, "maintain"),
    ];

    /// <summary>The sign of a comparator.</summary>
    public static string Sign(this Comparator comparator) => Signs.First(pair => pair.Comparator == comparator).Sign;

    /// <summary>The comparator of a sign; throws <see cref="FormatException"/> on any other text.</summary>
    public static Comparator Of(string sign)
    {
        foreach (var pair in Signs)
            if (pair.Sign == sign) return pair.Comparator;
        throw new FormatException($"'{sign}' is not a comparator.");
    }
}
