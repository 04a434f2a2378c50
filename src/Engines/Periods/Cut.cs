using System.Globalization;

namespace LienY.Periods;

/// <summary>How time is cut: the first day of the period that holds a day, its last day, its code.</summary>
abstract class Cut
{
    public abstract DateOnly First(DateOnly day);

    public abstract DateOnly Last(DateOnly first);

    public abstract string Code(DateOnly first);

    /// <summary>The first day for what stands behind the four digits of the year; false where it is no code of this cut.</summary>
    public abstract bool TryCode(int year, ReadOnlySpan<char> rest, out DateOnly first);

    protected static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number of ASCII digits only; no sign, no space.</summary>
    protected static bool Digits(ReadOnlySpan<char> text, int most, out int number)
    {
        number = 0;
        if (text.Length == 0 || text.Length > most) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            number = number * 10 + (c - '0');
        }
        return true;
    }
}

/// <summary>Days.</summary>
sealed class DayCut : Cut
{
    public override DateOnly First(DateOnly day) => day;

    public override DateOnly Last(DateOnly first) => first;

    public override string Code(DateOnly first) => first.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public override bool TryCode(int year, ReadOnlySpan<char> rest, out DateOnly first)
    {
        first = default;
        var dashed = rest.Length == 6 && rest[0] == '-' && rest[3] == '-';
        if (!dashed && rest.Length != 4) return false;
        if (!Digits(dashed ? rest[1..3] : rest[..2], 2, out var m) || !Digits(dashed ? rest[4..] : rest[2..], 2, out var d) || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(year, m)) return false;
        first = new DateOnly(year, m, d);
        return true;
    }
}

/// <summary>Weeks from a day of the week; the first week of a year has at least four days in it.</summary>
sealed class WeekCut(DayOfWeek start, string mark) : Cut
{
    public override DateOnly First(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek - (int)start + 7) % 7));

    public override DateOnly Last(DateOnly first) => first.AddDays(6);

    public override string Code(DateOnly first)
    {
        var (year, week) = Number(first);
        return Text($"{year}{mark}{week}");
    }

    public override bool TryCode(int year, ReadOnlySpan<char> rest, out DateOnly first)
    {
        first = default;
        if (!rest.StartsWith(mark) || !Digits(rest[mark.Length..], 2, out var week) || week < 1) return false;
        first = FirstOf(year).AddDays((week - 1) * 7);
        return Number(first) == (year, week);
    }

    public DateOnly FirstOf(int year) => First(new DateOnly(year, 1, 4));

    public (int Year, int Week) Number(DateOnly first)
    {
        var year = first.AddDays(3).Year;
        return (year, (first.DayNumber - FirstOf(year).DayNumber) / 7 + 1);
    }
}

/// <summary>Pairs of ISO weeks, the odd one first; a 53rd week stands alone, so that nothing overlaps.</summary>
sealed class TwoWeekCut : Cut
{
    static readonly WeekCut Week = new(DayOfWeek.Monday, "W");

    public override DateOnly First(DateOnly day)
    {
        var week = Week.First(day);
        return Week.Number(week).Week % 2 == 0 ? week.AddDays(-7) : week;
    }

    public override DateOnly Last(DateOnly first) => Week.Number(first).Week == 53 ? first.AddDays(6) : first.AddDays(13);

    public override string Code(DateOnly first)
    {
        var (year, week) = Week.Number(first);
        return Text($"{year}BiW{(week + 1) / 2}");
    }

    public override bool TryCode(int year, ReadOnlySpan<char> rest, out DateOnly first)
    {
        first = default;
        if (!rest.StartsWith("BiW") || !Digits(rest[3..], 2, out var pair) || pair < 1) return false;
        first = Week.FirstOf(year).AddDays((pair - 1) * 14);
        return Week.Number(first) == (year, pair * 2 - 1);
    }
}

/// <summary>Blocks of whole months in a year that begins in <paramref name="month"/>; <paramref name="shift"/> 1 where it is named by the calendar year in which it ends.</summary>
sealed class MonthCut(int length, int month, int shift, string mark) : Cut
{
    public override DateOnly First(DateOnly day)
    {
        var months = day.Year * 12 + day.Month - month;
        return Of(months - months % length);
    }

    public override DateOnly Last(DateOnly first) => first.AddMonths(length).AddDays(-1);

    public override string Code(DateOnly first)
    {
        var months = first.Year * 12 + first.Month - month;
        var (year, number) = (months / 12 + shift, months % 12 / length + 1);
        return length switch
        {
            1 => Text($"{year:0000}{number:00}"),
            2 => Text($"{year:0000}{number:00}{mark}"),
            12 => Text($"{year:0000}{mark}"),
            _ => Text($"{year:0000}{mark}{number}"),
        };
    }

    public override bool TryCode(int year, ReadOnlySpan<char> rest, out DateOnly first)
    {
        first = default;
        var number = 1;
        var fits = length switch
        {
            1 => (rest.Length == 2 && Digits(rest, 2, out number)) || (rest.Length == 3 && rest[0] == '-' && Digits(rest[1..], 2, out number)),
            2 => rest.Length == 3 && rest[2] == mark[0] && Digits(rest[..2], 2, out number),
            12 => rest.SequenceEqual(mark),
            _ => rest.StartsWith(mark) && Digits(rest[mark.Length..], 1, out number),
        };
        if (!fits || number < 1 || number > 12 / length) return false;
        first = Of((year - shift) * 12 + (number - 1) * length);
        return true;
    }

    DateOnly Of(int months)
    {
        var at = months + month - 1;
        return new(at / 12, at % 12 + 1, 1);
    }
}

/// <summary>From the 15th to the 14th of the next month, named by the month in which it ends (Nghị định 09/2019/NĐ-CP).</summary>
sealed class Nd09Cut : Cut
{
    public override DateOnly First(DateOnly day) => new DateOnly(day.Year, day.Month, 15).AddMonths(day.Day >= 15 ? 0 : -1);

    public override DateOnly Last(DateOnly first) => first.AddMonths(1).AddDays(-1);

    public override string Code(DateOnly first)
    {
        var last = Last(first);
        return Text($"{last.Year:0000}ND{last.Month:00}");
    }

    public override bool TryCode(int year, ReadOnlySpan<char> rest, out DateOnly first)
    {
        first = default;
        if (rest.Length != 4 || !rest.StartsWith("ND") || !Digits(rest[2..], 2, out var number) || number is < 1 or > 12) return false;
        first = new DateOnly(year, number, 15).AddMonths(-1);
        return true;
    }
}
