using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>What evidence asks for today: figures that are still missing near their day, and targets at risk, of the caller's units.</summary>
sealed class Today(IPlans plans, Readings readings, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    const int NearDays = 60;
    const int Most = 10;

    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(EvidenceRights.Enter)) return [];
        var today = clock.Today();
        var items = new List<TodayItem>();
        foreach (var plan in (await plans.ListAsync(stop)).Where(p => p.To >= today.AddDays(-NearDays)))
        {
            var mine = (await plans.TargetsAsync(plan.Id, stop)).Where(t => caller.May(EvidenceRights.Enter, t.OwnerId)).ToList();
            foreach (var full in await readings.ReadFullyAsync(mine, today, stop))
                if (Item(plan, full, today) is { } item) items.Add(item);
        }
        return [.. items.OrderBy(i => i.When).Take(Most)];
    }

    TodayItem? Item(PlanCard plan, FullReading full, DateOnly today)
    {
        var (target, measured) = (full.Asked.Target, full.Asked.Measure.Kind);
        var near = target.To <= today.AddDays(NearDays);
        return full.Reading.Status switch
        {
            TargetStatus.NoData when near && (measured is MeasureKind.Official or MeasureKind.Declared) =>
                new(TodayList.Due, words["Thiếu số liệu: {0}", target.Name], plan.Title, target.To, $"/evidence/indicators/{target.IndicatorId}/values", words["Nhập số liệu"]),
            TargetStatus.AtRisk when near =>
                new(TodayList.Due, words["Có nguy cơ không đạt: {0}", target.Name], plan.Title, target.To, $"/evidence/indicators/{target.IndicatorId}", words["Xem minh chứng"]),
            _ => null,
        };
    }
}
