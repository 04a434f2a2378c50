namespace LienY.Formulas.Tests;

/// <summary>The operators of validation rules, and how figures lie.</summary>
public sealed class ComparisonTests
{
    [Theory]
    [InlineData("equal_to", 5, 5, true)]
    [InlineData("equal_to", 5, 6, false)]
    [InlineData("not_equal_to", 5, 6, true)]
    [InlineData("not_equal_to", 5, 5, false)]
    [InlineData("greater_than", 6, 5, true)]
    [InlineData("greater_than", 5, 5, false)]
    [InlineData("greater_than", 4, 5, false)]
    [InlineData("greater_than_or_equal_to", 5, 5, true)]
    [InlineData("greater_than_or_equal_to", 4, 5, false)]
    [InlineData("less_than", 4, 5, true)]
    [InlineData("less_than", 5, 5, false)]
    [InlineData("less_than_or_equal_to", 5, 5, true)]
    [InlineData("less_than_or_equal_to", 6, 5, false)]
    [InlineData("compulsory_pair", 5, 6, true)]
    [InlineData("exclusive_pair", 5, 6, false)]
    public void Two_figures_stand_to_one_another_as_the_operator_says(string name, int left, int right, bool holds) => Assert.Equal(holds,
        Comparisons.Find(name)!.Value.Holds(left, right));

    [Theory]
    [InlineData("compulsory_pair", true, false, false)]
    [InlineData("compulsory_pair", false, true, false)]
    [InlineData("compulsory_pair", false, false, true)]
    [InlineData("exclusive_pair", true, false, true)]
    [InlineData("exclusive_pair", false, true, true)]
    [InlineData("exclusive_pair", false, false, true)]
    public void A_pair_is_asked_also_where_a_side_is_missing(string name, bool left, bool right, bool holds) =>
        Assert.Equal(holds, Comparisons.Find(name)!.Value.Holds(left ? 0 : null, right ? 0 : null));

    [Fact]
    public void Every_other_operator_cannot_be_asked_without_both_sides()
    {
        foreach (var one in Comparisons.All.Where(c => !c.IsPair()))
            Assert.Equal((null, null, null), (one.Holds(null, 1), one.Holds(1, null), one.Holds(null, null)));
    }

    [Fact]
    public void Names_and_signs_are_read_back() => Assert.All(Comparisons.All, c => Assert.Equal((c, c), (Comparisons.Find(c.Name())!.Value,
        Comparisons.Find(c.Sign())!.Value)));

    [Fact]
    public void A_name_that_is_none_is_none() => Assert.Null(Comparisons.Find("like"));

    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, deviation of the whole run 2; median 4.5, distances 2.5 0.5 0.5 0.5 0.5 0.5 2.5 4.5 → 0.5.
    [Fact]
    public void A_spread_is_that_of_the_whole_run()
    {
        var spread = Spread.Of([2, 4, 4, 4, 5, 5, 7, 9])!;
        Assert.Equal((8, 5m, 2m, 4.5m, 0.5m), (spread.Count, spread.Mean, decimal.Round(spread.Deviation, 20), spread.Median, spread.MedianDistance));
        Assert.Equal((2m, 0.6745m * 4.5m / 0.5m), (decimal.Round(spread.Score(9)!.Value, 20), spread.ModifiedScore(9)!.Value));
        Assert.Equal((-1m, 11m), (decimal.Round(spread.Bounds(3).Low, 20), decimal.Round(spread.Bounds(3).High, 20)));
    }

    [Fact]
    public void Equal_figures_have_no_scores()
    {
        var spread = Spread.Of([3, 3, 3])!;
        Assert.Equal((0m, null, null), (spread.Deviation, spread.Score(3), spread.ModifiedScore(4)));
        Assert.Null(Spread.Of([]));
    }
}
