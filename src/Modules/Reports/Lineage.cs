using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>
/// Passes reports that are still to be made to those who carry on: an organisation that has ended is followed by its only successor, or by the one the plan's
/// owner named. Reports that were sent stay with who sent them.
/// </summary>
sealed class Passing(ReportsStore store, IOrganisations organisations, TimeProvider clock)
{
    /// <summary>The job; what has ended is rows.</summary>
    public static readonly Job Hourly = new("report-successors", TimeSpan.FromHours(1), (s, stop) =>
        Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<Passing>(s).RunAsync(stop));

    /// <summary>Passes what must pass; returns how many reports moved.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var today = clock.Today();
        var open = await OpenAsync(null, stop);
        var now = new Dictionary<Guid, Guid>();
        foreach (var id in open.SelectMany(r => new[] { r.FromId, r.ToId }).Distinct()) now[id] = await organisations.SuccessorsAsync(id, today, stop) is [var only] ? only : id;
        var moved = 0;
        foreach (var report in open.Where(r => now[r.FromId] != r.FromId || now[r.ToId] != r.ToId))
        {
            await PassAsync(report, now[report.FromId], now[report.ToId], stop);
            moved++;
        }
        await store.SaveChangesAsync(stop);
        return moved;
    }

    /// <summary>Passes the open reports of one organisation in a plan to another from a day on.</summary>
    public async Task PassAsync(Guid planId, Guid from, Guid to, DateOnly day, CancellationToken stop)
    {
        foreach (var report in (await OpenAsync(planId, stop)).Where(r => r.DueOn >= day && (r.FromId == from || r.ToId == from)))
            await PassAsync(report, report.FromId == from ? to : report.FromId, report.ToId == from ? to : report.ToId, stop);
        await store.SaveChangesAsync(stop);
    }

    async Task<List<Report>> OpenAsync(Guid? planId, CancellationToken stop) => await store.Reports
        .Where(r => (planId == null || r.PlanId == planId) && r.StoppedOn == null && (r.State == ReportState.Due || r.State == ReportState.Draft || r.State == ReportState.Returned)).ToListAsync(stop);

    async Task PassAsync(Report report, Guid from, Guid to, CancellationToken stop)
    {
        var names = await organisations.NamesAsync([report.FromId, from], null, stop);
        if (from != report.FromId)
        {
            store.Remember(report, report.State, $"{names.GetValueOrDefault(from, "–")} tiếp nhận nhiệm vụ của {names.GetValueOrDefault(report.FromId, "–")}");
            // A letterhead already taken is that of the one who can no longer sign.
            if (report.Symbol.Length > 0)
            {
                var head = Letterhead.Of(await organisations.AboveAsync(from, stop));
                (report.Symbol, report.Place) = (head.Symbol, head.Place);
            }
            store.Notify(new Notice
            {
                OrganisationId = from,
                Text = Words.Key("Đơn vị tiếp nhận báo cáo “{0}” của {1}"),
                Args = Notice.ArgsOf(report.Title, names.GetValueOrDefault(report.FromId, "–")),
                Link = "/reports/" + report.Id,
                Once = $"report/{report.Id}/passed/{from}",
            });
        }
        (report.FromId, report.ToId) = (from, to);
    }
}

/// <summary>Whose duty a report carries on, where who writes it is not who the plan named.</summary>
static class Predecessors
{
    /// <summary>Name as the plan knew it, on its first day; null where nobody was followed.</summary>
    public static async Task<string?> OfAsync(ReportsStore store, IOrganisations organisations, Report report, CancellationToken stop)
    {
        var (named, on) = (report.OwnerId, report.PeriodFrom);
        if (report.ObligationId is { } id && await store.Obligations.IgnoreQueryFilters(["org"]).FirstOrDefaultAsync(o => o.Id == id, stop) is { } obligation)
            (named, on) = (obligation.FromId, obligation.PlanFrom);
        if (named == report.FromId || await organisations.FindAsync(named, null, stop) is not { IsOpen: false }) return null;
        return (await organisations.FindAsync(named, on, stop))?.Name;
    }
}

/// <summary>A unit's duties in one plan were given to another by the plan's owner.</summary>
sealed class ReportsHandedOver(Passing passing) : IListen<PlanHandedOver>
{
    public Task OnAsync(PlanHandedOver happened, CancellationToken stop) => passing.PassAsync(happened.PlanId, happened.FromId, happened.ToId, happened.OnDay, stop);
}
