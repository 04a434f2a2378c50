namespace LienY.Training;

/// <summary>What shows that somebody was there.</summary>
enum EvidenceKind
{
    /// <summary>The room saw them from when until when.</summary>
    Room,

    /// <summary>They sent the code that the lecturer's page showed.</summary>
    Code,

    /// <summary>The lecturer or the arranger says so, with a reason.</summary>
    Lecturer,

    /// <summary>They answered "còn ở đây?" in an online session.</summary>
    Prompt,
}

/// <summary>
/// A piece of evidence of somebody in a session; only ever added. A later word of the lecturer holds over what stood before; <see cref="IsAbsence"/> takes its span out.
/// </summary>
sealed class Evidence
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Lets the same be taken down once.</summary>
    public required string Key { get; init; }
    public required Guid ClassId { get; init; }
    public required Guid SessionId { get; init; }
    public required Guid NominationId { get; init; }
    public required EvidenceKind Kind { get; init; }
    public required DateTimeOffset FromAt { get; init; }
    public required DateTimeOffset ToAt { get; init; }
    public bool IsAbsence { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>Hash of the device; empty: none.</summary>
    public string Device { get; init; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public Guid? MadeBy { get; init; }
    public string MadeByName { get; init; } = "";

    /// <summary>The span it speaks of.</summary>
    public Span Span => new(FromAt, ToAt);
}

/// <summary>The first device by which somebody marked in a class; it marks nobody else, and they by no other, until a lecturer releases it with a reason.</summary>
sealed class BoundDevice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClassId { get; init; }
    public required Guid NominationId { get; init; }
    public required string Device { get; init; }
    public required DateTimeOffset BoundAt { get; init; }
    public DateTimeOffset? ReleasedAt { get; set; }
    public string ReleasedByName { get; set; } = "";
    public string Reason { get; set; } = "";
}
