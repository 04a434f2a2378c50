using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Targets as people read them: "≥ 85 %", "5–15 %", "&lt; 19 ‰".</summary>
static class ComparatorWords
{
    /// <summary>All comparators with sign and Vietnamese name (a key).</summary>
    public static readonly IReadOnlyList<(Comparator Value, string Sign, string Name)> All =
    [
        (Comparator.AtLeast, "≥", Words.Key("ít nhất")), (Comparator.Equal, "=", Words.Key("bằng")), (Comparator.AtMost, "≤", Words.Key("không quá")),
        (Comparator.Above, ">", Words.Key("trên")), (Comparator.Below, "<", Words.Key("dưới")), (Comparator.Between, "–", Words.Key("trong khoảng")),
        (Comparator.Maintain, "↔", Words.Key("duy trì")), (Comparator.None, "", Words.Key("chưa nêu số")),
    ];

    /// <summary>A target in one glance.</summary>
    public static string Of(Words words, Comparator comparator, decimal? value, decimal? high, string unit)
    {
        var sign = All.First(c => c.Value == comparator);
        var text = comparator switch
        {
            Comparator.None when value is null => words[sign.Name],
            Comparator.Maintain when value is null => words[sign.Name],
            Comparator.Between => $"{Say.Number(value)}–{Say.Number(high)}",
            _ => $"{sign.Sign} {Say.Number(value)}".Trim(),
        };
        return unit.Length == 0 || value is null ? text : $"{text} {unit}";
    }
}
