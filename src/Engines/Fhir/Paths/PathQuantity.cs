using System.Globalization;

namespace LienY.Fhir;

/// <summary>A number with a unit, as FHIRPath knows it.</summary>
/// <param name="Value">The number with its written precision.</param>
/// <param name="Unit">UCUM code, or the calendar word in the singular; <c>1</c> where there is none.</param>
/// <param name="Calendar">The calendar word (<c>day</c>, <c>month</c> …) where it was written as one; otherwise null.</param>
public sealed record PathQuantity(decimal Value, string Unit, string? Calendar = null)
{
    /// <summary><c>4 days</c> or <c>10.1 'mg'</c>.</summary>
    public override string ToString()
    {
        var number = Value.ToString(CultureInfo.InvariantCulture);
        if (Calendar is null) return $"{number} '{Unit}'";
        return Value is 1 or -1 ? $"{number} {Calendar}" : $"{number} {Calendar}s";
    }

    /// <summary>The singular of a calendar word, e.g. <c>days</c> → <c>day</c>; null for anything else.</summary>
    internal static string? CalendarWord(string word) => word switch
    {
        "year" or "years" => "year",
        "month" or "months" => "month",
        "week" or "weeks" => "week",
        "day" or "days" => "day",
        "hour" or "hours" => "hour",
        "minute" or "minutes" => "minute",
        "second" or "seconds" => "second",
        "millisecond" or "milliseconds" => "millisecond",
        _ => null,
    };

    /// <summary>Reads <c>1 day</c>, <c>4.5 'mg'</c> or a bare number; null where it is none.</summary>
    internal static PathQuantity? Read(string text)
    {
        var rest = text.AsSpan().Trim();
        var end = 0;
        while (end < rest.Length && (char.IsAsciiDigit(rest[end]) || rest[end] == '.' || (end == 0 && rest[end] is '+' or '-'))) end++;
        if (!PathNumbers.TryDecimal(rest[..end], out var value)) return null;
        var unit = rest[end..].Trim();
        if (unit.IsEmpty) return new PathQuantity(value, "1");
        if (unit.Length > 2 && unit[0] == '\'' && unit[^1] == '\'') return new PathQuantity(value, unit[1..^1].ToString());
        return end < rest.Length && char.IsWhiteSpace(rest[end]) && CalendarWord(unit.ToString()) is { } word ? new PathQuantity(value, word, word) : null;
    }

    /// <summary>Which is less; null where the units have nothing in common, or a calendar month meets a month of physics.</summary>
    internal static int? Compare(PathQuantity a, PathQuantity b)
    {
        if (Months(a) is { } first || Months(b) is not null)
        {
            return Months(a) is { } left && Months(b) is { } right ? left.CompareTo(right) : null;
        }
        if (a.Unit == b.Unit) return a.Value.CompareTo(b.Value);
        if (UnitTerm.Of(a) is not { } x || UnitTerm.Of(b) is not { } y || !x.IsLike(y)) return null;
        return Math.Abs(x.Value - y.Value) <= 1e-12 * Math.Max(Math.Abs(x.Value), Math.Abs(y.Value)) ? 0 : x.Value.CompareTo(y.Value);
    }

    /// <summary>Whether both mean the same within the coarser precision of the two.</summary>
    internal static bool IsEquivalent(PathQuantity a, PathQuantity b)
    {
        if (Physical(a) is { } p && Physical(b) is { } q) (a, b) = (p, q);
        if (a.Unit == b.Unit) return PathNumbers.IsEquivalent(a.Value, b.Value);
        if (UnitTerm.Of(a) is not { } x || UnitTerm.Of(b) is not { } y || !x.IsLike(y)) return false;
        var step = Math.Max(Step(a, x), Step(b, y));
        return step <= 0 ? x.Value.Equals(y.Value) : Math.Abs(Math.Round(x.Value / step) - Math.Round(y.Value / step)) < 0.5;
    }

    static PathQuantity Physical(PathQuantity q) => q.Calendar switch
    {
        "year" => new PathQuantity(q.Value, "a"),
        "month" => new PathQuantity(q.Value, "mo"),
        _ => q,
    };

    static double Step(PathQuantity quantity, UnitTerm term)
    {
        var one = Math.Pow(10, -quantity.Value.Scale);
        return quantity.Value == 0 ? one : Math.Abs(term.Value / (double)quantity.Value) * one;
    }

    static decimal? Months(PathQuantity q) => q.Calendar switch
    {
        "year" => q.Value * 12,
        "month" => q.Value,
        _ => null,
    };

    internal static PathQuantity? Multiply(PathQuantity a, PathQuantity b, bool divide)
    {
        if (divide && b.Value == 0) return null;
        if (UnitTerm.Of(a) is not { } x || UnitTerm.Of(b) is not { } y) return null;
        var unit = (a.Unit, b.Unit) switch
        {
            (_, "1") => a.Unit,
            ("1", _) when !divide => b.Unit,
            _ when divide && a.Unit == b.Unit => "1",
            _ => $"{a.Unit}{(divide ? '/' : '.')}{(b.Unit.AsSpan().IndexOfAny("./") >= 0 ? "(" + b.Unit + ")" : b.Unit)}",
        };
        return new PathQuantity(divide ? a.Value / b.Value : a.Value * b.Value, unit);
    }
}
