using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Completes a unit from the name of its target: "Số giường bệnh/vạn dân: 42,5 giường" counts giường/vạn dân.</summary>
static partial class Units
{
    public static string? Complete(string? unit, string lead)
    {
        if (unit is not null && (unit is "%" or "‰" or "điểm phần trăm" || unit.Contains('/', StringComparison.Ordinal))) return unit;
        var m = Per().Match(lead);
        if (unit is not null && Every(lead, unit) is { } every) return unit + "/" + every;
        if (m.Success) return (unit ?? Noun(m.Groups[1].Value)) + "/" + Vietnamese.Squeeze(m.Groups[2].Value).Trim();
        return unit;
    }

    /// <summary>How often the figure comes again ("quý" of "mỗi quý 1 lần"); null where the words before it do not say.</summary>
    public static string? Every(string lead, string? unit) =>
        EveryTime().Match(lead) is { Success: true } every || unit is "lần" && Often().Match(lead) is { Success: true } often && (every = often).Success ? Vietnamese.Lower(every.Groups[1].Value) : null;

    /// <summary>A name without the words that its unit says; what is done so many times is told before them.</summary>
    public static string Named(Stated stated, string every)
    {
        if (stated.Figure.Unit is "lần" && Often().Match(stated.Lead) is { Success: true } often && stated.Lead[..often.Index].Trim(' ', ',', '-') is { Length: > 3 } done)
            return Vietnamese.Capital(done) + (Where().Match(stated.Tail[Math.Min(stated.Tail.Length, stated.Tail.IndexOf("lần", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..]) is { Success: true } where ? " " + where.Value.Trim() : "");
        return Vietnamese.Capital(Regex.Replace(stated.Name, @"\s*(?:mỗi|hằng|hàng)\s+" + every + @"(?!\p{L})\s*", " ", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)).Trim());
    }

    // "Số bác sĩ": the counted noun without "số".
    static string Noun(string words) => Vietnamese.Squeeze(words) is var s && s.Split(' ') is { Length: > 1 } parts ? string.Join(' ', parts.TakeLast(2)) : s;

    [GeneratedRegex(@"(?:[Mm]ỗi|[Hh]ằng|[Hh]àng)\s+(tháng|quý|tuần|ngày|năm)\s+(?:tổ chức\s+|thực hiện\s+|có\s+|cử\s+|mở\s+|tiếp nhận\s+|đào tạo\s+)?(?:được\s+)?(?:ít nhất\s+|tối thiểu\s+|từ\s+|khoảng\s+)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EveryTime();

    [GeneratedRegex(@"(?:mỗi|hằng|hàng)\s+(tháng|quý|tuần|ngày|năm)(?!\p{L})[^,;]{0,40}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Often();

    [GeneratedRegex(@"^\s*(?:tại|ở|cho|với|đối với)\s[^,;.]{2,60}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Where();

    [GeneratedRegex(@"(?:số|tỷ số|tỉ số)\s+((?:\p{L}+\s?){1,5})(?:\s*/\s*|\s(?:trên|/)\s+(?:một\s+)?)((?:\d[\d.]*\s+|\d[\d.]*)?(?:(?:vạn|nghìn)\s+)?(?:dân|người dân|trẻ đẻ sống|trẻ|bà mẹ|phụ nữ|người))(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Per();
}
