namespace LienY.Formulas.Tests;

/// <summary>Modifiers reach the items inside; the key of an item tells which it carries.</summary>
public sealed class ModifierTests
{
    [Theory]
    [InlineData("#{a}.aggregationType(LAST)", "#{a}.aggregationType(LAST)")]
    [InlineData("#{a}.aggregationType(sum)", "#{a}.aggregationType(SUM)")]
    [InlineData("#{a}.periodOffset(10)", "#{a}.periodOffset(10)")]
    [InlineData("#{a}.periodOffset(+1)", "#{a}.periodOffset(1)")]
    [InlineData("#{a}.periodOffset(-2).periodOffset(-3)", "#{a}.periodOffset(-5)")]
    [InlineData("#{a}.periodOffset(-2).periodOffset(2)", "#{a}")]
    [InlineData("#{a}.minDate(2020-1-1)", "#{a}.minDate(2020-01-01)")]
    [InlineData("#{a}.maxDate(2021-12-31)", "#{a}.maxDate(2021-12-31)")]
    [InlineData("#{a}.maxDate('2021-12-31')", "#{a}.maxDate(2021-12-31)")]
    [InlineData("#{a}.asOf(2026-06-30)", "#{a}.asOf(2026-06-30)")]
    [InlineData("#{a}.periodOffset(-3).minDate(2021-04-1).maxDate(2021-4-30)", "#{a}.periodOffset(-3).minDate(2021-04-01).maxDate(2021-04-30)")]
    [InlineData("#{a}.yearToDate().periodOffset(42)", "#{a}.yearToDate().periodOffset(42)")]
    [InlineData("#{a} . yearToDate ( ) . periodOffset ( - 1 )", "#{a}.yearToDate().periodOffset(-1)")]
    [InlineData("(#{a}).yearToDate().periodOffset(42)", "#{a}.yearToDate().periodOffset(42)")]
    [InlineData("#{a}.window(2 năm)", "#{a}.window(24 months)")]
    [InlineData("#{a}.window(2 weeks)", "#{a}.window(14 days)")]
    [InlineData("#{a}.yearToDate().window(1 quý)", "#{a}.window(3 months)")]
    [InlineData("#{a}.window(1 quý).yearToDate()", "#{a}.yearToDate()")]
    [InlineData("#{a.nam.*}.yearToDate()", "#{a.nam}.yearToDate()")]
    [InlineData("N{x}.periodOffset(-1)", "N{x}.periodOffset(-1)")]
    [InlineData("R{b.reporting_rate}.periodOffset(-1)", "R{b.REPORTING_RATE}.periodOffset(-1)")]
    [InlineData("count(E{a; role=host}.window(12 months))", "count(E{a; role=host}).window(12 months)")]
    [InlineData("E{a}.distinct()", "distinct(E{a})")]
    [InlineData("E{a}.last().asOf(2026-1-5)", "last(E{a}).asOf(2026-01-05)")]
    [InlineData("subExpression(#{a}).periodOffset(-1)", "#{a}.periodOffset(-1)")]
    [InlineData("avg(#{a}).minDate(1980-11-11)", "#{a}.minDate(1980-11-11)")]
    public void Item_carries_its_modifiers(string formula, string key) => Assert.Equal(key, Assert.Single(Formula.Parse(formula).Items).Key);

    [Theory]
    [InlineData("(#{a} + #{b}).yearToDate().periodOffset(42)", "#{a}.yearToDate().periodOffset(42) | #{b}.yearToDate().periodOffset(42)")]
    [InlineData("(#{a}.periodOffset(1) + #{b}).periodOffset(-2)", "#{a}.periodOffset(-1) | #{b}.periodOffset(-2)")]
    [InlineData("(#{a}.yearToDate() + #{b}).periodOffset(42)", "#{a}.yearToDate().periodOffset(42) | #{b}.periodOffset(42)")]
    [InlineData("((#{a}.periodOffset(-1) + #{b}).periodOffset(-1) + #{c}).periodOffset(-1)", "#{a}.periodOffset(-3) | #{b}.periodOffset(-2) | #{c}.periodOffset(-1)")]
    [InlineData("(#{a}.aggregationType(MAX) + #{b}).aggregationType(MIN)", "#{a}.aggregationType(MAX) | #{b}.aggregationType(MIN)")]
    [InlineData("#{a} + #{b}.periodOffset(-1)", "#{a} | #{b}.periodOffset(-1)")]
    [InlineData("#{a} - #{a}.periodOffset(-1) + #{a}", "#{a} | #{a}.periodOffset(-1)")]
    [InlineData("if(#{c} > 1, #{a}, #{b}).periodOffset(-1)", "#{c}.periodOffset(-1) | #{a}.periodOffset(-1) | #{b}.periodOffset(-1)")]
    public void Modifier_of_a_bracket_reaches_every_item_inside(string formula, string keys) =>
        Assert.Equal(keys, string.Join(" | ", Formula.Parse(formula).Items.Select(i => i.Key)));

    [Theory]
    [InlineData("#{a}.periodOffset(-1)", "2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData("#{a}.periodOffset(1)", "2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28")]
    [InlineData("#{a}.periodOffset(-1)", "2026-01-15", "2026-02-14", "2025-12-15", "2026-01-14")]
    [InlineData("#{a}.periodOffset(-1)", "2025-12-15", "2026-06-14", "2025-06-15", "2025-12-14")]
    [InlineData("#{a}.periodOffset(-4)", "2026-01-01", "2026-03-31", "2025-01-01", "2025-03-31")]
    [InlineData("#{a}.periodOffset(-1)", "2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31")]
    [InlineData("#{a}.periodOffset(-1)", "2026-01-05", "2026-01-11", "2025-12-29", "2026-01-04")]
    [InlineData("#{a}.yearToDate()", "2026-03-01", "2026-03-31", "2026-01-01", "2026-03-31")]
    [InlineData("#{a}.yearToDate().periodOffset(-12)", "2026-03-01", "2026-03-31", "2025-01-01", "2025-03-31")]
    [InlineData("#{a}.window(12 months)", "2026-03-01", "2026-03-31", "2025-04-01", "2026-03-31")]
    [InlineData("#{a}.minDate(2026-03-10)", "2026-03-01", "2026-03-31", "2026-03-10", "2026-03-31")]
    [InlineData("#{a}.maxDate(2026-03-10)", "2026-03-01", "2026-03-31", "2026-03-01", "2026-03-10")]
    [InlineData("#{a}.periodOffset(-1000)", "2026-01-01", "2036-12-31", "2026-01-01", "2036-12-31")]
    public void Item_looks_at_its_own_days(string formula, string from, string to, string first, string last) => Assert.Equal(
        (DateOnly.Parse(first, null), DateOnly.Parse(last, null)), Formula.Parse(formula).Items[0].Within(DateOnly.Parse(from, null), DateOnly.Parse(to, null)));
}
