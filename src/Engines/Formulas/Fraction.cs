namespace LienY.Formulas;

/// <summary>
/// An indicator: numerator ÷ denominator × factor, and × 365 ÷ days where it is annualised. No denominator is 1.
/// </summary>
public sealed record Fraction(Formula Numerator, Formula? Denominator, decimal Factor = 1, bool Annualised = false)
{
    /// <summary>The value with its two parts; each part is missing by itself. No value where a part is missing or the denominator is 0.</summary>
    public FractionValue Value(IFigures figures, MissingPolicy policy = MissingPolicy.SkipIfAllMissing)
    {
        var over = Numerator.Value(figures, policy);
        var under = Denominator is null ? 1 : Denominator.Value(figures, policy);
        return new(Of(over, under, figures.Days), over, under);
    }

    /// <summary>The value of known parts for a period of some days.</summary>
    public decimal? Of(decimal? numerator, decimal? denominator, int days)
    {
        if (numerator is not { } over || denominator is not { } under || under == 0 || (Annualised && days <= 0)) return null;
        try
        {
            // Multiplied before divided: 1/3 × 300 is 100, not 99.99….
            return Annualised ? over * Factor * 365 / (under * days) : over * Factor / under;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The indicator in words: "tử số: …; mẫu số: …; nhân 100".</summary>
    public string Explain(Func<FormulaItem, string> name, Func<string, string>? say = null)
    {
        say ??= key => key;
        var parts = new List<string> { say("tử số") + ": " + Numerator.Explain(name, say) };
        if (Denominator is not null) parts.Add(say("mẫu số") + ": " + Denominator.Explain(name, say));
        if (Factor != 1) parts.Add(say("nhân") + " " + Explanation.Number(Factor));
        if (Annualised) parts.Add(say("quy về cả năm (× 365 ÷ số ngày của kỳ)"));
        return string.Join("; ", parts);
    }
}

/// <summary>Value of an indicator with its parts; null where there is none.</summary>
public readonly record struct FractionValue(decimal? Value, decimal? Numerator, decimal? Denominator);
