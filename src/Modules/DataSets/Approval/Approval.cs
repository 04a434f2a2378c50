using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>Whether a unit's figures of a period (its own and those of everything below it) are approved within a workflow.</summary>
sealed class Approval : IVersioned
{
    /// <summary>Id; the source of its facts is <c>approval/{id}</c>.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>The workflow.</summary>
    public Guid WorkflowId { get; init; }

    /// <summary>The unit that approves, as it was valid in the period.</summary>
    public Guid UnitId { get; init; }

    /// <summary>Code of the period.</summary>
    public string Period { get; init; } = "";

    /// <summary>First day of the period.</summary>
    public DateOnly StartsOn { get; init; }

    /// <summary>Last day of the period.</summary>
    public DateOnly EndsOn { get; init; }

    /// <summary>The level of the unit.</summary>
    public Guid LevelId { get; set; }

    /// <summary>Grows by one with each approval and each taking back; version of its facts.</summary>
    public int Edition { get; set; }

    /// <summary>Approved here.</summary>
    public bool IsApproved { get; set; }

    /// <summary>Accepted by the level above.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>Approved within the days of its level.</summary>
    public bool OnTime { get; set; }

    /// <summary>Who approved last.</summary>
    public string ApprovedBy { get; set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>Who accepted last.</summary>
    public string AcceptedBy { get; set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>Its fact while it is approved.</summary>
    public Guid? FactId { get; set; }
}

/// <summary>What somebody did about an approval.</summary>
enum StepKind
{
    /// <summary>Approved.</summary>
    Approved,

    /// <summary>Took the approval back.</summary>
    Unapproved,

    /// <summary>Accepted from above.</summary>
    Accepted,

    /// <summary>Took the acceptance back.</summary>
    Unaccepted,

    /// <summary>Asked those who approved to take it back.</summary>
    AskedBack,
}

/// <summary>One step of the history of an approval; never changed.</summary>
sealed class ApprovalStep
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The workflow.</summary>
    public Guid WorkflowId { get; init; }

    /// <summary>The unit whose approval it is about.</summary>
    public Guid UnitId { get; init; }

    /// <summary>Code of the period.</summary>
    public string Period { get; init; } = "";

    /// <summary>What was done.</summary>
    public StepKind Kind { get; init; }

    /// <summary>Why, as it was typed.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The person; null for a program of the house.</summary>
    public Guid? ById { get; init; }

    /// <summary>The name at that time.</summary>
    public string ByName { get; init; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}
