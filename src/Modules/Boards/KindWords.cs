using LienY.Kernel;

namespace LienY.Boards;

/// <summary>Kinds of organisations in words (Vietnamese keys); a kind that is not known here is shown as it is.</summary>
static class KindWords
{
    static readonly Dictionary<string, string> Names = new()
    {
        ["ministry"] = Words.Key("Bộ"),
        ["committee"] = Words.Key("Ủy ban nhân dân"),
        ["department"] = Words.Key("Sở, cục"),
        ["hospital"] = Words.Key("Bệnh viện"),
        ["centre"] = Words.Key("Trung tâm"),
        ["station"] = Words.Key("Trạm"),
        ["institute"] = Words.Key("Viện"),
        ["school"] = Words.Key("Trường"),
        ["branch"] = Words.Key("Chi cục"),
        ["division"] = Words.Key("Phòng, khoa"),
        ["company"] = Words.Key("Doanh nghiệp"),
        ["partner"] = Words.Key("Đối tác"),
        ["group"] = Words.Key("Nhóm đơn vị"),
    };

    /// <summary>The kind in words.</summary>
    public static string Of(string kind) => Names.GetValueOrDefault(kind, kind);
}
