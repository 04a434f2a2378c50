namespace LienY.Fhir;

/// <summary>Adding spans of time to moments, and the earliest and latest instant a moment can mean.</summary>
internal static class MomentSum
{
    /// <summary>A moment moved by a quantity; fractions of the unit are cut off; what is finer than the moment is reckoned into its precision.</summary>
    internal static PathMoment Add(PathMoment moment, PathQuantity span, int sign)
    {
        var unit = span.Calendar ?? Plain(span.Unit)
            ?? throw PathFault.Execution($"'{span.Unit}' cannot be added to a date or time; write a calendar unit such as 1 month.");
        var count = (long)decimal.Truncate(Math.Clamp(span.Value, -10_000_000_000_000m, 10_000_000_000_000m)) * sign;
        try
        {
            return moment.Kind == MomentKind.Time ? AddToClock(moment, unit, count) : AddToDay(moment, unit, count);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw PathFault.Execution("The date falls outside of the years 1 to 9999.");
        }
    }

    static string? Plain(string unit) => unit switch
    {
        "d" => "day",
        "wk" => "week",
        "h" => "hour",
        "min" => "minute",
        "s" => "second",
        "ms" => "millisecond",
        _ => PathQuantity.CalendarWord(unit),
    };

    static PathMoment AddToClock(PathMoment moment, string unit, long count)
    {
        if (Length(unit) is not { } ticks || unit is "day" or "week") throw PathFault.Execution($"A {unit} cannot be added to a time of day.");
        var day = TimeSpan.TicksPerDay;
        var sum = (moment.Local.TimeOfDay.Ticks + (count * (ticks % day)) % day) % day;
        return With(moment, new DateTime((sum + day) % day, DateTimeKind.Unspecified));
    }

    static PathMoment AddToDay(PathMoment moment, string unit, long count)
    {
        if (unit is "year" or "month")
        {
            var months = unit == "year" ? count * 12 : count;
            if (moment.Known == Known.Year) months = months / 12 * 12;
            return With(moment, moment.Local.AddMonths(checked((int)Math.Clamp(months, -200_000, 200_000))));
        }
        var span = checked(count * Length(unit)!.Value);
        return moment.Known switch
        {
            Known.Year => With(moment, moment.Local.AddYears((int)(span / (365 * TimeSpan.TicksPerDay)))),
            Known.Month => With(moment, moment.Local.AddMonths((int)(span / (30 * TimeSpan.TicksPerDay)))),
            Known.Day => With(moment, moment.Local.AddDays(span / TimeSpan.TicksPerDay)),
            _ => With(moment, moment.Local.AddTicks(span)),
        };
    }

    static long? Length(string unit) => unit switch
    {
        "week" => 7 * TimeSpan.TicksPerDay,
        "day" => TimeSpan.TicksPerDay,
        "hour" => TimeSpan.TicksPerHour,
        "minute" => TimeSpan.TicksPerMinute,
        "second" => TimeSpan.TicksPerSecond,
        "millisecond" => TimeSpan.TicksPerMillisecond,
        _ => null,
    };

    internal static PathMoment With(PathMoment moment, DateTime local) => moment with
    {
        Year = local.Year,
        Month = local.Month,
        Day = local.Day,
        Hour = local.Hour,
        Minute = local.Minute,
        Second = local.Second,
        Fraction = local.Ticks % TimeSpan.TicksPerSecond / (decimal)TimeSpan.TicksPerSecond,
    };

    /// <summary>The last millisecond that a moment can mean.</summary>
    internal static PathMoment Latest(PathMoment moment)
    {
        var month = moment.Known >= Known.Month ? moment.Month : 12;
        return moment with
        {
            Month = month,
            Day = moment.Known >= Known.Day ? moment.Day : DateTime.DaysInMonth(moment.Year, month),
            Hour = moment.Known >= Known.Hour ? moment.Hour : 23,
            Minute = moment.Known >= Known.Minute ? moment.Minute : 59,
            Second = moment.Known >= Known.Second ? moment.Second : 59,
            Fraction = moment.Known >= Known.Fraction ? moment.Fraction : 0.999m,
            FractionDigits = 3,
            Known = Known.Fraction,
        };
    }

    /// <summary>
    /// The earliest or latest moment with a number of digits (4, 6, 8 days; 10, 12, 14, 17 with a clock; 2, 4, 6, 9 a time); null where it has no such form.
    /// </summary>
    internal static PathMoment? Boundary(PathMoment moment, int? digits, bool low)
    {
        var wanted = digits is null ? (moment.Kind == MomentKind.Date ? Known.Day : Known.Fraction) : moment.Kind == MomentKind.Time
            ? digits switch { 2 => Known.Hour, 4 => Known.Minute, 6 => Known.Second, 9 => Known.Fraction, _ => 0 }
            : digits switch { 4 => Known.Year, 6 => Known.Month, 8 => Known.Day, 10 => Known.Hour, 12 => Known.Minute, 14 => Known.Second, 17 => Known.Fraction, _ => 0 };
        if (wanted == 0 || (moment.Kind == MomentKind.Date && wanted > Known.Day)) return null;
        var end = low ? moment with { FractionDigits = 3 } : Latest(moment);
        int? zone = moment.Offset ?? (low ? 840 : -720);
        return end with { Known = wanted, Offset = moment.Kind == MomentKind.DateTime && wanted >= Known.Hour ? zone : null };
    }
}
