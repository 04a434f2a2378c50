namespace LienY.Formulas.Tests;

/// <summary>Indicators: numerator, denominator, factor, annualised.</summary>
public sealed class FractionTests
{
    static Fraction Read(string numerator, string? denominator, decimal factor = 1, bool annualised = false) =>
        new(Formula.Parse(numerator), denominator is null ? null : Formula.Parse(denominator), factor, annualised);

    [Fact]
    public void Value_is_numerator_by_denominator_times_factor()
    {
        var value = Read("#{a} * C{k}", "#{a}", 100).Value(new Given(("#{a}", 12), ("C{k}", 2)));
        Assert.Equal((200m, 24m, 12m), (value.Value, value.Numerator, value.Denominator));
    }

    [Theory]
    [InlineData(31, 3532.258)]
    [InlineData(365, 300)]
    [InlineData(1, 109500)]
    public void Annualised_value_is_told_for_a_whole_year(int days, double expected)
    {
        var value = Read("#{a} - #{b}", "#{c}", 100, annualised: true).Value(new Given(("#{a}", 46), ("#{b}", 10), ("#{c}", 12)) { Days = days });
        Assert.Equal(expected, (double)value.Value!.Value, 3);
    }

    [Fact]
    public void Missing_numerator_or_denominator_is_no_value()
    {
        Assert.Null(Read("#{a}", "#{b}").Value(new Given(("#{b}", 12))).Value);
        Assert.Null(Read("#{a}", "#{b}").Value(new Given(("#{a}", 12))).Value);
        Assert.Null(Read("#{a}", "#{b}").Value(new Given(("#{a}", 12), ("#{b}", 0))).Value);
        Assert.Null(Read("#{a}", null, annualised: true).Value(new Given(("#{a}", 12)) { Days = 0 }).Value);
        Assert.Null(Read("#{a}", null, 1e20m).Value(new Given(("#{a}", 1e20m))).Value);
    }

    [Fact]
    public void Known_difference_a_reporting_rate_is_not_rounded_before_use() =>
        Assert.Equal(199.33m, decimal.Round(Read("#{a} * R{s.REPORTING_RATE}", null, 0.01m).Value(new Given(("#{a}", 299), ("R{s.REPORTING_RATE}", 200m / 3))).Value!.Value, 2));

    [Fact]
    public void Thirds_come_out_whole() => Assert.Equal(100, Read("#{a}", "#{b}", 300).Value(new Given(("#{a}", 1), ("#{b}", 3))).Value);

    [Fact]
    public void Indicator_is_told_in_words()
    {
        static string Name(FormulaItem item) => item.Key switch { "#{du}" => "trẻ tiêm đủ", "#{sinh}" => "trẻ sinh ra", _ => item.Key };
        Assert.Equal("tử số: trẻ tiêm đủ; mẫu số: trẻ sinh ra; nhân 100", Formula.ExplainFraction(Formula.Parse("#{du}"), Formula.Parse("#{sinh}"), 100, false, Name));
        Assert.Equal("tử số: trẻ tiêm đủ; nhân 1.000; quy về cả năm (× 365 ÷ số ngày của kỳ)", Read("#{du}", null, 1000, true).Explain(Name));
    }

    [Theory]
    [InlineData("a:b b:c c:a", "a → b → c → a")]
    [InlineData("a:a", "a → a")]
    [InlineData("a:b b:c,d c: d:b", "b → d → b")]
    [InlineData("a:b,c b:d c:d d:", null)]
    [InlineData("a: b:a c:a,b", null)]
    [InlineData("x: a:x b:c c:b", "b → c → b")]
    public void Circle_is_named(string uses, string? told)
    {
        static Formula Sum(string names) => Formula.Parse(string.Join(" + ", names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => $"N{{{n}}}").Append("1")));
        var formulas = uses.Split(' ').Select(u => u.Split(':')).ToDictionary(u => u[0], u => (IReadOnlyList<Formula>)[Sum(u[1])]);
        var circle = Circles.Find(formulas);
        Assert.Equal(told, circle is null ? null : Circles.Tell(circle));
    }

    [Fact]
    public void Chain_of_many_thousand_indicators_has_no_circle_and_breaks_nothing() =>
        Assert.Null(Circles.Find("0", code => int.Parse(code, null) < 50_000 ? [(int.Parse(code, null) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)] : []));
}
