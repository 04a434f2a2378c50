using LienY.Kernel;

namespace LienY.Credits;

/// <summary>Names of activities, forms and states.</summary>
static class CreditWords
{
    /// <summary>Activities by code; the last is for hours from before this house was used.</summary>
    public static readonly IReadOnlyDictionary<string, string> Activities = new Dictionary<string, string>
    {
        ["course"] = Words.Key("Dự lớp đào tạo"),
        ["course-taught"] = Words.Key("Giảng dạy"),
        ["conference"] = Words.Key("Dự hội nghị, hội thảo"),
        ["conference-spoke"] = Words.Key("Báo cáo tại hội nghị, hội thảo"),
        ["consult"] = Words.Key("Hội chẩn ca bệnh"),
        ["transfer-taught"] = Words.Key("Chuyển giao kỹ thuật"),
        ["transfer-learnt"] = Words.Key("Tiếp nhận kỹ thuật"),
        ["material"] = Words.Key("Biên soạn tài liệu chuyên môn"),
        ["research"] = Words.Key("Nghiên cứu khoa học"),
        ["self-study"] = Words.Key("Tự cập nhật kiến thức"),
        ["opening"] = Words.Key("Số giờ có từ trước"),
    };

    /// <summary>Name of an activity.</summary>
    public static string Activity(string code) => Activities.GetValueOrDefault(code, code);

    /// <summary>Name of a form a–d (Law 15/2023, article 22 clause 1).</summary>
    public static string Form(string form) => form switch
    {
        "a" => Words.Key("a) khóa đào tạo, hội nghị, hội thảo"),
        "b" => Words.Key("b) biên soạn tài liệu"),
        "c" => Words.Key("c) nghiên cứu, giảng dạy"),
        _ => Words.Key("d) tự cập nhật và hình thức khác"),
    };

    /// <summary>Name of a state of a claim.</summary>
    public static string State(ClaimState state) => state switch
    {
        ClaimState.Sent => Words.Key("Chờ đơn vị duyệt"),
        ClaimState.Approved => Words.Key("Đã duyệt"),
        ClaimState.Refused => Words.Key("Không được duyệt"),
        _ => Words.Key("Đã thu lại"),
    };

    /// <summary>Colour of a state.</summary>
    public static string Kind(ClaimState state) => state switch { ClaimState.Sent => "warn", ClaimState.Approved => "ok", _ => "bad" };

    /// <summary>How sure a rule is, in words.</summary>
    public static string Sure(string sureness) => sureness switch
    {
        "đọc" => Words.Key("đọc tại văn bản"),
        "dẫn lại" => Words.Key("dẫn lại, chưa đọc văn bản gốc"),
        _ => Words.Key("suy ra, cần đối chiếu"),
    };
}
