using FsCheck;
using FsCheck.Fluent;
using LienY.Contracts;

namespace LienY.Credits.Tests;

/// <summary>Rules by date, without a database.</summary>
public sealed class RuleTests
{
    static readonly DateOnly Start = new(2010, 1, 1);

    static PractitionerCard Card(DateOnly? issued, string title = "doctor") =>
        new(Guid.Empty, "", null, title, Guid.Empty, issued is null ? "" : "1", issued, null, "", issued is not null);

    static CreditRule Worth(DateOnly from, DateOnly? to, long hundredths) =>
        new() { Code = "X", Kind = "worth", Name = "", Activity = "x", Unit = "case", Hundredths = hundredths, FromDay = from, ToDay = to, Source = "", Sureness = "đọc", MadeBy = "thử" };

    [Fact]
    public void Every_day_of_a_licence_lies_in_one_cycle_of_five_years_and_cycles_touch() =>
        Prop.ForAll(Gen.Choose(0, 6000).ToArbitrary(), Gen.Choose(0, 6000).ToArbitrary(), (issue, later) =>
        {
            var issued = Start.AddDays(issue);
            var day = issued.AddDays(later);
            if (day < new DateOnly(2024, 1, 1)) return true;
            var window = RuleBook.Of([]).Window(Card(issued), day)!;
            var next = RuleBook.Of([]).Window(Card(issued), window.To.AddDays(1))!;
            return window.From <= day && day <= window.To && next.From == window.To.AddDays(1) && window.Rule.Code == "TT32-120" && window.From >= issued;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_latest_rule_that_holds_on_the_day_counts_whatever_the_order_of_entry() =>
        Prop.ForAll(Gen.Choose(0, 3000).ListOf(6).ToArbitrary(), Gen.Choose(0, 3500).ToArbitrary(), (days, at) =>
        {
            var rules = days.Distinct().Select((d, i) => Worth(Start.AddDays(d), null, i + 1)).ToList();
            var day = Start.AddDays(at);
            var expected = rules.Where(r => r.FromDay <= day).MaxBy(r => r.FromDay)?.Hundredths;
            return RuleBook.Of(rules).Worth("x", day)?.Hundredths == expected && RuleBook.Of(Enumerable.Reverse(rules)).Worth("x", day)?.Hundredths == expected;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2023-12-31", "TT22-48", "2022-01-01", "2023-12-31")]
    [InlineData("2024-01-01", "TT32-120", "2021-06-15", "2026-06-14")]
    public void The_window_changes_with_the_law(string day, string code, string from, string to)
    {
        var window = RuleBook.Of([]).Window(Card(new(2021, 6, 15)), DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))!;
        Assert.Equal((code, from, to), (window.Rule.Code, window.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            window.To.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Nothing_is_asked_of_a_pharmacist_here_and_120_hours_of_who_has_no_licence()
    {
        Assert.Null(RuleBook.Of([]).Window(Card(new(2020, 1, 1), "pharmacist"), new(2025, 5, 5)));
        Assert.Null(RuleBook.Of([]).Window(Card(null, "pharmacist"), new(2025, 5, 5)));
        Assert.Equal("TT22-120", RuleBook.Of([]).Window(Card(null, "other"), new(2025, 5, 5))!.Rule.Code);
    }

    [Theory]
    [InlineData("hour", 100, 7.5, 750)]
    [InlineData("hour", 100, null, 0)]
    [InlineData("case", 50, 9.0, 50)]
    [InlineData("session", 100, null, 100)]
    [InlineData("session", 100, 8.0, 200)]
    [InlineData("session", 100, 7.9, 100)]
    [InlineData("session", 100, 3.0, 0)]
    public void Worth_follows_its_unit(string unit, long hundredths, double? hours, long expected) =>
        Assert.Equal(expected, new CreditRule { Code = "", Kind = "worth", Name = "", Unit = unit, Hundredths = hundredths, FromDay = Start, Source = "", Sureness = "đọc" }
            .WorthOf(hours is { } h ? (decimal)h : null));

    [Fact]
    public void Every_printed_rule_says_its_source_and_how_sure_it_is() =>
        Assert.All(RuleBook.Printed, r =>
        {
            Assert.NotEmpty(r.Source);
            Assert.Contains(r.Sureness, new[] { "đọc", "dẫn lại", "suy ra" });
            if (r.Kind == "worth") Assert.True(CreditWords.Activities.ContainsKey(r.Activity));
        });
}
