using System.Globalization;

namespace LienY.Fhir;

/// <summary>Decimal numbers with their written precision.</summary>
internal static class PathNumbers
{
    internal static bool TryDecimal(ReadOnlySpan<char> text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && !text.EndsWith(".") && !text.StartsWith(".");

    /// <summary>Equal when both are rounded to the coarser of their precisions, zeros at the end left out.</summary>
    internal static bool IsEquivalent(decimal a, decimal b)
    {
        var places = Math.Min(Places(a), Places(b));
        return decimal.Round(a, places, MidpointRounding.AwayFromZero) == decimal.Round(b, places, MidpointRounding.AwayFromZero);
    }

    static int Places(decimal value)
    {
        int places = value.Scale;
        while (places > 0 && decimal.Round(value, places - 1) == value) places--;
        return places;
    }

    /// <summary>The least or greatest number that rounds to the written one, with a number of decimals; null where it cannot be written.</summary>
    internal static decimal? Boundary(decimal value, int? decimals, bool low)
    {
        var places = decimals ?? 8;
        if (places is < 0 or > 28) return null;
        var half = new decimal(5, 0, 0, false, (byte)Math.Min(28, value.Scale + 1));
        try
        {
            // Coarser than what is known and nothing left of it: zero.
            if (places < value.Scale && value != 0 && decimal.Truncate(value * Ten(places)) == 0 && Math.Abs(value) * Ten(places) < 0.5m) return WithPlaces(0, places);
            var bound = (low ? decimal.Floor((value - half) * Ten(places)) : decimal.Ceiling((value + half) * Ten(places))) / Ten(places);
            return WithPlaces(bound, places);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    internal static decimal WithPlaces(decimal value, int places)
    {
        var rounded = decimal.Round(value, places, MidpointRounding.AwayFromZero);
        return rounded.Scale >= places ? rounded : rounded + new decimal(0, 0, 0, false, (byte)places);
    }

    static decimal Ten(int places)
    {
        var ten = 1m;
        for (var i = 0; i < places; i++) ten *= 10;
        return ten;
    }
}
