namespace LienY.Kernel;

/// <summary>What followers of the ledger need of a fact: no source, no hash. Missing plan and topic are the zero id; the value is in ten-thousandths.</summary>
public readonly record struct LedgerRow(
    long Seq, Guid Id, string Kind, Guid PlanId, Guid TopicId, Guid UnitId, DateOnly OccurredOn, long Value, Grade Grade, short Part, Guid Corrects, string Dims)
{
    /// <summary>1 for a statement, -1 for the reversal of one.</summary>
    public int One => Part == 1 ? -1 : 1;

    /// <summary>The row of a fact.</summary>
    public static LedgerRow Of(Fact fact) => new(fact.Seq, fact.Id, fact.Kind, fact.PlanId ?? Guid.Empty, fact.TopicId ?? Guid.Empty, fact.UnitId, fact.OccurredOn,
        Ledger.Scale(fact.Value), fact.Grade, fact.Part, fact.Corrects ?? Guid.Empty, fact.Dims);
}
