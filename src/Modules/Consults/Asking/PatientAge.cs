using System.Globalization;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>What may be told of a patient without telling who they are: initials, and the age in the unit that medicine uses.</summary>
static class PatientAge
{
    /// <summary>Initials: <c>N.T.M.</c></summary>
    public static string Initials(string name) =>
        string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6).Select(w => char.ToUpper(w[0], CultureInfo.InvariantCulture) + "."));

    /// <summary>Age on a day: days below one month, months below three years (72 months are years), else years; above 89 it is told as 90.</summary>
    public static (int? Age, string Unit) On(string birth, DateOnly day)
    {
        if (Parse(birth) is not { } born || born > day) return (null, "year");
        if (birth.Length < 10) return (Math.Min(90, day.Year - born.Year), "year");
        var months = ((day.Year - born.Year) * 12) + day.Month - born.Month - (day.Day < born.Day ? 1 : 0);
        return months < 1 ? (day.DayNumber - born.DayNumber, "day") : months < 36 ? (months, "month") : (Math.Min(90, months / 12), "year");
    }

    /// <summary>In words: <c>45 tuổi</c>; empty where unknown.</summary>
    public static string Say(Words words, int? age, string unit) => age is not { } n ? ""
        : unit switch { "day" => words["{0} ngày tuổi", n], "month" => words["{0} tháng tuổi", n], _ => words["{0} tuổi", n] };

    /// <summary>Sex in words.</summary>
    public static string Sex(string sex) => sex switch
    {
        "male" => Words.Key("Nam"),
        "female" => Words.Key("Nữ"),
        "other" => Words.Key("Khác"),
        _ =>
        Words.Key("chưa rõ")
    };

    /// <summary>yyyyMMdd with zeros for the unknown, as <c>yyyy</c>, <c>yyyy-MM</c> or <c>yyyy-MM-dd</c>.</summary>
    public static string Iso(string birth) => birth.Length != 8 ? birth
        : birth[4..6] == "00" ? birth[..4] : birth[6..] == "00" ? $"{birth[..4]}-{birth[4..6]}" : $"{birth[..4]}-{birth[4..6]}-{birth[6..]}";

    /// <summary>Reads what people type (1980, 02/1980, 15/02/1980) into the same form; null where it is no day of birth.</summary>
    public static string? Read(string typed)
    {
        if (typed.Length == 0) return "";
        if (LienY.Kernel.Say.TryDay(typed, out var day)) return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (DateOnly.TryParseExact("01/" + typed, ["d/M/yyyy", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return Parse(typed) is null ? null : typed;
    }

    /// <summary>As people write it.</summary>
    public static string Shown(string birth) => birth.Length switch
    {
        10 => Parse(birth) is { } day ? LienY.Kernel.Say.Day(day) : birth,
        7 => $"{birth[5..]}/{birth[..4]}",
        _ => birth,
    };

    static DateOnly? Parse(string birth) => DateOnly.TryParseExact(birth.Length == 4 ? birth + "-01-01" : birth.Length == 7 ? birth + "-01" : birth, "yyyy-MM-dd",
        CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > 1850 ? day : null;
}
