using LienY.Kernel;

namespace LienY.Training;

/// <summary>Places of a unit in a class, and who pays for them.</summary>
sealed class Quota
{
    public required Guid ClassId { get; init; }
    public required Guid UnitId { get; init; }
    public int Seats { get; set; }
    public Payer Payer { get; set; }
}

/// <summary>Theory or practice.</summary>
enum SessionKind
{
    /// <summary>Lý thuyết.</summary>
    Theory,

    /// <summary>Thực hành.</summary>
    Practice,
}

/// <summary>A session of the timetable.</summary>
sealed class ClassSession : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClassId { get; init; }
    public required string Title { get; set; }
    public SessionKind Kind { get; set; }
    public DateTimeOffset StartsAt { get; set; }
    public DateTimeOffset EndsAt { get; set; }
    public string Place { get; set; } = "";

    /// <summary>Held in a room of ours.</summary>
    public bool IsOnline { get; set; }
    public Guid? RoomId { get; set; }
    public DateTimeOffset? RoomClosedAt { get; set; }
    public string OffReason { get; set; } = "";

    /// <summary>Called off: counts for nothing.</summary>
    public bool IsOff { get; set; }
    public int Version { get; set; }

    /// <summary>Key of its room.</summary>
    public string Subject => "training/" + Id;

    /// <summary>How long it lasts.</summary>
    public int Minutes => (int)(EndsAt - StartsAt).TotalMinutes;

    /// <summary>From when until when.</summary>
    public Span Span => new(StartsAt, EndsAt);
}

/// <summary>Who teaches in a session.</summary>
sealed class Lecturer
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClassId { get; init; }
    public required Guid SessionId { get; init; }
    public required Guid PractitionerId { get; init; }
    public Guid? UserId { get; init; }
    public required string Name { get; init; }
    public required Guid OrganisationId { get; init; }
}

/// <summary>A file for the learners.</summary>
sealed class Material
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClassId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Name { get; init; }
    public required string Hash { get; init; }
    public required long Size { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? RemovedAt { get; set; }
}
