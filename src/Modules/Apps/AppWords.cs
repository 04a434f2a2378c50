using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Apps;

/// <summary>Kinds, roles, purposes and scopes in words.</summary>
static class AppWords
{
    /// <summary>Kinds with their names.</summary>
    public static readonly IReadOnlyDictionary<AppKind, string> Kinds = new Dictionary<AppKind, string>
    {
        [AppKind.Public] = Words.Key("Ứng dụng công khai (trình duyệt, điện thoại)"),
        [AppKind.Confidential] = Words.Key("Ứng dụng có máy chủ riêng"),
        [AppKind.Backend] = Words.Key("Dịch vụ chạy nền"),
    };

    /// <summary>Roles with their names.</summary>
    public static readonly IReadOnlyDictionary<Role, string> Roles = new Dictionary<Role, string>
    {
        [Role.DepartmentOfficer] = Words.Key("Chuyên viên Sở"),
        [Role.UnitOfficer] = Words.Key("Cán bộ đầu mối đơn vị"),
        [Role.Doctor] = Words.Key("Bác sĩ"),
        [Role.DataOfficer] = Words.Key("Cán bộ dữ liệu"),
        [Role.Director] = Words.Key("Lãnh đạo"),
        [Role.Administrator] = Words.Key("Quản trị viên"),
        [Role.Citizen] = Words.Key("Người dân"),
    };

    /// <summary>A citizen reads the own record.</summary>
    public const string Own = "own";

    /// <summary>Purposes for which records are read, in the order of lists (the same as on the pages of records).</summary>
    public static readonly IReadOnlyDictionary<string, string> Purposes = new Dictionary<string, string>
    {
        ["treatment"] = Words.Key("Điều trị"),
        ["consultation"] = Words.Key("Hội chẩn"),
        ["referral"] = Words.Key("Chuyển cơ sở"),
        ["payment"] = Words.Key("Thanh toán"),
        ["public-health"] = Words.Key("Y tế công cộng"),
        ["registry"] = Words.Key("Sổ đăng ký bệnh"),
        ["training"] = Words.Key("Đào tạo"),
    };

    /// <summary>Scopes that the form offers to tick.</summary>
    public static readonly IReadOnlyList<string> Usual =
    [
        "openid", "fhirUser", "profile", "launch", "launch/patient", "offline_access", "online_access", "patient/*.rs", "patient/*.cruds", "user/*.rs",
            "user/*.cruds", "system/*.rs",
        "system/*.cruds",
    ];

    /// <summary>Outcomes of exchanges with their names.</summary>
    public static readonly IReadOnlyDictionary<string, string> Outcomes = new Dictionary<string, string>
    {
        ["ok"] = Words.Key("Thành công"),
        ["absent"] = Words.Key("Không có hoặc đã đổi"),
        ["refused"] = Words.Key("Bị từ chối"),
        ["failed"] = Words.Key("Lỗi máy chủ"),
    };

    /// <summary>Name of a purpose.</summary>
    public static string Purpose(string purpose) => purpose == Own ? Words.Key("Xem sổ của mình") : Purposes.GetValueOrDefault(purpose, purpose);

    static readonly IReadOnlyDictionary<string, string> Said = new Dictionary<string, string>
    {
        ["openid"] = Words.Key("Biết ông/bà là ai khi đăng nhập"),
        ["fhirUser"] = Words.Key("Biết hồ sơ nhân sự của ông/bà trong hệ thống"),
        ["profile"] = Words.Key("Biết họ tên của ông/bà"),
        ["launch"] = Words.Key("Nhận người bệnh đang mở trên trang"),
        ["launch/patient"] = Words.Key("Làm việc với một người bệnh do ông/bà chọn"),
        ["offline_access"] = Words.Key("Tiếp tục truy cập khi ông/bà không dùng, đến 90 ngày kể từ lần dùng cuối"),
        ["online_access"] = Words.Key("Tiếp tục truy cập đến 12 giờ mà không phải hỏi lại"),
    };

    static readonly IReadOnlyDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["*"] = Words.Key("mọi loại dữ liệu"),
        ["AllergyIntolerance"] = Words.Key("dị ứng"),
        ["Appointment"] = Words.Key("lịch hẹn"),
        ["CarePlan"] = Words.Key("kế hoạch chăm sóc"),
        ["Condition"] = Words.Key("chẩn đoán"),
        ["Consent"] = Words.Key("văn bản đồng ý"),
        ["Coverage"] = Words.Key("thẻ bảo hiểm"),
        ["DiagnosticReport"] = Words.Key("phiếu kết quả"),
        ["DocumentReference"] = Words.Key("giấy tờ, tài liệu"),
        ["Encounter"] = Words.Key("lượt khám, đợt điều trị"),
        ["ImagingStudy"] = Words.Key("hình ảnh y khoa"),
        ["Immunization"] = Words.Key("tiêm chủng"),
        ["Location"] = Words.Key("địa điểm"),
        ["Medication"] = Words.Key("danh mục thuốc"),
        ["MedicationRequest"] = Words.Key("đơn thuốc"),
        ["Observation"] = Words.Key("xét nghiệm, chỉ số đo"),
        ["Organization"] = Words.Key("đơn vị"),
        ["Patient"] = Words.Key("thông tin hành chính người bệnh"),
        ["Practitioner"] = Words.Key("nhân viên y tế"),
        ["Procedure"] = Words.Key("kỹ thuật, thủ thuật"),
        ["ServiceRequest"] = Words.Key("chỉ định, giấy chuyển"),
    };

    /// <summary>A scope in a sentence.</summary>
    public static string Tell(Words t, string scope)
    {
        if (Said.TryGetValue(scope, out var said)) return t[said];
        if (SmartScope.Parse(scope) is not { } s) return scope;
        var type = Types.TryGetValue(s.Type, out var known) ? t[known] : s.Type;
        var verbs = string.Join(", ", Verbs(s.Verbs).Select(v => t[v]));
        var text = s.Seat switch
        {
            ScopeSeat.Patient => t["{0}: {1} của người bệnh được chọn", verbs, type],
            ScopeSeat.User => t["{0}: {1} mà ông/bà được phép", verbs, type],
            _ => t["{0}: {1} mà vai trò của dịch vụ được phép", verbs, type],
        };
        text = char.ToUpper(text[0], Say.Vietnam) + text[1..];
        return s.Query.Length == 0 ? text : text + " " + t["(chỉ khi {0})", s.Query];
    }

    static IEnumerable<string> Verbs(ScopeVerbs verbs)
    {
        if (verbs.HasFlag(ScopeVerbs.Read)) yield return Words.Key("xem");
        if (verbs.HasFlag(ScopeVerbs.Search)) yield return Words.Key("tìm");
        if (verbs.HasFlag(ScopeVerbs.Create)) yield return Words.Key("thêm");
        if (verbs.HasFlag(ScopeVerbs.Update)) yield return Words.Key("sửa");
        if (verbs.HasFlag(ScopeVerbs.Delete)) yield return Words.Key("xóa");
    }
}
