using FsCheck;
using FsCheck.Fluent;

namespace LienY.Periods.Tests;

/// <summary>Of which earlier periods a prediction is made.</summary>
public sealed class SamplingTests
{
    [Theory]
    [InlineData("202603", 0, 0, 0, "")]
    [InlineData("202602", 4, 0, 0, "202510 202511 202512 202601")]
    [InlineData("202602", 4, 0, 2, "202510 202511")]
    [InlineData("202603", 0, 3, 0, "202303 202403 202503")]
    [InlineData("202601", 1, 2, 0, "202312 202401 202402 202412 202501 202502 202512")]
    [InlineData("202603", 2, 1, 1, "202501 202502 202503 202504 202505 202601")]
    [InlineData("2026W1", 3, 0, 0, "2025W50 2025W51 2025W52")]
    [InlineData("2021W1", 2, 0, 0, "2020W52 2020W53")]
    [InlineData("2026Q1", 2, 1, 0, "2024Q3 2024Q4 2025Q1 2025Q2 2025Q3 2025Q4")]
    [InlineData("2026ND01", 2, 0, 0, "2025ND11 2025ND12")]
    [InlineData("2026", 3, 0, 1, "2023 2024")]
    public void Samples_are(string output, int sequential, int annual, int skip, string samples) =>
        Assert.Equal(samples, string.Join(' ', Sampling.Of(Period.Parse(output), sequential, annual, skip).Select(p => p.Code)));

    [Fact]
    public void What_is_skipped_does_not_come_back_through_the_year_before() =>
        Assert.DoesNotContain("202602", Sampling.Of(Period.Parse("202603"), 12, 1, 1).Select(p => p.Code));

    [Fact]
    public void Samples_are_of_the_same_type_each_once_in_order_and_before_the_period()
    {
        var all = from type in Gen.Elements(PeriodType.All.ToArray())
                  from day in Gen.Choose(0, 9000).Select(d => new DateOnly(2010, 1, 1).AddDays(d))
                  from sequential in Gen.Choose(0, 15)
                  from annual in Gen.Choose(0, 5)
                  from skip in Gen.Choose(0, 5)
                  select (Output: type.Of(day), sequential, annual, skip);
        Prop.ForAll(all.ToArbitrary(), one =>
        {
            var samples = Sampling.Of(one.Output, one.sequential, one.annual, one.skip);
            var most = one.sequential + one.annual * (2 * one.sequential + 1);
            return samples.All(s => s.Type == one.Output.Type && s.Last < one.Output.First) && samples.Distinct().Count() == samples.Count && samples.Count <= most
                && samples.SequenceEqual(samples.OrderBy(s => s.First)) && (one.annual > 0 || samples.Count == Math.Max(0, one.sequential - one.skip));
        }).QuickCheckThrowOnFailure();
    }
}
