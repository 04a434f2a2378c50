using System.Globalization;

namespace LienY.Kernel;

/// <summary>Numbers, days and moments as the decree's papers write them: 1.320, 24,4, 05/01/2026.</summary>
public static class Say
{
    /// <summary>Vietnamese habits of writing numbers and days, whatever the language of the page.</summary>
    public static readonly CultureInfo Vietnam = CultureInfo.ReadOnly(new CultureInfo("vi-VN"));

    static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    /// <summary>A number with as many decimals as it has, at most four: 1.320 · 24,4.</summary>
    public static string Number(decimal value) => value.ToString("#,##0.####", Vietnam);

    /// <summary>A number, or a dash where there is none (never 0 for "no data").</summary>
    public static string Number(decimal? value) => value is { } v ? Number(v) : "–";

    /// <summary>dd/MM/yyyy.</summary>
    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>dd/MM/yyyy, or a dash.</summary>
    public static string Day(DateOnly? day) => day is { } d ? Day(d) : "–";

    /// <summary>dd/MM/yyyy HH:mm at Hà Nội.</summary>
    public static string Moment(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>From when to when at Hà Nội: the day once where it is the same, the minute once where nothing lies between.</summary>
    public static string Span(DateTimeOffset from, DateTimeOffset to)
    {
        var (begin, end) = (Moment(from), Moment(to));
        return begin == end ? begin : begin + " – " + (begin[..10] == end[..10] ? end[11..] : end);
    }

    /// <summary>What the clock on the wall showed at Hà Nội.</summary>
    public static DateTime WallClock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;

    /// <summary>The day at Hà Nội of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>Today at Hà Nội.</summary>
    public static DateOnly Today(this TimeProvider clock) => DayOf(clock.GetUtcNow());

    /// <summary>Reads a number as people here type it: "1.320", "24,4", "1.320,5".</summary>
    public static bool TryNumber(string? text, out decimal value) =>
        decimal.TryParse(text?.Trim().Replace(" ", ""), NumberStyles.Number, Vietnam, out value);

    /// <summary>Reads a day as a form sends it (yyyy-MM-dd) or as people type it (d/M/yyyy).</summary>
    public static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text?.Trim(), ["yyyy-MM-dd", "d/M/yyyy", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
