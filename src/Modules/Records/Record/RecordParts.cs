using LienY.Kernel;

namespace LienY.Records;

/// <summary>Parts of a record as the pages name them.</summary>
static class RecordParts
{
    /// <summary>FHIR types with their names, in the order of a visit.</summary>
    public static readonly IReadOnlyDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["Condition"] = Words.Key("Chẩn đoán"),
        ["MedicationRequest"] = Words.Key("Thuốc"),
        ["Procedure"] = Words.Key("Kỹ thuật"),
        ["Observation"] = Words.Key("Xét nghiệm"),
        ["DiagnosticReport"] = Words.Key("Kết luận cận lâm sàng"),
        ["ServiceRequest"] = Words.Key("Chuyển cơ sở, hẹn khám"),
        ["Composition"] = Words.Key("Ghi chép, giấy tờ"),
        ["DocumentReference"] = Words.Key("Tệp gốc"),
    };

    /// <summary>Parts that a basis may cover, with their names.</summary>
    public static readonly IReadOnlyDictionary<RecordKinds, string> Kinds = new Dictionary<RecordKinds, string>
    {
        [RecordKinds.Identity] = Words.Key("Danh tính"),
        [RecordKinds.Encounter] = Words.Key("Lần khám, đợt điều trị"),
        [RecordKinds.Condition] = Words.Key("Chẩn đoán"),
        [RecordKinds.Procedure] = Words.Key("Kỹ thuật"),
        [RecordKinds.Medication] = Words.Key("Thuốc"),
        [RecordKinds.Observation] = Words.Key("Xét nghiệm"),
        [RecordKinds.Report] = Words.Key("Kết luận cận lâm sàng"),
        [RecordKinds.Referral] = Words.Key("Chuyển cơ sở, hẹn khám"),
        [RecordKinds.Document] = Words.Key("Ghi chép, giấy tờ"),
        [RecordKinds.Imaging] = Words.Key("Hình ảnh"),
        [RecordKinds.Summary] = Words.Key("Tóm tắt, dị ứng, tiêm chủng"),
    };

    /// <summary>Sensitive groups with their names.</summary>
    public static readonly IReadOnlyDictionary<Sensitivities, string> Groups = new Dictionary<Sensitivities, string>
    {
        [Sensitivities.Hiv] = Words.Key("HIV"),
        [Sensitivities.Mental] = Words.Key("Tâm thần, hành vi"),
        [Sensitivities.Reproductive] = Words.Key("Sinh sản, tình dục"),
        [Sensitivities.Genetic] = Words.Key("Di truyền"),
        [Sensitivities.Protection] = Words.Key("Bạo lực, bảo vệ trẻ em"),
    };

    /// <summary>Names of a mask of parts.</summary>
    public static IEnumerable<string> Of(RecordKinds kinds) => Kinds.Where(k => kinds.HasFlag(k.Key)).Select(k => k.Value);

    /// <summary>Names of a mask of groups.</summary>
    public static IEnumerable<string> Of(Sensitivities groups) => Groups.Where(g => groups.HasFlag(g.Key)).Select(g => g.Value);

    /// <summary>Sex in words.</summary>
    public static string Sex(string gender) => gender switch
    {
        "male" => Words.Key("Nam"),
        "female" => Words.Key("Nữ"),
        "other" => Words.Key("Khác"),
        _ => Words.Key("Không rõ giới tính"),
    };

    /// <summary>The mark of a laboratory figure in words.</summary>
    public static string Mark(string mark) => mark switch
    {
        "H" => Words.Key("cao"),
        "L" => Words.Key("thấp"),
        "A" => Words.Key("bất thường"),
        _ => "",
    };

    /// <summary>Which diagnosis it is.</summary>
    public static string Use(string use) => use switch
    {
        "chief" => Words.Key("bệnh chính"),
        "comorbid" => Words.Key("bệnh kèm theo"),
        "traditional" => Words.Key("y học cổ truyền"),
        _ => "",
    };
}
