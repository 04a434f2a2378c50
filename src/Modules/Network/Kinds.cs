using LienY.Kernel;

namespace LienY.Network;

/// <summary>Where an organisation stands in the administration.</summary>
enum Tier
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>Trung ương.</summary>
    Central,

    /// <summary>Tỉnh, thành phố.</summary>
    Province,

    /// <summary>Huyện (to 2025-06-30) or khu vực (after).</summary>
    Area,

    /// <summary>Xã, phường, đặc khu.</summary>
    Commune,
}

/// <summary>Professional level of a facility (Law 15/2023: ban đầu, cơ bản, chuyên sâu).</summary>
enum CareLevel
{
    /// <summary>Not ranked.</summary>
    None,

    /// <summary>Ban đầu.</summary>
    Initial,

    /// <summary>Cơ bản.</summary>
    Basic,

    /// <summary>Chuyên sâu.</summary>
    Specialised,
}

/// <summary>Kinds of organisations, the tiers and levels, and their Vietnamese names.</summary>
static class Kinds
{
    /// <summary>Kinds with their names (keys), in the order of lists.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
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

    /// <summary>Tiers with their names.</summary>
    public static readonly IReadOnlyDictionary<Tier, string> Tiers = new Dictionary<Tier, string>
    {
        [Tier.None] = Words.Key("Không xếp"),
        [Tier.Central] = Words.Key("Trung ương"),
        [Tier.Province] = Words.Key("Tỉnh, thành phố"),
        [Tier.Area] = Words.Key("Huyện, khu vực"),
        [Tier.Commune] = Words.Key("Xã, phường"),
    };

    /// <summary>Professional levels with their names.</summary>
    public static readonly IReadOnlyDictionary<CareLevel, string> Levels = new Dictionary<CareLevel, string>
    {
        [CareLevel.None] = Words.Key("Không xếp"),
        [CareLevel.Initial] = Words.Key("Ban đầu"),
        [CareLevel.Basic] = Words.Key("Cơ bản"),
        [CareLevel.Specialised] = Words.Key("Chuyên sâu"),
    };

    /// <summary>Name of a kind; the kind itself where it is a stranger.</summary>
    public static string NameOf(string kind) => Names.GetValueOrDefault(kind, kind);

    /// <summary>A known kind, or a refusal.</summary>
    public static string Known(string kind) => Names.ContainsKey(kind) ? kind
        : throw new Refusal(RefusalKind.Invalid, "Loại đơn vị “{0}” không có trong danh sách.", kind) { Field = "kind" };
}
