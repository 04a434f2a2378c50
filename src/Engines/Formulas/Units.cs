namespace LienY.Formulas;

/// <summary>Something odd about the units of a formula: never a fault, a whole Vietnamese sentence with places, and where it stands.</summary>
/// <param name="Text">The sentence; a key for translations.</param>
/// <param name="Position">Index of the character, from 0.</param>
/// <param name="Args">What fills the places.</param>
public sealed record UnitWarning(string Text, int Position, IReadOnlyList<object> Args);

/// <summary>
/// Follows the units through a formula. Different units must not be added, compared or chosen between; × and ÷ make new units; a factor of a power of ten
/// belongs to the unit (ca ÷ dân × 100000 is "ca/100.000 dân"). Numbers and constants carry no unit; what is unknown is never reproached.
/// </summary>
public static class Units
{
    /// <summary>
    /// Warnings for a formula; <paramref name="unit"/> tells the unit of an item (null where unknown), <paramref name="declared"/> is what the indicator says of itself.
    /// </summary>
    public static IReadOnlyList<UnitWarning> Check(Formula formula, Func<FormulaItem, string?> unit, string? declared = null)
    {
        var walk = new UnitWalk(unit);
        walk.Compare(walk.Of(formula.Root), declared, formula.Root.Position);
        return walk.Warnings;
    }

    /// <summary>Warnings for an indicator: numerator, denominator, factor and declared unit.</summary>
    public static IReadOnlyList<UnitWarning> Check(Fraction indicator, Func<FormulaItem, string?> unit, string? declared = null)
    {
        var walk = new UnitWalk(unit);
        walk.Compare(walk.Of(indicator), declared, indicator.Numerator.Root.Position);
        return walk.Warnings;
    }

    /// <summary>The unit that a formula gives; null where unknown.</summary>
    public static string? Of(Formula formula, Func<FormulaItem, string?> unit) => new UnitWalk(unit).Of(formula.Root).Unit?.ToString();

    /// <summary>The unit that an indicator gives; null where unknown.</summary>
    public static string? Of(Fraction indicator, Func<FormulaItem, string?> unit) => new UnitWalk(unit).Of(indicator).Unit?.ToString();

    /// <summary>True where two texts name the same unit ("người" and "dân", "%" and "% trẻ").</summary>
    public static bool AreSame(string? one, string? other) => Unit.Read(one) is { } a && Unit.Read(other) is { } b && a.IsSame(b);
}
