using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace LienY.Periods.Tests;

/// <summary>Periods as the DHIS2 Web API names them, and the months of Nghị định 09.</summary>
public sealed class PeriodTests
{
    [Theory]
    [InlineData("20260115", "Daily", "2026-01-15", "2026-01-15")]
    [InlineData("2026W3", "Weekly", "2026-01-12", "2026-01-18")]
    [InlineData("2021W1", "Weekly", "2021-01-04", "2021-01-10")]
    [InlineData("2020W53", "Weekly", "2020-12-28", "2021-01-03")]
    [InlineData("2015WedW5", "WeeklyWednesday", "2015-01-28", "2015-02-03")]
    [InlineData("2015ThuW6", "WeeklyThursday", "2015-02-05", "2015-02-11")]
    [InlineData("2015SatW7", "WeeklySaturday", "2015-02-14", "2015-02-20")]
    [InlineData("2015SunW8", "WeeklySunday", "2015-02-22", "2015-02-28")]
    [InlineData("2015BiW1", "BiWeekly", "2014-12-29", "2015-01-11")]
    [InlineData("2026BiW27", "BiWeekly", "2026-12-28", "2027-01-03")]
    [InlineData("202601", "Monthly", "2026-01-01", "2026-01-31")]
    [InlineData("202402", "Monthly", "2024-02-01", "2024-02-29")]
    [InlineData("202601B", "BiMonthly", "2026-01-01", "2026-02-28")]
    [InlineData("202606B", "BiMonthly", "2026-11-01", "2026-12-31")]
    [InlineData("2026Q1", "Quarterly", "2026-01-01", "2026-03-31")]
    [InlineData("2021NovQ1", "QuarterlyNov", "2020-11-01", "2021-01-31")]
    [InlineData("2021NovQ4", "QuarterlyNov", "2021-08-01", "2021-10-31")]
    [InlineData("2026S1", "SixMonthly", "2026-01-01", "2026-06-30")]
    [InlineData("2026AprilS1", "SixMonthlyApril", "2026-04-01", "2026-09-30")]
    [InlineData("2026AprilS2", "SixMonthlyApril", "2026-10-01", "2027-03-31")]
    [InlineData("2021NovS1", "SixMonthlyNov", "2020-11-01", "2021-04-30")]
    [InlineData("2021NovS2", "SixMonthlyNov", "2021-05-01", "2021-10-31")]
    [InlineData("2026", "Yearly", "2026-01-01", "2026-12-31")]
    [InlineData("2026April", "FinancialApril", "2026-04-01", "2027-03-31")]
    [InlineData("2026July", "FinancialJuly", "2026-07-01", "2027-06-30")]
    [InlineData("2026Sep", "FinancialSep", "2026-09-01", "2027-08-31")]
    [InlineData("2026Oct", "FinancialOct", "2026-10-01", "2027-09-30")]
    [InlineData("2026Nov", "FinancialNov", "2025-11-01", "2026-10-31")]
    [InlineData("2026ND01", "ND09Monthly", "2025-12-15", "2026-01-14")]
    [InlineData("2026ND12", "ND09Monthly", "2026-11-15", "2026-12-14")]
    public void A_code_names_its_days(string code, string type, string first, string last)
    {
        var period = Period.Parse(code);
        Assert.Equal((type, Day(first), Day(last), code), (period.Type.Name, period.First, period.Last, period.Code));
    }

    [Theory]
    [InlineData("2026-01", "202601")]
    [InlineData("2026-01-15", "20260115")]
    [InlineData("2026W03", "2026W3")]
    public void Other_ways_of_writing_are_read(string written, string code) => Assert.Equal(code, Period.Parse(written).Code);

    [Theory]
    [InlineData("")]
    [InlineData("202613")]
    [InlineData("202600")]
    [InlineData("20260230")]
    [InlineData("2025W53")]
    [InlineData("2026W0")]
    [InlineData("2026Q5")]
    [InlineData("2026S3")]
    [InlineData("202607B")]
    [InlineData("2025BiW27")]
    [InlineData("2026ND13")]
    [InlineData("0000")]
    [InlineData("9999")]
    [InlineData("２０２６")]
    [InlineData("2026 Q1")]
    [InlineData("2026q1")]
    [InlineData("2026W-1")]
    [InlineData("202601B ")]
    public void What_is_no_code_is_refused(string code) => Assert.False(Period.TryParse(code, out _));

