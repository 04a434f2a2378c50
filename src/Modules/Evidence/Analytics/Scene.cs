using LienY.Formulas;

namespace LienY.Evidence;

/// <summary>For what a formula is evaluated: a unit with everything below it, a window, and what outer modifiers hand down to inner items.</summary>
readonly record struct Scene(Guid Unit, DateOnly From, DateOnly To, DateOnly? Known)
{
    /// <summary>Another way of adding up, for items that name none themselves.</summary>
    public string? Aggregation { get; init; }
    public DateOnly? Min { get; init; }
    public DateOnly? Max { get; init; }

    public int Days => Math.Max(0, To.DayNumber - From.DayNumber + 1);

    /// <summary>How many earlier periods avg, stddev … look at.</summary>
    public const int Samples = 12;

    /// <summary>The same scene one period earlier, and further back with each sample (from 0).</summary>
    public Scene Earlier(int sample) => Formulas.Periods.Shift(From, To, -1 - sample) is var (from, to) ? this with { From = from, To = to } : this;

    /// <summary>The days that an item of this scene looks at.</summary>
    public (DateOnly From, DateOnly To) Within(FormulaItem item)
    {
        var (from, to) = item.Within(From, To);
        return (Min is { } min && min > from ? min : from, Max is { } max && max < to ? max : to);
    }

    /// <summary>What was known: the earlier of the item's day and the scene's.</summary>
    public DateOnly? KnownFor(FormulaItem item) => item.AsOf is { } own && (Known is not { } outer || own < outer) ? own : Known;

    /// <summary>The scene of an indicator inside the formula: its modifiers move the window and go down to its items.</summary>
    public Scene Inside(IndicatorItem item)
    {
        var (from, to) = item.PeriodOffset == 0 ? (From, To) : Formulas.Periods.Shift(From, To, item.PeriodOffset);
        return this with
        {
            From = item.First(from, to),
            To = to,
            Known = KnownFor(item),
            Aggregation = item.Aggregation ?? Aggregation,
            Min = Later(item.MinDate, Min),
            Max = Earlier(item.MaxDate, Max),
        };
    }

    static DateOnly? Later(DateOnly? a, DateOnly? b) => a is { } x && b is { } y ? x > y ? x : y : a ?? b;

    static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is { } x && b is { } y ? x < y ? x : y : a ?? b;
}

/// <summary>Which period of its year a window is.</summary>
static class YearPart
{
    /// <summary>Number from 1 and how many such periods a year has; (0, 0) for a window that is no period of the calendar. Months 15→14 count as the month in which they end.</summary>
    public static (int Number, int Count) Of(DateOnly from, DateOnly to)
    {
        var days = to.DayNumber - from.DayNumber + 1;
        if (days == 1) return (from.DayOfYear, DateTime.IsLeapYear(from.Year) ? 366 : 365);
        if (days == 7 && from.DayOfWeek == DayOfWeek.Monday)
            return (System.Globalization.ISOWeek.GetWeekOfYear(from.ToDateTime(TimeOnly.MinValue)), System.Globalization.ISOWeek.GetWeeksInYear(System.Globalization.ISOWeek.GetYear(from.ToDateTime(TimeOnly.MinValue))));
        var next = to.AddDays(1);
        var months = (next.Year - from.Year) * 12 + next.Month - from.Month;
        if (next.Day != from.Day || from.Day is not (1 or 15) || months is not (1 or 2 or 3 or 6 or 12)) return (0, 0);
        return ((to.Month - 1) / months + 1, 12 / months);
    }
}
