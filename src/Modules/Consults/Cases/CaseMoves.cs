using LienY.Kernel;

namespace LienY.Consults;

/// <summary>
/// The way of a case (superset of what Vietnamese hospitals use today): every method says from which states it may be done, moves, and leaves a step. Who may do
/// it is asked by the use; what is missing in the summary by <c>Essentials</c>.
/// </summary>
sealed partial class Case
{
    /// <summary>How long the approval of an emergency may be owed.</summary>
    public static readonly TimeSpan ApprovalOwed = TimeSpan.FromHours(24);

    /// <summary>A new case of the asker, a draft.</summary>
    public static Case Begin(string code, Actor by, DateTimeOffset at)
    {
        var one = new Case { Code = code, AskingId = by.OrganisationId, AskedById = by.UserId ?? Guid.Empty, AskedByName = by.Name, CreatedAt = at };
        one.Note("create", by, at);
        return one;
    }

    /// <summary>Nháp → Chờ duyệt.</summary>
    public void Submit(Actor by, DateTimeOffset at)
    {
        From(CaseState.Draft);
        NeedsWhom();
        Move("submit", CaseState.AwaitingApproval, by, at);
    }

    /// <summary>Chờ duyệt → Chờ tiếp nhận, with the clock of its urgency; of an emergency that runs already, only the owed approval is given.</summary>
    public void Approve(Actor by, DateTimeOffset at, RunningClock? clock)
    {
        if (ApprovalDueAt is not null)
        {
            (ApprovalDueAt, ApprovedAt, IsApprovalLate) = (null, at, false);
            Note("approve", by, at);
            return;
        }
        From(CaseState.AwaitingApproval);
        ApprovedAt = at;
        Send(at, clock);
        Move("approve", CaseState.AwaitingAcceptance, by, at);
    }

    /// <summary>Chờ duyệt → Từ chối nội bộ.</summary>
    public void RefuseInside(Actor by, DateTimeOffset at, string why)
    {
        From(CaseState.AwaitingApproval);
        Move("refuse-inside", CaseState.RefusedInside, by, at, Why(why));
    }

    /// <summary>Từ chối nội bộ, Chờ duyệt → Nháp: the asker works on it again.</summary>
    public void Revise(Actor by, DateTimeOffset at)
    {
        From(CaseState.RefusedInside, CaseState.AwaitingApproval);
        Move("revise", CaseState.Draft, by, at);
    }

    /// <summary>Nháp → Phòng mở at once; approval is owed within 24 hours.</summary>
    public void OpenUrgently(Actor by, DateTimeOffset at, string why)
    {
        From(CaseState.Draft);
        NeedsWhom();
        if (Urgency != Urgency.Immediate) throw Refusal.Conflict("Chỉ ca tối khẩn mới mở phòng ngay trước khi duyệt.");
        (IsEmergency, ApprovalDueAt, SentAt) = (true, at + ApprovalOwed, at);
        Move("open-urgently", CaseState.RoomOpen, by, at, Why(why));
    }

    /// <summary>Chờ tiếp nhận → Chờ lập lịch; with an opinion in writing → Chờ ý kiến, whose clock begins.</summary>
    /// <param name="opinion">The clock of the opinion; null: a meeting.</param>
    public void Accept(Actor by, DateTimeOffset at, RunningClock? opinion)
    {
        From(CaseState.AwaitingAcceptance);
        (AcceptedAt, AcceptedById, AcceptedByName, IsAsync) = (at, by.UserId, by.Name, opinion is not null);
        StopClock();
        if (opinion is not null) StartClock(ClockKind.Opinion, opinion);
        Move(opinion is null ? "accept" : "accept-written", opinion is null ? CaseState.AwaitingSchedule : CaseState.AwaitingOpinion, by, at);
    }

    /// <summary>Takes note that the answering facility came to an emergency whose room is open already.</summary>
    public void Join(Actor by, DateTimeOffset at)
    {
        if (!IsEmergency || AcceptedAt is not null) throw Wrong();
        From(CaseState.RoomOpen, CaseState.InConsultation);
        (AcceptedAt, AcceptedById, AcceptedByName) = (at, by.UserId, by.Name);
        Note("join", by, at);
    }

    /// <summary>Chờ tiếp nhận → Cần bổ sung; the clock stops while the asker works.</summary>
    public void AskForMore(Actor by, DateTimeOffset at, string what)
    {
        From(CaseState.AwaitingAcceptance);
        StopClock();
        Move("ask-more", CaseState.NeedsMore, by, at, Why(what));
    }

    /// <summary>Cần bổ sung → Chờ tiếp nhận; the clock begins anew.</summary>
    public void Supplement(Actor by, DateTimeOffset at, RunningClock clock)
    {
        From(CaseState.NeedsMore);
        StartClock(ClockKind.Acceptance, clock);
        Move("supplement", CaseState.AwaitingAcceptance, by, at);
    }

