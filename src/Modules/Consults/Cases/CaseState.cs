using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Where a consultation stands, from the first word to the end.</summary>
enum CaseState
{
    /// <summary>Nháp.</summary>
    Draft,

    /// <summary>Chờ duyệt: the director of the asking facility is to let it out.</summary>
    AwaitingApproval,

    /// <summary>Từ chối nội bộ: not let out; the asker may work on it again.</summary>
    RefusedInside,

    /// <summary>Chờ tiếp nhận: the other facility is to take it.</summary>
    AwaitingAcceptance,

    /// <summary>Cần bổ sung: the other facility asked for more.</summary>
    NeedsMore,

    /// <summary>Từ chối: an end.</summary>
    Refused,

    /// <summary>Chuyển nơi khác: the other facility names a third one; the asker decides.</summary>
    PassedOn,

    /// <summary>Chờ ý kiến: an opinion in writing is to be given.</summary>
    AwaitingOpinion,

    /// <summary>Chờ lập lịch.</summary>
    AwaitingSchedule,

    /// <summary>Đã lập lịch.</summary>
    Scheduled,

    /// <summary>Phòng mở.</summary>
    RoomOpen,

    /// <summary>Đang hội chẩn.</summary>
    InConsultation,

    /// <summary>Chờ biên bản.</summary>
    AwaitingMinutes,

    /// <summary>Chờ ký.</summary>
    AwaitingSignatures,

    /// <summary>Đã ký.</summary>
    Signed,

    /// <summary>Theo dõi.</summary>
    FollowingUp,

    /// <summary>Đóng: an end.</summary>
    Closed,

    /// <summary>Hủy: an end.</summary>
    Cancelled,
}

/// <summary>How soon an answer is needed; how long each may take is dated rule data.</summary>
enum Urgency
{
    /// <summary>Tối khẩn: life at stake within the hour.</summary>
    Immediate,

    /// <summary>Khẩn.</summary>
    Urgent,

    /// <summary>Trong ngày.</summary>
    SameDay,

    /// <summary>Theo lịch.</summary>
    Planned,
}

/// <summary>What is asked for.</summary>
enum ConsultKind
{
    /// <summary>Tư vấn khám bệnh, chữa bệnh.</summary>
    Advice,

    /// <summary>Hội chẩn cận lâm sàng.</summary>
    Paraclinical,

    /// <summary>Hội chẩn phẫu thuật, thủ thuật.</summary>
    Surgery,
}

/// <summary>What the clock of a case runs for.</summary>
enum ClockKind
{
    /// <summary>Nothing is waited for by a clock.</summary>
    None,

    /// <summary>The other facility is to take the case.</summary>
    Acceptance,

    /// <summary>The opinion in writing is to be given.</summary>
    Opinion,
}

/// <summary>Who does something with a case: the person, and for which facility.</summary>
/// <param name="UserId">Null: the house itself (a clock that ran out).</param>
sealed record Actor(Guid? UserId, string Name, Guid OrganisationId)
{
    /// <summary>The house itself: clocks that run out, rooms that open and close.</summary>
    public static readonly Actor House = new(null, Caller.House.Name, Guid.Empty);

    /// <summary>The present caller.</summary>
    public static Actor Of(Caller caller) => new(caller.UserId, caller.Name, caller.OrganisationId);
}

/// <summary>A clock that begins to run: until when, until when the first who is on call has it, and who that is.</summary>
/// <param name="DueAt">What was promised by rule; it does not move when the case goes to the next on the roster.</param>
/// <param name="NextAt">When it goes on to the next; usually the same moment.</param>
/// <param name="UserId">Who has it now; null: nobody is on the roster, the director has it.</param>
sealed record RunningClock(DateTimeOffset DueAt, DateTimeOffset NextAt, Guid? UserId);

/// <summary>One step of a case: never changed, never deleted.</summary>
sealed class CaseStep
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>1, 2 … within the case; two people at once cannot both write the same one.</summary>
    public int Number { get; init; }

    /// <summary>What was done, e.g. <c>approve</c>.</summary>
    public required string Act { get; init; }

    /// <summary>State before.</summary>
    public CaseState Before { get; init; }

    /// <summary>State after; the same where only something was noted.</summary>
    public CaseState After { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who; null: the house.</summary>
    public Guid? ById { get; init; }

    /// <summary>Their name then.</summary>
    public required string ByName { get; init; }

    /// <summary>For which facility; empty: the house.</summary>
    public Guid OrganisationId { get; init; }

    /// <summary>Why, in words; empty where none is needed.</summary>
    public string Reason { get; init; } = "";
}
