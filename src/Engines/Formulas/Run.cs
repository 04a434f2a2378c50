namespace LienY.Formulas;

/// <summary>
/// One evaluation of a formula. A missing item counts 0 (or "" or false, as its neighbour asks); how many were asked for and how many had a value decides
/// at the end whether there is a value at all. Inside isNull, isNotNull, firstNonNull and removeZeros a missing item stays missing and nothing is counted.
/// </summary>
ref struct Run(IFigures figures, ReadOnlySpan<decimal?> values, MissingPolicy policy)
{
    readonly ReadOnlySpan<decimal?> values = values;

    public readonly IFigures Figures = figures;
    public readonly MissingPolicy Policy = policy;
    public bool KeepsMissing;

    /// <summary>True once a part had no value for a reason of its own (x/0, null): then 0 must not stand in for it.</summary>
    public bool IsBroken;
    public int Asked;
    public int Found;

    /// <summary>The sample looked at; -1 outside avg, stddev …</summary>
    public int Sample = -1;

    /// <summary>True where what was asked for and found so far makes the whole missing.</summary>
    public readonly bool Skips => Policy switch
    {
        MissingPolicy.SkipIfAllMissing => Asked > 0 && Found == 0,
        MissingPolicy.SkipIfAnyMissing => Found < Asked,
        _ => false,
    };

    public FormulaValue Item(ItemNode node, Yields wanted)
    {
        var item = node.Item;
        if (!item.CountsAsZero) return (values.IsEmpty ? Figures.Of(item) : values[node.Index]) is { } known ? FormulaValue.Of(known) : Broken();
        var number = Sample >= 0 ? Figures.Of(item, Sample) : values.IsEmpty ? Figures.Of(item) : values[node.Index];
        var value = number is null && Sample < 0 && node.MayHoldWords ? FormulaValue.Of(Figures.TextOf(item)) : FormulaValue.Of(number);
        return KeepsMissing ? value : Counted(value, wanted);
    }

    /// <summary>Counts a value and puts 0, "" or false in the place of a missing one.</summary>
    public FormulaValue Counted(FormulaValue value, Yields wanted)
    {
        if (KeepsMissing) return value;
        Asked++;
        if (value.IsNothing) return wanted switch { Yields.Words => FormulaValue.Of(""), Yields.Truth => FormulaValue.Of(false), _ => FormulaValue.Of(0m) };
        Found++;
        return value;
    }

    /// <summary>Reads a part where missing items stay missing.</summary>
    public FormulaValue Missing(Node node)
    {
        var before = KeepsMissing;
        KeepsMissing = true;
        var value = node.Read(ref this, node.Yields);
        KeepsMissing = before;
        return value;
    }

    public decimal? Number(Node node) => node.Read(ref this, Yields.Number).AsNumber;

    public bool? Truth(Node node) => node.Read(ref this, Yields.Truth).AsTruth;

    /// <summary>No value, for a reason of the part's own.</summary>
    public FormulaValue Broken()
    {
        IsBroken = true;
        return default;
    }
}
