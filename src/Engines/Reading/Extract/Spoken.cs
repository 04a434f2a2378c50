using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Figures that are said rather than written: "ba phần tư số trạm", "một nửa số xã", "6 tháng một lần", "gấp 2 lần".</summary>
static partial class Spoken
{
    static readonly Dictionary<string, int> Parts = new(StringComparer.Ordinal) { ["một"] = 1, ["hai"] = 2, ["ba"] = 3, ["bốn"] = 4, ["tư"] = 4, ["năm"] = 5, ["mười"] = 10 };

    /// <summary>A share in words, as percent with its fraction; null where none begins here.</summary>
    public static Figure? Share(string text, int at)
    {
        var m = ShareWords().Match(text, at);
        if (!m.Success || m.Index != at) return null;
        var (part, whole) = m.Groups[1].Success ? (Parts[m.Groups[1].Value.ToLowerInvariant()], Parts[m.Groups[2].Value]) : (1, 2);
        return part >= whole ? null : new(at, at + m.Length, at + m.Length, Math.Round(part * 100m / whole, 2), null, "%", true, $"{Vietnamese.Show(part)}/{Vietnamese.Show(whole)}", null);
    }

    /// <summary>"6 tháng một lần", "3 tháng/lần": once in that time; null where none begins here.</summary>
    public static Figure? Every(string text, int at)
    {
        var m = OnceIn().Match(text, at);
        return m.Success && m.Index == at ? new(at, at + m.Length, at + m.Length, 1, null, $"lần/{m.Groups[1].Value.TrimStart('0')} {m.Groups[2].Value}", true, null, null) : null;
    }

    /// <summary>Whether the words before a figure say that it multiplies ("tăng gấp").</summary>
    public static bool Multiplies(string lead) => Times().IsMatch(lead);

    /// <summary>The words before such a figure without what says so.</summary>
    public static string Multiplied(string lead) => Times().Replace(lead, "");

    /// <summary>A name that loses what it is measured against together with the year.</summary>
    public static string Name(string name) => name.EndsWith(" so với", StringComparison.Ordinal) ? name[..^7] : name;

    /// <summary>What a change is measured against: "năm trước", "cùng kỳ", "năm 2023"; null where the words do not say.</summary>
    public static string? Against(string text) => Before().Match(text) is { Success: true } m ? Vietnamese.Lower(m.Groups[1].Value) : null;

    /// <summary>The span that a figure is counted over, wherever it ends: "12 tháng" of "trong 12 tháng gần nhất", "2 năm" of "tiết/2 năm".</summary>
    public static string? Window(string text, string? unit)
    {
        var m = Rolling().Match(text);
        if (!m.Success) m = UnitWindow().Match(unit ?? "");
        return !m.Success ? null : $"{(m.Groups[1].Length == 0 ? "1" : m.Groups[1].Value.TrimStart('0'))} {m.Groups[2].Value}";
    }

    [GeneratedRegex(@"(?:([Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn)\s+phần\s+(hai|ba|tư|bốn|năm|mười)|(?:[Mm]ột\s+)?[Nn]ửa)(?=\s+(?:tổng\s+)?số\s)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShareWords();

    [GeneratedRegex(@"(\d{1,2})\s+(tuần|tháng|quý|năm)\s*(?:/\s*|\s(?:một|0?1)\s+)lần(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OnceIn();

    [GeneratedRegex(@"(?:(?:tăng|cao)\s+)?gấp\s+(?:ít nhất\s+|tối thiểu\s+|trên\s+|hơn\s+)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"so với\s+(cùng kỳ(?:\s+năm\s+(?:trước|ngoái|\d{4}))?|năm\s+(?:trước|ngoái|\d{4})|(?:cuối |đầu )?(?:giai đoạn|kỳ)(?:\s+trước|\s+\d{4}\s*[-–]\s*\d{4})?)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Before();

    [GeneratedRegex(@"(?:trong\s+(?:vòng\s+)?)?(\d{1,2})\s+(tuần|tháng|quý|năm)\s+(?:gần nhất|gần đây|liên tục|liên tiếp|liền kề|trước đó)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Rolling();

    [GeneratedRegex(@"/(\d*)\s*(tuần|tháng|quý|năm|ngày)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UnitWindow();
}
