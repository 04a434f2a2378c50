using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>
/// Follows a plan whose own title or period was amended: periods that the plan no longer has are owed no longer, new ones fall due. A report already sent, accepted
/// or issued stays as it is.
/// </summary>
sealed class Shifts(ReportsStore store, ObligationBook book) : IReportShifts
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReportShift>> IfAsync(Guid planId, string title, DateOnly effectiveOn, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var shifts = new List<ReportShift>();
        foreach (var (obligation, come, go) in await OfAsync(planId, effectiveOn, from, to, stop))
        {
            shifts.AddRange(come.Select(p => new ReportShift(Titles.Of(title, obligation.Cadence, p.To), p.DueOn, true)));
            shifts.AddRange(go.Select(r => new ReportShift(r.Title, r.DueOn, false)));
        }
        return [.. shifts.OrderBy(s => s.DueOn).ThenBy(s => s.IsNew)];
    }

    /// <summary>Makes it so; saving is the caller's. Does nothing where the plan stands as before.</summary>
    public async Task FollowAsync(PlanRevised happened, CancellationToken stop)
    {
        var moved = await store.Obligations.Where(o => o.PlanId == happened.PlanId && o.EndedOn == null).ToListAsync(stop);
        if (moved.TrueForAll(o => (o.PlanTitle, o.PlanFrom, o.PlanTo) == (happened.Title, happened.From, happened.To))) return;
        foreach (var (obligation, come, go) in await OfAsync(happened.PlanId, happened.EffectiveOn, happened.From, happened.To, stop))
        {
            foreach (var report in go) report.StoppedOn = happened.EffectiveOn;
            (obligation.PlanTitle, obligation.PlanFrom, obligation.PlanTo) = (happened.Title, happened.From, happened.To);
            var stopped = await store.Reports.Where(r => r.ObligationId == obligation.Id && r.StoppedOn != null).ToListAsync(stop);
            foreach (var period in come)
                // A period that an earlier amendment took away and this one gives back is the same report.
                if (stopped.Find(r => r.PeriodTo == period.To) is { } again) again.StoppedOn = null;
                else await book.OweAsync(obligation, period, stop);
        }
        await RenameAsync(happened, stop);
    }

    // What was not sent yet is about the plan as it is called now.
    async Task RenameAsync(PlanRevised happened, CancellationToken stop)
    {
        foreach (var report in await store.Reports.Where(r => r.PlanId == happened.PlanId && r.StoppedOn == null && r.PlanTitle != happened.Title).ToListAsync(stop))
            if (report.State is ReportState.Due or ReportState.Draft or ReportState.Returned)
            {
                (report.PlanTitle, report.Title) = (happened.Title, Titles.Of(happened.Title, report.Cadence, report.PeriodTo));
                report.Folded = Fold.Of(report.Title);
            }
    }

    async Task<List<(Obligation Obligation, IReadOnlyList<ReportPeriod> Come, IReadOnlyList<Report> Go)>> OfAsync(Guid planId, DateOnly effectiveOn, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var rules = await RuleBook.LoadAsync(store, stop);
        var obligations = await store.Obligations.Where(o => o.PlanId == planId && o.EndedOn == null).ToListAsync(stop);
        var ids = obligations.ConvertAll(o => (Guid?)o.Id);
        var reports = (await store.Reports.Where(r => ids.Contains(r.ObligationId) && r.StoppedOn == null).ToListAsync(stop)).ToLookup(r => r.ObligationId);
        return obligations.ConvertAll(o =>
        {
            var wanted = Periods.Of(o.Cadence, o.Due, from, to, rules.By(o.Rule));
            var owed = reports[o.Id].ToList();
            return (o, (IReadOnlyList<ReportPeriod>)[.. wanted.Where(p => p.To >= effectiveOn && owed.TrueForAll(r => r.PeriodTo != p.To))],
                (IReadOnlyList<Report>)[.. owed.Where(r => r.PeriodTo >= effectiveOn && States.IsOpen(r.State) && wanted.All(p => p.To != r.PeriodTo))]);
        });
    }
}
