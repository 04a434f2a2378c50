using System.Globalization;

namespace LienY.Insurance;

/// <summary>Numbers as the insurance XML writes them: digits, a point before decimals.</summary>
public static class Numbers
{
    const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>
    /// The number, or null. A single comma before one or two digits is a decimal comma (such files exist); before three digits it could be either
    /// ("1,000"), so it is no number.
    /// </summary>
    public static decimal? Read(string? text)
    {
        if (text is null) return null;
        if (decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number)) return number;
        return HasDecimalComma(text) && decimal.TryParse(text.Replace(',', '.'), Plain, CultureInfo.InvariantCulture, out number) ? number : null;
    }

    /// <summary>Whether a text is a number with a decimal comma.</summary>
    public static bool HasDecimalComma(string text)
    {
        var at = text.IndexOf(',', StringComparison.Ordinal);
        return at > 0 && text.Length - at - 1 is 1 or 2 && text.IndexOf(',', at + 1) < 0 && !text.Contains('.', StringComparison.Ordinal);
    }

    /// <summary>As the insurance XML writes it.</summary>
    public static string Write(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
