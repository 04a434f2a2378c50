using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Reports in the calendar of obligations, on the day they are due; those that arrive at the caller's side too.</summary>
sealed class ReportsCalendar(ReportsStore store, Caller caller, Words words) : ICalendarSource
{
    public async Task<IReadOnlyList<CalendarEntry>> EntriesAsync(DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (!caller.May(ReportsRights.Read)) return [];
        var rows = await store.Reports.AsNoTracking().Where(r => r.StoppedOn == null && r.DueOn >= from && r.DueOn <= to).OrderBy(r => r.DueOn).ThenBy(r => r.Id).ToListAsync(stop);
        return rows.ConvertAll(r =>
        {
            var (key, args) = Cadences.Period(r.Cadence, r.PeriodTo);
            return new CalendarEntry("report/" + r.Id, "report", words["Báo cáo {0}", (object)words[key, args]], $"{r.PlanTitle} · {words[States.Word(r.State)]}", r.DueOn, r.DueOn,
                "/reports/" + r.Id, r.PlanId, r.FromId, !States.IsOpen(r.State));
        });
    }
}
