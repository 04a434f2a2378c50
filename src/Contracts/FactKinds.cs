namespace LienY.Contracts;

/// <summary>Facts to be added up.</summary>
/// <param name="Kind">Kind of fact, e.g. <c>plan.meeting.held</c>.</param>
/// <param name="Dims">Dimensions that must say so.</param>
/// <param name="Units">Only facts of these organisations; null: all.</param>
/// <param name="PlanId">Only facts of this plan; null: of any or none.</param>
public sealed record FactSum(string Kind, IReadOnlyDictionary<string, string> Dims, IReadOnlyCollection<Guid>? Units, Guid? PlanId, DateOnly From, DateOnly To);

/// <summary>Questions about kinds of facts, answered by Evidence.</summary>
public interface IFactKinds
{
    /// <summary>Kinds that this house reports, with their names (Vietnamese keys).</summary>
    IReadOnlyDictionary<string, string> Known { get; }

    /// <summary>Which of these kinds have facts in the ledger.</summary>
    Task<IReadOnlySet<string>> ArrivedAsync(IReadOnlyCollection<string> kinds, CancellationToken stop);

    /// <summary>Sums net of what was taken back, in the order of the asks.</summary>
    Task<IReadOnlyList<decimal>> SumAsync(IReadOnlyList<FactSum> asks, CancellationToken stop);
}
