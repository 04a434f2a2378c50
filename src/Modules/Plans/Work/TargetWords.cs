using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>A target as people read it: "≥ 1 lần/tuần", "5 – 15 %", "duy trì 100 %".</summary>
static class TargetWords
{
    /// <summary>Sign, number and unit of a target.</summary>
    public static string Of(Target target, Words words) => target.Comparator switch
    {
        Comparator.Below => "< " + Amount(target),
        Comparator.AtMost => "≤ " + Amount(target),
        Comparator.AtLeast => "≥ " + Amount(target),
        Comparator.Above => "> " + Amount(target),
        Comparator.Between => Value(target.Value, "") + " – " + Value(target.High, target.Unit),
        Comparator.Maintain when target.Value is null => words["duy trì"],
        Comparator.Maintain => words["duy trì"] + " " + Amount(target),
        _ when target.Value is null => words["chưa nêu con số"],
        _ => Amount(target),
    };

    /// <summary>A value with its unit: "24,4 %", "11 người"; a dash where there is none.</summary>
    public static string Value(decimal? value, string unit) =>
        value is null ? "–" : unit.Length == 0 ? Say.Number(value) : Say.Number(value) + " " + unit;

    static string Amount(Target target) => Value(target.Value, target.Unit);
}
