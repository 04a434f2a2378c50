using System.Globalization;
using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Days in Vietnamese writing: "ngày 13 tháng 5 năm 2025", "11/3/2023", "10 / 6 /2025".</summary>
static partial class DayText
{
    /// <summary>A day found in a text: its place, and null where the calendar has no such day.</summary>
    public readonly record struct Found(int Start, int Length, DateOnly? Day);

    public static Found? First(string text, int from = 0)
    {
        var best = Pattern().Match(text, from);
        if (!best.Success) return null;
        var groups = best.Groups[1].Success ? (best.Groups[1], best.Groups[2], best.Groups[3]) : (best.Groups[4], best.Groups[5], best.Groups[6]);
        return new(best.Index, best.Length, Day(Int(groups.Item3.Value), Int(groups.Item2.Value), Int(groups.Item1.Value)));
    }

    public static IEnumerable<Found> All(string text)
    {
        for (var at = 0; at < text.Length && First(text, at) is { } found; at = found.Start + found.Length) yield return found;
    }

    public static DateOnly? Day(int year, int month, int day) =>
        year is >= 1900 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    public static DateOnly LastOf(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    public static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public static string Show(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\d/])(\d{1,2})\s{0,2}tháng\s{0,2}(\d{1,2})\s{0,2}năm\s{0,2}(\d{4})(?!\d)|(?<![\d/.,-])(\d{1,2})\s{0,2}(?<sep>[/.\-])\s{0,2}(\d{1,2})\s{0,2}\k<sep>\s{0,2}(\d{4})(?![\d/])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Pattern();
}
