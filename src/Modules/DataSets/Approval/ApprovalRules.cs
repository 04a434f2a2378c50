using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>How approval of figures stands for a unit and a period; names as DHIS2 tells them, without those that need a choice of several units at once
/// (ELSEWHERE).</summary>
enum ApprovalState
{
    /// <summary>Approval does not apply: no workflow, nothing to report, or above all levels.</summary>
    Unapprovable,

    /// <summary>Not at a level itself; approved by a unit above, which has not done so.</summary>
    UnapprovedAbove,

    /// <summary>At a level, but something below it is not ready.</summary>
    UnapprovedWaiting,

    /// <summary>Can be approved here.</summary>
    UnapprovedReady,

    /// <summary>Approved by a level above.</summary>
    ApprovedAbove,

    /// <summary>Approved here, not above.</summary>
    ApprovedHere,

    /// <summary>Approved here and accepted by the level above.</summary>
    AcceptedHere,
}

/// <summary>What can be done about an approval.</summary>
enum ApprovalAction
{
    /// <summary>Says that the figures are right.</summary>
    Approve,

    /// <summary>Takes that back.</summary>
    Unapprove,

    /// <summary>The level above takes what was approved.</summary>
    Accept,

    /// <summary>It gives that back.</summary>
    Unaccept,
}

/// <summary>What somebody may do about the approval of a unit.</summary>
[Flags]
enum ApprovalPower
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Approve and take back.</summary>
    Approve = 1,

    /// <summary>Accept from above, give back, take back what was accepted.</summary>
    Accept = 2,
}

/// <summary>Why an action is refused.</summary>
enum ApprovalNo
{
    /// <summary>Approval does not apply.</summary>
    NotApplicable,

    /// <summary>The caller holds no such right over the unit.</summary>
    NotYours,

    /// <summary>Something below is not ready.</summary>
    NotReady,

    /// <summary>Approved by a unit above, not here.</summary>
    NotHere,

    /// <summary>It is so already.</summary>
    Already,

    /// <summary>It is not approved.</summary>
    NotApproved,

    /// <summary>It is not accepted.</summary>
    NotAccepted,

    /// <summary>The level above has approved; that must be taken back first.</summary>
    ApprovedAbove,

    /// <summary>The level above has accepted; only it can take that back.</summary>
    AcceptedAbove,

    /// <summary>Nobody stands above who could accept.</summary>
    NobodyAbove,
}

/// <summary>What decides the state of a unit.</summary>
/// <param name="Applies">Figures are expected of the unit or of something below it.</param>
/// <param name="AtLevel">The unit stands at a level of the workflow.</param>
/// <param name="HasAbove">A unit above it stands at a higher level.</param>
/// <param name="ApprovedAbove">One of those has approved.</param>
/// <param name="ReadyBelow">Everything below that must be approved (and accepted, complete) is.</param>
/// <param name="Approved">Approved here.</param>
/// <param name="Accepted">Accepted from above.</param>
readonly record struct ApprovalPosition(bool Applies, bool AtLevel, bool HasAbove, bool ApprovedAbove, bool ReadyBelow, bool Approved, bool Accepted);

/// <summary>The rules of approval: pure, without time or database.</summary>
static class ApprovalRules
{
    /// <summary>The state of a position.</summary>
    public static ApprovalState StateOf(in ApprovalPosition at)
    {
        if (!at.Applies || (!at.AtLevel && !at.HasAbove)) return ApprovalState.Unapprovable;
        // A unit that was assigned after its department approved is covered by that approval as well.
        if (at.ApprovedAbove) return ApprovalState.ApprovedAbove;
        if (!at.AtLevel) return ApprovalState.UnapprovedAbove;
        if (at.Approved) return at.Accepted ? ApprovalState.AcceptedHere : ApprovalState.ApprovedHere;
        return at.ReadyBelow ? ApprovalState.UnapprovedReady : ApprovalState.UnapprovedWaiting;
    }

