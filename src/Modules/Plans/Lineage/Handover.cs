namespace LienY.Plans;

/// <summary>The owner of a plan gave the work of a unit that ended without successor to another, from a day on.</summary>
sealed class Handover
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The unit that ended.</summary>
    public required Guid FromId { get; init; }

    /// <summary>Who carries on.</summary>
    public required Guid ToId { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly OnDay { get; init; }

    /// <summary>Remark, the deciding document.</summary>
    public required string Note { get; init; }

    /// <summary>Who decided; null for the house.</summary>
    public Guid? DecidedBy { get; init; }

    /// <summary>Name of who decided.</summary>
    public required string DecidedName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset DecidedAt { get; init; }
}
