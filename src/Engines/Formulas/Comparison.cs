namespace LienY.Formulas;

/// <summary>How the two sides of a validation rule must stand to one another; DHIS2's operators.</summary>
public enum Comparison
{
    /// <summary>Left = right.</summary>
    EqualTo,

    /// <summary>Left ≠ right.</summary>
    NotEqualTo,

    /// <summary>Left &gt; right.</summary>
    GreaterThan,

    /// <summary>Left ≥ right.</summary>
    GreaterThanOrEqualTo,

    /// <summary>Left &lt; right.</summary>
    LessThan,

    /// <summary>Left ≤ right.</summary>
    LessThanOrEqualTo,

    /// <summary>Both sides have a value, or neither has one.</summary>
    CompulsoryPair,

    /// <summary>At most one side has a value.</summary>
    ExclusivePair,
}

/// <summary>Names, signs and truth of comparisons.</summary>
public static class Comparisons
{
    static readonly (Comparison Comparison, string Name, string Sign)[] Known =
    [
        (Comparison.EqualTo, "equal_to", "="), (Comparison.NotEqualTo, "not_equal_to", "≠"), (Comparison.GreaterThan, "greater_than", ">"),
        (Comparison.GreaterThanOrEqualTo, "greater_than_or_equal_to", "≥"), (Comparison.LessThan, "less_than", "<"),
        (Comparison.LessThanOrEqualTo, "less_than_or_equal_to", "≤"), (Comparison.CompulsoryPair, "compulsory_pair", "⇔"), (Comparison.ExclusivePair, "exclusive_pair",
            "⊻"),
    ];

    /// <summary>All of them, in DHIS2's order.</summary>
    public static IReadOnlyList<Comparison> All { get; } = [.. Known.Select(k => k.Comparison)];

    /// <summary>Name as DHIS2 writes it, e.g. <c>less_than_or_equal_to</c>.</summary>
    public static string Name(this Comparison comparison) => Known[(int)comparison].Name;

    /// <summary>Sign between two figures: ≤; ⇔ for a compulsory pair, ⊻ for an exclusive one.</summary>
    public static string Sign(this Comparison comparison) => Known[(int)comparison].Sign;

    /// <summary>By its name or its sign; null where there is none.</summary>
    public static Comparison? Find(string? text) =>
        Known.Where(k => k.Name == text || k.Sign == text).Select(k => (Comparison?)k.Comparison).FirstOrDefault();

    /// <summary>True where only the presence of the sides counts.</summary>
    public static bool IsPair(this Comparison comparison) => comparison is Comparison.CompulsoryPair or Comparison.ExclusivePair;

    /// <summary>Does the rule hold; null where it cannot be asked because a side has no value (pairs can always be asked).</summary>
    public static bool? Holds(this Comparison comparison, decimal? left, decimal? right)
    {
        if (comparison == Comparison.CompulsoryPair) return left is null == right is null;
        if (comparison == Comparison.ExclusivePair) return left is null || right is null;
        if (left is not { } l || right is not { } r) return null;
        return comparison switch
        {
            Comparison.EqualTo => l == r,
            Comparison.NotEqualTo => l != r,
            Comparison.GreaterThan => l > r,
            Comparison.GreaterThanOrEqualTo => l >= r,
            Comparison.LessThan => l < r,
            _ => l <= r,
        };
    }
}
