using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Periods in Vietnamese writing, from headings ("Giai đoạn 2026-2027:") and beside figures ("vào năm 2027").</summary>
static partial class PeriodText
{
    /// <summary>Period a heading or title states, or null.</summary>
    public static Period? Heading(string text)
    {
        var folded = Vietnamese.Fold(text);
        if (Range().Match(folded) is { Success: true } range) return Years(Int(range, 1), Int(range, 2), Cut(text, range));
        if (Until().Match(folded) is { Success: true } until) return new(null, LastDay(Int(until, 1)), Cut(text, until));
        if (One().Match(folded) is { Success: true } one) return Years(Int(one, 1), Int(one, 1), Cut(text, one));
        return null;
    }

    /// <summary>Periods named in running text with their places, in order; "hằng năm" is none.</summary>
    public static IEnumerable<(int Start, int End, Period Period)> In(string text)
    {
        var folded = Vietnamese.Fold(text);
        foreach (Match m in Inline().Matches(folded))
        {
            if (m.Groups["day"].Success)
            {
                if (DayText.First(text[..(m.Index + m.Length)], m.Index) is { Day: { } day }) yield return (m.Index, m.Index + m.Length, new(null, day, Cut(text, m)));
                continue;
            }
            if (m.Groups[1].Success) yield return (m.Index, m.Index + m.Length, Years(Int(m, 1), Int(m, 2), Cut(text, m)));
            else if (m.Groups[3].Success) yield return (m.Index, m.Index + m.Length, new(null, LastDay(Int(m, 3)), Cut(text, m)));
            else yield return (m.Index, m.Index + m.Length, Years(Int(m, 4), Int(m, 4), Cut(text, m)));
        }
    }

    public static Period Years(int from, int to, string label) => new(new(from, 1, 1), LastDay(to), label);

    static DateOnly LastDay(int year) => new(year, 12, 31);

    static int Int(Match match, int group) => DayText.Int(match.Groups[group].Value);

    static string Cut(string text, Match match) => text.Substring(match.Index, match.Length).Trim();

    [GeneratedRegex(@"(?:giai doan|thoi ky|trong|cac nam|nam)?\s*(?:tu )?(?:nam )?(?<!\d)((?:19|20)\d\d)\s*(?:-|den nam|den)\s*((?:19|20)\d\d)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"den (?:het |cuoi )?(?:nam )?((?:19|20)\d\d)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Until();

    [GeneratedRegex(@"(?<!\d )nam ((?:19|20)\d\d)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex One();

    [GeneratedRegex(@"(?<day>(?:truoc|den|den het|cham nhat|xong truoc|cham nhat la)\s+(?:het\s+)?ngay\s+\d{1,2}(?:/\d{1,2}/|\s+thang\s+\d{1,2}\s+nam\s+)\d{4})|(?:giai doan|thoi ky|trong)\s+(?:nam )?((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)(?!\d)|(?:den|truoc) (?:het |cuoi )?(?:nam )((?:19|20)\d\d)(?!\d)|(?:vao |trong |cuoi |het )?nam ((?:19|20)\d\d)(?![\d/])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Inline();
}
