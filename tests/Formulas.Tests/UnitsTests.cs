using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace LienY.Formulas.Tests;

/// <summary>Units followed through formulas.</summary>
public sealed class UnitsTests
{
    static string? Unit(FormulaItem item) => item.Key switch
    {
        "#{ca}" or "#{ca2}" => "ca",
        "#{dan}" => "dân",
        "#{nguoi}" => "người",
        "#{giuong}" => "giường",
        "#{tien}" => "tỷ đồng",
        "#{trieu}" => "triệu đồng",
        "#{tyle}" => "%",
        "#{chet}" => "ca/100.000 dân",
        _ => null,
    };

    [Theory]
    [InlineData("#{ca}", "ca")]
    [InlineData("#{ca} + #{ca2}", "ca")]
    [InlineData("#{ca} + 5", "ca")]
    [InlineData("#{ca} / #{dan}", "ca/dân")]
    [InlineData("#{ca} / #{dan} * 100000", "ca/100.000 dân")]
    [InlineData("100000 * #{ca} / #{dan}", "ca/100.000 dân")]
    [InlineData("#{ca} / (#{dan} / 100000)", "ca/100.000 dân")]
    [InlineData("#{giuong} / #{dan} * 10000", "giường/10.000 dân")]
    [InlineData("#{ca} / #{ca2}", "lần")]
    [InlineData("#{ca} / #{ca2} * 100", "%")]
    [InlineData("#{ca} / #{ca2} * 1000", "‰")]
    [InlineData("#{dan} / #{nguoi} * 100", "%")]
    [InlineData("#{tien}", "tỷ đồng")]
    [InlineData("#{tien} * 1000", "triệu đồng")]
    [InlineData("#{trieu} / 1000", "tỷ đồng")]
    [InlineData("#{tyle} * #{dan} / 100", "dân")]
    [InlineData("#{chet} * #{dan} / 100000", "ca")]
    [InlineData("#{ca} * 0.5", "ca")]
    [InlineData("#{ca} ^ 2 / #{ca}", "ca")]
    [InlineData("avg(#{ca}) + 2 * stddev(#{ca})", "ca")]
    [InlineData("firstNonNull(#{ca}, 0)", "ca")]
    [InlineData("if(#{ca} > 3, #{ca2}, 0) % 7", "ca")]
    [InlineData("#{ca} * C{he-so}", "ca")]
    [InlineData("#{ca} / [days]", "ca")]
    [InlineData("#{la} * #{ca}", null)]
    [InlineData("1 + 2", null)]
    [InlineData("#{ca} > 1", null)]
    public void Formula_gives_a_unit(string formula, string? unit)
    {
        Assert.Equal(unit, Units.Of(Formula.Parse(formula), Unit));
        Assert.Empty(Units.Check(Formula.Parse(formula), Unit, unit));
    }

    [Theory]
    [InlineData("#{ca} + #{giuong}", null, "Cộng “ca” với “giường”: hai đơn vị khác nhau.")]
    [InlineData("#{ca} - #{giuong}", null, "Trừ “giường” khỏi “ca”: hai đơn vị khác nhau.")]
    [InlineData("if(#{ca} < #{giuong}, 1, 0)", null, "So sánh “ca” với “giường”: hai đơn vị khác nhau.")]
    [InlineData("if(1 < 2, #{ca}, #{giuong})", null, "Chọn giữa “ca” và “giường”: hai đơn vị khác nhau.")]
    [InlineData("firstNonNull(#{ca}, #{giuong})", null, "Chọn giữa “ca” và “giường”: hai đơn vị khác nhau.")]
    [InlineData("#{tien} + #{trieu}", null, "Cộng “tỷ đồng” với “triệu đồng”: hai đơn vị khác nhau.")]
    [InlineData("#{ca} / #{dan} * 100000", "%", "Công thức cho đơn vị “ca/100.000 dân” nhưng chỉ tiêu ghi “%”.")]
    [InlineData("#{ca} / #{dan} * 1000", "ca/100.000 dân", "Công thức cho đơn vị “ca/1.000 dân” nhưng chỉ tiêu ghi “ca/100.000 dân”.")]
    [InlineData("#{ca} / #{ca2}", "%", "Công thức cho đơn vị “lần” nhưng chỉ tiêu ghi “%”.")]
    [InlineData("#{ca}", "giường", "Công thức cho đơn vị “ca” nhưng chỉ tiêu ghi “giường”.")]
    [InlineData("#{ca} + #{giuong} + #{tien}", "%", "Cộng “ca” với “giường”: hai đơn vị khác nhau.")]
    public void Different_units_are_named(string formula, string? declared, string warning)
    {
        var found = Assert.Single(Units.Check(Formula.Parse(formula), Unit, declared));
        Assert.Equal(warning, string.Format(CultureInfo.InvariantCulture, found.Text, [.. found.Args]));
        Assert.InRange(found.Position, 0, formula.Length);
    }

