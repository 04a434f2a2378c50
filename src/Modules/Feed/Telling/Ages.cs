using LienY.Insurance;

namespace LienY.Feed;

/// <summary>Ages as the ledger tells them: in bands, never the day of birth.</summary>
static class Ages
{
    /// <summary><c>u1</c>, <c>1-4</c>, <c>5-14</c>, <c>15-59</c>, <c>60up</c>, <c>unknown</c>: on the day the visit ended.</summary>
    public static string Band(Row row) => Years(row) switch { null => "unknown", < 1 => "u1", < 5 => "1-4", < 15 => "5-14", < 60 => "15-59", _ => "60up" };

    /// <summary><c>u1</c>, <c>1-4</c> or <c>older</c>: deaths below one and below five years are counted apart.</summary>
    public static string OfDeath(Row row) => Band(row) switch { "u1" => "u1", "1-4" => "1-4", "unknown" => "unknown", _ => "older" };

    static int? Years(Row row)
    {
        if (row.Birth(FieldNames.NGAY_SINH) is not { } birth || (row.Day(FieldNames.NGAY_RA) ?? row.Day(FieldNames.NGAY_VAO)) is not { } day) return null;
        var born = birth.First;
        var years = day.Year - born.Year - (day < born.AddYears(day.Year - born.Year) ? 1 : 0);
        return years is >= 0 and < 150 ? years : null;
    }
}
