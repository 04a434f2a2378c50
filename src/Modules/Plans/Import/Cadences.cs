using LienY.Kernel;

namespace LienY.Plans;

/// <summary>How often a report is due, from the words of papers ("định kỳ hàng quý, 6 tháng và hàng năm").</summary>
static class Cadences
{
    /// <summary>All cadences with their Vietnamese names (keys).</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> All =
    [
        ("month", Words.Key("hằng tháng")), ("quarter", Words.Key("hằng quý")), ("half", Words.Key("6 tháng")), ("year", Words.Key("hằng năm")),
        ("midterm", Words.Key("giữa kỳ")), ("final", Words.Key("tổng kết")), ("once", Words.Key("một lần")),
    ];

    /// <summary>Vietnamese name (a key) of a cadence.</summary>
    public static string Name(string code) => All.FirstOrDefault(c => c.Code == code).Name ?? code;

    /// <summary>Cadences named by these words, in their order; "định kỳ" alone names none.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> words) =>
        [.. words.SelectMany(w => w.Split([",", ";", " và "], StringSplitOptions.RemoveEmptyEntries)).Select(One).OfType<string>().Distinct()];

    static string? One(string words)
    {
        var folded = Fold.Of(words);
        bool Has(params string[] parts) => parts.Any(p => folded.Contains(p, StringComparison.Ordinal));
        return Has("6 thang", "sau thang", "half", "semi") ? "half"
            : Has("9 thang", "chin thang") ? null
            : Has("quy", "quarter") ? "quarter"
            : Has("giua ky", "midterm", "mid-term") ? "midterm"
            : Has("nam", "year", "annual") ? "year"
            : Has("so ket") ? "midterm"
            : Has("tong ket", "cuoi ky", "ket thuc", "final") ? "final"
            : Has("thang", "month") ? "month"
            : Has("mot lan", "once") ? "once"
            : null;
    }

    /// <summary>Due day for each cadence: one each where there are as many days as cadences, else all days for each.</summary>
    public static IEnumerable<(string Cadence, string? Due)> WithDays(IReadOnlyList<string> cadences, string due)
    {
        var days = due.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return cadences.Select((c, i) => (c, days.Length == 0 ? null : days.Length == cadences.Count ? days[i] : string.Join("; ", days)));
    }

    /// <summary>"06-10" (month-day) becomes "10/6".</summary>
    public static string Day(string monthDay) =>
        monthDay.Split('-') is [var m, var d] ? $"{d.TrimStart('0')}/{m.TrimStart('0')}" : monthDay;
}
