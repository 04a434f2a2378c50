using System.Globalization;

namespace LienY.Formulas;

/// <summary>Days as words: year-month-day, zeros may be left out.</summary>
static class Days
{
    public static DateOnly? Read(string text) =>
        DateOnly.TryParseExact(text.Trim(), ["yyyy-M-d", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
