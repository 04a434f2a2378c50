namespace LienY.Evidence;

/// <summary>
/// Half-months: days 1–14 and 15–end. A calendar month is both halves of one month; a month of Nghị định 09/2019 (15 to 14) is the second half of
/// one and the first half of the next. So one roll-up serves both calendars.
/// </summary>
static class HalfMonth
{
    /// <summary>How many there are in a year.</summary>
    public const int InYear = 24;

    /// <summary>First day of the half-month of a day; it names the half-month.</summary>
    public static DateOnly Of(DateOnly day) => new(day.Year, day.Month, day.Day < 15 ? 1 : 15);

    /// <summary>Last day of a half-month.</summary>
    public static DateOnly Last(DateOnly bucket) => Next(bucket).AddDays(-1);

    /// <summary>The half-month after.</summary>
    public static DateOnly Next(DateOnly bucket) =>
        bucket.Day == 1 ? new(bucket.Year, bucket.Month, 15) : new DateOnly(bucket.Year, bucket.Month, 1).AddMonths(1);

    /// <summary>Place of a day's half-month in its year, 0–23.</summary>
    public static int Place(DateOnly day) => (day.Month - 1) * 2 + (day.Day < 15 ? 0 : 1);

    /// <summary>First day of a half-month by its place in a year.</summary>
    public static DateOnly At(int year, int place) => new(year, place / 2 + 1, place % 2 == 0 ? 1 : 15);
}
