using System.Globalization;

namespace LienY.Insurance;

/// <summary>Moments (yyyyMMddHHmm) and days (yyyyMMdd) of the insurance XML, always at Hà Nội.</summary>
public static class Moments
{
    static readonly TimeSpan HaNoi = TimeSpan.FromHours(7);

    /// <summary>The instant, or null when blank or wrong; a bare day is its midnight.</summary>
    public static DateTimeOffset? Instant(string? text) => Parts(text, out var at) ? new DateTimeOffset(at, HaNoi) : null;

    /// <summary>The day of a day or moment, or null.</summary>
    public static DateOnly? Day(string? text) => Parts(text, out var at) ? DateOnly.FromDateTime(at) : null;

    /// <summary>As the insurance XML writes a moment.</summary>
    public static string Write(DateTimeOffset at) => at.ToOffset(HaNoi).ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);

    /// <summary>As the insurance XML writes a day.</summary>
    public static string Write(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The day at Hà Nội.</summary>
    public static DateOnly DayAt(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(HaNoi).DateTime);

    internal static bool IsMoment(string text) => text.Length == 12 && Parts(text, out _);

    internal static bool IsDay(string text) => text.Length == 8 && Parts(text, out _);

    internal static bool Parts(string? text, out DateTime at)
    {
        at = default;
        if (text is null || text.Length is not (8 or 12)) return false;
        foreach (var letter in text) if (!char.IsAsciiDigit(letter)) return false;
        var (year, month, day) = (Two(text, 0) * 100 + Two(text, 2), Two(text, 4), Two(text, 6));
        var (hour, minute) = text.Length == 12 ? (Two(text, 8), Two(text, 10)) : (0, 0);
        if (year < 1800 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59) return false;
        at = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified);
        return true;
    }

    internal static int Two(string text, int at) => (text[at] - '0') * 10 + text[at + 1] - '0';
}

/// <summary>A day of which month, day and hour may be unknown (zeros in the file).</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">1 to 12, or null.</param>
/// <param name="Day">1 to 31, or null.</param>
/// <param name="Minute">Minutes since midnight, or null: a birth at exactly midnight cannot be told from an unknown hour.</param>
public readonly record struct PartialDay(int Year, int? Month, int? Day, int? Minute)
{
    /// <summary>The first day it can be.</summary>
    public DateOnly First => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>The last day it can be.</summary>
    public DateOnly Last => new(Year, Month ?? 12, Day ?? DateTime.DaysInMonth(Year, Month ?? 12));

    /// <summary>The whole day, or null when a part is unknown.</summary>
    public DateOnly? Whole => Month is not null && Day is not null ? First : null;

    /// <summary>Reads yyyyMMdd or yyyyMMddHHmm with zeros for what is unknown; null when it is neither.</summary>
    public static PartialDay? Read(string? text)
    {
        if (text is null || text.Length is not (8 or 12)) return null;
        foreach (var letter in text) if (!char.IsAsciiDigit(letter)) return null;
        var (year, month, day) = (Moments.Two(text, 0) * 100 + Moments.Two(text, 2), Moments.Two(text, 4), Moments.Two(text, 6));
        var minute = text.Length == 12 ? Moments.Two(text, 8) * 60 + Moments.Two(text, 10) : 0;
        if (year < 1800 || month > 12 || (month == 0 && day > 0) || (month > 0 && day > DateTime.DaysInMonth(year, month))) return null;
        if (text.Length == 12 && (Moments.Two(text, 8) > 23 || Moments.Two(text, 10) > 59 || (day == 0 && minute > 0))) return null;
        return new(year, month > 0 ? month : null, day > 0 ? day : null, minute > 0 ? minute : null);
    }
}
