namespace LienY.Formulas.Tests;

/// <summary>Figures by the kind of an item; a kind that is not listed is missing.</summary>
sealed class Given(params (string Kind, decimal Value)[] values) : IFigures
{
    public int Days => 30;

    public decimal? Of(FormulaItem item) => values.Where(v => item is EvidenceItem evidence && v.Kind == evidence.Kind).Select(v => (decimal?)v.Value).FirstOrDefault();

    public static decimal? Value(string formula, params (string Kind, decimal Value)[] values) => Formula.Parse(formula).Value(new Given(values));
}
