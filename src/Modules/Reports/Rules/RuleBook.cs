using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>The rules as they stand in the tables: which cut-off holds on a day, which days are worked.</summary>
sealed class RuleBook(IReadOnlyList<Cutoff> cutoffs, IReadOnlyList<Holiday> holidays, string basis = "decree")
{
    readonly Dictionary<DateOnly, bool> known = holidays.ToDictionary(h => h.Day, h => h.IsOff);

    /// <summary>Reads the tables.</summary>
    public static async Task<RuleBook> LoadAsync(ReportsStore store, CancellationToken stop) =>
        new(await store.Cutoffs.AsNoTracking().ToListAsync(stop), await store.Holidays.AsNoTracking().ToListAsync(stop));

    /// <summary>The same book by the rules that a report or obligation has chosen: empty by the decree, <c>calendar</c> by months of the calendar.</summary>
    public RuleBook By(string chosen) => new(cutoffs, holidays, chosen == "calendar" ? "calendar" : "decree");

    /// <summary>The rule of a cadence on a day, null where none held then.</summary>
    public Cutoff? On(Cadence cadence, DateOnly day) => cutoffs.FirstOrDefault(c => c.Cadence == cadence && c.Holds(day) && (c.Basis == basis || c.Ends.Length == 0));

    /// <summary>Offices work on this day.</summary>
    public bool IsWorkday(DateOnly day) =>
        known.TryGetValue(day, out var off) ? !off : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>So many working days after (before, where negative) a day.</summary>
    public DateOnly Workdays(DateOnly day, int count)
    {
        var step = Math.Sign(count);
        for (var left = Math.Abs(count); left > 0;)
        {
            day = day.AddDays(step);
            if (IsWorkday(day)) left--;
        }
        return day;
    }

    /// <summary>The day itself where it is worked, else the next that is.</summary>
    public DateOnly NextWorkday(DateOnly day) => IsWorkday(day) ? day : Workdays(day, 1);
}