    /// <summary>Chờ tiếp nhận → Từ chối.</summary>
    public void Refuse(Actor by, DateTimeOffset at, string why)
    {
        From(CaseState.AwaitingAcceptance);
        StopClock();
        EndAt = at;
        Move("refuse", CaseState.Refused, by, at, Why(why));
    }

    /// <summary>Chờ tiếp nhận → Chuyển nơi khác: points to another facility; the asker decides, for a new release is needed.</summary>
    public void PassOn(Guid to, Actor by, DateTimeOffset at, string why)
    {
        From(CaseState.AwaitingAcceptance);
        if (to == AskingId || to == AnsweringId) throw Refusal.Invalid("Nơi chuyển tới phải khác nơi hỏi và nơi đang được hỏi.");
        StopClock();
        PassedToId = to;
        Move("pass-on", CaseState.PassedOn, by, at, Why(why));
    }

    /// <summary>Chuyển nơi khác → Chờ tiếp nhận at the facility that was named.</summary>
    public void SendOn(Actor by, DateTimeOffset at, RunningClock clock)
    {
        From(CaseState.PassedOn);
        (AnsweringId, PassedToId) = (PassedToId, null);
        Send(at, clock);
        Move("send-on", CaseState.AwaitingAcceptance, by, at);
    }

    /// <summary>Chờ ý kiến → Chờ lập lịch: writing is not enough, people have to meet.</summary>
    public void NeedsMeeting(Actor by, DateTimeOffset at, string why)
    {
        From(CaseState.AwaitingOpinion);
        StopClock();
        IsAsync = false;
        Move("needs-meeting", CaseState.AwaitingSchedule, by, at, Why(why));
    }

    /// <summary>Chờ ý kiến → Chờ ký: the opinion is given; it becomes the minutes that are signed.</summary>
    public void GiveOpinion(Actor by, DateTimeOffset at)
    {
        From(CaseState.AwaitingOpinion);
        StopClock();
        EndedAt = at;
        Move("opinion", CaseState.AwaitingSignatures, by, at);
    }

    /// <summary>Chờ lập lịch → Đã lập lịch; again while scheduled: another session or another hour.</summary>
    public void Schedule(Guid session, DateTimeOffset meetsAt, Actor by, DateTimeOffset at)
    {
        From(CaseState.AwaitingSchedule, CaseState.Scheduled);
        (SessionId, MeetsAt) = (session, meetsAt);
        Move("schedule", CaseState.Scheduled, by, at);
    }

    /// <summary>The session of an emergency, whose room is open already.</summary>
    public void HoldIn(Guid session, Actor by, DateTimeOffset at)
    {
        From(CaseState.RoomOpen);
        if (!IsEmergency || SessionId is not null) throw Wrong();
        (SessionId, MeetsAt) = (session, at);
        Note("schedule", by, at);
    }

    /// <summary>Đã lập lịch, Phòng mở → Chờ lập lịch: the meeting does not take place.</summary>
    public void Unschedule(Actor by, DateTimeOffset at, string why)
    {
        From(CaseState.Scheduled, CaseState.RoomOpen);
        (SessionId, MeetsAt) = (null, null);
        Move("unschedule", CaseState.AwaitingSchedule, by, at, Why(why));
    }

    /// <summary>Đã lập lịch → Phòng mở.</summary>
    public void OpenRoom(Actor by, DateTimeOffset at)
    {
        From(CaseState.Scheduled);
        Move("open-room", CaseState.RoomOpen, by, at);
    }

    /// <summary>Phòng mở → Đang hội chẩn.</summary>
    public void Begin(Actor by, DateTimeOffset at)
    {
        From(CaseState.RoomOpen);
        BegunAt = at;
        Move("begin", CaseState.InConsultation, by, at);
    }

    /// <summary>Đang hội chẩn → Chờ biên bản.</summary>
    public void EndMeeting(Actor by, DateTimeOffset at)
    {
        From(CaseState.InConsultation);
        EndedAt = at;
        Move("end-meeting", CaseState.AwaitingMinutes, by, at);
    }

    /// <summary>Chờ biên bản → Chờ ký.</summary>
    public void MinutesWritten(Actor by, DateTimeOffset at)
    {
        From(CaseState.AwaitingMinutes);
        Move("minutes", CaseState.AwaitingSignatures, by, at);
    }

    /// <summary>Chờ ký → Chờ biên bản: somebody found a mistake before all had signed; what was signed is void.</summary>
    public void ReopenMinutes(Actor by, DateTimeOffset at, string why)
    {
        From(CaseState.AwaitingSignatures);
        Move("reopen-minutes", CaseState.AwaitingMinutes, by, at, Why(why));
    }

    /// <summary>Chờ ký → Đã ký.</summary>
    public void SignedByAll(Actor by, DateTimeOffset at)
    {
        From(CaseState.AwaitingSignatures);
        SignedAt = at;
        Move("signed", CaseState.Signed, by, at);
    }

