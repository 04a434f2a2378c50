namespace LienY.Fhir;

/// <summary>Reads the written forms of moments, digit by digit.</summary>
internal ref struct MomentReader(ReadOnlySpan<char> text)
{
    readonly ReadOnlySpan<char> text = text;
    int at;

    internal PathMoment? Read(MomentKind kind)
    {
        if (kind == MomentKind.Time)
        {
            if (text.StartsWith("T")) at++;
            return ReadClock(new PathMoment { Kind = kind }, false) is { } time && at == text.Length && time.Known >= Known.Hour ? time : null;
        }
        if (!Digits(4, out var year) || year == 0) return null;
        var moment = new PathMoment { Kind = kind, Known = Known.Year, Year = year };
        if (Take('-'))
        {
            if (!Digits(2, out var month) || month is < 1 or > 12) return null;
            moment = moment with { Month = month, Known = Known.Month };
            if (Take('-'))
            {
                if (!Digits(2, out var day) || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
                moment = moment with { Day = day, Known = Known.Day };
            }
        }
        if (kind == MomentKind.DateTime && Take('T') && at < text.Length)
        {
            if (moment.Known < Known.Day || ReadClock(moment, true) is not { } whole) return null;
            moment = whole;
        }
        return at == text.Length ? moment : null;
    }

    PathMoment? ReadClock(PathMoment moment, bool zoned)
    {
        if (!Digits(2, out var hour) || hour > 24) return null;
        moment = moment with { Hour = hour % 24, Known = Known.Hour };
        if (Take(':'))
        {
            if (!Digits(2, out var minute) || minute > 59) return null;
            moment = moment with { Minute = minute, Known = Known.Minute };
            if (Take(':'))
            {
                // A leap second is the last second of its minute here.
                if (!Digits(2, out var second) || second > 60) return null;
                moment = moment with { Second = Math.Min(second, 59), Known = Known.Second };
                if (Take('.'))
                {
                    if (ReadFraction(moment) is not { } fine) return null;
                    moment = fine;
                }
            }
        }
        return zoned ? ReadZone(moment) : moment;
    }

    PathMoment? ReadFraction(PathMoment moment)
    {
        var (digits, value, unit) = (0, 0m, 0.1m);
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            if (digits++ >= 12) continue;
            value += unit * (text[at] - '0');
            unit /= 10;
        }
        return digits == 0 ? null : moment with { Fraction = value, FractionDigits = Math.Min(digits, 12), Known = Known.Fraction };
    }

    PathMoment? ReadZone(PathMoment moment)
    {
        if (at == text.Length) return moment;
        if (Take('Z')) return moment with { Offset = 0 };
        var sign = Take('+') ? 1 : Take('-') ? -1 : 0;
        if (sign == 0 || !Digits(2, out var hours) || !Take(':') || !Digits(2, out var minutes) || hours > 14 || minutes > 59) return null;
        return moment with { Offset = sign * (hours * 60 + minutes) };
    }

    bool Take(char sign)
    {
        if (at >= text.Length || text[at] != sign) return false;
        at++;
        return true;
    }

    bool Digits(int count, out int value)
    {
        value = 0;
        if (at + count > text.Length) return false;
        for (var i = 0; i < count; i++)
        {
            if (!char.IsAsciiDigit(text[at + i])) return false;
            value = value * 10 + (text[at + i] - '0');
        }
        at += count;
        return true;
    }
}
