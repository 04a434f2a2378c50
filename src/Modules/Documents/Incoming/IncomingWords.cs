using LienY.Kernel;

namespace LienY.Documents;

/// <summary>States, urgencies and deeds in words (Vietnamese keys).</summary>
static class IncomingWords
{
    public const string Entered = "Vào sổ";
    public const string Changed = "Sửa thông tin";
    public const string Withdrawn = "Thu hồi";
    public const string Frozen = "Đóng băng";
    public const string Thawed = "Mở lại";
    public const string Routed = "Lãnh đạo phân phối";
    public const string Handed = "Phòng giao người xử lý";
    public const string Taken = "Ký nhận";
    public const string Started = "Bắt đầu xử lý";
    public const string Proposed = "Đề xuất giải quyết";
    public const string Done = "Hoàn thành";
    public const string Reopened = "Mở lại để xử lý tiếp";
    public const string FileRemoved = "Bỏ tệp";

    /// <summary>All deeds, as keys.</summary>
    public static readonly string[] Deeds =
    [
        Words.Key("Vào sổ"), Words.Key("Sửa thông tin"), Words.Key("Thu hồi"), Words.Key("Đóng băng"), Words.Key("Mở lại"), Words.Key("Lãnh đạo phân phối"),
        Words.Key("Phòng giao người xử lý"), Words.Key("Ký nhận"), Words.Key("Bắt đầu xử lý"), Words.Key("Đề xuất giải quyết"), Words.Key("Hoàn thành"),
        Words.Key("Mở lại để xử lý tiếp"), Words.Key("Bỏ tệp"),
    ];

    /// <summary>A state.</summary>
    public static string Of(IncomingState state) => state switch
    {
        IncomingState.Received => Words.Key("Chờ phân phối"),
        IncomingState.Assigned => Words.Key("Đã phân phối"),
        IncomingState.InProgress => Words.Key("Đang xử lý"),
        IncomingState.Done => Words.Key("Đã giải quyết"),
        _ => Words.Key("Đã thu hồi"),
    };

    /// <summary>Kind of a state's badge.</summary>
    public static string Kind(IncomingState state) => state switch
    {
        IncomingState.Received => "warn",
        IncomingState.Done => "ok",
        IncomingState.Withdrawn => "none",
        _ => "info",
    };

    /// <summary>An urgency.</summary>
    public static string Of(Urgency urgency) => urgency switch
    {
        Urgency.Normal => Words.Key("Thường"),
        Urgency.Urgent => Words.Key("Khẩn"),
        Urgency.VeryUrgent => Words.Key("Thượng khẩn"),
        _ => Words.Key("Hỏa tốc"),
    };

    /// <summary>Choices of states.</summary>
    public static IEnumerable<(string Value, string Label)> States(Words words) => Enum.GetValues<IncomingState>().Select(s => (s.ToString(), words[Of(s)]));

    /// <summary>Choices of urgencies.</summary>
    public static IEnumerable<(string Value, string Label)> Urgencies(Words words) => Enum.GetValues<Urgency>().Select(u => (u.ToString(), words[Of(u)]));

    /// <summary>A role on the slip.</summary>
    public static string Of(SeatRole role) => role switch
    {
        SeatRole.Lead => Words.Key("Chủ trì"),
        SeatRole.With => Words.Key("Phối hợp"),
        _ => Words.Key("Người xử lý"),
    };

    /// <summary>A part of the slip.</summary>
    public static string Of(SlipStage stage) => stage switch
    {
        SlipStage.Leader => Words.Key("Ý kiến của lãnh đạo"),
        SlipStage.Room => Words.Key("Ý kiến của phòng, khoa"),
        _ => Words.Key("Đề xuất của người giải quyết"),
    };
}
