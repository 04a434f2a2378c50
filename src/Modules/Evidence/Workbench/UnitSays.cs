using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Whether the units of an indicator's formulas fit together and give the unit that it names.</summary>
static class UnitSays
{
    /// <summary>Warnings in words; empty where nothing is odd.</summary>
    public static IReadOnlyList<string> Of(IndicatorVersion version, Atlas atlas, Words words, DateOnly on)
    {
        if (version.Kind != IndicatorKind.Formula || version.Numerator.Length == 0) return [];
        var fraction = new Fraction(FormulaShelf.Read(version.Numerator), version.Denominator.Length == 0 ? null : FormulaShelf.Read(version.Denominator), version.Factor, version.IsAnnualised);
        return [.. Units.Check(fraction, i => UnitOf(i, atlas, on), version.Unit.Length == 0 ? null : version.Unit).Select(w => words[w.Text, [.. w.Args]])];
    }

    /// <summary>The unit of an item; null where unknown (kinds of facts count happenings of their own).</summary>
    static string? UnitOf(FormulaItem item, Atlas atlas, DateOnly on) => item switch
    {
        DataItem d => atlas.Dictionary.Element(d.Element)?.Unit is { Length: > 0 } unit ? unit : null,
        IndicatorItem n => atlas.Catalogue.Of(n.Name, on, null)?.Unit,
        RateItem { Metric: "REPORTING_RATE" or "REPORTING_RATE_ON_TIME" } => "%",
        _ => null,
    };
}
