using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What was decided about a target of a plan and a target of its parent that look alike.</summary>
enum TieState
{
    /// <summary>The plan's target carries out the parent's.</summary>
    Accepted,

    /// <summary>They have nothing to do with each other; not proposed again.</summary>
    Rejected,
}

/// <summary>A target of a plan tied to a target of the plan above.</summary>
sealed class Tie : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan below.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Its target.</summary>
    public required Guid IndicatorId { get; init; }

    /// <summary>The plan above.</summary>
    public required Guid ParentPlanId { get; init; }

    /// <summary>The target above.</summary>
    public required Guid ParentIndicatorId { get; init; }

    /// <summary>What was decided.</summary>
    public required TieState State { get; set; }

    /// <summary>Who decided; null for the house.</summary>
    public Guid? DecidedBy { get; set; }

    /// <summary>Name of who decided.</summary>
    public required string DecidedName { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset DecidedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>A difference between two plans that somebody has looked at and left as it is, with the reason.</summary>
sealed class Settlement
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan on whose page it is shown.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Which difference: its code, both sides and their figures, so that a changed figure is a new difference.</summary>
    public required string Difference { get; init; }

    /// <summary>Why it stays.</summary>
    public required string Note { get; init; }

    /// <summary>Who; null for the house.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Name of who.</summary>
    public required string UserName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset SettledAt { get; init; }
}
