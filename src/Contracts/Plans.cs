namespace LienY.Contracts;

/// <summary>How a target compares.</summary>
public enum Comparator
{
    /// <summary>&lt;</summary>
    Below,

    /// <summary>≤</summary>
    AtMost,

    /// <summary>=</summary>
    Equal,

    /// <summary>≥</summary>
    AtLeast,

    /// <summary>&gt;</summary>
    Above,

    /// <summary>From value to high.</summary>
    Between,

    /// <summary>Keep what is (duy trì).</summary>
    Maintain,

    /// <summary>No number stated, or still to be set.</summary>
    None,
}

/// <summary>A target of a plan.</summary>
/// <param name="IndicatorId">Id; the topic of its facts.</param>
/// <param name="PlanId">The plan.</param>
/// <param name="Name">Name as reviewed.</param>
/// <param name="Value">Number, null where it is still to be set.</param>
/// <param name="High">Upper number of a range.</param>
/// <param name="Unit">Unit as the plan writes it ("%", "huyện", "ca/100.000 dân").</param>
/// <param name="From">First day of its period.</param>
/// <param name="To">Last day: the target is due then.</param>
/// <param name="OwnerId">The organisation that answers for it.</param>
public sealed record Target(
    Guid IndicatorId, Guid PlanId, string Path, string Name, Comparator Comparator, decimal? Value, decimal? High, string Unit,
    DateOnly From, DateOnly To, Guid OwnerId)
{
    /// <summary>Only facts of these organisations count: the target of one unit out of a shared one; null: all facts.</summary>
    public IReadOnlyCollection<Guid>? Within { get; init; }
}

/// <summary>A plan in one line.</summary>
public sealed record PlanCard(Guid Id, string Title, string Number, Guid OwnerId, DateOnly From, DateOnly To, string State);

/// <summary>One task for a report: content heading, lead unit, progress.</summary>
public sealed record TaskLine(
    Guid Id, Guid PlanId, string Path, string Content, string Name, Guid? UnitId, DateOnly? Due, string State, int Progress, int Products, DateOnly? DoneOn);

/// <summary>Progress of a task that is counted from facts ("đo bằng"): how many so far, how many are wanted, of what (Vietnamese, "buổi hội chẩn").</summary>
public sealed record CountedProgress(decimal Count, decimal Goal, string Thing);

/// <summary>One budget line for a report, in đồng.</summary>
public sealed record BudgetLine(Guid Id, string Label, string Source, int? Year, long? Planned, long? Allocated, long? Spent);

/// <summary>An issue of a plan for a report ("tồn tại, nguyên nhân").</summary>
/// <param name="Severity"><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</param>
/// <param name="ClosedOn">The day it was solved; null while it is open.</param>
public sealed record IssueLine(Guid Id, Guid PlanId, string Title, string Cause, string Action, string Severity, DateOnly RaisedOn, DateOnly? DueOn, DateOnly? ClosedOn);

/// <summary>Questions about plans, answered by Plans; only plans the caller may see (Missing otherwise).</summary>
public interface IPlans
{
    /// <summary>One plan.</summary>
    Task<PlanCard> FindAsync(Guid planId, CancellationToken stop);

    /// <summary>Adopted plans that the caller may see, newest first.</summary>
    Task<IReadOnlyList<PlanCard>> ListAsync(CancellationToken stop);

    /// <summary>Targets of a plan in the order of the paper.</summary>
    Task<IReadOnlyList<Target>> TargetsAsync(Guid planId, CancellationToken stop);

    /// <summary>Targets of a plan as they held on a day: levels of before a later revision, without those added later or ended by then.</summary>
    Task<IReadOnlyList<Target>> TargetsOnAsync(Guid planId, DateOnly day, CancellationToken stop);

    /// <summary>One target.</summary>
    Task<Target> TargetAsync(Guid indicatorId, CancellationToken stop);

    /// <summary>Tasks of a plan in the order of the paper.</summary>
    Task<IReadOnlyList<TaskLine>> TasksAsync(Guid planId, CancellationToken stop);

    /// <summary>Tasks whose progress is counted from facts, by task, with facts up to a day; one without any fact yet of its kind is left out.</summary>
    Task<IReadOnlyDictionary<Guid, CountedProgress>> CountedAsync(Guid planId, DateOnly on, CancellationToken stop);

    /// <summary>Issues of a plan that were open on a day, the gravest first.</summary>
    Task<IReadOnlyList<IssueLine>> OpenIssuesAsync(Guid planId, DateOnly on, CancellationToken stop);

    /// <summary>Budget of a plan.</summary>
    Task<IReadOnlyList<BudgetLine>> BudgetAsync(Guid planId, CancellationToken stop);
}

/// <summary>How an indicator will be measured, chosen on the review page.</summary>
/// <param name="Kind"><c>official</c> (figure with document), <c>declared</c> (by a unit) or <c>formula</c> (over facts).</param>
/// <param name="Formula">The formula where the kind is <c>formula</c>, e.g. <c>E{plan.task.done; topic=this}</c>.</param>
public sealed record MeasureChoice(string Kind, string? Formula);

/// <summary>An adopted plan's indicator, with how it is measured.</summary>
public sealed record AdoptedIndicator(Target Target, MeasureChoice Measure);

/// <summary>A report that a plan demands.</summary>
/// <param name="Cadence"><c>month</c>, <c>quarter</c>, <c>half</c>, <c>year</c>, <c>midterm</c>, <c>final</c> or <c>once</c>.</param>
/// <param name="Due">Rule of the due day as the plan states it ("10/6", "10/12"), or null: by the cadence's cut-off plus two working days.</param>
public sealed record AdoptedObligation(Guid Id, Guid FromId, Guid ToId, string Cadence, string? Due, string Quote);

/// <summary>A plan was adopted: it is live from now on. Stream: <c>plan/{id}</c>.</summary>
public sealed record PlanAdopted(
    Guid PlanId, Guid OwnerId, string Title, DateOnly From, DateOnly To, IReadOnlyList<AdoptedIndicator> Indicators, IReadOnlyList<AdoptedObligation> Obligations);

/// <summary>Imports a plan for the demonstration: reading, accepting every row, adopting. Answered by Plans.</summary>
public interface IPlanImport
{
    /// <summary>Imports a file for an owner and adopts it with every row accepted; measures chosen by <paramref name="measure"/> from name and unit. Returns the plan's id.</summary>
    Task<Guid> ImportAndAdoptAsync(Guid owner, string fileName, byte[] content, Func<string, string, MeasureChoice?> measure, CancellationToken stop);
}
