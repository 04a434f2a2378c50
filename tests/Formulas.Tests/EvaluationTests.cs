namespace LienY.Formulas.Tests;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("100 / 10 / 5", 2)]
    [InlineData("7 % 4", 3)]
    [InlineData("2 ^ 3 ^ 2", 512)]
    [InlineData("2 ^ -1", 0.5)]
    [InlineData("-3 ^ 2", -9)]
    [InlineData("(-3) ^ 2", 9)]
    [InlineData("-2 * 3", -6)]
    [InlineData("--2", 2)]
    [InlineData("[days] / 7 * 7", 30)]
    [InlineData("0.1 + 0.2", 0.3)]
    [InlineData("if(1 < 2, 10, 20)", 10)]
    [InlineData("if(1 > 2 || 2 >= 2 && !false, 10, 20)", 10)]
    [InlineData("1 + 1 == 2", 1)]
    [InlineData("3 != 3", 0)]
    [InlineData("greatest(3, 9, 4) - least(3, 9, 4)", 6)]
    [InlineData("firstNonNull(null, 5, 6)", 5)]
    [InlineData("4 ^ 0.5", 2)]
    public void Operators_bind_as_in_the_reference(string formula, double value) => Assert.Equal((decimal)value, Given.Value(formula));

    [Theory]
    [InlineData("1 / 0")]
    [InlineData("1 % 0")]
    [InlineData("0 ^ -1")]
    [InlineData("(-1) ^ 0.5")]
    [InlineData("10 ^ 100")]
    [InlineData("9999999999999999999999999999 * 10")]
    [InlineData("null + 1")]
    [InlineData("null < 1")]
    [InlineData("if(null, 1, 2)")]
    [InlineData("true && null")]
    [InlineData("false && null")]
    [InlineData("false || null")]
    [InlineData("!null")]
    [InlineData("greatest(null, null)")]
    public void No_value_is_never_a_number(string formula) => Assert.Null(Given.Value(formula));

    [Fact]
    public void Truth_or_nothing_is_true() => Assert.Equal((1m, 1m), (Given.Value("true || null"), Given.Value("null || true")));

    [Fact]
    public void Missing_item_counts_zero_while_another_exists() => Assert.Equal(5, Given.Value("E{a} + E{b}", ("a", 5)));

    [Fact]
    public void All_items_missing_is_no_value() => Assert.Null(Given.Value("E{a} + E{b} + 7"));

    [Fact]
    public void Missing_denominator_is_no_value() => Assert.Null(Given.Value("E{a} / E{b} * 100", ("a", 5)));

    [Fact]
    public void Missing_item_stays_missing_where_the_formula_asks_for_it()
    {
        Assert.Equal(1, Given.Value("isNull(E{a})"));
        Assert.Equal(0, Given.Value("isNotNull(E{a})"));
        Assert.Equal(5, Given.Value("firstNonNull(E{a}, 5)"));
        Assert.Equal(7, Given.Value("if(isNull(E{a}), E{b}, E{a})", ("b", 7)));
    }

    [Fact]
    public void Nothing_is_rounded_on_the_way() => Assert.Equal(299m * (2m / 3m), Given.Value("299 * (E{a} / E{b})", ("a", 2), ("b", 3)));

    [Theory]
    [InlineData("E{a}", true)]
    [InlineData("count(E{a}) + 2 * E{b} / 3", true)]
    [InlineData("E{a} / E{b}", false)]
    [InlineData("last(E{a})", false)]
    [InlineData("E{a}.window(12 months)", false)]
    [InlineData("7", false)]
    public void Only_sums_and_counts_of_the_period_accumulate(string formula, bool accumulates) => Assert.Equal(accumulates, Formula.Parse(formula).Accumulates);
}
