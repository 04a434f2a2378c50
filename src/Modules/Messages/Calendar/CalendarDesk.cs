using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Messages;

/// <summary>What the calendar page shows.</summary>
sealed record CalendarView(
    CalendarAsk Ask, DateOnly Today, IReadOnlyList<CalendarEntry> Entries, IReadOnlyList<CalendarEntry> Late, IReadOnlyDictionary<Guid, string> Units,
    IReadOnlyList<(string Value, string Label)> PlanChoices, IReadOnlyList<(string Value, string Label)> UnitChoices)
{
    /// <summary>Entries in the cell of a day.</summary>
    public IEnumerable<CalendarEntry> On(DateOnly day) => Entries.Where(e => e.StandsOn(day));

    /// <summary>Name of who answers for an entry; "" where nobody is named.</summary>
    public string Unit(CalendarEntry entry) => entry.UnitId is { } id ? Units.GetValueOrDefault(id, "") : "";
}

/// <summary>Gathers the calendar of obligations from every module, for the caller.</summary>
sealed class CalendarDesk(IEnumerable<ICalendarSource> sources, IOrganisations organisations, IPlans plans, Caller caller, TimeProvider clock)
{
    /// <summary>How long something late is kept before the eyes.</summary>
    const int LateDays = 400;

    /// <summary>Entries that touch the days, in order of day and hour.</summary>
    public async Task<List<CalendarEntry>> EntriesAsync(DateOnly from, DateOnly to, CancellationToken stop)
    {
        var all = new List<CalendarEntry>();
        foreach (var source in sources) all.AddRange(await source.EntriesAsync(from, to, stop));
        return [.. all.DistinctBy(e => e.Key).OrderBy(e => e.To).ThenBy(e => e.At ?? TimeOnly.MinValue).ThenBy(e => e.Title, StringComparer.Create(Say.Vietnam, true)).ThenBy(e => e.Key, StringComparer.Ordinal)];
    }

    /// <summary>The page.</summary>
    public async Task<CalendarView> LayAsync(CalendarAsk ask, CancellationToken stop)
    {
        var today = clock.Today();
        var own = caller.Posts.Select(p => p.OrganisationId).ToHashSet();
        var first = today.AddDays(-LateDays) < ask.From ? today.AddDays(-LateDays) : ask.From;
        var known = await EntriesAsync(first, ask.To > today ? ask.To : today, stop);
        var shown = known.Where(e => e.From <= ask.To && e.To >= ask.From).ToList();
        var names = await organisations.NamesAsync(known.Select(e => e.UnitId).OfType<Guid>().Distinct(), null, stop);
        var titles = (await plans.ListAsync(stop)).ToDictionary(p => p.Id, p => p.Title);
        var order = StringComparer.Create(Say.Vietnam, true);
        return new(ask, today, [.. shown.Where(e => ask.Takes(e, own, today))], [.. known.Where(e => e.IsLate(today) && (ask with { Late = false }).Takes(e, own, today))], names,
            [.. known.Select(e => e.PlanId).OfType<Guid>().Distinct().Where(titles.ContainsKey).Select(p => (p.ToString(), titles[p])).OrderBy(p => p.Item2, order)],
            [.. names.Select(n => (n.Key.ToString(), n.Value)).OrderBy(n => n.Value, order)]);
    }
}
