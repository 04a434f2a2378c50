using System.Globalization;

namespace LienY.Fhir.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("2026", "2025-12-31T17:00:00.000Z", "2026-12-31T17:00:00.000Z")]
    [InlineData("2024-02", "2024-01-31T17:00:00.000Z", "2024-02-29T17:00:00.000Z")]
    [InlineData("2026-11-22", "2026-11-21T17:00:00.000Z", "2026-11-22T17:00:00.000Z")]
    [InlineData("2026-11-22T10:00", "2026-11-22T03:00:00.000Z", "2026-11-22T03:01:00.000Z")]
    [InlineData("2026-11-22T10:00:05Z", "2026-11-22T10:00:05.000Z", "2026-11-22T10:00:06.000Z")]
    [InlineData("2026-11-22T10:00:05.25-05:30", "2026-11-22T15:30:05.250Z", "2026-11-22T15:30:05.260Z")]
    [InlineData("2026-11-22T10:00:05.1234567+07:00", "2026-11-22T03:00:05.123Z", "2026-11-22T03:00:05.124Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z", "0001-01-01T00:00:01.000Z")]
    public void A_date_is_a_span_at_Ha_Noi_unless_it_says_another_zone(string text, string from, string to)
    {
        Assert.True(FhirDates.Range(text, out var low, out var high));
        Assert.Equal((from, to), (Written(low), Written(high)));
        static string Written(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("")]
    [InlineData("26")]
    [InlineData("2026-13")]
    [InlineData("2026-02-29")]
    [InlineData("2026-1-1")]
    [InlineData("2026-11-22T")]
    [InlineData("2026-11-22T24:00:00Z")]
    [InlineData("2026-11-22T10:00:00.Z")]
    [InlineData("2026-11-22T10:00:00+14:01")]
    [InlineData("2026-11-22 10:00:00Z")]
    [InlineData("２０２６")]
    [InlineData("0000")]
    public void What_is_no_date_has_no_span(string text) => Assert.False(FhirDates.Range(text, out _, out _));

    [Fact]
    public void The_last_year_ends() => Assert.True(FhirDates.Range("9999", out var from, out var to) && to > from);

    [Theory]
    [InlineData("5.4", 5.35, 5.45)]
    [InlineData("100", 99.5, 100.5)]
    [InlineData("-0.010", -0.0105, -0.0095)]
    [InlineData("1e2", 50, 150)]
    [InlineData("1.0E-2", 0.0095, 0.0105)]
    public void A_number_is_as_wide_as_it_is_written(string text, double low, double high)
    {
        Assert.True(Numbers.Range(text, out var a, out var b));
        Assert.Equal(low, a, 12);
        Assert.Equal(high, b, 12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("abc")]
    public void What_is_no_number_has_no_range(string text) => Assert.False(Numbers.Range(text, out _, out _));

    [Theory]
    [InlineData("Nguyễn Thị  Đào", "nguyen thi dao")]
    [InlineData("  ĐẶNG\tVăn ", "dang van")]
    [InlineData("O'Neil", "o'neil")]
    [InlineData("", "")]
    public void Folded_text_has_no_marks(string text, string folded) => Assert.Equal(folded, Folds.Of(text));

    [Fact]
    public void Folded_text_is_cut_where_the_index_ends()
    {
        Assert.Equal(100, Folds.Cut(new string('ế', 300)).Length);
        Assert.Equal(99, Folds.Cut(new string('a', 99) + "😀").Length);
        Assert.Equal("\ud83d", Folds.Of("\ud83d"));
    }

    [Theory]
    [InlineData("mg/dL", 100, "g.m-3", 1000)]
    [InlineData("g/L", 1, "g.m-3", 1000)]
    [InlineData("ug/mL", 1000, "g.m-3", 1000)]
    [InlineData("mm[Hg]", 90, "g.m-1.s-2", 11999014.86735)]
    [InlineData("kPa", 1, "g.m-1.s-2", 1000000)]
    [InlineData("mmol/L", 5, "m-3.mol", 5)]
    [InlineData("/min", 60, "s-1", 1)]
    [InlineData("{beats}/min", 60, "s-1", 1)]
    [InlineData("10*9/L", 4.5, "m-3", 4.5e12)]
    [InlineData("10*3/uL", 4.5, "m-3", 4.5e12)]
    [InlineData("Cel", 37, "K", 310.15)]
    [InlineData("[degF]", 98.6, "K", 310.15)]
    [InlineData("kg/m2", 22, "g.m-2", 22000)]
    [InlineData("[lb_av]", 1, "g", 453.59237)]
    [InlineData("mL/min/{1.73_m2}", 60, "m3.s-1", 1e-6)]
    [InlineData("%", 50, "1", 0.5)]
    [InlineData("[iU]/L", 1, "m-3.[iU]", 1000)]
    [InlineData("mg/(kg.d)", 86400, "s-1", 1e-6)]
    [InlineData("cm[H2O]", 1, "g.m-1.s-2", 98066.5)]
    [InlineData("{score}", 3, "1", 3)]
    public void A_unit_has_one_canonical_form(string code, double value, string canonical, double number)
    {
        Assert.True(Units.Canonical(Units.Ucum, code, value, out var unit, out var found));
        Assert.Equal(canonical, unit);
        Assert.Equal(number, found, Math.Abs(number) * 1e-9);
    }

    [Theory]
    [InlineData("mmHg")]
    [InlineData("")]
    [InlineData("mg/")]
    [InlineData("mg//dL")]
    [InlineData("(mg")]
    [InlineData("((((((((((mg))))))))))")]
    [InlineData("m99")]
    [InlineData("[nonsense")]
    [InlineData("kin_i]")]
    [InlineData("{open")]
    public void What_is_no_unit_converts_into_nothing(string code) => Assert.False(Units.Canonical(Units.Ucum, code, 1, out _, out _));

    [Fact]
    public void Mass_and_substance_never_meet()
    {
        Assert.True(Units.Canonical(Units.Ucum, "mg/dL", 1, out var mass, out _));
        Assert.True(Units.Canonical(Units.Ucum, "mmol/L", 1, out var substance, out _));
        Assert.NotEqual(mass, substance);
        Assert.False(Units.Canonical("http://snomed.info/sct", "mg", 1, out _, out _));
    }
}
