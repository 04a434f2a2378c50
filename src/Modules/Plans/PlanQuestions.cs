using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Answers other modules' questions about plans, within what the caller may see.</summary>
sealed class PlanQuestions(PlansStore store, Gauges gauges) : IPlans
{
    /// <inheritdoc/>
    public async Task<PlanCard> FindAsync(Guid planId, CancellationToken stop) => (await store.PlanAsync(planId, stop)).Card();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlanCard>> ListAsync(CancellationToken stop) =>
        [.. (await store.Plans.AsNoTracking().Where(p => p.State != PlanState.Draft).OrderByDescending(p => p.CreatedAt).ToListAsync(stop)).Select(p => p.Card())];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Target>> TargetsAsync(Guid planId, CancellationToken stop)
    {
        await store.PlanAsync(planId, stop);
        return [.. (await store.Indicators.AsNoTracking().Where(i => i.PlanId == planId && i.EndedOn == null).OrderBy(i => i.Ordinal).ToListAsync(stop)).Select(i => i.Target())];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Target>> TargetsOnAsync(Guid planId, DateOnly day, CancellationToken stop)
    {
        await store.PlanAsync(planId, stop);
        return await TargetHistory.OnAsync(store, planId, day, stop);
    }

    /// <inheritdoc/>
    public async Task<Target> TargetAsync(Guid indicatorId, CancellationToken stop) =>
        (await store.Indicators.AsNoTracking().FirstOrDefaultAsync(i => i.Id == indicatorId, stop))?.Target()
        ?? throw Refusal.Missing("Không có chỉ tiêu này, hoặc chỉ tiêu thuộc kế hoạch của đơn vị khác.");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TaskLine>> TasksAsync(Guid planId, CancellationToken stop)
    {
        await store.PlanAsync(planId, stop);
        var products = await store.Products.Where(p => p.PlanId == planId && p.TaskId != null).GroupBy(p => p.TaskId!.Value)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var tasks = await store.Tasks.AsNoTracking().Where(t => t.PlanId == planId).OrderBy(t => t.Ordinal).ToListAsync(stop);
        return [.. tasks.Select(t => t.Line(products.GetValueOrDefault(t.Id)))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, CountedProgress>> CountedAsync(Guid planId, DateOnly on, CancellationToken stop) =>
        (await gauges.OfPlanAsync(await store.PlanAsync(planId, stop), stop, on)).Where(g => g.Value.Count is not null)
            .ToDictionary(g => g.Key, g => new CountedProgress(g.Value.Count!.Value, g.Value.Gauge.Goal, gauges.Thing(g.Value.Gauge)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IssueLine>> OpenIssuesAsync(Guid planId, DateOnly on, CancellationToken stop)
    {
        await store.PlanAsync(planId, stop);
        var issues = await store.Issues.AsNoTracking().Where(i => i.PlanId == planId && i.RaisedOn <= on && (i.ClosedOn == null || i.ClosedOn > on)).ToListAsync(stop);
        return [.. issues.OrderByDescending(i => i.Severity).ThenBy(i => i.Number).Select(i =>
            new IssueLine(i.Id, i.PlanId, i.Title, i.Cause, i.Action, i.Severity.ToString().ToLowerInvariant(), i.RaisedOn, i.DueOn, i.ClosedOn))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BudgetLine>> BudgetAsync(Guid planId, CancellationToken stop)
    {
        await store.PlanAsync(planId, stop);
        var adjusted = (await store.Money.AsNoTracking().Where(m => m.PlanId == planId && m.Kind == MoneyKind.Planned).ToListAsync(stop))
            .GroupBy(m => m.LineId).ToDictionary(g => g.Key, g => g.Sum(m => m.Amount));
        return [.. (await store.Budgets.AsNoTracking().Where(b => b.PlanId == planId && b.EndedOn == null).OrderBy(b => b.Ordinal).ToListAsync(stop))
            .Select(b => new BudgetLine(b.Id, b.Label, b.Source, b.Year, adjusted.TryGetValue(b.Id, out var more) ? (b.Planned ?? 0) + more : b.Planned, b.Allocated, b.Spent))];
    }
}
