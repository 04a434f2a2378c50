using LienY.Kernel;

namespace LienY.Practitioners;

/// <summary>Chức danh of those who practise (Law 15/2023, article 26), pharmacists and others.</summary>
static class Titles
{
    /// <summary>Codes and Vietnamese names, in the order of the law.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["doctor"] = Words.Key("Bác sĩ"),
        ["assistant"] = Words.Key("Y sĩ"),
        ["nurse"] = Words.Key("Điều dưỡng"),
        ["midwife"] = Words.Key("Hộ sinh"),
        ["technician"] = Words.Key("Kỹ thuật y"),
        ["nutritionist"] = Words.Key("Dinh dưỡng lâm sàng"),
        ["paramedic"] = Words.Key("Cấp cứu viên ngoại viện"),
        ["psychologist"] = Words.Key("Tâm lý lâm sàng"),
        ["pharmacist"] = Words.Key("Dược sĩ"),
        ["other"] = Words.Key("Chức danh khác"),
    };

    static readonly Dictionary<string, string> Other = new()
    {
        ["bac sy"] = "doctor",
        ["bs"] = "doctor",
        ["y sy"] = "assistant",
        ["ys"] = "assistant",
        ["dd"] = "nurse",
        ["dieu duong vien"] = "nurse",
        ["nu ho sinh"] = "midwife",
        ["ky thuat vien"] = "technician",
        ["ktv"] = "technician",
        ["duoc sy"] = "pharmacist",
        ["ds"] = "pharmacist",
        ["khac"] = "other",
    };

    /// <summary>The Vietnamese name of a code.</summary>
    public static string Name(string code) => Names.GetValueOrDefault(code, Names["other"]);

    /// <summary>The code of what a paper writes ("Bác sĩ", "bs", "doctor"); null: no such title.</summary>
    public static string? Find(string text)
    {
        var folded = Fold.Of(text);
        if (Names.ContainsKey(folded)) return folded;
        return Names.FirstOrDefault(n => Fold.Of(n.Value) == folded).Key ?? Other.GetValueOrDefault(folded);
    }

    /// <summary>Name of a state of a licence (<see cref="Licence.StateOn"/>; <c>none</c>: no licence).</summary>
    public static string State(string state) => state switch
    {
        "valid" => Words.Key("Còn hiệu lực"),
        "expiring" => Words.Key("Sắp hết hạn"),
        "ended" => Words.Key("Đã hết hạn"),
        "suspended" => Words.Key("Đang bị đình chỉ"),
        "withdrawn" => Words.Key("Đã bị thu hồi"),
        "future" => Words.Key("Chưa đến ngày cấp"),
        _ => Words.Key("Chưa có giấy phép"),
    };

    /// <summary>Colour of a state.</summary>
    public static string Kind(string state) => state switch { "valid" => "ok", "expiring" => "warn", "none" or "future" => "info", _ => "bad" };

    /// <summary>Name of what was decided.</summary>
    public static string Span(SpanKind kind) => kind switch
    {
        SpanKind.Valid => Words.Key("Cấp, gia hạn"),
        SpanKind.Suspended => Words.Key("Đình chỉ"),
        _ => Words.Key("Thu hồi"),
    };
}
