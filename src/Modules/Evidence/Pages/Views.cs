using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>The drill-down of one indicator.</summary>
sealed record IndicatorView(
    PlanCard Plan, Target Target, FullReading Full, string Words, FactPage Facts, IReadOnlyDictionary<Guid, string> Units, DateOnly AsOf, bool MayMeasure, bool MayEnter);

/// <summary>One fact with its surroundings.</summary>
sealed record FactView(FactRow Fact, PlanCard? Plan, Target? Topic, string Unit, (long Number, DateTimeOffset At)? Seal, EnteredValue? Value)
{
    /// <summary>The official indicator of the catalogue that the value belongs to: id and name; null for a fact of a plan.</summary>
    public (Guid Id, string Name)? Official { get; init; }

    /// <summary>Names of the organisations that it names.</summary>
    public IReadOnlyDictionary<Guid, string> Units { get; init; } = new Dictionary<Guid, string>();

    /// <summary>A dimension's value as it is shown: an organisation by name, others as they are written.</summary>
    public string DimValue(string dim) => Guid.TryParse(dim, out var id) && Units.TryGetValue(id, out var name) ? name : dim;
}

/// <summary>All indicators of a plan with their evidence.</summary>
sealed record PlanEvidenceView(PlanCard Plan, IReadOnlyList<FullReading> Readings, DateOnly AsOf);

/// <summary>Plans with how complete their evidence is.</summary>
sealed record PlansView(IReadOnlyList<(PlanCard Plan, IReadOnlyList<IndicatorReading> Readings)> Plans, bool MayLedger);

/// <summary>Values of an indicator and the form to enter one; <paramref name="Measure"/> is null for an official indicator of the catalogue.</summary>
sealed record ValuesView(Subject Subject, IndicatorMeasure? Measure, IReadOnlyList<EnteredValue> Values, IReadOnlyDictionary<Guid, string> Units,
    IReadOnlyList<(string Value, string Label)> MyUnits, bool MayEnter, DateOnly From, DateOnly To);

/// <summary>One entry with all its editions.</summary>
sealed record ValueView(Subject Subject, IReadOnlyList<EnteredValue> Editions, IReadOnlyDictionary<Guid, string> Units, IReadOnlyList<(string Value, string Label)> MyUnits, bool MayChange)
{
    /// <summary>The newest edition.</summary>
    public EnteredValue Current => Editions[0];
}

/// <summary>The measure of an indicator, its history, and what a changed one would give.</summary>
sealed record MeasureView(PlanCard Plan, Target Target, IReadOnlyList<IndicatorMeasure> History, MeasureInput Input, FullReading? Preview, string? PreviewWords, Refusal? Trouble, bool MayMeasure,
    IReadOnlyList<(MeasureChoice Choice, string Words)> Suggestions, IReadOnlyList<(string Value, string Label)> Catalogue, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>A measure in words; indicators of the catalogue by name.</summary>
    public string InWords(IndicatorMeasure measure, Func<string, string> say) => FullReading.InWords(measure, say, i => Names.GetValueOrDefault(i.Key, i.Key));
}

/// <summary>The ledger of the visible plans, and whether its chain holds.</summary>
sealed record LedgerView(FactPage Facts, IReadOnlyList<PlanCard> Plans, Guid? PlanId, string? Kind, IReadOnlyDictionary<Guid, string> Units, RollupCheck? Check, long Seals, DateTimeOffset? SealedAt, Verification? Verification);
