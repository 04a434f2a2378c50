using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Units of money and amounts in running text.</summary>
static partial class Money
{
    /// <summary>Unit a text names ("triệu đồng"), or null.</summary>
    public static string? UnitIn(string text)
    {
        var s = Vietnamese.Fold(text);
        return UnitMark().Match(s) is { Success: true } m
            ? m.Groups[1].Value switch { "ty" => "tỷ đồng", "trieu" or "tr" => "triệu đồng", "nghin" or "ngan" => "nghìn đồng", _ => "đồng" } : null;
    }

    /// <summary>Amount in đồng, or null when it does not fit.</summary>
    public static long? InDong(decimal? amount, string? unit)
    {
        decimal? factor = unit switch { "tỷ đồng" => 1_000_000_000m, "triệu đồng" => 1_000_000m, "nghìn đồng" => 1000m, "đồng" => 1m, _ => null };
        if (amount is not { } a || factor is not { } f || a > 1_000_000_000_000_000m) return null;
        var dong = a * f;
        return dong > long.MaxValue / 2 ? null : (long)dong;
    }

    /// <summary>Amounts with their unit in running text.</summary>
    public static IEnumerable<(int Start, int End, decimal Amount, string Unit)> In(string text)
    {
        foreach (Match m in Amount().Matches(Vietnamese.Fold(text)))
        {
            if (Vietnamese.Number(m.Groups[1].Value) is not { } amount) continue;
            var unit = m.Groups[2].Value switch { "ty" => "tỷ đồng", "trieu" or "tr" => "triệu đồng", "nghin" or "ngan" => "nghìn đồng", _ => "đồng" };
            yield return (m.Index, m.Index + m.Length, amount, unit);
        }
    }

    [GeneratedRegex(@"(ty|trieu|tr|nghin|ngan)\s*\.?\s*(?:dong|d\b|vnd)|\b(dong|vnd)\b|1\.000\s*d|1\.000\.000\s*d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UnitMark();

    [GeneratedRegex(@"(?<![\d.,/])(\d[\d.,]*\d|\d)\s*(?:(ty|trieu|tr|nghin|ngan)\s*(?:dong|vnd|d)?(?=[\s.,;:)/(]|$)(?<=dong|vnd|d|ty|trieu)(?!\s*(?:dan|nguoi|luot|tre|ho|ban|lieu))|(?:dong|vnd|d)(?=[\s.,;:)/(]|$))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Amount();
}
