using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>A revised plan owes other reports from a day on: new ones fall due, ended ones stop. Reports made before keep what they were made for.</summary>
sealed class ReportsRevised(ReportsStore store, ObligationBook book, Shifts shifts) : IListen<PlanRevised>
{
    public async Task OnAsync(PlanRevised happened, CancellationToken stop)
    {
        var ended = happened.NoLongerOwed.ToHashSet();
        foreach (var obligation in await store.Obligations.Where(o => ended.Contains(o.Id) && o.EndedOn == null).ToListAsync(stop)) obligation.EndedOn = happened.EffectiveOn;
        foreach (var report in await store.Reports.Where(r => r.ObligationId != null && ended.Contains(r.ObligationId.Value) && r.StoppedOn == null && r.PeriodTo >= happened.EffectiveOn).ToListAsync(stop))
            if (States.IsOpen(report.State)) report.StoppedOn = happened.EffectiveOn;
        await store.SaveChangesAsync(stop);
        await shifts.FollowAsync(happened, stop);
        await book.AddAsync(new(happened.PlanId, happened.OwnerId, happened.Title, happened.From, happened.To, [], happened.Owed), happened.EffectiveOn, stop);
        await store.SaveChangesAsync(stop);
    }
}

/// <summary>A withdrawn plan owes nothing from that day on.</summary>
sealed class ReportsWithdrawn(ReportsStore store) : IListen<PlanWithdrawn>
{
    public async Task OnAsync(PlanWithdrawn happened, CancellationToken stop)
    {
        foreach (var report in await store.Reports.Where(r => r.PlanId == happened.PlanId && r.StoppedOn == null && r.PeriodTo >= happened.EffectiveOn).ToListAsync(stop))
            if (States.IsOpen(report.State)) report.StoppedOn = happened.EffectiveOn;
        await store.SaveChangesAsync(stop);
    }
}

/// <summary>A withdrawal was taken back: what it stopped is due again.</summary>
sealed class ReportsRestored(ReportsStore store) : IListen<PlanRestored>
{
    public async Task OnAsync(PlanRestored happened, CancellationToken stop)
    {
        var ended = (await store.Obligations.Where(o => o.PlanId == happened.PlanId && o.EndedOn != null).Select(o => o.Id).ToListAsync(stop)).ToHashSet();
        foreach (var report in await store.Reports.Where(r => r.PlanId == happened.PlanId && r.StoppedOn != null).ToListAsync(stop))
            if (report.ObligationId is not { } id || !ended.Contains(id)) report.StoppedOn = null;
        await store.SaveChangesAsync(stop);
    }
}
