using System.Globalization;
using System.Text;

namespace LienY.Fhir;

/// <summary>Numbers with the precision in which they are written: 5.4 means 5.35 up to 5.45, 100 means 99.5 up to 100.5, 1e2 means 50 up to 150.</summary>
public static class Numbers
{
    /// <summary>Stands for a side without a limit; both databases keep it.</summary>
    public const double Endless = 1e300;

    /// <summary>The range of a written number; false where it is none.</summary>
    public static bool Range(ReadOnlySpan<char> text, out double low, out double high)
    {
        (low, high) = (0, 0);
        if (text.Length is 0 or > 64 || !Value(text, out var value)) return false;
        var half = Half(text);
        (low, high) = (value - half, value + half);
        return true;
    }

    /// <summary>The same over UTF-8.</summary>
    public static bool Range(ReadOnlySpan<byte> utf8, out double low, out double high)
    {
        (low, high) = (0, 0);
        if (utf8.Length is 0 or > 64) return false;
        Span<char> text = stackalloc char[utf8.Length];
        return Encoding.UTF8.TryGetChars(utf8, text, out var length) && Range(text[..length], out low, out high);
    }

    /// <summary>The number itself; false where the text is none.</summary>
    public static bool Value(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && Math.Abs(value) <= Endless;

    /// <summary>A range narrowed by a comparator (&lt;, &lt;=, &gt;=, &gt;): what is known is only one side.</summary>
    public static (double Low, double High) Compared(string? comparator, double low, double high) => comparator switch
    {
        "<" or "<=" => (-Endless, high),
        ">" or ">=" => (low, Endless),
        _ => (low, high),
    };

    /// <summary>Half a unit of the last written digit.</summary>
    static double Half(ReadOnlySpan<char> text)
    {
        var e = text.IndexOfAny('e', 'E');
        var mantissa = e < 0 ? text : text[..e];
        var power = 0;
        if (e >= 0 && !int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power)) return 0;
        var point = mantissa.IndexOf('.');
        power -= point < 0 ? 0 : mantissa.Length - point - 1;
        return power < -300 ? 0 : 0.5 * Math.Pow(10, power);
    }
}
