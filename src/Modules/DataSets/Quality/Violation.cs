using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>How a violation stands.</summary>
enum ViolationState
{
    /// <summary>Nobody has said anything.</summary>
    Open,

    /// <summary>Still there, with a reason.</summary>
    Explained,

    /// <summary>The rule holds now.</summary>
    Closed,
}

/// <summary>A rule that a unit's figures of a period do not keep. Stays for good: closed when the rule holds again, with everything said about it.</summary>
sealed class Violation : IVersioned
{
    /// <summary>Id; the source of its facts is <c>violation/{id}</c>.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>The rule.</summary>
    public Guid RuleId { get; init; }

    /// <summary>The unit.</summary>
    public Guid UnitId { get; init; }

    /// <summary>Code of the period.</summary>
    public string Period { get; init; } = "";

    /// <summary>First day of the period.</summary>
    public DateOnly StartsOn { get; init; }

    /// <summary>Last day of the period.</summary>
    public DateOnly EndsOn { get; init; }

    /// <summary>Left side as it was read last; null: no value.</summary>
    public decimal? LeftValue { get; set; }

    /// <summary>Right side as it was read last; null: no value.</summary>
    public decimal? RightValue { get; set; }

    /// <summary>What the rule is for.</summary>
    public RuleKind Kind { get; set; }

    /// <summary>How much it matters.</summary>
    public Importance Importance { get; set; }

    /// <summary>How it stands.</summary>
    public ViolationState State { get; set; }

    /// <summary>Grows by one each time it opens or closes.</summary>
    public int Edition { get; set; } = 1;

    /// <summary>When it opened last.</summary>
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>When its figures or its state changed last.</summary>
    public DateTimeOffset CheckedAt { get; set; }

    /// <summary>When it closed; null while it stands.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Its fact while it stands.</summary>
    public Guid? FactId { get; set; }

    /// <summary>Left minus right; null where a side has no value.</summary>
    public decimal? Difference => LeftValue - RightValue;

    /// <summary>The fact of its present edition.</summary>
    public Fact Fact(Period period) => new()
    {
        Kind = DataFacts.Violation,
        UnitId = UnitId,
        OccurredOn = period.FactDay,
        Value = 1,
        Module = "datasets",
        SourceId = $"violation/{Id}",
        SourceVersion = Edition,
        TopicId = RuleId,
        Dims = LienY.Kernel.Fact.DimsOf((DataFacts.Period, period.Type.Name), (DataFacts.Importance, Importance.ToString().ToLowerInvariant())),
    };
}

/// <summary>What somebody said about a violation, and how it stood after.</summary>
sealed class ViolationNote
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The violation.</summary>
    public Guid ViolationId { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who; null: the house itself.</summary>
    public Guid? ById { get; init; }

    /// <summary>Name of who said it.</summary>
    public string ByName { get; init; } = "";

    /// <summary>How it stood after.</summary>
    public ViolationState State { get; init; }

    /// <summary>What was said; "" where it only opened or closed.</summary>
    public string Text { get; init; } = "";
}
