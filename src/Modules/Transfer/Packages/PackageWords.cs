using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>Words of packages, all keys.</summary>
static class PackageWords
{
    /// <summary>Roles an ekip may have.</summary>
    public static readonly IReadOnlyDictionary<string, string> Roles = new Dictionary<string, string>
    {
        ["surgeon"] = Words.Key("Phẫu thuật viên chính"),
        ["assistant"] = Words.Key("Phụ mổ"),
        ["anaesthesia"] = Words.Key("Gây mê"),
        ["icu"] = Words.Key("Hồi sức"),
        ["nurse"] = Words.Key("Điều dưỡng dụng cụ"),
        ["operator"] = Words.Key("Người làm thủ thuật"),
        ["technician"] = Words.Key("Kỹ thuật viên"),
    };

    public static string Role(string key) => Roles.GetValueOrDefault(key, key);

    public static string Of(PackageState state) => state switch
    {
        PackageState.Drafted => Words.Key("đang soạn"),
        PackageState.Proposed => Words.Key("chờ hai giám đốc ký"),
        PackageState.Agreed => Words.Key("đã ký, chưa bắt đầu"),
        PackageState.Running => Words.Key("đang chuyển giao"),
        PackageState.Accepted => Words.Key("đã nghiệm thu"),
        PackageState.Sustaining => Words.Key("đang theo dõi duy trì"),
        PackageState.Sustained => Words.Key("đã duy trì"),
        PackageState.Lapsed => Words.Key("không duy trì được"),
        _ => Words.Key("đã dừng"),
    };

    public static string Kind(PackageState state) => state switch
    {
        PackageState.Sustained or PackageState.Accepted => "ok",
        PackageState.Lapsed or PackageState.Ended => "bad",
        PackageState.Proposed => "warn",
        PackageState.Drafted => "none",
        _ => "info",
    };

    /// <summary>Name of a phase.</summary>
    public static string Phase(int phase) => phase switch
    {
        1 => Words.Key("Khảo sát, tư vấn"),
        2 => Words.Key("Đào tạo, chuyển giao"),
        3 => Words.Key("Giám sát, hỗ trợ"),
        4 => Words.Key("Bàn giao, nghiệm thu"),
        _ => Words.Key("Duy trì"),
    };

    public static string Side(PaperSide side) => side == PaperSide.Giver ? Words.Key("Bên chuyển giao") : Words.Key("Bên tiếp nhận");

    public static string Of(PaperKind kind) => kind switch
    {
        PaperKind.Package => Words.Key("Gói chuyển giao"),
        PaperKind.Survey => Words.Key("Phiếu khảo sát"),
        PaperKind.Council => Words.Key("Biên bản nghiệm thu"),
        _ => Words.Key("Phụ lục gia hạn hợp đồng"),
    };

    public static string Of(SurveySection section) => section switch
    {
        SurveySection.People => Words.Key("Nhân lực"),
        SurveySection.Equipment => Words.Key("Trang thiết bị"),
        SurveySection.Drugs => Words.Key("Thuốc, vật tư"),
        _ => Words.Key("Lượng bệnh 12 tháng"),
    };

    public static string Of(RecordKind kind) => kind == RecordKind.Protocol ? Words.Key("Quy trình kỹ thuật") : Words.Key("Thiết bị");

    public static string Of(RoundState state) => state switch
    {
        RoundState.Planned => Words.Key("đã lên lịch"),
        RoundState.Held => Words.Key("đã thực hiện"),
        _ => Words.Key("đã hủy"),
    };

    public static string Severity(string severity) => severity switch
    {
        "high" => Words.Key("nghiêm trọng"),
        "medium" => Words.Key("vừa"),
        _ => Words.Key("nhẹ"),
    };

    public static string Technique(string state) => state switch
    {
        "transferring" => Words.Key("đang chuyển giao"),
        "permitted" => Words.Key("được phép"),
        "performed" => Words.Key("đang thực hiện"),
        "stopped" => Words.Key("đã ngừng"),
        _ => Words.Key("chưa thực hiện"),
    };

    public static string TechniqueKind(string state) => state switch
    {
        "performed" => "ok",
        "permitted" => "info",
        "transferring" => "warn",
        "stopped" => "bad",
        _ => "none"
    };

    public static string Step(string what) => what switch
    {
        "drafted" => Words.Key("Lập gói"),
        "proposed" => Words.Key("Trình hai giám đốc ký"),
        "returned" => Words.Key("Trả lại để sửa"),
        "agreed" => Words.Key("Hai giám đốc đã ký"),
        "begun" => Words.Key("Bắt đầu pha 1"),
        "passed" => Words.Key("Qua cổng"),
        "extended" => Words.Key("Gia hạn hợp đồng"),
        "shaken" => Words.Key("Bằng chứng bị lung lay"),
        "restored" => Words.Key("Bằng chứng đã đủ lại"),
        "stalled" => Words.Key("Chững lại"),
        "resumed" => Words.Key("Tiếp tục"),
        "sustaining" => Words.Key("Bắt đầu theo dõi duy trì"),
        "sustained" => Words.Key("Đã duy trì đủ bốn quý"),
        "lapsed" => Words.Key("Không duy trì được"),
        _ => Words.Key("Dừng gói"),
    };
}
