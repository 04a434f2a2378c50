using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Completes a unit from the name of its target: "Số giường bệnh/vạn dân: 42,5 giường" counts giường/vạn dân.</summary>
static partial class Units
{
    public static string? Complete(string? unit, string lead)
    {
        if (unit is not null && (unit is "%" or "‰" or "điểm phần trăm" || unit.Contains('/', StringComparison.Ordinal))) return unit;
        var m = Per().Match(lead);
        if (unit is not null && EveryTime().Match(lead) is { Success: true } every) return unit + "/" + Vietnamese.Lower(every.Groups[1].Value);
        if (m.Success) return (unit ?? Noun(m.Groups[1].Value)) + "/" + Vietnamese.Squeeze(m.Groups[2].Value).Trim();
        return unit;
    }

    // "Số bác sĩ": the counted noun without "số".
    static string Noun(string words) => Vietnamese.Squeeze(words) is var s && s.Split(' ') is { Length: > 1 } parts ? string.Join(' ', parts.TakeLast(2)) : s;

    [GeneratedRegex(@"[Mm]ỗi\s+(tháng|quý|tuần|ngày)\s+(?:tổ chức\s+|thực hiện\s+|có\s+)?(?:ít nhất\s+|tối thiểu\s+)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EveryTime();

    [GeneratedRegex(@"(?:số|tỷ số|tỉ số)\s+((?:\p{L}+\s?){1,5})(?:\s*/\s*|\s(?:trên|/)\s+(?:một\s+)?)((?:\d[\d.]*\s+|\d[\d.]*)?(?:(?:vạn|nghìn)\s+)?(?:dân|người dân|trẻ đẻ sống|trẻ|bà mẹ|phụ nữ|người))(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Per();
}
