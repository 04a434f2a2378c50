using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

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
        // Two digits are enough to look at; the exact figure is behind the door.
        value is { } exact && decimal.Round(exact, 2, MidpointRounding.AwayFromZero) is var shown ? unit.Length == 0 ? Say.Number(shown) : Say.Number(shown) + " " + unit : "–";

    static string Amount(Target target) => Value(target.Value, target.Unit);
}
