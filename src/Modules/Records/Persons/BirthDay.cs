using System.Globalization;

namespace LienY.Records;

/// <summary>A day of birth as far as it is known: yyyyMMdd with 00 for what is unknown; empty where nothing is.</summary>
static class BirthDay
{
    /// <summary>The usual form of what a source says (yyyyMMdd, yyyy, yyyy-MM-dd, dd/MM/yyyy, yyyyMMddHHmm); empty where it is no day.</summary>
    public static string Of(string? text)
    {
        var plain = text?.Trim() ?? "";
        if (plain.Split('/', '-', '.') is { Length: 3 } parts)
            plain = parts[0].Length == 4 ? parts[0] + parts[1].PadLeft(2, '0') + parts[2].PadLeft(2, '0') : parts[2] + parts[1].PadLeft(2, '0') + parts[0]
            .PadLeft(2, '0');
        else if (plain.Split('/', '-', '.') is { Length: 2 } two)
            plain = two[0].Length == 4 ? two[0] + two[1].PadLeft(2, '0') : two[1] + two[0].PadLeft(2, '0');
        if (plain.Length > 8) plain = plain[..8];
        if (plain.Length is not (4 or 6 or 8) || !plain.All(char.IsAsciiDigit)) return "";
        plain = plain.PadRight(8, '0');
        var (year, month, day) = Parts(plain);
        if (year is < 1850 or > 2200 || month > 12) return "";
        if (month == 0) return plain[..4] + "0000";
        return day <= DateTime.DaysInMonth(year, month) ? plain : plain[..6] + "00";
    }

    /// <summary>Year, month, day; 0 for what is unknown.</summary>
    public static (int Year, int Month, int Day) Parts(string birth) => birth.Length != 8 ? (0, 0, 0)
        : (Number(birth[..4]), Number(birth[4..6]), Number(birth[6..]));

    /// <summary>How much is known: 0 nothing, 1 year, 2 month, 3 day.</summary>
    public static int Precision(string birth) => Parts(birth) switch { (0, _, _) => 0, (_, 0, _) => 1, (_, _, 0) => 2, _ => 3 };

    /// <summary>For reading: 05/01/1985, 01/1985, 1985, –.</summary>
    public static string Say(string birth) => Precision(birth) switch
    {
        0 => "–",
        1 => birth[..4],
        2 => $"{birth[4..6]}/{birth[..4]}",
        _ => $"{birth[6..]}/{birth[4..6]}/{birth[..4]}",
    };

    /// <summary>The FHIR date of it: yyyy, yyyy-MM or yyyy-MM-dd; null where nothing is known.</summary>
    public static string? Fhir(string birth) => Precision(birth) switch
    {
        0 => null,
        1 => birth[..4],
        2 => $"{birth[..4]}-{birth[4..6]}",
        _ => $"{birth[..4]}-{birth[4..6]}-{birth[6..]}",
    };

    /// <summary>Completed years on a day; null where the year is unknown.</summary>
    public static int? Age(string birth, DateOnly on)
    {
        var (year, month, day) = Parts(birth);
        if (year == 0) return null;
        var age = on.Year - year - (month > 0 && (on.Month, on.Day).CompareTo((month, day)) < 0 ? 1 : 0);
        return Math.Max(0, age);
    }

    static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
