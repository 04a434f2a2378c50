using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults;

/// <summary>A week in which a facility was due to meet, because a line of consultations had it on that week; met once minutes of that week are signed.</summary>
sealed class DueWeek
{
    public required Guid FacilityId { get; init; }

    /// <summary>Its Monday.</summary>
    public required DateOnly Week { get; init; }
    public Guid? SeriesId { get; init; }
    public Guid? PlanId { get; init; }
    public Guid? TopicId { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? MetAt { get; set; }

    /// <summary>The first minutes that show it.</summary>
    public Guid? MinutesId { get; set; }
}

/// <summary>
/// Keeps the weeks of hospitals: each tells the ledger once that a week was due (when it is over, or when it is met before) and once that it was met, with the
/// minutes that prove it as the source.
/// </summary>
static class WeekBook
{
    /// <summary>The job: weeks that are over.</summary>
    public static readonly Job Hourly = new("consult-weeks", TimeSpan.FromHours(1), async (services, stop) =>
        await RunAsync(services.GetRequiredService<ConsultsStore>(), services.GetRequiredService<TimeProvider>().Today(), stop));

    /// <summary>Tells of every week that was over before this day; returns how many.</summary>
    public static async Task<int> RunAsync(ConsultsStore store, DateOnly today, CancellationToken stop)
    {
        var told = 0;
        var end = Moments.At(Consults.Weeks.Of(today), "00:00");
        foreach (var series in await store.Series.AsNoTracking().Include(s => s.Facilities).ToListAsync(stop))
        {
            var known = (await store.Weeks.AsNoTracking().Where(w => w.SeriesId == series.Id).Select(w => new { w.FacilityId, w.Week }).ToListAsync(stop))
                .Select(w => (w.FacilityId, w.Week)).ToHashSet();
            var sessions = await store.Sessions.AsNoTracking().Where(s => s.SeriesId == series.Id && s.StartsAt < end && s.State != SessionState.Skipped
                && s.State != SessionState.Cancelled).ToListAsync(stop);
            foreach (var week in sessions.Select(s => s.Week).Distinct().Order())
                foreach (var facility in series.Facilities.Where(f => !f.IsHost && !known.Contains((f.FacilityId, week))))
                    if (await DueAsync(store, facility.FacilityId, week, series, stop) is { IsNew: true }) told++;
            await store.SaveChangesAsync(stop);
        }
        return told;
    }

    /// <summary>Minutes of a meeting are signed: the week is met for every facility that sat there and was due. The caller saves.</summary>
    public static async Task MetAsync(ConsultsStore store, MinutesEdition minutes, Session session, IReadOnlyCollection<Guid> facilities, CancellationToken stop)
    {
        var week = session.Week;
        foreach (var facility in facilities)
        {
            var known = await store.Weeks.IgnoreQueryFilters(["org"]).SingleOrDefaultAsync(w => w.FacilityId == facility && w.Week == week, stop);
            if (known is null)
            {
                var line = await LineAsync(store, facility, week, session.SeriesId, stop);
                if (line is null) continue;
                known = (await DueAsync(store, facility, week, line, stop)).Row;
            }
            if (known.MetAt is not null) continue;
            (known.MetAt, known.MinutesId) = (store.Clock.GetUtcNow(), minutes.Id);
            store.Report(new Fact
            {
                Kind = "consult.week.met",
                UnitId = facility,
                OccurredOn = week.AddDays(6),
                Value = 1,
                Module = "consults",
                SourceId = $"minutes/{minutes.Id}/{facility:N}",
                PlanId = known.PlanId,
                TopicId = known.TopicId,
                Dims = Fact.DimsOf(("week", Consults.Weeks.Name(week))),
            });
        }
    }

    // A facility owes a week where any line has it on that week, not only the line of this meeting.
    static async Task<Series?> LineAsync(ConsultsStore store, Guid facility, DateOnly week, Guid? first, CancellationToken stop)
    {
        var (from, to) = (Moments.At(week, "00:00"), Moments.At(week.AddDays(7), "00:00"));
        var lines = await store.Series.IgnoreQueryFilters(["org"]).AsNoTracking().Include(s => s.Facilities)
            .Where(s => s.Facilities.Any(f => f.FacilityId == facility && !f.IsHost)).ToListAsync(stop);
        var ids = lines.ConvertAll(l => l.Id);
        var meeting = await store.Sessions.IgnoreQueryFilters(["org"]).AsNoTracking().Where(s => s.SeriesId != null && ids.Contains(s.SeriesId.Value)
            && s.StartsAt >= from && s.StartsAt < to
            && s.State != SessionState.Skipped && s.State != SessionState.Cancelled).Select(s => s.SeriesId).ToListAsync(stop);
        return lines.Where(l => meeting.Contains(l.Id)).OrderByDescending(l => l.Id == first).FirstOrDefault();
    }

    static async Task<(DueWeek Row, bool IsNew)> DueAsync(ConsultsStore store, Guid facility, DateOnly week, Series line, CancellationToken stop)
    {
        if (store.Weeks.Local.FirstOrDefault(w => w.FacilityId == facility && w.Week == week) is { } here) return (here, false);
        if (await store.Weeks.IgnoreQueryFilters(["org"]).SingleOrDefaultAsync(w => w.FacilityId == facility && w.Week == week, stop) is { } there) return (there, false);
        var row = new DueWeek { FacilityId = facility, Week = week, SeriesId = line.Id, PlanId = line.PlanId, TopicId = line.TopicId, DueAt = store.Clock.GetUtcNow() };
        store.Weeks.Add(row);
        store.Report(new Fact
        {
            Kind = "consult.week.due",
            UnitId = facility,
            OccurredOn = week.AddDays(6),
            Value = 1,
            Module = "consults",
            SourceId = $"consult-week/{line.Id}/{facility:N}/{week:yyyyMMdd}",
            PlanId = line.PlanId,
            TopicId = line.TopicId,
            Dims = Fact.DimsOf(("week", Consults.Weeks.Name(week))),
        });
        return (row, true);
    }
}
