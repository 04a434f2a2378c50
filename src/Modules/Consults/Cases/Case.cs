using LienY.Kernel;

namespace LienY.Consults;

/// <summary>
/// A consultation: one patient, a facility that asks, one that answers. Holds where it stands, who has it, and its clock; what is told of the patient stands
/// in the summaries. It changes only by the methods of <c>CaseMoves.cs</c>, each of which refuses what the state does not allow and leaves a step.
/// </summary>
sealed partial class Case : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Short code by which people speak of it (<c>HC-7K3M9Q</c>); says nothing of the patient.</summary>
    public required string Code { get; init; }

    /// <summary>The facility that asks and holds the patient.</summary>
    public required Guid AskingId { get; init; }

    /// <summary>The doctor who asks: treats the patient, remains responsible, decides at the end.</summary>
    public required Guid AskedById { get; init; }

    /// <summary>Their name.</summary>
    public required string AskedByName { get; init; }

    /// <summary>The facility that is asked; null until one is chosen.</summary>
    public Guid? AnsweringId { get; set; }

    /// <summary>The facility to which the asked one points; only in <see cref="CaseState.PassedOn"/>.</summary>
    public Guid? PassedToId { get; private set; }

    /// <summary>Who took the case at the answering facility.</summary>
    public Guid? AcceptedById { get; private set; }

    /// <summary>Their name.</summary>
    public string? AcceptedByName { get; private set; }

    /// <summary>Where it stands.</summary>
    public CaseState State { get; private set; }

    /// <summary>What is asked for.</summary>
    public ConsultKind Kind { get; set; }

    /// <summary>How soon.</summary>
    public Urgency Urgency { get; set; } = Urgency.Planned;

    /// <summary>Answered in writing, without a meeting.</summary>
    public bool IsAsync { get; private set; }

    /// <summary>The asker wishes an answer in writing.</summary>
    public bool WantsWritten { get; set; }

    /// <summary>Began at once, approval is owed.</summary>
    public bool IsEmergency { get; private set; }

    /// <summary>Specialty (a key of <c>Specialties</c>).</summary>
    public string Specialty { get; set; } = "";

    /// <summary>Reason by law (a key of the reason rules).</summary>
    public string Reason { get; set; } = "";

    /// <summary>Technique that is asked about; empty: none.</summary>
    public string TechniqueCode { get; set; } = "";

    /// <summary>Person of the index; null where the case was typed.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>Keyed hash of the person, for facts; null where unknown.</summary>
    public string? SubjectHash { get; set; }

    /// <summary>Initials of the patient, all of the name that the other side sees without a basis.</summary>
    public string Initials { get; set; } = "";

    /// <summary><c>male</c>, <c>female</c>, <c>other</c>, <c>unknown</c>.</summary>
    public string Sex { get; set; } = "unknown";

    /// <summary>Age when it was asked; null: unknown.</summary>
    public int? Age { get; set; }

    /// <summary>Unit of <see cref="Age"/>: <c>day</c>, <c>month</c>, <c>year</c>.</summary>
    public string AgeUnit { get; set; } = "year";

    /// <summary>Main diagnosis by ICD-10; empty: none yet.</summary>
    public string DiagnosisCode { get; set; } = "";

    /// <summary>The summary that is valid now: its number; 0: none.</summary>
    public int SummaryNumber { get; set; }

    /// <summary>The release on which the other side sees who the patient is; null: they do not.</summary>
    public Guid? ReleaseId { get; set; }

    /// <summary>The meeting on which it is spoken of; null: none yet.</summary>
    public Guid? SessionId { get; private set; }

    /// <summary>When the meeting is to begin.</summary>
    public DateTimeOffset? MeetsAt { get; private set; }

    /// <summary>What the clock runs for.</summary>
    public ClockKind Clock { get; private set; }

    /// <summary>Until when, by rule.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When it goes to the next; null: it lies with the director, or no clock runs.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>How often it went on: 0 lies with the first on call.</summary>
    public int Level { get; private set; }

    /// <summary>With whom it lies; null: the director.</summary>
    public Guid? OnCallId { get; private set; }

    /// <summary>Until when the approval of an emergency is owed; null: none owed.</summary>
    public DateTimeOffset? ApprovalDueAt { get; private set; }

    /// <summary>The director was told that the approval is late.</summary>
    public bool IsApprovalLate { get; private set; }

    /// <summary>When it was let out.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>When it reached the facility that is asked; the wait counts from here.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>When people began to consult.</summary>
    public DateTimeOffset? BegunAt { get; private set; }

    /// <summary>When they ended, or the opinion was given.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When every member had signed.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    /// <summary>When the treating doctor wrote down the own decision.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>When it came to an end.</summary>
    public DateTimeOffset? EndAt { get; private set; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something last happened.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>How many steps it has.</summary>
    public int StepCount { get; private set; }

    /// <summary>Code, specialty and diagnosis without marks, for the search; nothing of who the patient is.</summary>
    public string Folded { get; set; } = "";

    /// <summary>Steps that were made with this object (and those that were loaded).</summary>
    public List<CaseStep> Steps { get; } = [];

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>It came to an end: closed, refused or cancelled.</summary>
    public bool IsOver => State is CaseState.Closed or CaseState.Refused or CaseState.Cancelled;

    /// <summary>The other facility has it (or had it): it may be seen there.</summary>
    public bool IsOut => SentAt is not null;

    /// <summary>The clock ran past what was promised.</summary>
    public bool IsOverdue(DateTimeOffset now) => (DueAt is { } due && due <= now) || (ApprovalDueAt is { } owed && owed <= now);
}
