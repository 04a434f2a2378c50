using LienY.Kernel;
using LienY.Periods;

namespace LienY.Evidence;

/// <summary>Periods as an address names them: codes of DHIS2 (<c>202503</c>, <c>2025Q1</c>) and periods counted from today (<c>LAST_12_MONTHS</c>, <c>THIS_YEAR</c>).</summary>
static class RelativePeriods
{
    static readonly (string Name, PeriodType Type)[] Lengths =
    [
        ("DAY", PeriodType.Daily), ("WEEK", PeriodType.Weekly), ("MONTH", PeriodType.Monthly), ("BIMONTH", PeriodType.BiMonthly), ("QUARTER", PeriodType.Quarterly),
        ("SIX_MONTH", PeriodType.SixMonthly), ("YEAR", PeriodType.Yearly),
    ];

    /// <summary>The periods of a name, oldest first; refused where there is no such name.</summary>
    public static IReadOnlyList<Period> Of(string name, DateOnly today)
    {
        if (Period.TryParse(name, out var period)) return [period];
        return Counted(name, today) ?? throw Refusal.Invalid("Không có kỳ “{0}”. Ví dụ đúng: 202503, 2025Q1, 2025, LAST_12_MONTHS, THIS_YEAR.", name);
    }

    static IReadOnlyList<Period>? Counted(string name, DateOnly today)
    {
        foreach (var (length, type) in Lengths)
        {
            var now = type.Of(today);
            if (name == "THIS_" + length || type == PeriodType.Daily && name == "TODAY") return [now];
            if (name == "LAST_" + length || type == PeriodType.Daily && name == "YESTERDAY") return [now.Previous];
            if (Year(name, length + "S_THIS_YEAR") || Year(name, length + "LY_THIS_YEAR")) return Within(PeriodType.Yearly.Of(today), type);
            if (Year(name, length + "S_LAST_YEAR")) return Within(PeriodType.Yearly.Of(today).Previous, type);
            if (name.StartsWith("LAST_", StringComparison.Ordinal) && name.EndsWith("_" + length + "S", StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(5, name.Length - 7 - length.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n is > 0 and <= 400)
                return Back(now, n);
        }
        return null;
    }

    static bool Year(string name, string other) => string.Equals(name, other, StringComparison.Ordinal);

    // LAST_n leaves out the period that is still going on.
    static List<Period> Back(Period now, int count)
    {
        var periods = new List<Period>(count);
        for (var period = now.Previous; periods.Count < count; period = period.Previous) periods.Add(period);
        periods.Reverse();
        return periods;
    }

    static IReadOnlyList<Period> Within(Period year, PeriodType type)
    {
        var periods = new List<Period>();
        for (var period = type.Of(year.First); period.First <= year.Last; period = period.Next)
            if (period.FactDay >= year.First && period.FactDay <= year.Last) periods.Add(period);
        return periods;
    }
}
