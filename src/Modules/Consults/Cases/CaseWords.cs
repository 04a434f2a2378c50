using LienY.Kernel;

namespace LienY.Consults;

/// <summary>States, urgencies, kinds and steps in words (Vietnamese keys).</summary>
static class CaseWords
{
    /// <summary>A state.</summary>
    public static string Of(CaseState state) => state switch
    {
        CaseState.Draft => Words.Key("nháp"),
        CaseState.AwaitingApproval => Words.Key("chờ duyệt"),
        CaseState.RefusedInside => Words.Key("lãnh đạo chưa duyệt"),
        CaseState.AwaitingAcceptance => Words.Key("chờ tiếp nhận"),
        CaseState.NeedsMore => Words.Key("cần bổ sung"),
        CaseState.Refused => Words.Key("bị từ chối"),
        CaseState.PassedOn => Words.Key("được chuyển nơi khác"),
        CaseState.AwaitingOpinion => Words.Key("chờ ý kiến"),
        CaseState.AwaitingSchedule => Words.Key("chờ lập lịch"),
        CaseState.Scheduled => Words.Key("đã lập lịch"),
        CaseState.RoomOpen => Words.Key("phòng mở"),
        CaseState.InConsultation => Words.Key("đang hội chẩn"),
        CaseState.AwaitingMinutes => Words.Key("chờ biên bản"),
        CaseState.AwaitingSignatures => Words.Key("chờ ký"),
        CaseState.Signed => Words.Key("đã ký"),
        CaseState.FollowingUp => Words.Key("theo dõi"),
        CaseState.Closed => Words.Key("đã đóng"),
        _ => Words.Key("đã hủy"),
    };

    /// <summary>Colour of a state's badge.</summary>
    public static string Kind(CaseState state) => state switch
    {
        CaseState.Draft or CaseState.Cancelled => "none",
        CaseState.Refused or CaseState.RefusedInside => "bad",
        CaseState.NeedsMore or CaseState.PassedOn or CaseState.AwaitingApproval or CaseState.AwaitingAcceptance or CaseState.AwaitingOpinion
            or CaseState.AwaitingMinutes or CaseState.AwaitingSignatures => "warn",
        CaseState.Signed or CaseState.FollowingUp or CaseState.Closed => "ok",
        _ => "info",
    };

    /// <summary>An urgency.</summary>
    public static string Of(Urgency urgency) => urgency switch
    {
        Urgency.Immediate => Words.Key("tối khẩn"),
        Urgency.Urgent => Words.Key("khẩn"),
        Urgency.SameDay => Words.Key("trong ngày"),
        _ => Words.Key("theo lịch"),
    };

    /// <summary>Colour of an urgency's badge.</summary>
    public static string Kind(Urgency urgency) => urgency switch { Urgency.Immediate => "bad", Urgency.Urgent => "warn", _ => "none" };

    /// <summary>What is asked for.</summary>
    public static string Of(ConsultKind kind) => kind switch
    {
        ConsultKind.Advice => Words.Key("tư vấn khám bệnh, chữa bệnh"),
        ConsultKind.Paraclinical => Words.Key("hội chẩn cận lâm sàng"),
        _ => Words.Key("hội chẩn phẫu thuật, thủ thuật"),
    };

    /// <summary>A clock.</summary>
    public static string Of(ClockKind clock) => clock switch
    {
        ClockKind.Acceptance => Words.Key("tiếp nhận"),
        ClockKind.Opinion => Words.Key("cho ý kiến"),
        _ => Words.Key("không có đồng hồ"),
    };

    /// <summary>A step.</summary>
    public static string Step(string act) => act switch
    {
        "create" => Words.Key("Lập đề nghị"),
        "submit" => Words.Key("Gửi lãnh đạo duyệt"),
        "approve" => Words.Key("Lãnh đạo duyệt"),
        "refuse-inside" => Words.Key("Lãnh đạo chưa duyệt"),
        "revise" => Words.Key("Lấy lại để sửa"),
        "open-urgently" => Words.Key("Mở phòng ngay vì tối khẩn"),
        "join" => Words.Key("Nơi được hỏi vào phòng"),
        "accept" => Words.Key("Tiếp nhận, sẽ họp"),
        "accept-written" => Words.Key("Tiếp nhận, trả lời bằng văn bản"),
        "ask-more" => Words.Key("Yêu cầu bổ sung"),
        "supplement" => Words.Key("Đã bổ sung"),
        "refuse" => Words.Key("Từ chối"),
        "pass-on" => Words.Key("Đề nghị chuyển nơi khác"),
        "send-on" => Words.Key("Gửi sang nơi được đề nghị"),
        "needs-meeting" => Words.Key("Cần họp"),
        "opinion" => Words.Key("Cho ý kiến bằng văn bản"),
        "schedule" => Words.Key("Lập lịch"),
        "unschedule" => Words.Key("Bỏ lịch"),
        "open-room" => Words.Key("Mở phòng"),
        "begin" => Words.Key("Bắt đầu hội chẩn"),
        "end-meeting" => Words.Key("Kết thúc hội chẩn"),
        "minutes" => Words.Key("Lập biên bản"),
        "reopen-minutes" => Words.Key("Sửa lại biên bản"),
        "signed" => Words.Key("Đủ chữ ký"),
        "decide" => Words.Key("Bác sĩ điều trị quyết định"),
        "follow-up" => Words.Key("Bắt đầu theo dõi"),
        "close" => Words.Key("Đóng"),
        "cancel" => Words.Key("Hủy"),
        "clock-next" => Words.Key("Hết giờ, chuyển người trực kế tiếp"),
        "clock-director" => Words.Key("Hết giờ, chuyển lãnh đạo"),
        "approval-late" => Words.Key("Quá hạn duyệt ca tối khẩn"),
        _ => act,
    };

    /// <summary>States for a list to choose from.</summary>
    public static IEnumerable<(string, string)> States(Words words) => Enum.GetValues<CaseState>().Select(s => (s.ToString(), words[Of(s)]));

    /// <summary>Urgencies for a list to choose from.</summary>
    public static IEnumerable<(string, string)> Urgencies(Words words) => Enum.GetValues<Urgency>().Select(u => (u.ToString(), words[Of(u)]));

    /// <summary>Kinds for a list to choose from.</summary>
    public static IEnumerable<(string, string)> Kinds(Words words) => Enum.GetValues<ConsultKind>().Select(k => (k.ToString(), words[Of(k)]));

    /// <summary>How long until a moment, in words; the whole is rounded down, so that nobody is promised time they do not have.</summary>
    public static string Left(Words words, DateTimeOffset due, DateTimeOffset now)
    {
        var late = due <= now;
        var span = late ? now - due : due - now;
        var text = span.TotalMinutes < 1 ? words["chưa đầy 1 phút"]
            : span.TotalHours < 1 ? words["{0} phút", (int)span.TotalMinutes]
            : span.TotalDays < 1 ? words["{0} giờ {1} phút", (int)span.TotalHours, span.Minutes]
            : words["{0} ngày {1} giờ", (int)span.TotalDays, span.Hours];
        return late ? words["quá hạn {0}", text] : words["còn {0}", text];
    }
}
