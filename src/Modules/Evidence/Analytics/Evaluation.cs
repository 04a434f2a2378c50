using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>What an indicator or a formula gave, with what it was made of.</summary>
/// <param name="Numerator">Before division; null where nothing is divided.</param>
readonly record struct Outcome(decimal? Value, decimal? Numerator, decimal? Denominator);

/// <summary>Evaluates formulas in memory over what was loaded.</summary>
sealed class Evaluation(Atlas atlas, Func<Look, Amount> amounts, Func<Expectation, int> expected)
{
    /// <summary>The value of a formula; where it is nothing but one indicator or one reporting rate, also what was divided by what.</summary>
    public Outcome Of(Formula formula, in Scene scene)
    {
        if (formula.Items.Count == 1 && formula.Items[0] is var only && only.Key == formula.Text.Replace(" ", "", StringComparison.Ordinal))
        {
            if (atlas.Of(only, scene) is Deeper deeper) return Of(deeper.Indicator, deeper.Scene);
            if (atlas.Of(only, scene) is Rated { IsRate: true } rated) return new(Of(rated), amounts(rated.Actual!).Value ?? 0, expected(rated.Expected!));
        }
        return new(formula.Value(new Reader(this, scene)), null, null);
    }

    /// <summary>The value of an indicator: numerator by denominator times factor; none where the denominator is none or 0.</summary>
    public Outcome Of(IndicatorVersion indicator, in Scene scene)
    {
        var figures = new Reader(this, scene);
        var above = FormulaShelf.Read(indicator.NumeratorText).Value(figures, indicator.Missing);
        var below = indicator.Denominator.Length == 0 ? null : FormulaShelf.Read(indicator.Denominator).Value(figures, indicator.Missing);
        return Quotient(indicator, above, below, scene.Days);
    }

    /// <summary>The last step of an indicator.</summary>
    public static Outcome Quotient(IndicatorVersion indicator, decimal? above, decimal? below, int days)
    {
        var divided = indicator.Denominator.Length > 0;
        if (above is not { } value || divided && below is null or 0) return new(null, divided ? above : null, below);
        try
        {
            value *= indicator.Factor;
            if (indicator.IsAnnualised && days > 0) value = value * 365 / days;
            return new(divided ? value / below!.Value : value, divided ? above : null, below);
        }
        catch (OverflowException)
        {
            return new(null, divided ? above : null, below);
        }
    }

    /// <summary>The value of an item.</summary>
    public decimal? Of(FormulaItem item, in Scene scene) => atlas.Of(item, scene) switch
    {
        Fixed f => f.Value,
        Looked l => amounts(l.Look).Value,
        Deeper d => Of(d.Indicator, d.Scene).Value,
        Rated r => Of(r),
        _ => null,
    };

    decimal? Of(Rated rated)
    {
        var all = rated.Expected is { } asked ? expected(asked) : 0;
        if (rated.Actual is not { } look) return all;
        var actual = amounts(look).Value;
        if (!rated.IsRate) return actual;
        return all == 0 ? null : (actual ?? 0) * 100 / all;
    }

    sealed class Reader(Evaluation evaluation, Scene scene) : IFigures
    {
        public int Days => scene.Days;

        public int PeriodInYear => YearPart.Of(scene.From, scene.To).Number;

        public int YearlyPeriodCount => YearPart.Of(scene.From, scene.To).Count;

        public decimal? Of(FormulaItem item) => evaluation.Of(item, scene);

        public int SampleCount => Scene.Samples;

        public decimal? Of(FormulaItem item, int sample) => evaluation.Of(item, scene.Earlier(sample));

        public bool InSet(string set) => evaluation.Expected(evaluation.Atlas.Reports(set, scene)) > 0;

        public bool InGroup(string group) => evaluation.Atlas.InGroup(scene.Unit, group);

        public bool IsAncestor(string unit) => evaluation.Atlas.IsBelow(scene.Unit, unit);
    }

    Atlas Atlas => atlas;

    Func<Expectation, int> Expected => expected;
}
