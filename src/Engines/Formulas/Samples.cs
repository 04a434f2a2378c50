namespace LienY.Formulas;

/// <summary>
/// Functions over samples (the same expression in earlier periods): each sample is read with its own figures and left out where the missing policy says so.
/// No sample left: the function counts as one missing item of the formula.
/// </summary>
static class Samples
{
    public static readonly IReadOnlyList<Function> Functions =
    [
        Of("avg", Mean),
        Of("count", v => v.Length),
        Of("max", v => Most(v, 1)),
        Of("median", v => Percentile(v, 0.5m)),
        Of("min", v => Most(v, -1)),
        Of("stddev", v => Arithmetic.Root(Variance(v, 1))),
        Of("stddevPop", v => Arithmetic.Root(Variance(v, 0))),
        Of("stddevSamp", v => Arithmetic.Root(Variance(v, 1))),
        Of("sum", Sum),
        Of("variance", v => Variance(v, 1)),
        new("percentileCont", 2, 2, Formulas.Functions.Numbers, PercentileCont) { IsOverSamples = true },
    ];

    delegate decimal? Summary(Span<decimal> values);

    static Function Of(string name, Summary summary) =>
        new(name, 1, 1, Formulas.Functions.Numbers, (Node[] a, ref Run run, Yields wanted) => Summarised(a[0], ref run, summary)) { IsOverSamples = true };

    /// <summary>Refuses a call without items, and one inside another.</summary>
    public static void Check(Token name, Function function, IReadOnlyList<Node> arguments)
    {
        var isNormal = Normal.Is(function);
        if (!isNormal && !arguments.Any(HasItems)) throw new FormulaError("Hàm “{0}” cần ít nhất một mục số liệu bên trong.", name.Position, name.Text);
        if (isNormal && arguments.Count > 1) return;
        if (arguments.Any(IsOverSamples)) throw new FormulaError("Các hàm thống kê không lồng vào nhau.", name.Position);
    }

    public static bool HasItems(Node node) => node is ItemNode || node.Parts.Any(HasItems);

    static bool IsOverSamples(Node node) => node is CallNode { Function.IsOverSamples: true } || node.Parts.Any(IsOverSamples);

    public static FormulaValue Average(Node node, ref Run run) => Summarised(node, ref run, Mean);

    public static FormulaValue Deviation(Node node, ref Run run) => Summarised(node, ref run, v => Arithmetic.Root(Variance(v, 1)));

    // The share comes first in the manual and second in the reference's own test: it is the one without items.
    static FormulaValue PercentileCont(Node[] arguments, ref Run run, Yields wanted)
    {
        var (share, sampled) = HasItems(arguments[1]) ? (arguments[0], arguments[1]) : (arguments[1], arguments[0]);
        if (run.Number(share) is not { } part || part is < 0 or > 1) return run.Broken();
        return Summarised(sampled, ref run, v => Percentile(v, part));
    }

    static FormulaValue Summarised(Node node, ref Run run, Summary summary)
    {
        var values = new decimal[run.Figures.SampleCount];
        var count = 0;
        for (var sample = 0; sample < values.Length; sample++)
        {
            var inner = new Run(run.Figures, default, run.Policy) { Sample = sample };
            if (node.Read(ref inner, Yields.Number).AsNumber is { } value && !inner.Skips) values[count++] = value;
        }
        return run.Counted(FormulaValue.Of(Safe(summary, values.AsSpan(0, count))), Yields.Number);
    }

    static decimal? Safe(Summary summary, Span<decimal> values)
    {
        try
        {
            return values.IsEmpty ? null : summary(values);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    static decimal? Sum(Span<decimal> values)
    {
        var sum = 0m;
        foreach (var value in values) sum += value;
        return sum;
    }

    static decimal? Mean(Span<decimal> values) => Sum(values) / values.Length;

    static decimal? Most(Span<decimal> values, int sign)
    {
        var best = values[0];
        foreach (var value in values)
            if (value.CompareTo(best) * sign > 0) best = value;
        return best;
    }

    /// <summary>Mean square of the distances; a single sample has none.</summary>
    static decimal Variance(Span<decimal> values, int correction)
    {
        if (values.Length == 1) return 0;
        var (mean, sum) = (Mean(values)!.Value, 0m);
        foreach (var value in values) sum += (value - mean) * (value - mean);
        return sum / (values.Length - correction);
    }

    /// <summary>Between the two nearest values, as percentile_cont of SQL and PERCENTILE.INC of spreadsheets.</summary>
    static decimal? Percentile(Span<decimal> values, decimal share)
    {
        values.Sort();
        var place = share * (values.Length - 1);
        var below = (int)decimal.Floor(place);
        return below + 1 >= values.Length ? values[^1] : values[below] + (place - below) * (values[below + 1] - values[below]);
    }
}
