using FsCheck;
using FsCheck.Fluent;

namespace LienY.Reading.Tests;

/// <summary>Sums written in words, held against a speller that knows the spellings in use.</summary>
public sealed class NumberWordsTests
{
    static readonly string[] Ones = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

    // variant 1: lẻ for linh, 2: ngàn for nghìn, 4: tư for bốn after mươi, 8: tỉ for tỷ.
    static string Spell(long n, int variant)
    {
        if (n == 0) return "không";
        var parts = new List<string>();
        foreach (var (unit, word) in ((long, string)[])[(1_000_000_000, (variant & 8) > 0 ? "tỉ" : "tỷ"), (1_000_000, "triệu"), (1000, (variant & 2) > 0 ? "ngàn" : "nghìn"), (1, "")])
        {
            var group = n / unit;
            n %= unit;
            if (group == 0) continue;
            parts.Add(unit == 1_000_000_000 && group >= 1000 ? Spell(group, variant) : Group((int)group, parts.Count > 0, variant));
            if (word.Length > 0) parts.Add(word);
        }
        return string.Join(' ', parts);
    }

    static string Group(int n, bool inside, int variant)
    {
        var (hundred, ten, one) = (n / 100, n / 10 % 10, n % 10);
        var parts = new List<string>();
        if (hundred > 0 || inside) parts.Add(Ones[hundred] + " trăm");
        if (ten == 0 && one > 0) parts.Add((parts.Count > 0 ? (variant & 1) > 0 ? "lẻ " : "linh " : "") + Ones[one]);
        if (ten == 1) parts.Add("mười");
        if (ten > 1) parts.Add(Ones[ten] + " mươi");
        if (ten > 0 && one > 0) parts.Add(one == 5 ? "lăm" : one == 1 && ten > 1 ? "mốt" : one == 4 && ten > 1 && (variant & 4) > 0 ? "tư" : Ones[one]);
        return string.Join(' ', parts);
    }

    static SumCheck? Reads(string digits, string words) =>
        Samples.Text($"Số: 1/KH-SYT\nKẾ HOẠCH\nHợp tác năm 2025\nI. MỤC TIÊU\n1. Chung\nII. KINH PHÍ\nTổng kinh phí: {digits} (Bằng chữ: {words}).\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: chủ trì.\nNơi nhận:\n- Lưu: VT.")
            .Checks.SingleOrDefault(c => c.Code == "words-digits");

    [Fact]
    public void Every_sum_spelt_out_equals_its_digits() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new System.Random(seed);
            var sum = random.NextInt64(1, (long)Math.Pow(10, 1 + random.Next(13)));
            if (random.Next(2) == 0) sum = Math.Max(1, sum / 1000) * 1000;
            var words = Spell(sum, random.Next(16));
            return Reads(Vietnamese(sum) + " đồng", char.ToUpperInvariant(words[0]) + words[1..] + (random.Next(2) == 0 ? " đồng" : " đồng chẵn")) is { Ok: true };
        }));

    static string Vietnamese(long n) => n.ToString("#,##0", System.Globalization.CultureInfo.InvariantCulture).Replace(',', '.');

    [Theory]
    [InlineData("12.500 triệu đồng", "Mười hai tỷ năm trăm triệu đồng")]
    [InlineData("2,5 tỷ đồng", "Hai tỷ rưỡi đồng")]
    [InlineData("2,5 tỷ đồng", "Hai phẩy năm tỷ đồng")]
    [InlineData("12,25 tỷ đồng", "Mười hai phẩy hai lăm tỷ đồng")]
    [InlineData("1,05 tỷ đồng", "Một phẩy không năm tỷ đồng")]
    [InlineData("1.200 triệu đồng", "Một nghìn hai trăm triệu đồng")]
    [InlineData("1.500.000 đồng", "Một triệu rưỡi đồng")]
    [InlineData("150 triệu đồng", "Một trăm rưỡi triệu đồng")]
    [InlineData("25 triệu đồng", "Hai lăm triệu đồng")]
    [InlineData("3.000.000.000.000 đồng", "Ba nghìn tỷ đồng")]
    [InlineData("500 triệu đồng", "Nửa tỷ đồng")]
    [InlineData("2.005.000 đồng", "Hai triệu không trăm linh năm nghìn đồng")]
    public void Spellings_in_use_are_understood(string digits, string words) => Assert.True(Reads(digits, words)?.Ok);

    [Theory]
    [InlineData("12.500 triệu đồng", "Mười hai tỷ sáu trăm triệu đồng")]
    [InlineData("100 triệu đồng", "Một tỷ đồng")]
    public void Words_that_say_another_sum_are_shown(string digits, string words) => Assert.False(Reads(digits, words)?.Ok ?? true);

    [Theory]
    [InlineData("Hai triệu ba tỷ triệu đồng")]
    [InlineData("theo phụ lục đính kèm")]
    [InlineData("Một nghìn nghìn đồng")]
    public void Words_that_are_no_sum_are_left_alone(string words) => Assert.Null(Reads("100 triệu đồng", words));
}
