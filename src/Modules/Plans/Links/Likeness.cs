using System.Globalization;
using System.Text.RegularExpressions;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>How alike two targets or two citations are; proposals only, a person decides.</summary>
static partial class Likeness
{
    /// <summary>From here on a pair of targets is worth a look.</summary>
    public const decimal Near = 0.5m;

    static readonly HashSet<string> Empty =
        ["ty", "le", "ti", "so", "dat", "cac", "duoc", "tren", "cua", "va", "toi", "thieu", "it", "nhat", "co", "cho", "tai", "la", "voi", "ve", "den", "khong", "qua", "tu", "theo", "nam", "duoi", "moi"];

    /// <summary>0–1: shared words of the names, and whether they count in the same unit.</summary>
    public static decimal Of(Indicator own, Indicator other)
    {
        var shared = Shared(own.Name, other.Name);
        return shared < 0.4m ? 0 : decimal.Round((shared * 0.8m) + (SameUnit(own.Unit, other.Unit) ? 0.2m : 0), 2);
    }

    /// <summary>0–1: shared words of two texts (twice the common ones over all).</summary>
    public static decimal Shared(string one, string other)
    {
        var (a, b) = (Tokens(one), Tokens(other));
        return a.Count + b.Count == 0 ? 0 : 2m * a.Intersect(b).Count() / (a.Count + b.Count);
    }

    /// <summary>Units say the same.</summary>
    public static bool SameUnit(string one, string other) => Fold.Of(one).Trim('.', ' ') == Fold.Of(other).Trim('.', ' ');

    /// <summary>A rate, a share or something to keep: figures of units do not add up.</summary>
    public static bool IsRate(Comparator comparator, string unit) =>
        comparator is Comparator.Maintain or Comparator.None || Fold.Of(unit) is var folded && (folded.Contains('%') || folded.Contains('‰') || folded.Contains('/') || folded is "tuoi" or "");

    /// <summary>Number ("156/KH-UBND") and day of the first citation in a text; null where it cites nothing.</summary>
    public static Citation? Cited(string text) => Citations([text]).FirstOrDefault();

    /// <summary>Every paper that these lines cite by number and day; lines count from 1.</summary>
    public static IEnumerable<Citation> Citations(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (Match match in Pattern().Matches(lines[i].Normalize()))
            {
                var day = match.Groups["d"].Success && DateOnly.TryParseExact($"{match.Groups["d"].Value}/{match.Groups["m"].Value}/{match.Groups["y"].Value}",
                    ["d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : (DateOnly?)null;
                yield return new(match.Groups["n"].Value.TrimEnd('-', '.'), day, i + 1);
            }
        }
    }

    /// <summary>Two numbers are the same but for spaces, case and a leading nought.</summary>
    public static bool SameNumber(string one, string other) => Plain(one).Length > 0 && Plain(one) == Plain(other);

    static string Plain(string number) => Fold.Of(number).Replace(" ", "").TrimStart('0');

    static HashSet<string> Tokens(string text) =>
        [.. Fold.Of(text).Split([' ', ',', '.', ';', ':', '(', ')', '%', '-', '/', '"', '“', '”'], StringSplitOptions.RemoveEmptyEntries).Where(w => !Empty.Contains(w) && !w.All(char.IsDigit))];

    [GeneratedRegex(@"(?<n>\d+(?:/\d{4})?/(?:[A-ZĐ]+[\dA-ZĐ&]*-)?[A-ZĐ][\p{L}\d&]*(?:-[A-ZĐ][\p{L}\d&]*)*)(?:,?\s+ngày\s+(?<d>\d{1,2})\s*(?:/|-|tháng)\s*(?<m>\d{1,2})\s*(?:/|-|năm)\s*(?<y>\d{4}))?")]
    private static partial Regex Pattern();
}

/// <summary>A paper cited in a line: its number and the day given to it.</summary>
sealed record Citation(string Number, DateOnly? On, int Line);
