using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Spells the common short forms of the trade out, so that names can be compared.</summary>
static partial class Aliases
{
    static readonly Dictionary<string, string> Long = new(StringComparer.Ordinal)
    {
        ["syt"] = "sở y tế",
        ["bv"] = "bệnh viện",
        ["bvđk"] = "bệnh viện đa khoa",
        ["ttyt"] = "trung tâm y tế",
        ["tyt"] = "trạm y tế",
        ["tthc"] = "thủ tục hành chính",
        ["cntt"] = "công nghệ thông tin",
        ["attp"] = "an toàn thực phẩm",
        ["vsattp"] = "vệ sinh an toàn thực phẩm",
        ["atvstp"] = "vệ sinh an toàn thực phẩm",
        ["kcb"] = "khám chữa bệnh",
        ["yhct"] = "y học cổ truyền",
        ["phcn"] = "phục hồi chức năng",
        ["attt"] = "an toàn thông tin",
        ["hcm"] = "hồ chí minh",
        ["tp"] = "thành phố",
        ["tw"] = "trung ương",
        ["tư"] = "trung ương",
        ["ql"] = "quản lý",
        ["cdc"] = "trung tâm kiểm soát bệnh tật",
        ["cssk"] = "chăm sóc sức khỏe",
        ["cssksb"] = "chăm sóc sức khỏe sinh sản",
        ["qđ"] = "quyết định",
        ["nslđ"] = "năng suất lao động",
        ["bhyt"] = "bảo hiểm y tế",
        ["ytcc"] = "y tế công cộng",
        ["nvyt"] = "nhân viên y tế",
        ["ubnd"] = "ủy ban nhân dân",
    };

    /// <summary>Words of a name in lower case, short forms spelled out.</summary>
    public static List<string> Words(string text)
    {
        var lower = Vietnamese.Lower(text).Replace("hoá", "hóa", StringComparison.Ordinal).Replace("khoẻ", "khỏe", StringComparison.Ordinal).Replace("uỷ", "ủy", StringComparison.Ordinal);
        return [.. Token().Matches(lower).SelectMany(m => Long.TryGetValue(m.Value, out var spelled) ? spelled.Split(' ') : [m.Value])];
    }

    /// <summary>Share of words two names have in common, 0 to 1.</summary>
    public static double Likeness(string a, string b) => Likeness(Words(a).ToHashSet(), Words(b).ToHashSet());

    /// <summary>Share of words two sets have in common, 0 to 1.</summary>
    public static double Likeness(HashSet<string> left, HashSet<string> right)
    {
        if (left.Count == 0 || right.Count == 0) return 0;
        var common = left.Count(right.Contains);
        return (double)common / (left.Count + right.Count - common);
    }

    [GeneratedRegex(@"[\p{L}\d%‰]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();
}
