using LienY.Kernel;

namespace LienY.Accounts;

/// <summary>Words for roles, ways of signing in and ends of sessions.</summary>
static class Named
{
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

    public static string Means(string means) => means switch
    {
        "password" => Words.Key("mật khẩu"),
        "password+code" => Words.Key("mật khẩu và mã"),
        "password+recovery" => Words.Key("mật khẩu và mã dự phòng"),
        _ => Words.Key("passkey"),
    };

    public static string Ended(string? reason) => reason switch
    {
        "sign-out" => Words.Key("đã đăng xuất"),
        "idle" => Words.Key("để lâu không dùng"),
        "old" => Words.Key("quá 12 giờ"),
        "password" => Words.Key("đổi mật khẩu"),
        "disabled" => Words.Key("tài khoản bị tắt"),
        "sign-in" => Words.Key("đăng nhập lại"),
        _ => Words.Key("bị kết thúc"),
    };

    public static string Disabled(string? reason) => reason == "idle" ? Words.Key("lâu không sử dụng") : Words.Key("quản trị viên tắt");

    /// <summary>A browser in a few words: "Chrome · Windows".</summary>
    public static string Device(string? agent)
    {
        if (string.IsNullOrEmpty(agent)) return "–";
        var browser = First(agent, ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"));
        var system = First(agent, ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"));
        return browser is null && system is null ? (agent.Length > 40 ? agent[..40] : agent) : string.Join(" · ", new[] { browser, system }.OfType<string>());
    }

    static string? First(string agent, params (string Sign, string Name)[] known) => known.FirstOrDefault(k => agent.Contains(k.Sign, StringComparison.Ordinal)).Name;
}
