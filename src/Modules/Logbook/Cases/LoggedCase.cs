using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Logbook;

/// <summary>How the supervisor was there.</summary>
enum Supervision
{
    /// <summary>Nobody supervised.</summary>
    None,

    /// <summary>Tại chỗ.</summary>
    OnSite,

    /// <summary>Từ xa, in a room.</summary>
    Room,
}

/// <summary>How it ended for the patient.</summary>
enum CaseOutcome
{
    /// <summary>Tốt.</summary>
    Good,

    /// <summary>Tai biến, biến chứng.</summary>
    Complication,

    /// <summary>Tử vong.</summary>
    Death,
}

/// <summary>Where an entry stands.</summary>
enum LogState
{
    /// <summary>Entered late: the director's leave is owed first.</summary>
    AwaitsLeave,

    /// <summary>The supervisor's signature is owed.</summary>
    AwaitsSupervisor,

    /// <summary>Done alone: the head's confirmation is owed.</summary>
    AwaitsHead,

    /// <summary>Given back with words; whoever entered it corrects it.</summary>
    Returned,

    /// <summary>Signed, confirmed, or needing neither: it counts and never changes.</summary>
    Counted,

    /// <summary>Withdrawn before it counted.</summary>
    Withdrawn,

    /// <summary>Counted once and taken back with a reason.</summary>
    TakenBack,
}

/// <summary>Somebody's part in a case as it was entered.</summary>
sealed class LoggedMember
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required Guid PractitionerId { get; init; }
    public Guid? UserId { get; init; }
    public required string Name { get; init; }

    /// <summary>Where they worked on that day.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Key of a role of an ekip.</summary>
    public required string Role { get; init; }

    /// <summary>Number of the <see cref="CompetencyLevel"/>, 1 to 6.</summary>
    public required short Level { get; init; }
    public required int Ordinal { get; init; }
}

/// <summary>A technique performed on a patient, as it stands in the log; who the patient is never leaves the facility.</summary>
sealed class LoggedCase : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid FacilityId { get; init; }
    public DateOnly OnDay { get; set; }
    public string Technique { get; set; } = "";
    public string TechniqueName { get; set; } = "";

    /// <summary>Class of the technique (PD, P1 … T3); empty: none.</summary>
    public string TechniqueClass { get; set; } = "";
    public Guid? EkipId { get; set; }
    public string EkipName { get; set; } = "";

    /// <summary>Roles that the ekip needs, by a space each.</summary>
    public string EkipRoles { get; set; } = "";

    /// <summary>Keyed hash of the encounter's number, to be matched with the feed.</summary>
    public string? EncounterHash { get; set; }

    /// <summary>The number itself, sealed for the facility.</summary>
    public byte[]? EncounterSealed { get; set; }

    /// <summary>1, 2 … of the same technique on the same patient that day.</summary>
    public int Ordinal { get; set; } = 1;

    /// <summary>What lets the same performance be entered once; null where it does not count any more.</summary>
    public string? Once { get; set; }

    /// <summary>The row of the feed that somebody said is the same.</summary>
    public Guid? FeedRowId { get; set; }
    public Guid? SupervisorId { get; set; }
    public Guid? SupervisorUser { get; set; }
    public string SupervisorName { get; set; } = "";

    /// <summary>Where the supervisor works.</summary>
    public Guid? SupervisorAt { get; set; }
    public Supervision Supervision { get; set; }
    public Guid? RoomId { get; set; }
    public CaseOutcome Outcome { get; set; }

    /// <summary>The safety event in words; empty: none.</summary>
    public string Safety { get; set; } = "";
    public string Note { get; set; } = "";
    public LogState State { get; set; }

    /// <summary>Everybody needed did it at level 5 or 6, nobody of another organisation supervised on site.</summary>
    public bool IsIndependent { get; set; }
    public bool IsLate { get; set; }
    public string LateReason { get; set; } = "";
    public DateTimeOffset? LeaveAt { get; set; }
    public Guid? LeaveBy { get; set; }
    public string LeaveByName { get; set; } = "";
    public string ReturnedReason { get; set; } = "";
    public required DateTimeOffset LoggedAt { get; init; }
    public Guid? LoggedBy { get; init; }
    public required string LoggedByName { get; init; }
    public DateTimeOffset? SignedAt { get; set; }
    public Guid? SignedBy { get; set; }
    public string SignedByName { get; set; } = "";

    /// <summary><c>supervisor</c>, <c>head</c>, <c>none</c> (needed neither) or empty.</summary>
    public string SignedAs { get; set; } = "";

    /// <summary>How they showed who they are.</summary>
    public string SignedMeans { get; set; } = "";

    /// <summary>SHA-256 of <see cref="Content"/> as it was signed.</summary>
    public string? SignedHash { get; set; }

    /// <summary>Signature of the house over <see cref="Sealed"/>.</summary>
    public byte[]? SignedSeal { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string EndedByName { get; set; } = "";
    public string EndedReason { get; set; } = "";
    public int Version { get; set; }
    public List<LoggedMember> Members { get; init; } = [];

    /// <summary>Key by which others know it.</summary>
    public string Key => "log/" + Id;

    /// <summary>Is a signature or a leave still owed?</summary>
    public bool IsOpen => State is LogState.AwaitsLeave or LogState.AwaitsSupervisor or LogState.AwaitsHead or LogState.Returned;

    /// <summary>A level up to 4 was done under somebody, who signs.</summary>
    public bool NeedsSupervisor => Members.Exists(m => m.Level is > 1 and < 5) || Members.TrueForAll(m => m.Level == 1);

    /// <summary>Judges independence from what stands here: those who only watched are not needed; every role of the ekip is filled by people of the facility.</summary>
    public bool JudgeIndependence()
    {
        var needed = Members.Where(m => m.Level > (short)CompetencyLevel.Observes).ToList();
        return needed.Count > 0 && needed.TrueForAll(m => m.Level >= (short)CompetencyLevel.Independent && m.OrganisationId == FacilityId)
            && !(Supervision == Supervision.OnSite && SupervisorAt is { } at && at != FacilityId)
            && EkipRoles.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(r => needed.Exists(m => m.Role == r));
    }

    /// <summary>What is signed, line by line.</summary>
    public byte[] Content() => Encoding.UTF8.GetBytes(string.Join('\n', new[]
    {
        "lieny-log-1", Id.ToString(), FacilityId.ToString(), OnDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Technique, EkipId?.ToString() ?? "",
        EncounterHash ?? "", Ordinal.ToString(CultureInfo.InvariantCulture), SupervisorId?.ToString() ?? "", Supervision.ToString(), RoomId?.ToString() ?? "",
        Outcome.ToString(), Safety, Note, IsLate ? "late" : "", LateReason,
    }.Concat(Members.OrderBy(m => m.Ordinal).Select(m => $"{m.PractitionerId} {m.Role} {m.Level.ToString(CultureInfo.InvariantCulture)}"))));

    /// <summary>SHA-256 of the content.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Content()));

    /// <summary>What the house seals of a signature.</summary>
    public byte[] Sealed() => Encoding.UTF8.GetBytes(string.Join('\n', "lieny-log-sign-1", Id, SignedHash, SignedBy, SignedByName, SignedAs, SignedMeans,
        SignedAt is { } at ? Commands.Micros(at).ToString(CultureInfo.InvariantCulture) : ""));
}