    /// <summary>The treating doctor's own decision on the ground of the minutes; the decision itself is a row of its own. A later one replaces it.</summary>
    public void Decide(Actor by, DateTimeOffset at)
    {
        From(CaseState.Signed, CaseState.FollowingUp);
        DecidedAt = at;
        Note("decide", by, at);
    }

    /// <summary>Đã ký → Theo dõi.</summary>
    public void StartFollowUp(Actor by, DateTimeOffset at)
    {
        From(CaseState.Signed);
        Move("follow-up", CaseState.FollowingUp, by, at);
    }

    /// <summary>Theo dõi → Đóng; never without signed minutes and the treating doctor's decision.</summary>
    public void Close(Actor by, DateTimeOffset at)
    {
        From(CaseState.FollowingUp);
        if (SignedAt is null) throw Refusal.Conflict("Chưa có biên bản đủ chữ ký nên chưa đóng được ca hội chẩn.");
        if (DecidedAt is null) throw Refusal.Conflict("Chưa có quyết định của bác sĩ điều trị nên chưa đóng được ca hội chẩn.");
        if (ApprovalDueAt is not null) throw Refusal.Conflict("Ca tối khẩn này còn nợ duyệt của lãnh đạo nên chưa đóng được.");
        EndAt = at;
        Move("close", CaseState.Closed, by, at);
    }

    /// <summary>→ Hủy, before the room is open and before an opinion was given.</summary>
    public void Cancel(Actor by, DateTimeOffset at, string why)
    {
        From(CaseState.Draft, CaseState.AwaitingApproval, CaseState.RefusedInside, CaseState.AwaitingAcceptance, CaseState.NeedsMore, CaseState.PassedOn,
            CaseState.AwaitingOpinion, CaseState.AwaitingSchedule, CaseState.Scheduled);
        StopClock();
        (EndAt, PassedToId) = (at, null);
        Move("cancel", CaseState.Cancelled, by, at, Why(why));
    }

    /// <summary>The clock ran out at this level: the case goes to the next on the roster, or (null) to the director, where it stays until somebody acts.</summary>
    public void PassClock(Actor house, DateTimeOffset at, Guid? next, DateTimeOffset nextAt)
    {
        if (Clock == ClockKind.None || NextAt is not { } due || due > at) throw Wrong();
        (Level, OnCallId, NextAt) = (Level + 1, next, next is null ? null : nextAt);
        Note(next is null ? "clock-director" : "clock-next", house, at);
    }

    /// <summary>The owed approval did not come in time: noted once.</summary>
    public void ApprovalMissed(Actor house, DateTimeOffset at)
    {
        if (ApprovalDueAt is not { } due || due > at || IsApprovalLate) throw Wrong();
        IsApprovalLate = true;
        Note("approval-late", house, at);
    }

    void Send(DateTimeOffset at, RunningClock? clock)
    {
        SentAt = at;
        StartClock(ClockKind.Acceptance, clock ?? throw new ArgumentNullException(nameof(clock)));
    }

    void StartClock(ClockKind kind, RunningClock clock) =>
        (Clock, DueAt, NextAt, Level, OnCallId) = (kind, clock.DueAt, clock.UserId is null ? clock.DueAt : clock.NextAt, 0, clock.UserId);

    void StopClock() => (Clock, DueAt, NextAt, Level, OnCallId) = (ClockKind.None, null, null, 0, null);

    void NeedsWhom()
    {
        if (AnsweringId is null) throw new Refusal(RefusalKind.Invalid, "Xin chọn cơ sở được hỏi ý kiến.") { Field = "answering" };
        if (AnsweringId == AskingId) throw new Refusal(RefusalKind.Invalid, "Cơ sở được hỏi phải khác cơ sở của ông/bà.") { Field = "answering" };
    }

    static string Why(string why) => why.Trim() is { Length: > 0 } text ? text
        : throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };

    void From(params ReadOnlySpan<CaseState> states)
    {
        if (!states.Contains(State)) throw Wrong();
    }

    static Refusal Wrong() => new(RefusalKind.Conflict, "Ca hội chẩn đã chuyển sang bước khác nên không làm được việc này. Xin tải lại trang để xem bước hiện tại.")
    { Code = "wrong-step" };

    void Note(string act, Actor by, DateTimeOffset at) => Move(act, State, by, at);

    void Move(string act, CaseState to, Actor by, DateTimeOffset at, string why = "")
    {
        Steps.Add(new CaseStep
        {
            CaseId = Id,
            Number = ++StepCount,
            Act = act,
            Before = State,
            After = to,
            At = at,
            ById = by.UserId,
            ByName = by.Name,
            OrganisationId = by.OrganisationId,
            Reason = why,
        });
        (State, ChangedAt) = (to, at);
    }
}
