namespace LienY.Fhir;

/// <summary>
/// Dates and moments as spans of time: a day is 24 hours, a year twelve months. Without a time zone they are meant at Hà Nội (+07:00), as the capability
/// statement says.
/// </summary>
public static class FhirDates
{
    const long Minute = 60_000;
    const long Day = 24 * 60 * Minute;

    /// <summary>Minutes east of Greenwich where none are written.</summary>
    public const int HomeMinutes = 7 * 60;

    /// <summary>
    /// The span that a text means: <c>YYYY</c>, <c>YYYY-MM</c>, <c>YYYY-MM-DD</c>, with <c>Thh:mm</c>, <c>:ss</c>, <c>.fff</c>, <c>Z</c> or <c>±hh:mm</c>.
    /// UTC milliseconds since 1970, <paramref name="to"/> not included. False where it is none of these or the day does not exist.
    /// </summary>
    public static bool Range(ReadOnlySpan<char> text, out long from, out long to)
    {
        from = to = 0;
        if (text.Length is < 4 or > 48) return false;
        Span<byte> bytes = stackalloc byte[text.Length];
        for (var i = 0; i < text.Length; i++) bytes[i] = text[i] < 128 ? (byte)text[i] : (byte)0xFF;
        return Range(bytes, out from, out to);
    }

    /// <summary>The same over UTF-8.</summary>
    public static bool Range(ReadOnlySpan<byte> text, out long from, out long to)
    {
        from = to = 0;
        if (text.Length is < 4 or > 48 || !Digits(text, 0, 4, out var year) || year == 0) return false;
        if (text.Length == 4) return Span(Days(year, 1, 1) * Day, Days(year + 1, 1, 1) * Day, HomeMinutes, out from, out to);
        if (text.Length < 7 || text[4] != '-' || !Digits(text, 5, 2, out var month) || month is 0 or > 12) return false;
        if (text.Length == 7) return Span(Days(year, month, 1) * Day, Days(month == 12 ? year + 1 : year, (month % 12) + 1, 1) * Day, HomeMinutes, out from, out to);
        if (text.Length < 10 || text[7] != '-' || !Digits(text, 8, 2, out var day) || day == 0 || day > MonthDays(year, month)) return false;
        var at = Days(year, month, day) * Day;
        if (text.Length == 10) return Span(at, at + Day, HomeMinutes, out from, out to);
        if (text.Length < 16 || text[10] != 'T' || !Digits(text, 11, 2, out var hour) || hour > 23) return false;
        if (text[13] != ':' || !Digits(text, 14, 2, out var minute) || minute > 59) return false;
        at += ((hour * 60) + minute) * Minute;
        var rest = text[16..];
        var width = Minute;
        if (rest.Length > 0 && rest[0] == ':')
        {
            if (rest.Length < 3 || !Digits(rest, 1, 2, out var second) || second > 60) return false;
            at += Math.Min(second, 59) * 1000;
            width = 1000;
            rest = rest[3..];
            if (rest.Length > 0 && rest[0] == '.' && !Fraction(ref rest, ref at, ref width)) return false;
        }
        return Zone(rest, out var east) && Span(at, at + width, east, out from, out to);
    }

    static bool Fraction(ref ReadOnlySpan<byte> rest, ref long at, ref long width)
    {
        var count = 1;
        for (; count < rest.Length && rest[count] is >= (byte)'0' and <= (byte)'9'; count++)
        {
            if (count > 3) continue;
            width /= 10;
            at += (rest[count] - '0') * width;
        }
        if (count == 1) return false;
        rest = rest[count..];
        return true;
    }

    static bool Zone(ReadOnlySpan<byte> rest, out int east)
    {
        east = HomeMinutes;
        if (rest.IsEmpty) return true;
        if (rest is [(byte)'Z'])
        {
            east = 0;
            return true;
        }
        if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':') return false;
        if (!Digits(rest, 1, 2, out var hours) || !Digits(rest, 4, 2, out var minutes)) return false;
        if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0)) return false;
        east = ((hours * 60) + minutes) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    static bool Span(long from, long to, int east, out long low, out long high)
    {
        (low, high) = (from - (east * Minute), to - (east * Minute));
        return true;
    }

    static bool Digits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        foreach (var b in text.Slice(start, count))
        {
            if (b is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + b - '0';
        }
        return true;
    }

    static int MonthDays(int year, int month) => month switch
    {
        2 => (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Days since 1970-01-01 in the Gregorian calendar, also beyond year 9999.</summary>
    static long Days(int year, int month, int day)
    {
        var y = month <= 2 ? year - 1 : year;
        var era = y / 400;
        var ofEra = y - (era * 400);
        var ofYear = ((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5 + day - 1;
        return (era * 146097L) + (ofEra * 365) + (ofEra / 4) - (ofEra / 100) + ofYear - 719468;
    }
}
