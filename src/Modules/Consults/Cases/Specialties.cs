using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Specialties by which cases and rosters are sorted.</summary>
static class Specialties
{
    /// <summary>Names by key, in the order of lists.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["internal"] = Words.Key("Nội khoa"),
        ["surgery"] = Words.Key("Ngoại khoa"),
        ["paediatrics"] = Words.Key("Nhi khoa"),
        ["obstetrics"] = Words.Key("Sản phụ khoa"),
        ["intensive"] = Words.Key("Hồi sức cấp cứu"),
        ["cardiology"] = Words.Key("Tim mạch"),
        ["neurology"] = Words.Key("Thần kinh, đột quỵ"),
        ["trauma"] = Words.Key("Chấn thương chỉnh hình"),
        ["oncology"] = Words.Key("Ung bướu"),
        ["infectious"] = Words.Key("Truyền nhiễm"),
        ["ent"] = Words.Key("Tai mũi họng"),
        ["eye"] = Words.Key("Mắt"),
        ["dental"] = Words.Key("Răng hàm mặt"),
        ["dermatology"] = Words.Key("Da liễu"),
        ["mental"] = Words.Key("Tâm thần"),
        ["imaging"] = Words.Key("Chẩn đoán hình ảnh"),
        ["laboratory"] = Words.Key("Xét nghiệm, giải phẫu bệnh"),
        ["other"] = Words.Key("Chuyên khoa khác"),
    };

    /// <summary>Name of a specialty; itself where it is a stranger.</summary>
    public static string Name(string key) => Names.GetValueOrDefault(key, key);

    /// <summary>A known specialty; refused where it is a stranger.</summary>
    public static string Known(string key) => Names.ContainsKey(key) ? key
        : throw new Refusal(RefusalKind.Invalid, "Xin chọn chuyên khoa.") { Field = "specialty" };

    /// <summary>By key or by name, as a table from outside says it; empty text: every specialty; null: a stranger.</summary>
    public static string? Find(string text)
    {
        var folded = Fold.Of(text);
        return folded.Length == 0 ? "" : Names.Keys.FirstOrDefault(k => k == folded) ?? Names.FirstOrDefault(n => Fold.Of(n.Value) == folded).Key;
    }
}