    /// <summary>What an action makes of a state for somebody with some power, or why it is refused; <paramref name="hasAbove"/>: somebody stands above who can
    /// accept.</summary>
    public static (ApprovalState To, ApprovalNo? No) Decide(ApprovalState from, ApprovalAction action, ApprovalPower power, bool hasAbove)
    {
        if (from == ApprovalState.Unapprovable) return (from, ApprovalNo.NotApplicable);
        var may = action switch
        {
            ApprovalAction.Approve => power.HasFlag(ApprovalPower.Approve),
            ApprovalAction.Unapprove => power != ApprovalPower.None,
            _ => power.HasFlag(ApprovalPower.Accept),
        };
        if (!may) return (from, ApprovalNo.NotYours);
        return action switch
        {
            ApprovalAction.Approve => from switch
            {
                ApprovalState.UnapprovedReady => (ApprovalState.ApprovedHere, null),
                ApprovalState.UnapprovedWaiting => (from, ApprovalNo.NotReady),
                ApprovalState.UnapprovedAbove => (from, ApprovalNo.NotHere),
                _ => (from, ApprovalNo.Already),
            },
            ApprovalAction.Unapprove => from switch
            {
                ApprovalState.ApprovedHere => (ApprovalState.UnapprovedReady, null),
                ApprovalState.AcceptedHere => power.HasFlag(ApprovalPower.Accept) ? (ApprovalState.UnapprovedReady, null) : (from, ApprovalNo.AcceptedAbove),
                ApprovalState.ApprovedAbove => (from, ApprovalNo.ApprovedAbove),
                _ => (from, ApprovalNo.NotApproved),
            },
            ApprovalAction.Accept => from switch
            {
                ApprovalState.ApprovedHere => hasAbove ? (ApprovalState.AcceptedHere, null) : (from, ApprovalNo.NobodyAbove),
                ApprovalState.AcceptedHere => (from, ApprovalNo.Already),
                ApprovalState.ApprovedAbove => (from, ApprovalNo.ApprovedAbove),
                _ => (from, ApprovalNo.NotApproved),
            },
            _ => from switch
            {
                ApprovalState.AcceptedHere => (ApprovalState.ApprovedHere, null),
                ApprovalState.ApprovedAbove => (from, ApprovalNo.ApprovedAbove),
                _ => (from, ApprovalNo.NotAccepted),
            },
        };
    }

    /// <summary>True where somebody may do it now.</summary>
    public static bool May(ApprovalState from, ApprovalAction action, ApprovalPower power, bool hasAbove) => Decide(from, action, power, hasAbove).No is null;

    /// <summary>The name of a state as DHIS2 writes it.</summary>
    public static string Name(ApprovalState state) => state switch
    {
        ApprovalState.Unapprovable => "UNAPPROVABLE",
        ApprovalState.UnapprovedAbove => "UNAPPROVED_ABOVE",
        ApprovalState.UnapprovedWaiting => "UNAPPROVED_WAITING",
        ApprovalState.UnapprovedReady => "UNAPPROVED_READY",
        ApprovalState.ApprovedAbove => "APPROVED_ABOVE",
        ApprovalState.ApprovedHere => "APPROVED_HERE",
        _ => "ACCEPTED_HERE",
    };

    /// <summary>A state in words (a Vietnamese key).</summary>
    public static string Word(ApprovalState state) => state switch
    {
        ApprovalState.Unapprovable => Words.Key("không phải duyệt"),
        ApprovalState.UnapprovedAbove => Words.Key("chờ cấp trên duyệt"),
        ApprovalState.UnapprovedWaiting => Words.Key("chưa đủ điều kiện duyệt"),
        ApprovalState.UnapprovedReady => Words.Key("chờ duyệt"),
        ApprovalState.ApprovedAbove => Words.Key("cấp trên đã duyệt"),
        ApprovalState.ApprovedHere => Words.Key("đã được duyệt"),
        _ => Words.Key("đã duyệt, đã tiếp nhận"),
    };

    /// <summary>The kind of badge of a state.</summary>
    public static string Kind(ApprovalState state) => state switch
    {
        ApprovalState.ApprovedAbove or ApprovalState.ApprovedHere or ApprovalState.AcceptedHere => "ok",
        ApprovalState.UnapprovedReady => "warn",
        _ => "none",
    };

    /// <summary>The refusal of an action, with the unit's name.</summary>
    public static Refusal Refuse(ApprovalNo no, string unit) => no switch
    {
        ApprovalNo.NotApplicable => Refusal.Conflict("Số liệu của “{0}” trong kỳ này không phải duyệt.", unit),
        ApprovalNo.NotYours => Refusal.Forbidden("Ông/bà chưa được phân quyền duyệt hoặc tiếp nhận số liệu của “{0}”. Xin liên hệ quản trị viên.", unit),
        ApprovalNo.NotReady => Refusal.Conflict("Chưa duyệt được “{0}”: kỳ chưa kết thúc, hoặc còn đơn vị bên dưới chưa duyệt, còn báo cáo chưa hoàn thành.", unit),
        ApprovalNo.NotHere => Refusal.Conflict("Số liệu của “{0}” do đơn vị cấp trên duyệt. Xin chọn đơn vị cấp trên.", unit),
        ApprovalNo.Already => Refusal.Conflict("Số liệu của “{0}” đã được người khác duyệt hoặc tiếp nhận rồi. Xin tải lại trang.", unit),
        ApprovalNo.NotApproved => Refusal.Conflict("Số liệu của “{0}” chưa được duyệt.", unit),
        ApprovalNo.NotAccepted => Refusal.Conflict("Số liệu của “{0}” chưa được tiếp nhận.", unit),
        ApprovalNo.ApprovedAbove => Refusal.Conflict("Cấp trên đã duyệt số liệu của “{0}”. Xin đề nghị cấp trên thu hồi trước.", unit),
        ApprovalNo.AcceptedAbove => Refusal.Conflict("Cấp trên đã tiếp nhận số liệu của “{0}”. Xin đề nghị cấp trên thu hồi.", unit),
        _ => Refusal.Conflict("“{0}” ở cấp cao nhất của quy trình nên không có cấp trên để tiếp nhận.", unit),
    };
}
