namespace LienY.Contracts;

/// <summary>
/// A signed document has changed a plan with effect from a day. Readings and reports of earlier days keep what held then (<see cref="IPlans.TargetsOnAsync"/>).
/// Stream: <c>plan/{id}</c>.
/// </summary>
/// <param name="Revision">2, 3 …; the plan as first signed is 1.</param>
/// <param name="EffectiveOn">First day on which it holds.</param>
/// <param name="Added">New targets.</param>
/// <param name="Ended">Targets that hold no longer.</param>
/// <param name="Owed">New reports; a changed one is an ended and a new one.</param>
/// <param name="NoLongerOwed">Obligations that hold no longer.</param>
public sealed record PlanRevised(
    Guid PlanId, Guid OwnerId, string Title, int Revision, DateOnly EffectiveOn, DateOnly From, DateOnly To, IReadOnlyList<AdoptedIndicator> Added, IReadOnlyList<Guid> Ended,
    IReadOnlyList<AdoptedObligation> Owed, IReadOnlyList<Guid> NoLongerOwed);

/// <summary>A report of a plan that another period of the plan would bring or spare.</summary>
/// <param name="IsNew">It would be owed; otherwise it would be owed no longer.</param>
public sealed record ReportShift(string Title, DateOnly DueOn, bool IsNew);

/// <summary>Tells what another period of a plan would do to the reports that it owes, answered by Reports.</summary>
public interface IReportShifts
{
    /// <summary>Reports that would come and go from a day on, by due day, if the plan ran from <paramref name="from"/> to <paramref name="to"/>.</summary>
    Task<IReadOnlyList<ReportShift>> IfAsync(Guid planId, string title, DateOnly effectiveOn, DateOnly from, DateOnly to, CancellationToken stop);
}

/// <summary>A plan was withdrawn by a signed document: from this day on nothing is due any more; what was is kept. Stream: <c>plan/{id}</c>.</summary>
public sealed record PlanWithdrawn(Guid PlanId, DateOnly EffectiveOn);

/// <summary>A withdrawal was taken back on its day: everything stands as before. Stream: <c>plan/{id}</c>.</summary>
public sealed record PlanRestored(Guid PlanId);

/// <summary>The owner of a plan gave the duties that a unit has in it to another from a day on, because that unit has ended. Stream: <c>plan/{id}</c>.</summary>
public sealed record PlanHandedOver(Guid PlanId, Guid FromId, Guid ToId, DateOnly OnDay);
