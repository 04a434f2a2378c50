using System.Globalization;

namespace LienY.Periods;

/// <summary>A period of reporting: a type, its first and its last day.</summary>
public sealed record Period
{
    internal Period(PeriodType type, DateOnly first, DateOnly last) => (Type, First, Last, Code) = (type, first, last, type.Code(first));

    /// <summary>How long it is and how it is named.</summary>
    public PeriodType Type { get; }

    /// <summary>First day.</summary>
    public DateOnly First { get; }

    /// <summary>Last day.</summary>
    public DateOnly Last { get; }

    /// <summary>Code as the DHIS2 Web API writes it, e.g. <c>202601</c>, <c>2026W3</c>, <c>2026Q1</c>.</summary>
    public string Code { get; }

    /// <summary>The day on which its figures count: the last day; of weeks the fourth day of the (last) week, which decides its year.</summary>
    public DateOnly FactDay => Type.IsWeekly || Type == PeriodType.BiWeekly ? Last.AddDays(-3) : Last;

    /// <summary>The period after it.</summary>
    public Period Next => Type.Of(Last.AddDays(1));

    /// <summary>The period before it.</summary>
    public Period Previous => Type.Of(First.AddDays(-1));

    /// <summary>True where the day lies in it.</summary>
    public bool Holds(DateOnly day) => First <= day && day <= Last;

    /// <summary>As ADX writes it: first day and duration, <c>2026-01-01/P1M</c>.</summary>
    public string Adx => First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "/" + Type.Duration;

    /// <summary>Reads a code of any type; years 1900 to 2200. A month may also be <c>2026-01</c>, a day <c>2026-01-15</c>.</summary>
    public static bool TryParse(string? code, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Period? period)
    {
        period = null;
        if (code is null || code.Length is < 4 or > 12 || !Year(code, out var year)) return false;
        foreach (var type in PeriodType.All)
        {
            if (!type.TryCode(year, code.AsSpan(4), out var first)) continue;
            period = type.Of(first);
            return true;
        }
        return false;
    }

    /// <summary>Reads a code that is known to be one; throws <see cref="FormatException"/> where it is none.</summary>
    public static Period Parse(string code) => TryParse(code, out var period) ? period : throw new FormatException($"'{code}' is no code of a period.");

    /// <summary>
    /// Reads a period of ADX (<c>2026-01-01/P1M</c>): the day must be the first of a period of that duration. Where several types have it
    /// (a month and the month of Nghị định 09, a year and financial years), <paramref name="expected"/> comes first.
    /// </summary>
    public static bool TryAdx(string? text, PeriodType? expected, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Period? period)
    {
        period = null;
        if (text?.Split('/') is not [var day, var duration]) return false;
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || first.Year is < 1900 or > 2200) return false;
        duration = duration switch
        {
            "P1W" => "P7D",
            "P2W" => "P14D",
            "P12M" => "P1Y",
            _ => duration,
        };
        foreach (var type in PeriodType.All.Where(t => t.Duration == duration).OrderByDescending(t => t == expected))
        {
            if (type.Of(first) is not { } found || found.First != first) continue;
            period = found;
            return true;
        }
        return false;
    }

    /// <summary>What people call it in a language (<c>vi</c>, <c>en</c>, <c>zh</c>): tháng 01/2026, quý I/2026, tuần 3/2026.</summary>
    public string Title(string language) => PeriodTitles.Of(this, language);

    /// <inheritdoc/>
    public override string ToString() => Code;

    static bool Year(string code, out int year)
    {
        year = 0;
        for (var i = 0; i < 4; i++)
        {
            if (!char.IsAsciiDigit(code[i])) return false;
            year = year * 10 + (code[i] - '0');
        }
        return year is >= 1900 and <= 2200;
    }
}
