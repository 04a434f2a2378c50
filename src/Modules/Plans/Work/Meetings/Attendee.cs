using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Where a meeting stands.</summary>
enum MeetingState
{
    /// <summary>Entered after it was held.</summary>
    Recorded,

    /// <summary>Invited, not yet held.</summary>
    Invited,

    /// <summary>Held; the minutes are being written.</summary>
    Draft,

    /// <summary>The chair has agreed to the minutes.</summary>
    Agreed,

    /// <summary>Called off.</summary>
    Cancelled,
}

/// <summary>What somebody is in a meeting.</summary>
enum AttendeeRole
{
    /// <summary>Takes part.</summary>
    Member,

    /// <summary>Chairs it.</summary>
    Chair,

    /// <summary>Writes the minutes.</summary>
    Secretary,
}

/// <summary>Somebody invited to a meeting: a person with an account, or a name.</summary>
sealed class Attendee
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The meeting.</summary>
    public required Guid MeetingId { get; init; }

    /// <summary>The account; null for a free name.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Name, with title or unit.</summary>
    public required string Name { get; init; }

    /// <summary>What they are.</summary>
    public required AttendeeRole Role { get; init; }

    /// <summary>Was there; null until somebody has ticked.</summary>
    public bool? Attended { get; set; }
}

/// <summary>A numbered conclusion or decision of a meeting; it may become a task.</summary>
sealed class Conclusion
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The meeting.</summary>
    public required Guid MeetingId { get; init; }

    /// <summary>1, 2, 3 … within the meeting.</summary>
    public required int Number { get; init; }

    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>A decision, not only a conclusion.</summary>
    public required bool IsDecision { get; init; }

    /// <summary>The unit that has to do it.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>The person who has to do it.</summary>
    public Guid? OwnerUserId { get; init; }

    /// <summary>To be done by this day.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The task that it became.</summary>
    public Guid? TaskId { get; set; }
}