    [Theory]
    [InlineData("#{ca} / #{giuong} * 100", "%")]
    [InlineData("#{la} + #{ca}", "giường")]
    [InlineData("#{ca} / #{dan} * 100000", "ca trên 100 000 người")]
    [InlineData("#{giuong} / #{dan} * 10000", "giường bệnh/vạn dân")]
    [InlineData("#{ca}", "  ")]
    public void What_is_unknown_or_means_the_same_is_not_reproached(string formula, string declared) => Assert.Empty(Units.Check(Formula.Parse(formula), Unit, declared));

    [Fact]
    public void Factor_of_an_indicator_belongs_to_its_unit()
    {
        var rate = new Fraction(Formula.Parse("#{ca}"), Formula.Parse("#{dan}"), 100_000);
        Assert.Equal("ca/100.000 dân", Units.Of(rate, Unit));
        Assert.Empty(Units.Check(rate, Unit, "ca/100.000 dân"));
        Assert.Single(Units.Check(rate, Unit, "‰"));
    }

    static readonly string[] Names =
    [
        "ca", "dân", "người", "giường", "tỷ đồng", "triệu đồng", "%", "‰", "ca/100.000 dân", "lượt khám", "giường/vạn dân", "trẻ nam/100 trẻ nữ", "tiết/2 năm", "lần/tuần",
    ];

    static Gen<string> Tree(int size) => size == 0
        ? Gen.OneOf(Gen.Choose(0, Names.Length).Select(i => $"#{{u{i}}}"), Gen.Elements("1", "100", "1000", "0.5", "C{k}", "null", "[days]", "100000"))
        : Gen.OneOf(
            from op in Gen.Elements("+", "-", "*", "/", "%") from l in Tree(size / 2) from r in Tree(size / 2) select $"({l}) {op} ({r})",
            from l in Tree(size / 2) from r in Tree(size / 2) select $"if({l} < {r}, {l}, {r})",
            from l in Tree(size / 2) select $"-({l})", from l in Tree(size / 2) select $"avg({l} + #{{u0}}) ^ 2".Replace("avg(avg", "(avg", StringComparison.Ordinal));

    static string? Named(FormulaItem item) => item is DataItem data && int.Parse(data.Element[1..], null) is var i && i < Names.Length ? Names[i] : null;

    [Fact]
    public void Any_formula_is_walked_without_fault_and_its_unit_reads_back() => Prop.ForAll(Arb.From(Gen.Sized(s => Tree(Math.Min(s, 12)))), text =>
    {
        Formula formula;
        try
        {
            formula = Formula.Parse(text);
        }
        catch (FormulaError)
        {
            return true;
        }
        return Units.Check(formula, Named, "%") is not null && (Units.Of(formula, Named) is not { } unit || Units.AreSame(unit, unit));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Order_of_a_sum_or_product_changes_neither_warnings_nor_unit() => Prop.ForAll(Arb.From(
        from l in Tree(4) from r in Tree(4) from op in Gen.Elements("+", "*") select (l, r, op)), p =>
    {
        var (one, other) = ($"({p.l}) {p.op} ({p.r})", $"({p.r}) {p.op} ({p.l})");
        try
        {
            var (a, b) = (Formula.Parse(one), Formula.Parse(other));
            return Units.Check(a, Named).Count == Units.Check(b, Named).Count
                && (Units.Of(a, Named) is { } u ? Units.AreSame(u, Units.Of(b, Named)) : Units.Of(b, Named) is null);
        }
        catch (FormulaError)
        {
            return true;
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Same_by_same_times_a_hundred_is_a_percentage() =>
        Assert.All(Enumerable.Range(0, Names.Length), i => Assert.Equal("%", Units.Of(Formula.Parse($"#{{u{i}}} / #{{u{i}}} * 100"), Named)));
}
