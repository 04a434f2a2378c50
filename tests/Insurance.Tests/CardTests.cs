using System.Text;

namespace LienY.Insurance.Tests;

/// <summary>Codes of identity cards and insurance cards.</summary>
public sealed class CardTests
{
    static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    static string Insurance(string number = "DN4010123456789", string sex = "1", string from = "01/01/2026") =>
        $"{number}|{Hex("Nguyễn Văn Thử")}|01/02/1990|{sex}|{Hex("Phường Mẫu, Lào Cai")}|01 - 001|{from}|31/12/2026|02/01/2026|01010000001|"
        + $"{Hex("Trần Thị Mẫu")}|K1|01/01/2025";

    [Fact]
    public void An_identity_card_is_read()
    {
        var read = CitizenCard.Read("010190000001|063000001|Nguyễn Thị Thử|05031990|Nữ|Tổ 1, Phường Mẫu, Lào Cai|10072021");
        Assert.True(read.IsWhole == true && read.Card is not null);
        Assert.Equal(new CitizenCard(new("010190000001"), "063000001", "Nguyễn Thị Thử", new(1990, 3, 5), Sex.Female, "Tổ 1, Phường Mẫu, Lào Cai",
            new(2021, 7, 10)), read.Card);
        Assert.Equal(("010", false, 1990), (read.Card.Number!.Province, read.Card.Number.IsMale, read.Card.Number.YearOfBirth));
    }

    [Fact]
    public void Further_fields_and_a_missing_old_number_are_no_fault()
    {
        var read = CitizenCard.Read("  091205000002||Trần Văn Mẫu|31122005|Nam|Rạch Giá|01012024||cha|mẹ\r\n");
        Assert.Empty(read.Faults);
        Assert.Equal((null, Sex.Male, 2005), (read.Card!.OldNumber, read.Card.Sex, read.Card.Number!.YearOfBirth));
    }

    [Theory]
    [InlineData("01019000001|x|A|05031990|Nữ|B|10072021", "card.number")]
    [InlineData("010190000001|x|A|31021990|Nữ|B|10072021", "card.day")]
    [InlineData("010190000001|x|A|05031990|?|B|10072021", "card.sex")]
    [InlineData("010190000001|x||05031990|Nam|B|10072021", "card.text")]
    public void What_cannot_be_read_is_told_and_the_rest_is_given(string code, string rule)
    {
        var read = CitizenCard.Read(code);
        Assert.Equal(rule, Assert.Single(read.Faults).Rule);
        Assert.Equal("B", read.Card!.Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://vi.du/khong-phai-the")]
    [InlineData("a|b|c")]
    public void What_is_no_card_gives_none(string code)
    {
        Assert.Null(CitizenCard.Read(code).Card);
        Assert.Null(InsuranceCard.Read(code).Card);
        Assert.Equal("card.fields", Assert.Single(CitizenCard.Read(code).Faults).Rule);
    }

    [Fact]
    public void An_insurance_card_is_read()
    {
        var read = InsuranceCard.Read(Insurance() + "|abc$");
        Assert.Empty(read.Faults);
        var card = read.Card!;
        Assert.Equal(("Nguyễn Văn Thử", "Phường Mẫu, Lào Cai", "01001", Sex.Male), (card.Name, card.Address, card.Facility, card.Sex));
        Assert.Equal(new InsuranceNumber("DN", 4, "01", "0123456789"), card.Parts);
        Assert.Equal((new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), new DateOnly(2026, 1, 2), new DateOnly(2025, 1, 1)),
            (card.From!.Value, card.To!.Value, card.Issued!.Value, card.FiveYears!.Value));
        Assert.Equal(("01010000001", "Trần Thị Mẫu", "K1"), (card.Managed, card.Parent, card.Area));
        Assert.Equal(new DateOnly(1990, 2, 1), card.Birth!.Value.Whole);
    }

    [Fact]
    public void Dashes_mean_nothing_and_a_year_alone_is_a_birth()
    {
        var read = InsuranceCard.Read($"0123456789|{Hex("A")}|1956|2|-|-|01/01/2026|-|-|-|-|-|-");
        Assert.Empty(read.Faults);
        Assert.Equal(("0123456789", null, null, null), (read.Card!.Number, read.Card.Parts, read.Card.To, read.Card.Facility));
        Assert.Equal(new PartialDay(1956, null, null, null), read.Card.Birth);
    }

    [Fact]
    public void Bad_fields_of_an_insurance_card_are_told_one_by_one()
    {
        var read = InsuranceCard.Read(Insurance("DN9010123456789", "3", "2026-01-01").Replace(Hex("Nguyễn Văn Thử"), "zz", StringComparison.Ordinal));
        Assert.Equal(["card.number", "card.sex", "card.text", "card.day"], read.Faults.Select(f => f.Rule));
        Assert.Equal("Phường Mẫu, Lào Cai", read.Card!.Address);
    }

    [Theory]
    [InlineData("DN4010123456789", true)]
    [InlineData("te1010000000001", true)]
    [InlineData("DN 4 01 0123456789", true)]
    [InlineData("DN6010123456789", false)]
    [InlineData("D14010123456789", false)]
    [InlineData("DN401012345678", false)]
    [InlineData("DN40101234567890", false)]
    [InlineData("DN4010123456٧89", false)]
    public void A_card_number_has_its_form(string text, bool holds) => Assert.Equal(holds, InsuranceNumber.Read(text) is not null);

    [Theory]
    [InlineData("001099000001", true, 1999)]
    [InlineData("001199000001", false, 1999)]
    [InlineData("001205000001", true, 2005)]
    [InlineData("001305000001", false, 2005)]
    public void A_personal_number_tells_sex_and_year(string number, bool male, int year)
    {
        var read = PersonalNumber.Read(number)!;
        Assert.Equal((male, year), (read.IsMale, read.YearOfBirth));
    }

    [Fact]
    public void Any_text_is_read_without_a_failure()
    {
        var chance = new Random(1);
        for (var turn = 0; turn < 5_000; turn++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(200)).Select(_ => chance.Next(4) == 0 ? '|' : (char)chance.Next(32, 0x1EFF)));
            Assert.NotNull(CitizenCard.Read(text));
            Assert.NotNull(InsuranceCard.Read(text));
        }
    }
}
