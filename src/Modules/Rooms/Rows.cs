using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>A room as it was planned, and when it was open.</summary>
sealed class RoomRow : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Key of what is spoken of; one room a subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Shown above the room; never a patient's name.</summary>
    public required string Title { get; set; }

    /// <summary>Where people go when they leave.</summary>
    public required string Back { get; set; }

    /// <summary>When it is to begin; null: at once.</summary>
    public DateTimeOffset? BeginsAt { get; set; }

    /// <summary>When it is to end; null: open.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>Who holds it.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Recording may be asked for.</summary>
    public bool MayRecord { get; set; }

    /// <summary>Who made it; null: the house.</summary>
    public Guid? MadeBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When the first person came in.</summary>
    public DateTimeOffset? OpenedAt { get; set; }

    /// <summary>When its writer was last known to live; what is known of presence after the loss of a node ends here.</summary>
    public DateTimeOffset? AliveAt { get; set; }

    /// <summary>When somebody asked from outside to end it.</summary>
    public DateTimeOffset? ClosingAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Made here by somebody, not by another module.</summary>
    public bool IsOwn => Subject.StartsWith(RoomDesk.Own, StringComparison.Ordinal);
}

/// <summary>Somebody who is expected in a room.</summary>
sealed class SeatRow : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The room.</summary>
    public required Guid RoomId { get; init; }

    /// <summary>Their account; null for a guest.</summary>
    public Guid? UserId { get; set; }

    /// <summary>How the others see them.</summary>
    public required string Name { get; set; }

    /// <summary>For which organisation they sit there.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>Its name on the day of the plan.</summary>
    public required string Organisation { get; set; }

    /// <summary>What they are there.</summary>
    public required RoomRole Role { get; set; }

    /// <summary>SHA-256 of the guest's link; null where none was given.</summary>
    public string? LinkHash { get; set; }

    /// <summary>No longer expected.</summary>
    public bool IsGone { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>One thing that happened in a room, in its order.</summary>
sealed class EventRow
{
    /// <summary>The room.</summary>
    public required Guid RoomId { get; init; }

    /// <summary>From 1, without a gap.</summary>
    public required long Seq { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What, in one word.</summary>
    public required string Kind { get; init; }

    /// <summary>All of it as JSON.</summary>
    public required string Body { get; init; }
}

/// <summary>Leave to enter once within a minute.</summary>
sealed class PassRow
{
    /// <summary>SHA-256 of the pass.</summary>
    public required string Hash { get; init; }

    /// <summary>The room.</summary>
    public required Guid RoomId { get; init; }

    /// <summary>The seat.</summary>
    public required Guid SeatId { get; init; }

    /// <summary>The role for which it was given.</summary>
    public required RoomRole Role { get; init; }

    /// <summary>Who must show it: the account, or the hash of the guest's cookie.</summary>
    public required string Bearer { get; init; }

    /// <summary>Not after.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used; never twice.</summary>
    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>A picture or document that was laid on the table of a room that was made here.</summary>
sealed class FileRow : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The room.</summary>
    public required Guid RoomId { get; init; }

    /// <summary>Under whose key it is kept.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Name as it was handed in.</summary>
    public required string Name { get; init; }

    /// <summary><c>image</c> or <c>pdf</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Media type, found from its content.</summary>
    public required string Type { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public required string Hash { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Pages of a document; 1 for a picture.</summary>
    public required int Pages { get; init; }

    /// <summary>Who laid it there.</summary>
    public required Guid PutBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset PutAt { get; init; }

    /// <summary>Taken off the table.</summary>
    public bool IsGone { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>A recording that was made with the consent of everyone present.</summary>
sealed class RecordingRow : IVersioned
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The room.</summary>
    public required Guid RoomId { get; init; }

    /// <summary>Under whose key it is kept.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>From when.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Until when; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Everyone also agreed to a copy for teaching.</summary>
    public bool IsTeaching { get; set; }

    /// <summary>The last day on which it is kept.</summary>
    public DateOnly? KeepUntil { get; set; }

    /// <summary>When it was removed.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>How long an organisation keeps recordings.</summary>
sealed class RuleRow : IVersioned
{
    /// <summary>The organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Days.</summary>
    public int KeepDays { get; set; } = Usual;

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Days where an organisation has said nothing.</summary>
    public const int Usual = 90;
}
