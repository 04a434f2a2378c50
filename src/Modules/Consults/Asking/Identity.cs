using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Who the patient of a case is: kept apart, seen by the asking facility and, while a release lives, by the answering one.</summary>
sealed class CaseIdentity
{
    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Full name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Day of birth as far as known (<c>1980</c>, <c>1980-02</c>, <c>1980-02-15</c>).</summary>
    public string Birth { get; set; } = "";

    /// <summary>Number of the patient at the asking facility.</summary>
    public string LocalNumber { get; set; } = "";

    /// <summary>Twelve-digit personal number.</summary>
    public string Personal { get; set; } = "";

    /// <summary>Insurance card.</summary>
    public string Insurance { get; set; } = "";

    /// <summary>Address in words.</summary>
    public string Address { get; set; } = "";

    /// <summary>Phone.</summary>
    public string Phone { get; set; } = "";

    /// <summary>Everything by which the patient is known, to be taken out of free text.</summary>
    public IEnumerable<string> Known() => new[] { Name, LocalNumber, Personal, Insurance, Address, Phone }.Where(k => k.Length > 0);
}

/// <summary>How far a release has come.</summary>
enum ReleaseState
{
    /// <summary>The asker handed in the paper; the director decides with the request.</summary>
    Asked,

    /// <summary>In force until its end.</summary>
    Live,

    /// <summary>Ended before its time: the case was closed, passed on or cancelled, or the paper was taken back.</summary>
    Revoked,
}

/// <summary>
/// On what the answering facility may know who the patient is: the patient's written request, or urgent danger. For a patient of the index it carries a basis
/// of the release gate (purpose <c>consultation</c>), so that the record opens too.
/// </summary>
sealed class CaseRelease : IVersioned
{
    /// <summary>The longest that one lives.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Who may know.</summary>
    public required Guid ReceiverId { get; init; }

    /// <summary>What it rests on.</summary>
    public required BasisKind Kind { get; init; }

    /// <summary>Number and day of the paper, or the article.</summary>
    public required string Reference { get; init; }

    /// <summary>Hash of the paper in the asking facility's files.</summary>
    public string? Evidence { get; init; }

    /// <summary>Name of that paper.</summary>
    public string? EvidenceName { get; init; }

    /// <summary>How far it has come.</summary>
    public ReleaseState State { get; set; }

    /// <summary>The basis of the release gate; null: the patient is not in the index, or not in force yet.</summary>
    public Guid? BasisId { get; set; }

    /// <summary>From when.</summary>
    public DateTimeOffset? ValidFrom { get; set; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? ValidTo { get; set; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Why.</summary>
    public string RevokedReason { get; set; } = "";

    /// <summary>Who handed it in.</summary>
    public required Guid MadeById { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>In force now.</summary>
    public bool IsLive(DateTimeOffset now) => State == ReleaseState.Live && ValidFrom <= now && ValidTo > now;
}
