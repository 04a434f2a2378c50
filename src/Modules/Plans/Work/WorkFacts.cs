using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>
/// What the work of a plan leaves in the ledger. One record (a task, a product, a meeting, a budget line) is one source; each statement and each
/// reversal of it takes the next version, so that nothing is counted twice and every correction can be read.
/// </summary>
static class WorkFacts
{
    /// <summary>A task was done; dims: late, path.</summary>
    public const string TaskDone = "plan.task.done";

    /// <summary>A product was delivered; dims: path.</summary>
    public const string ProductDelivered = "plan.product.delivered";

    /// <summary>A product was accepted by the plan's owner; dims: path.</summary>
    public const string ProductAccepted = "plan.product.accepted";

    /// <summary>A meeting was held; dims: kind.</summary>
    public const string MeetingHeld = "plan.meeting.held";

    /// <summary>Money allocated to a budget line by one entry, in triệu đồng with four decimals; dims: source, year, project.</summary>
    public const string BudgetAllocated = "plan.budget.allocated";

    /// <summary>Money disbursed on a budget line by one entry (before there were entries: the running sum), in triệu đồng; dims: source, year, project.</summary>
    public const string BudgetSpent = "plan.budget.spent";

    /// <summary>Equipment reached its unit, value = quantity; dims: kind.</summary>
    public const string EquipmentDelivered = "plan.equipment.delivered";

    /// <summary>A procurement item reached a stage; dims: stage.</summary>
    public const string ProcurementAdvanced = "plan.procurement.advanced";

    /// <summary>A risk was raised; dims: level (high, medium, low).</summary>
    public const string RiskRaised = "plan.risk.raised";

    /// <summary>An issue was raised; dims: severity (critical, high, medium, low).</summary>
    public const string IssueRaised = "plan.issue.raised";

    /// <summary>An issue was solved; dims: severity.</summary>
    public const string IssueClosed = "plan.issue.closed";

    /// <summary>A plan was changed by a signed amendment; dims: document, revision.</summary>
    public const string Revised = "plan.revised";

    /// <summary>A plan was withdrawn; dims: document.</summary>
    public const string Withdrawn = "plan.withdrawn";

    /// <summary>States a fact of a source unless one stands already; the version is the next free one.</summary>
    public static async Task StateAsync(PlansStore store, string kind, string source, Guid unit, DateOnly on, decimal value, Guid planId, Guid? topic,
        (string Name, string Value)[] dims, CancellationToken stop)
    {
        var earlier = await EarlierAsync(store, kind, source, stop);
        if (Standing(earlier) is not null) return;
        store.Report(new Fact
        {
            Kind = kind,
            UnitId = unit,
            OccurredOn = on,
            Value = value,
            Module = "plans",
            SourceId = source,
            SourceVersion = Next(earlier),
            PlanId = planId,
            TopicId = topic,
            Dims = Fact.DimsOf(dims),
        });
    }

    /// <summary>Takes back the fact of a source that stands, with the reason; nothing where none stands.</summary>
    public static async Task ReverseAsync(PlansStore store, string kind, string source, string reason, CancellationToken stop)
    {
        var earlier = await EarlierAsync(store, kind, source, stop);
        if (Standing(earlier) is { } fact) store.Report(fact.Reversal(Next(earlier), reason));
    }

    // What this unit of work has reported but not yet saved counts as well.
    static async Task<List<Fact>> EarlierAsync(PlansStore store, string kind, string source, CancellationToken stop)
    {
        var saved = await store.Set<Fact>().AsNoTracking().Where(f => f.Module == "plans" && f.SourceId == source && f.Kind == kind).ToListAsync(stop);
        var waiting = store.ChangeTracker.Entries<Fact>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).Where(f => f.SourceId == source && f.Kind == kind);
        return [.. saved.Concat(waiting).OrderBy(f => f.SourceVersion)];
    }

    static Fact? Standing(List<Fact> earlier) => earlier.LastOrDefault() is { Part: 0 } last ? last : null;

    static int Next(List<Fact> earlier) => earlier.Count == 0 ? 1 : earlier[^1].SourceVersion + 1;
}
