using LienY.Contracts;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Tells other modules which report of a plan is due next.</summary>
sealed class NextReports(ReportsStore store) : IReportClock
{
    public async Task<IReadOnlyDictionary<Guid, DateOnly>> NextAsync(IReadOnlyCollection<Guid> plans, CancellationToken stop) =>
        (await store.Reports.AsNoTracking().Where(r => plans.Contains(r.PlanId) && r.StoppedOn == null && (r.State == ReportState.Due || r.State == ReportState.Draft || r.State == ReportState.Returned))
            .Select(r => new { r.PlanId, r.DueOn }).ToListAsync(stop))
        .GroupBy(r => r.PlanId).ToDictionary(g => g.Key, g => g.Min(r => r.DueOn));
}
