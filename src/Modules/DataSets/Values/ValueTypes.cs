using System.Globalization;
using System.Text.RegularExpressions;
using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>What a figure may look like, by DHIS2 value type. Numbers are ASCII digits with a point; nothing is guessed.</summary>
static partial class ValueTypes
{
    /// <summary>Largest number that the ledger can hold.</summary>
    const decimal Most = 900_000_000_000_000m;

    /// <summary>Every value type that is known, with its Vietnamese name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["NUMBER"] = Words.Key("số"),
        ["INTEGER"] = Words.Key("số nguyên"),
        ["INTEGER_POSITIVE"] = Words.Key("số nguyên dương"),
        ["INTEGER_NEGATIVE"] = Words.Key("số nguyên âm"),
        ["INTEGER_ZERO_OR_POSITIVE"] = Words.Key("số nguyên không âm"),
        ["PERCENTAGE"] = Words.Key("phần trăm (0–100)"),
        ["UNIT_INTERVAL"] = Words.Key("tỷ lệ từ 0 đến 1"),
        ["BOOLEAN"] = Words.Key("có hoặc không"),
        ["TRUE_ONLY"] = Words.Key("chỉ đánh dấu có"),
        ["TEXT"] = Words.Key("chữ"),
        ["LONG_TEXT"] = Words.Key("chữ nhiều dòng"),
        ["LETTER"] = Words.Key("một chữ cái"),
        ["DATE"] = Words.Key("ngày tháng"),
        ["DATETIME"] = Words.Key("ngày giờ"),
        ["TIME"] = Words.Key("giờ"),
        ["PHONE_NUMBER"] = Words.Key("số điện thoại"),
        ["EMAIL"] = Words.Key("thư điện tử"),
        ["URL"] = Words.Key("địa chỉ mạng"),
        ["USERNAME"] = Words.Key("tên người dùng"),
        ["COORDINATE"] = Words.Key("tọa độ"),
        ["ORGANISATION_UNIT"] = Words.Key("đơn vị"),
        ["FILE_RESOURCE"] = Words.Key("tệp"),
        ["IMAGE"] = Words.Key("ảnh"),
        ["AGE"] = Words.Key("ngày sinh"),
        ["MULTI_TEXT"] = Words.Key("nhiều lựa chọn"),
        ["GEOJSON"] = Words.Key("hình bản đồ"),
    };

    /// <summary>True where figures can be added up.</summary>
    public static bool IsNumber(string type) => type is "NUMBER" or "INTEGER" or "INTEGER_POSITIVE" or "INTEGER_NEGATIVE" or "INTEGER_ZERO_OR_POSITIVE" or "PERCENTAGE" or "UNIT_INTERVAL";

    /// <summary>True where a figure leaves a fact: a number, or a truth as 1 or 0.</summary>
    public static bool Counts(string type) => IsNumber(type) || type is "BOOLEAN" or "TRUE_ONLY";

    /// <summary>Reads a figure: as it is kept, and the number of its fact (null for text). False where it does not suit the type.</summary>
    public static bool TryRead(string type, string text, out string kept, out decimal? number)
    {
        kept = text.Trim();
        number = null;
        if (kept.Length is 0 or > 50_000 || kept.Contains('\0')) return false;
        if (IsNumber(type))
        {
            if (!NumberPattern().IsMatch(kept) || !decimal.TryParse(kept, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || Math.Abs(value) > Most) return false;
            number = value;
            // A number that underflows to zero would say something that was not sent.
            return Suits(type, value) && (value != 0 || !kept.Any(c => c is >= '1' and <= '9') || !kept.Contains('e', StringComparison.OrdinalIgnoreCase));
        }
        switch (type)
        {
            case "BOOLEAN":
                number = kept.ToLowerInvariant() switch { "true" or "t" or "1" => 1, "false" or "f" or "0" => 0, _ => null };
                kept = number == 1 ? "true" : "false";
                return number is not null;
            case "TRUE_ONLY":
                number = kept.ToLowerInvariant() is "true" or "t" or "1" ? 1 : null;
                kept = "true";
                return number is not null;
            case "DATE" or "AGE":
                return DateOnly.TryParseExact(kept, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            case "DATETIME":
                return DateTimeOffset.TryParse(kept, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
            case "TIME":
                return TimeOnly.TryParseExact(kept, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            case "LETTER":
                return kept.Length == 1 && char.IsLetter(kept[0]);
            case "EMAIL":
                return kept.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < kept.Length - 1 && !kept.Contains(' ', StringComparison.Ordinal);
            case "URL":
                return Uri.TryCreate(kept, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
            default:
                return true;
        }
    }

    static bool Suits(string type, decimal value) => type switch
    {
        "INTEGER" => value == decimal.Truncate(value),
        "INTEGER_POSITIVE" => value == decimal.Truncate(value) && value > 0,
        "INTEGER_NEGATIVE" => value == decimal.Truncate(value) && value < 0,
        "INTEGER_ZERO_OR_POSITIVE" => value == decimal.Truncate(value) && value >= 0,
        "PERCENTAGE" => value is >= 0 and <= 100,
        "UNIT_INTERVAL" => value is >= 0 and <= 1,
        _ => true,
    };

    [GeneratedRegex(@"^-?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