    [Theory]
    [InlineData("2026-01-01/P1M", null, "202601")]
    [InlineData("2025-12-15/P1M", null, "2026ND01")]
    [InlineData("2026-01-12/P1W", null, "2026W3")]
    [InlineData("2026-01-12/P7D", null, "2026W3")]
    [InlineData("2026-01-01/P3M", null, "2026Q1")]
    [InlineData("2025-11-01/P3M", null, "2026NovQ1")]
    [InlineData("2026-07-01/P6M", null, "2026S2")]
    [InlineData("2026-04-01/P6M", null, "2026AprilS1")]
    [InlineData("2026-01-01/P1Y", null, "2026")]
    [InlineData("2026-10-01/P1Y", null, "2026Oct")]
    [InlineData("2026-01-15/P1D", null, "20260115")]
    [InlineData("2026-01-15/P1M", "ND09Monthly", "2026ND02")]
    public void A_period_of_adx_is_a_day_and_a_duration(string text, string? expected, string code)
    {
        Assert.True(Period.TryAdx(text, PeriodType.Find(expected), out var period));
        Assert.Equal(code, period.Code);
    }

    [Theory]
    [InlineData("2026-01-02/P1M")]
    [InlineData("2026-01-01")]
    [InlineData("2026-01-01/P5M")]
    [InlineData("01/01/2026/P1M")]
    [InlineData("2026-13-01/P1M")]
    public void What_is_no_period_of_adx_is_refused(string text) => Assert.False(Period.TryAdx(text, null, out _));

    [Fact]
    public void A_week_counts_on_its_fourth_day()
    {
        Assert.Equal(new DateOnly(2020, 12, 31), Period.Parse("2020W53").FactDay);
        Assert.Equal(new DateOnly(2026, 1, 31), Period.Parse("202601").FactDay);
        Assert.Equal(2026, Period.Parse("2026BiW27").FactDay.Year);
    }

    [Fact]
    public void Names_are_told_in_three_languages()
    {
        Assert.Equal("tháng 01/2026", Period.Parse("202601").Title("vi"));
        Assert.Equal("quý IV/2026", Period.Parse("2026Q4").Title("vi"));
        Assert.Equal("tuần 3/2026 (12/01/2026–18/01/2026)", Period.Parse("2026W3").Title("vi"));
        Assert.Equal("tháng 01/2026 (15/12/2025–14/01/2026)", Period.Parse("2026ND01").Title("vi"));
        Assert.Equal("second half of 2026", Period.Parse("2026S2").Title("en"));
        Assert.Equal("2026年第2季度", Period.Parse("2026Q2").Title("zh"));
    }

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static Arbitrary<(PeriodType, DateOnly)> Days => Arb.From(
        from type in Gen.Elements(PeriodType.All.ToArray())
        from day in Gen.Choose(new DateOnly(1905, 1, 1).DayNumber, new DateOnly(2195, 12, 31).DayNumber)
        select (type, DateOnly.FromDayNumber(day)));

    [Fact]
    public void Every_period_is_read_back_from_its_code_and_from_adx() => Prop.ForAll(Days, given =>
    {
        var (type, day) = given;
        var period = type.Of(day);
        Assert.True(period.Holds(day));
        Assert.Equal(period, Period.Parse(period.Code));
        Assert.True(Period.TryAdx(period.Adx, type, out var same));
        Assert.Equal(period, same);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Periods_follow_one_another_without_gap_or_overlap() => Prop.ForAll(Days, given =>
    {
        var (type, day) = given;
        var period = type.Of(day);
        Assert.Equal(period.Last.AddDays(1), period.Next.First);
        Assert.Equal(period, period.Next.Previous);
        Assert.Equal(period, type.Of(period.First));
        Assert.Equal(period, type.Of(period.Last));
        Assert.True(period.Holds(period.FactDay));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Periods_of_a_window_are_those_that_end_in_it() => Prop.ForAll(Days, Arb.From(Gen.Choose(0, 500)), (given, days) =>
    {
        var (type, from) = given;
        var to = from.AddDays(days);
        var within = type.EndingIn(from, to).ToList();
        Assert.All(within, p => Assert.InRange(p.Last, from, to));
        Assert.Equal(Enumerable.Range(0, days + 1).Select(d => type.Of(from.AddDays(d))).Where(p => p.Last >= from && p.Last <= to).Distinct(), within);
    }).QuickCheckThrowOnFailure();
}
