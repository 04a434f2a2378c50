using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>The rows of a plan that a revision may touch, as they hold today, by part and id.</summary>
sealed class PlanRows
{
    /// <summary>The plan itself.</summary>
    public required Plan Plan { get; init; }

    /// <summary>Targets that hold.</summary>
    public required IReadOnlyList<Indicator> Targets { get; init; }

    /// <summary>Tasks that were not dropped.</summary>
    public required IReadOnlyList<PlanTask> Tasks { get; init; }

    /// <summary>Duties that hold.</summary>
    public required IReadOnlyList<Duty> Duties { get; init; }

    /// <summary>Budget lines that hold.</summary>
    public required IReadOnlyList<Budget> Budgets { get; init; }

    /// <summary>Reports owed.</summary>
    public required IReadOnlyList<Obligation> Obligations { get; init; }

    /// <summary>Loads them, tracked.</summary>
    public static async Task<PlanRows> LoadAsync(PlansStore store, Guid planId, CancellationToken stop) => new()
    {
        Plan = await store.PlanAsync(planId, stop),
        Targets = await store.Indicators.Where(i => i.PlanId == planId && i.RestatesId == null && i.EndedOn == null).OrderBy(i => i.Ordinal).ToListAsync(stop),
        Tasks = await store.Tasks.Where(t => t.PlanId == planId && t.State != TaskState.Dropped).OrderBy(t => t.Ordinal).ToListAsync(stop),
        Duties = await store.Duties.Where(d => d.PlanId == planId && d.EndedOn == null).OrderBy(d => d.Ordinal).ToListAsync(stop),
        Budgets = await store.Budgets.Where(b => b.PlanId == planId && b.EndedOn == null).OrderBy(b => b.Ordinal).ToListAsync(stop),
        Obligations = await store.Obligations.Where(o => o.PlanId == planId && o.EndedOn == null).OrderBy(o => o.Ordinal).ToListAsync(stop),
    };

    /// <summary>Every row of a part with its words.</summary>
    public IEnumerable<(Guid Id, Clause Clause)> Of(PlanPart part) => part switch
    {
        PlanPart.Target => Targets.Select(i => (i.Id, Clause.Of(i))),
        PlanPart.Task => Tasks.Select(t => (t.Id, Clause.Of(t))),
        PlanPart.Duty => Duties.Select(d => (d.Id, Clause.Of(d))),
        PlanPart.Budget => Budgets.Select(b => (b.Id, Clause.Of(b))),
        PlanPart.Plan => [(Plan.Id, Clause.Of(Plan))],
        _ => Obligations.Select(o => (o.Id, Clause.Of(o))),
    };

    /// <summary>A row as it holds; null where it holds no longer.</summary>
    public Clause? Find(PlanPart part, Guid id) => Of(part).Where(r => r.Id == id).Select(r => r.Clause).FirstOrDefault();
}
