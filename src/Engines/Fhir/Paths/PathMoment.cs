using System.Globalization;
using System.Text;

namespace LienY.Fhir;

/// <summary>Kinds of moments.</summary>
public enum MomentKind
{
    /// <summary>A day, month or year.</summary>
    Date,

    /// <summary>A day with a time of day, as far as known.</summary>
    DateTime,

    /// <summary>A time of day.</summary>
    Time,
}

/// <summary>How exactly a moment is known.</summary>
internal enum Known
{
    Year = 1,
    Month = 2,
    Day = 3,
    Hour = 4,
    Minute = 5,
    Second = 6,
    Fraction = 7,
}

/// <summary>A date, dateTime or time as FHIRPath knows it: with the precision it was written in, and a zone only where one was written.</summary>
public sealed record PathMoment
{
    /// <summary>Which of the three.</summary>
    public MomentKind Kind { get; init; }

    internal Known Known { get; init; }

    internal int Year { get; init; } = 1;

    internal int Month { get; init; } = 1;

    internal int Day { get; init; } = 1;

    internal int Hour { get; init; }

    internal int Minute { get; init; }

    internal int Second { get; init; }

    internal decimal Fraction { get; init; }

    internal int FractionDigits { get; init; }

    /// <summary>Minutes east of UTC; null where no zone was written.</summary>
    public int? Offset { get; init; }

    internal bool HasClock => Known >= Known.Hour;

    /// <summary>Reads <c>2015-02-04T14:34:28.123+07:00</c> and every shorter form; <c>T14:34</c> or <c>14:34</c> for a time; null where it is none.</summary>
    public static PathMoment? Read(ReadOnlySpan<char> text, MomentKind kind)
    {
        var reader = new MomentReader(text);
        return reader.Read(kind);
    }

    internal static PathMoment Of(DateTimeOffset at, MomentKind kind) => new()
    {
        Kind = kind,
        Known = kind == MomentKind.Date ? Known.Day : Known.Fraction,
        Year = at.Year,
        Month = at.Month,
        Day = at.Day,
        Hour = kind == MomentKind.Date ? 0 : at.Hour,
        Minute = kind == MomentKind.Date ? 0 : at.Minute,
        Second = kind == MomentKind.Date ? 0 : at.Second,
        Fraction = kind == MomentKind.Date ? 0 : at.Millisecond / 1000m,
        FractionDigits = kind == MomentKind.Date ? 0 : 3,
        Offset = kind == MomentKind.DateTime ? (int)at.Offset.TotalMinutes : null,
    };

    internal DateTime Local => new DateTime(Year, Month, Day, Hour, Minute, Second, DateTimeKind.Unspecified).AddTicks((long)(Fraction * TimeSpan.TicksPerSecond));

    /// <summary>The moment as it is written in FHIR.</summary>
    public override string ToString()
    {
        var say = new StringBuilder();
        if (Kind != MomentKind.Time)
        {
            say.Append(CultureInfo.InvariantCulture, $"{Year:D4}");
            if (Known >= Known.Month) say.Append(CultureInfo.InvariantCulture, $"-{Month:D2}");
            if (Known >= Known.Day) say.Append(CultureInfo.InvariantCulture, $"-{Day:D2}");
            if (Known >= Known.Hour) say.Append('T');
        }
        if (Known >= Known.Hour) say.Append(CultureInfo.InvariantCulture, $"{Hour:D2}");
        if (Known >= Known.Minute) say.Append(CultureInfo.InvariantCulture, $":{Minute:D2}");
        if (Known >= Known.Second) say.Append(CultureInfo.InvariantCulture, $":{Second:D2}");
        if (Known >= Known.Fraction)
        {
            var digits = Fraction.ToString("F" + FractionDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            say.Append(digits.AsSpan(1));
        }
        if (Offset is { } zone && HasClock)
        {
            if (zone == 0) say.Append('Z');
            else say.Append(zone < 0 ? '-' : '+').Append(CultureInfo.InvariantCulture, $"{Math.Abs(zone) / 60:D2}:{Math.Abs(zone) % 60:D2}");
        }
        return say.ToString();
    }

    /// <summary>Which is earlier (-1, 0, 1); null where the precision or a missing zone leaves it open.</summary>
    internal static int? Compare(PathMoment a, PathMoment b)
    {
        if (a.Kind != MomentKind.Time && a.Offset is null != b.Offset is null && (a.HasClock || b.HasClock)) return CompareSpans(a, b);
        if (a.Offset is not null && b.Offset is not null && a.HasClock && b.HasClock) (a, b) = (a.ToUtc(), b.ToUtc());
        var level = (Known)Math.Min((int)a.Known, (int)b.Known);
        for (var k = a.Kind == MomentKind.Time ? Known.Hour : Known.Year; k <= level && k <= Known.Minute; k++)
        {
            var order = a.Part(k).CompareTo(b.Part(k));
            if (order != 0) return order;
        }
        if (level >= Known.Second)
        {
            // Seconds and what is behind the point are one precision.
            return (a.Second + a.Fraction).CompareTo(b.Second + b.Fraction);
        }
        return a.Known == b.Known ? 0 : null;
    }

    int Part(Known known) => known switch
    {
        Known.Year => Year,
        Known.Month => Month,
        Known.Day => Day,
        Known.Hour => Hour,
        _ => Minute,
    };

    // One has a zone, the other none: it is decided only where no zone of the world could turn it around.
    static int? CompareSpans(PathMoment a, PathMoment b)
    {
        var (aLow, aHigh) = a.Span();
        var (bLow, bHigh) = b.Span();
        if (aHigh < bLow) return -1;
        return aLow > bHigh ? 1 : null;
    }

    (long Low, long High) Span()
    {
        var low = Local.Ticks;
        var high = MomentSum.Latest(this).Local.Ticks;
        return Offset is { } zone
            ? (low - zone * TimeSpan.TicksPerMinute, high - zone * TimeSpan.TicksPerMinute)
            : (low - 14 * TimeSpan.TicksPerHour, high + 12 * TimeSpan.TicksPerHour);
    }

    PathMoment ToUtc()
    {
        if (Offset is null or 0) return this;
        var ticks = Local.Ticks - Offset.Value * TimeSpan.TicksPerMinute;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks) return this;
        return MomentSum.With(this, new DateTime(ticks, DateTimeKind.Unspecified)) with { Offset = 0 };
    }
}
