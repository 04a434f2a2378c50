using System.Globalization;

namespace LienY.Formulas;

/// <summary>What is taken from the facts of an item.</summary>
public enum Measure
{
    /// <summary>Sum of the values.</summary>
    Sum,

    /// <summary>How many facts, reversals taken off.</summary>
    Count,

    /// <summary>How many different subjects (by keyed hash).</summary>
    Distinct,

    /// <summary>The latest value, of whichever unit.</summary>
    Last,

    /// <summary>The latest value of each unit, summed over units.</summary>
    LastSum,

    /// <summary>The latest value of each unit, averaged over units.</summary>
    LastAverage,

    /// <summary>Mean of the values.</summary>
    Average,
}

/// <summary>Length of a rolling window, counted back from the last day: <c>24 months</c>, <c>2 năm</c>, <c>30 days</c>.</summary>
public readonly record struct Span(int Months, int Days)
{
    /// <summary>First day of the window that ends on <paramref name="last"/>, both days included.</summary>
    public DateOnly From(DateOnly last) => last.AddDays(1).AddMonths(-Months).AddDays(-Days);
}

/// <summary>One piece of evidence in a formula: facts of a kind, narrowed by topic, unit and dimensions. Two items with the same <see cref="Key"/> are the same.</summary>
public sealed record EvidenceItem(Measure Measure, string Kind)
{
    /// <summary>Null: the whole plan; <c>this</c>: the indicator itself; else an id.</summary>
    public string? Topic { get; init; }

    /// <summary>Null: every unit; <c>this</c>: the unit that answers for the target; else an id.</summary>
    public string? Unit { get; init; }

    /// <summary>Dimensions that must match, names sorted.</summary>
    public IReadOnlyList<(string Name, string Value)> Dims { get; init; } = [];

    /// <summary>Rolling window instead of the period asked for.</summary>
    public Span? Window { get; init; }

    /// <summary>From 1 January of the last day's year instead of the period's first day.</summary>
    public bool YearToDate { get; init; }

    /// <summary>True where roll-ups cannot answer: dimensions and distinct subjects need the facts themselves.</summary>
    public bool NeedsFacts => Dims.Count > 0 || Measure == Measure.Distinct;

    /// <summary>Canonical text.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture,
        $"{Measure}({Kind};{Topic};{Unit};{string.Join(';', Dims.Select(d => d.Name + "=" + d.Value))}){Window?.Months}m{Window?.Days}d{(YearToDate ? "y" : "")}");

    /// <summary>First day of the item for a reading of a period; the last day never moves.</summary>
    public DateOnly First(DateOnly from, DateOnly to) => Window?.From(to) ?? (YearToDate ? new DateOnly(to.Year, 1, 1) : from);
}
