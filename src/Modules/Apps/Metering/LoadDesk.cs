using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Apps;

/// <summary>A day of an application.</summary>
sealed record LoadDay(DateOnly Day, IReadOnlyDictionary<string, long> Outcomes)
{
    /// <summary>All exchanges.</summary>
    public long Times => Outcomes.Values.Sum();
}

/// <summary>An operation of an application over some days; times in microseconds.</summary>
sealed record LoadLine(string Operation, long Times, long Failed, long Mean, long Slowest, long Bytes);

/// <summary>What an application did over some days.</summary>
sealed record LoadView(App App, string Organisation, int Days, IReadOnlyList<LoadDay> Series, IReadOnlyList<LoadLine> Lines,
    IReadOnlyList<(string Operation, int Status, string Error, int Times, DateTimeOffset Last)> Errors,
    IReadOnlyList<FailureRow> Last)
{
    /// <summary>All exchanges.</summary>
    public long Times => Series.Sum(d => d.Times);

    /// <summary>Those that were refused or failed.</summary>
    public long Failed => Series.Sum(d => d.Outcomes.Where(o => o.Key is "refused" or "failed").Sum(o => o.Value));
}

/// <summary>An application in the list with its last week.</summary>
sealed record AppLine(App App, string Organisation, long Times, long Failed);

/// <summary>Reads the counts of applications.</summary>
sealed class LoadDesk(AppsStore store, ClientMeter meter, Contracts.IOrganisations organisations)
{
    const int MostFailures = 50;

    /// <summary>Applications with the counts of the last seven days.</summary>
    public async Task<IReadOnlyList<AppLine>> LinesAsync(IReadOnlyList<App> apps, CancellationToken stop)
    {
        await meter.WriteAsync(stop);
        var (from, ids) = (store.Clock.Today().AddDays(-6), apps.Select(a => a.Id).ToList());
        var load = (await store.Load.AsNoTracking().Where(l => l.Day >= from && ids.Contains(l.AppId)).ToListAsync(stop)).ToLookup(l => l.AppId);
        var names = await organisations.NamesAsync(apps.Select(a => a.OrganisationId), null, stop);
        return [.. apps.Select(a => new AppLine(a, names.GetValueOrDefault(a.OrganisationId, "–"), load[a.Id].Sum(l => l.Times), load[a.Id].Where(IsFailed)
            .Sum(l => l.Times)))];
    }

    /// <summary>One application's days, operations and failures.</summary>
    public async Task<LoadView> OneAsync(App app, int days, CancellationToken stop)
    {
        await meter.WriteAsync(stop);
        var today = store.Clock.Today();
        var from = today.AddDays(1 - days);
        var load = await store.Load.AsNoTracking().Where(l => l.AppId == app.Id && l.Day >= from).ToListAsync(stop);
        var byDay = load.ToLookup(l => l.Day);
        var series = Enumerable.Range(0, days).Select(n => from.AddDays(n))
            .Select(d => new LoadDay(d, byDay[d].GroupBy(l => l.Outcome).ToDictionary(g => g.Key, g => g.Sum(l => l.Times)))).ToList();
        var lines = load.GroupBy(l => l.Operation).Select(g =>
            new LoadLine(g.Key, g.Sum(l => l.Times), g.Where(IsFailed).Sum(l => l.Times), g.Sum(l => l.Micros) / Math.Max(1, g.Sum(l => l.Times)),
                g.Max(l => l.Slowest),
            g.Sum(l => l.Bytes))).OrderByDescending(l => l.Slowest).ThenBy(l => l.Operation, StringComparer.Ordinal).ToList();
        var last = await store.Failures.AsNoTracking().Where(f => f.AppId == app.Id).OrderByDescending(f => f.At).Take(500).ToListAsync(stop);
        var errors = last.Where(f => Say.DayOf(f.At) >= from).GroupBy(f => (f.Operation, f.Status, f.Error))
            .Select(g => (g.Key.Operation, g.Key.Status, g.Key.Error, g.Count(), g.Max(f => f.At)))
            .OrderByDescending(e => e.Item4).ThenByDescending(e => e.Item5).Take(20).ToList();
        var name = (await organisations.NamesAsync([app.OrganisationId], null, stop)).GetValueOrDefault(app.OrganisationId, "–");
        return new(app, name, days, series, lines, errors, [.. last.Take(MostFailures)]);
    }

    static bool IsFailed(LoadRow l) => l.Outcome is "refused" or "failed";
}
