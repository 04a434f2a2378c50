using LienY.Kernel;

namespace LienY.Certificates;

/// <summary>What is known of a certificate of another place.</summary>
enum OutsideState
{
    /// <summary>Chờ xác nhận.</summary>
    Registered,

    /// <summary>Đã đối chiếu bản gốc.</summary>
    Confirmed,

    /// <summary>Không công nhận.</summary>
    Refused,
}

/// <summary>A certificate that a place outside this house issued: entered with a scan, confirmed by the holder's unit after seeing the original.</summary>
sealed class OutsideCertificate : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? UserId { get; init; }
    public Guid? PractitionerId { get; init; }
    public required string Holder { get; init; }

    /// <summary>The holder's unit, which confirms it.</summary>
    public required Guid OrganisationId { get; init; }

    public required string IssuerName { get; init; }
    public required string Number { get; init; }
    public required string Course { get; init; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }
    public required DateOnly IssuedOn { get; init; }
    public required decimal Hours { get; init; }
    public required string ScanHash { get; init; }
    public required string ScanName { get; init; }
    public OutsideState State { get; private set; }
    public string Reason { get; private set; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string DecidedByName { get; private set; } = "";
    public required string Folded { get; init; }
    public int Version { get; set; }

    /// <summary>Confirms it, or refuses with a reason.</summary>
    public void Decide(bool takes, string reason, string by, DateTimeOffset at)
    {
        if (State != OutsideState.Registered) throw Refusal.Conflict("Chứng chỉ này đã được xem xét rồi.");
        if (!takes && reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        (State, Reason, DecidedByName, DecidedAt) = (takes ? OutsideState.Confirmed : OutsideState.Refused, reason, by, at);
    }

    /// <summary>State in words (a Vietnamese key).</summary>
    public static string Name(OutsideState state) => state switch
    {
        OutsideState.Confirmed => Words.Key("đã đối chiếu"),
        OutsideState.Refused => Words.Key("không công nhận"),
        _ => Words.Key("chờ xác nhận"),
    };

    /// <summary>Colour of a state.</summary>
    public static string Colour(OutsideState state) => state switch { OutsideState.Confirmed => "ok", OutsideState.Refused => "bad", _ => "warn" };
}
