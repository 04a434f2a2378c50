using System.Collections.Frozen;
using System.Globalization;

namespace LienY.Periods;

/// <summary>
/// A way of cutting time into periods that follow one another without gap or overlap. Names and codes are those of the DHIS2 Web API (2.40–2.42);
/// <see cref="Nd09Monthly"/> is ours: the reporting month of Nghị định 09/2019/NĐ-CP, from the 15th of the month before to the 14th.
/// </summary>
public sealed class PeriodType
{
    readonly Cut cut;

    PeriodType(string name, string duration, int days, Cut cut, string vietnamese, string english, string chinese)
    {
        Name = name;
        Duration = duration;
        Days = days;
        this.cut = cut;
        Titles = (vietnamese, english, chinese);
    }

    /// <summary>A day, <c>20260115</c>.</summary>
    public static PeriodType Daily { get; } = new("Daily", "P1D", 1, new DayCut(), "hằng ngày", "daily", "每日");

    /// <summary>A week from Monday, numbered as ISO 8601, <c>2026W3</c>.</summary>
    public static PeriodType Weekly { get; } = new("Weekly", "P7D", 7, new WeekCut(DayOfWeek.Monday, "W"), "hằng tuần", "weekly", "每周");

    /// <summary>Two weeks, the odd one first, <c>2026BiW1</c>; a 53rd week stands alone as <c>BiW27</c>.</summary>
    public static PeriodType BiWeekly { get; } = new("BiWeekly", "P14D", 14, new TwoWeekCut(), "hai tuần một lần", "every two weeks", "每两周");

    /// <summary>A month, <c>202601</c>.</summary>
    public static PeriodType Monthly { get; } = new("Monthly", "P1M", 30, new MonthCut(1, 1, 0, ""), "hằng tháng", "monthly", "每月");

    /// <summary>The reporting month of Nghị định 09/2019: 15/12/2025–14/01/2026 is <c>2026ND01</c>.</summary>
    public static PeriodType Nd09Monthly { get; } = new("ND09Monthly", "P1M", 30, new Nd09Cut(), "hằng tháng (kỳ 15–14, NĐ 09)", "monthly (15th to 14th, Decree 09)", "每月（15日至14日，第09号法令）");

    /// <summary>Two months, <c>202601B</c> (January and February).</summary>
    public static PeriodType BiMonthly { get; } = new("BiMonthly", "P2M", 61, new MonthCut(2, 1, 0, "B"), "hai tháng một lần", "every two months", "每两个月");

    /// <summary>A quarter, <c>2026Q1</c>.</summary>
    public static PeriodType Quarterly { get; } = new("Quarterly", "P3M", 91, new MonthCut(3, 1, 0, "Q"), "hằng quý", "quarterly", "每季度");

    /// <summary>Half a year, <c>2026S1</c>.</summary>
    public static PeriodType SixMonthly { get; } = new("SixMonthly", "P6M", 182, new MonthCut(6, 1, 0, "S"), "6 tháng", "six-monthly", "每半年");

    /// <summary>A year, <c>2026</c>.</summary>
    public static PeriodType Yearly { get; } = new("Yearly", "P1Y", 365, new MonthCut(12, 1, 0, ""), "hằng năm", "yearly", "每年");

    /// <summary>Every type, the usual ones first.</summary>
    public static IReadOnlyList<PeriodType> All { get; } =
    [
        Monthly, Nd09Monthly, Quarterly, SixMonthly, Yearly, Weekly, Daily, BiWeekly, BiMonthly,
        Week("Wednesday", DayOfWeek.Wednesday, "WedW", "thứ Tư", "周三"), Week("Thursday", DayOfWeek.Thursday, "ThuW", "thứ Năm", "周四"),
        Week("Friday", DayOfWeek.Friday, "FriW", "thứ Sáu", "周五"), Week("Saturday", DayOfWeek.Saturday, "SatW", "thứ Bảy", "周六"),
        Week("Sunday", DayOfWeek.Sunday, "SunW", "Chủ nhật", "周日"),
        new("QuarterlyNov", "P3M", 91, new MonthCut(3, 11, 1, "NovQ"), "hằng quý (từ tháng 11)", "quarterly (from November)", "每季度（自11月）"),
        new("SixMonthlyApril", "P6M", 182, new MonthCut(6, 4, 0, "AprilS"), "6 tháng (từ tháng 4)", "six-monthly (from April)", "每半年（自4月）"),
        new("SixMonthlyNov", "P6M", 182, new MonthCut(6, 11, 1, "NovS"), "6 tháng (từ tháng 11)", "six-monthly (from November)", "每半年（自11月）"),
        Financial("Feb", 2, 0), Financial("April", 4, 0), Financial("July", 7, 0), Financial("Aug", 8, 0), Financial("Sep", 9, 0), Financial("Oct", 10, 0), Financial("Nov", 11, 1),
    ];

    static readonly FrozenDictionary<string, PeriodType> ByName = All.ToFrozenDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Name as the DHIS2 Web API writes it, e.g. <c>Monthly</c>.</summary>
    public string Name { get; }

    /// <summary>ISO 8601 duration as ADX writes it, e.g. <c>P1M</c>.</summary>
    public string Duration { get; }

    /// <summary>Days of a usual period, to order types from short to long.</summary>
    public int Days { get; }

    (string Vietnamese, string English, string Chinese) Titles { get; }

    /// <summary>Weeks of any first day: their facts count on the fourth day, which decides the year of the week.</summary>
    public bool IsWeekly => cut is WeekCut;

    /// <summary>A type by its name, whatever the case; null where there is none.</summary>
    public static PeriodType? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);

    /// <summary>The period that holds a day.</summary>
    public Period Of(DateOnly day)
    {
        var first = cut.First(day);
        return new(this, first, cut.Last(first));
    }

    /// <summary>Every period whose last day lies within the days, oldest first.</summary>
    public IEnumerable<Period> EndingIn(DateOnly from, DateOnly to)
    {
        for (var period = Of(from); period.Last <= to; period = period.Next) yield return period;
    }

    /// <summary>What it is called in a language (<c>vi</c>, <c>en</c>, <c>zh</c>), to stand within a sentence.</summary>
    public string Title(string language) => language switch
    {
        "en" => Titles.English,
        "zh" => Titles.Chinese,
        _ => Titles.Vietnamese,
    };

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal string Code(DateOnly first) => cut.Code(first);

    internal bool TryCode(int year, ReadOnlySpan<char> rest, out DateOnly first) => cut.TryCode(year, rest, out first);

    static PeriodType Week(string day, DayOfWeek start, string mark, string vietnamese, string chinese) =>
        new("Weekly" + day, "P7D", 7, new WeekCut(start, mark), $"hằng tuần (từ {vietnamese})", $"weekly (from {day})", $"每周（自{chinese}）");

    static PeriodType Financial(string mark, int month, int shift)
    {
        var number = month.ToString(CultureInfo.InvariantCulture);
        return new("Financial" + mark, "P1Y", 365, new MonthCut(12, month, shift, mark), $"năm tài chính (từ tháng {number})", $"financial year (from month {number})", $"财政年度（自{number}月）");
    }
}
