using System.Globalization;
using System.Text.RegularExpressions;

namespace LienY.Reports;

/// <summary>A due day as a plan states it: a day of the year, perhaps of one year only, or a day of every month.</summary>
sealed partial record DueDay(int Day, int? Month, int? Year)
{
    /// <summary>Reads "10/6", "trước ngày 10/12", "10 tháng 6", "ngày 25 hằng tháng", "10/6 và 10/12"; empty where nothing is stated.</summary>
    public static IReadOnlyList<DueDay> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var days = Dated().Matches(text).Select(m => new DueDay(Number(m, 1), Number(m, 2), m.Groups[3].Success ? Number(m, 3) : null)).Where(d => d.IsReal).ToList();
        if (days.Count == 0) days = [.. Monthly().Matches(text).Select(m => new DueDay(Number(m, 1), null, null)).Where(d => d.IsReal)];
        return days;
    }

    /// <summary>The day in a year and month, the last of the month where it has no such day.</summary>
    public DateOnly In(int year, int month) => new(year, month, Math.Min(Day, DateTime.DaysInMonth(year, month)));

    bool IsReal => Month is null or (>= 1 and <= 12) && Day >= 1 && Day <= (Month is { } m ? DateTime.DaysInMonth(2024, m) : 31);

    static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<!\d)(\d{1,2})\s*(?:/|-|tháng)\s*(\d{1,2})(?:\s*(?:/|-|năm)\s*(20\d\d))?(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Dated();

    [GeneratedRegex(@"(?<!\d)(\d{1,2})(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Monthly();
}
