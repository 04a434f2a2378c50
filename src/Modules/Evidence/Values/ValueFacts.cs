using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>What an entered value leaves in the ledger: the value, and numerator and denominator where they were entered.</summary>
static class ValueFacts
{
    /// <summary>States an edition; it happened on the last day of its period. Returns the fact of the value itself.</summary>
    public static Fact State(Store store, EnteredValue value, IReadOnlyDictionary<string, Fact>? replaced = null)
    {
        Fact Of(string kind, decimal number) => new()
        {
            Kind = kind,
            UnitId = value.UnitId,
            OccurredOn = value.ToDay,
            Value = number,
            Module = "evidence",
            SourceId = value.Source,
            SourceVersion = value.Edition,
            PlanId = value.PlanId == Guid.Empty ? null : value.PlanId,
            TopicId = value.IndicatorId,
            Grade = value.Grade,
            Corrects = replaced?.GetValueOrDefault(kind)?.Id,
            Reason = value.Reason,
            Dims = Fact.DimsOf(("period", Period(value.FromDay, value.ToDay))),
        };
        var fact = Of(Kinds.Value, value.Value);
        store.Report(fact);
        if (value.Numerator is { } numerator) store.Report(Of(Kinds.Numerator, numerator));
        if (value.Denominator is { } denominator) store.Report(Of(Kinds.Denominator, denominator));
        value.FactId = fact.Id;
        return fact;
    }

    /// <summary>Takes back the facts of an edition; the reversals carry the next edition's number. Returns the reversal of the value itself.</summary>
    public static Fact TakeBack(Store store, IReadOnlyCollection<Fact> stated, int edition, string reason)
    {
        var reversals = stated.Select(f => f.Reversal(edition, reason)).ToList();
        foreach (var reversal in reversals) store.Report(reversal);
        return reversals.First(r => r.Kind == Kinds.Value);
    }

    /// <summary>A period as a dimension: 2025-05-15/2025-06-14.</summary>
    static string Period(DateOnly from, DateOnly to) => FormattableString.Invariant($"{from:yyyy-MM-dd}/{to:yyyy-MM-dd}");
}
