using System.Globalization;

namespace LienY.Records;

/// <summary>
/// A time as the insurance tables write it (yyyyMMddHHmm at Hà Nội, unknown parts 00, or shorter) and as FHIR writes it: as much as is known, never more.
/// </summary>
readonly record struct FhirTime(string Text, DateTimeOffset Start)
{
    static readonly TimeSpan HaNoi = TimeSpan.FromHours(7);

    /// <summary>Reads a field; null where nothing of it can be a time.</summary>
    public static FhirTime? Of(string? field, bool dayOnly = false)
    {
        if (field is null || field.Length < 4) return null;
        foreach (var c in field) if (!char.IsAsciiDigit(c)) return null;
        var (year, month, day) = (Part(field, 0, 4), Part(field, 4, 2), Part(field, 6, 2));
        if (year is < 1850 or > 2200) return null;
        if (month is < 1 or > 12) return new(field[..4], At(year, 1, 1, 0, 0));
        if (day < 1 || day > DateTime.DaysInMonth(year, month)) return new($"{field[..4]}-{field[4..6]}", At(year, month, 1, 0, 0));
        var text = $"{field[..4]}-{field[4..6]}-{field[6..8]}";
        var (hour, minute) = (Part(field, 8, 2), Part(field, 10, 2));
        return dayOnly || field.Length < 12 || hour is < 0 or > 23 || minute is < 0 or > 59
            ? new(text, At(year, month, day, 0, 0))
            : new($"{text}T{field[8..10]}:{field[10..12]}:00+07:00", At(year, month, day, hour, minute));
    }

    /// <summary>Day of birth as a claim of the person index says it: yyyyMMdd, 00 for what is unknown; empty where even the year is.</summary>
    public static string BirthDay(string? field) => Of(field, dayOnly: true) is { } time ? time.Text.Replace("-", "", StringComparison.Ordinal).PadRight(8, '0') : "";

    static int Part(string field, int at, int length) =>
        field.Length < at + length ? -1 : int.Parse(field.AsSpan(at, length), NumberStyles.None, CultureInfo.InvariantCulture);

    static DateTimeOffset At(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, HaNoi);
}
