using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>"45,7 giường; 14,5 bác sỹ và 3,5 dược sỹ đại học/vạn dân": the last denominator counts for the figures listed before it.</summary>
static partial class SharedDenominators
{
    public static void Spread(string text, List<Stated> found)
    {
        for (var i = found.Count - 1; i > 0; i--)
        {
            var unit = found[i].Unit ?? found[i].Figure.Unit;
            if (unit is null || unit.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash)) continue;
            var denominator = unit[slash..];
            if (!Population().IsMatch(Vietnamese.Fold(denominator))) continue;
            var before = found[i - 1];
            if (before.Figure.IsRate) continue;
            // A figure with a name of its own keeps it.
            if (before.Lead.Contains('/', StringComparison.Ordinal) || before.Figure.Unit is null) continue;
            var gap = text[before.Figure.NumberEnd..found[i].Figure.Start];
            if (!OnlyList().IsMatch(gap)) continue;
            var noun = Vietnamese.Squeeze(And().Replace(gap, " ")).Trim(' ', ',', ';');
            found[i - 1] = before with { Name = Vietnamese.Capital(noun) + denominator.Replace("/", " trên ", StringComparison.Ordinal), Unit = noun + denominator };
            found[i].Unit ??= unit;
        }
    }

    [GeneratedRegex(@"^/\s*(\d[\d.]*\s*)?(van|nghin|tram nghin)?\s*(dan|tre|nguoi|ba me|phu nu|ca)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Population();

    [GeneratedRegex(@"^\s*\p{L}[\p{L} ]{1,40}?\s*(?:[;,]|\svà)\s*(?:và\s)?(?:có\s)?(?:ít nhất |tối thiểu |trên |khoảng |đạt )?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OnlyList();

    [GeneratedRegex(@"\s(?:và|có|đạt|trên|khoảng|ít nhất|tối thiểu)\s*$|[;,]\s*(?:và\s*)?(?:ít nhất |tối thiểu |trên |khoảng |đạt |có )?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex And();
}
