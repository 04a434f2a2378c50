namespace LienY.Reports;

/// <summary>One report to be made: its period, the last day of its figures, the day it is due.</summary>
sealed record ReportPeriod(DateOnly From, DateOnly To, DateOnly Cutoff, DateOnly DueOn);

/// <summary>Periods of the reports that a plan demands. A due day stated by the plan wins over the rule; figures then close before the period does.</summary>
static class Periods
{
    /// <summary>A beginning or an end of a plan shorter than this has no report of its own.</summary>
    const int ShortestDays = 31;

    /// <summary>Every period inside the plan, in order.</summary>
    public static IReadOnlyList<ReportPeriod> Of(Cadence cadence, string? due, DateOnly from, DateOnly to, RuleBook rules) =>
        [.. Spans(cadence, due, from, to, rules).DistinctBy(p => p.To).OrderBy(p => p.To)];

    /// <summary>The newest period of a cadence that closed on or before a day, for a report made on its own account; the plan up to that day where none has.</summary>
    public static ReportPeriod Latest(Cadence cadence, DateOnly from, DateOnly to, DateOnly today, RuleBook rules) =>
        Of(cadence, null, from, to, rules).LastOrDefault(p => p.Cutoff <= today) ?? Upto(from, today < to ? today : to, rules, cadence);

    /// <summary>A period of free choice, its figures closing on its last day.</summary>
    public static ReportPeriod Upto(DateOnly from, DateOnly to, RuleBook rules, Cadence cadence = Cadence.Once) =>
        new(from, to, to, rules.Workdays(to, rules.On(cadence, to)?.SendWorkdays ?? 0));

    static IEnumerable<ReportPeriod> Spans(Cadence cadence, string? due, DateOnly first, DateOnly last, RuleBook rules)
    {
        var stated = DueDay.Read(due);
        var closings = Closings(cadence, first, last, rules).ToList();
        if (stated.Count == 0) return closings.Select(c => ByRule(c, rules));
        if (closings is [var only] && only.Rule.Ends.Length == 0) return stated.SelectMany(d => Single(d, only, last, rules)).Take(1).DefaultIfEmpty(ByRule(only, rules));
        if (stated[0].Month is null) return closings.Select(c => Stated(c, Following(stated[0], c.To), rules));
        // A day of the year belongs to the period whose end is nearest; periods without such a day have no report.
        return from day in stated
               from year in Enumerable.Range(first.Year, last.Year - first.Year + 2)
               where day.Year is not { } given || given == year
               let dated = day.In(year, day.Month!.Value)
               let nearest = closings.MinBy(c => Math.Abs(c.To.DayNumber - dated.DayNumber))
               where nearest is not null && dated >= nearest.From && Math.Abs(nearest.To.DayNumber - dated.DayNumber) <= 92
               select Stated(nearest, dated, rules);
    }

    static IEnumerable<Closing> Closings(Cadence cadence, DateOnly from, DateOnly to, RuleBook rules)
    {
        if (to < from || rules.On(cadence, to) is not { } last) yield break;
        if (last.Ends.Length == 0)
        {
            yield return new(from, cadence == Cadence.Midterm ? from.AddDays((to.DayNumber - from.DayNumber) / 2) : to, last);
            yield break;
        }
        var after = from;
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            if (rules.On(cadence, month) is not { } rule || !rule.EndsIn(month.Month)) continue;
            var end = new DateOnly(month.Year, month.Month, Math.Min(rule.EndDay, DateTime.DaysInMonth(month.Year, month.Month)));
            if (end > to) break;
            // A period of whole months begins on a first, whatever the length of the months.
            var begin = rule.EndDay > 28 ? month.AddMonths(1 - rule.Months) : end.AddMonths(-rule.Months).AddDays(1);
            if (end >= from && Lasts(begin < from ? from : begin, end, rule)) yield return new(begin < from ? from : begin, end, rule);
            after = end.AddDays(1);
        }
        if (to.DayNumber - after.DayNumber >= ShortestDays) yield return new(after, to, last);
    }

    static bool Lasts(DateOnly from, DateOnly to, Cutoff rule) => rule.Months == 1 || to.DayNumber - from.DayNumber >= ShortestDays;

    static IEnumerable<ReportPeriod> Single(DueDay day, Closing closing, DateOnly planTo, RuleBook rules)
    {
        var month = day.Month ?? closing.To.Month;
        for (var year = day.Year ?? closing.To.Year; year <= planTo.Year + 1; year++)
            if (day.In(year, month) is var on && on >= closing.From && Math.Abs(on.DayNumber - closing.To.DayNumber) <= 366) yield return Stated(closing, on, rules);
    }

    static ReportPeriod ByRule(Closing closing, RuleBook rules) =>
        new(closing.From, closing.To, closing.To, rules.Workdays(closing.To, closing.Rule.SendWorkdays));

    static ReportPeriod Stated(Closing closing, DateOnly on, RuleBook rules)
    {
        var due = rules.NextWorkday(on);
        var latest = rules.Workdays(due, -closing.Rule.SendWorkdays);
        return new(closing.From, closing.To, latest < closing.To ? latest : closing.To, due);
    }

    static DateOnly Following(DueDay day, DateOnly end)
    {
        var on = day.In(end.Year, end.Month);
        return on > end ? on : day.In(end.AddMonths(1).Year, end.AddMonths(1).Month);
    }

    sealed record Closing(DateOnly From, DateOnly To, Cutoff Rule);
}
