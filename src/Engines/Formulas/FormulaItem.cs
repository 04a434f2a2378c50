using System.Globalization;

namespace LienY.Formulas;

/// <summary>Length of a rolling window, counted back from the last day: <c>24 months</c>, <c>2 năm</c>, <c>30 days</c>.</summary>
public readonly record struct Span(int Months, int Days)
{
    /// <summary>First day of the window that ends on <paramref name="last"/>, both days included.</summary>
    public DateOnly From(DateOnly last) => last.AddDays(1).AddMonths(-Months).AddDays(-Days);
}

/// <summary>One item of a formula, with the modifiers that every kind of item may carry. Two items with the same <see cref="Key"/> are the same.</summary>
public abstract record FormulaItem
{
    /// <summary>Rolling window instead of the period asked for.</summary>
    public Span? Window { get; init; }

    /// <summary>From 1 January of the last day's year instead of the period's first day.</summary>
    public bool YearToDate { get; init; }

    /// <summary>Periods to look aside: -1 is the period before, 1 the period after. Adds up where nested.</summary>
    public int PeriodOffset { get; init; }

    /// <summary>Another way of adding up over time and units (<c>SUM</c>, <c>AVERAGE</c>, <c>LAST</c> …); null: the element's own.</summary>
    public string? Aggregation { get; init; }

    /// <summary>Only from this day on.</summary>
    public DateOnly? MinDate { get; init; }

    /// <summary>Only up to this day.</summary>
    public DateOnly? MaxDate { get; init; }

    /// <summary>Only what was known at the end of this day.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Canonical text: reads back as the same item.</summary>
    public string Key => Text + Modifiers.Text(this);

    /// <summary>Canonical text without modifiers.</summary>
    protected internal abstract string Text { get; }

    /// <summary>True where a missing value counts as 0 beside others (figures); false where it is a fault of the catalogue (constants, groups).</summary>
    internal virtual bool CountsAsZero => true;

    /// <summary>First day of the item for a reading of a period, before <see cref="PeriodOffset"/>, <see cref="MinDate"/> and <see cref="MaxDate"/>.</summary>
    public DateOnly First(DateOnly from, DateOnly to) => Window?.From(to) ?? (YearToDate ? new DateOnly(to.Year, 1, 1) : from);

    /// <summary>
    /// The days that the item looks at for a reading of a period, every modifier applied. An offset moves by the period's own length: whole months by
    /// months (also 15→14), anything else by days. The first day lies after the last where <see cref="MinDate"/> or <see cref="MaxDate"/> leaves nothing.
    /// </summary>
    public (DateOnly From, DateOnly To) Within(DateOnly from, DateOnly to)
    {
        if (PeriodOffset != 0) (from, to) = Periods.Shift(from, to, PeriodOffset);
        var first = First(from, to);
        return (MinDate is { } min && min > first ? min : first, MaxDate is { } max && max < to ? max : to);
    }
}

/// <summary>
/// Figures of a data element: <c>#{element}</c>, <c>#{element.option}</c>, <c>#{element.option.attribute}</c>; a part is null where left out or <c>*</c>.
/// </summary>
public sealed record DataItem(string Element, string? Option = null, string? Attribute = null) : FormulaItem
{
    protected internal override string Text =>
        Attribute is null ? Option is null ? $"#{{{Element}}}" : $"#{{{Element}.{Option}}}" : $"#{{{Element}.{Option ?? "*"}.{Attribute}}}";
}

/// <summary>A constant of the catalogue: <c>C{name}</c>.</summary>
public sealed record ConstantItem(string Name) : FormulaItem
{
    protected internal override string Text => $"C{{{Name}}}";

    internal override bool CountsAsZero => false;
}

/// <summary>Another indicator: <c>N{name}</c>.</summary>
public sealed record IndicatorItem(string Name) : FormulaItem
{
    protected internal override string Text => $"N{{{Name}}}";
}

/// <summary>Reporting of a data set: <c>R{set.METRIC}</c>, the metric being one of <see cref="Metrics"/>.</summary>
public sealed record RateItem(string Set, string Metric) : FormulaItem
{
    /// <summary>The metrics that there are.</summary>
    public static readonly IReadOnlyList<string> Metrics = ["REPORTING_RATE", "REPORTING_RATE_ON_TIME", "ACTUAL_REPORTS", "ACTUAL_REPORTS_ON_TIME", "EXPECTED_REPORTS"];

    protected internal override string Text => $"R{{{Set}.{Metric}}}";
}

/// <summary>How many organisations of a group there are at or below the unit: <c>OUG{name}</c>.</summary>
public sealed record GroupItem(string Name) : FormulaItem
{
    protected internal override string Text => $"OUG{{{Name}}}";

    internal override bool CountsAsZero => false;
}

/// <summary>
/// Figures of individual records: <c>I{programIndicator}</c>, <c>D{program.element}</c>, <c>A{program.attribute}</c>; read, and answered only by a host that has such.
/// </summary>
public sealed record ProgramItem(string Name) : FormulaItem
{
    /// <summary>I, D or A.</summary>
    public char Letter { get; init; } = 'I';

    protected internal override string Text => string.Create(CultureInfo.InvariantCulture, $"{Letter}{{{Name}}}");
}
