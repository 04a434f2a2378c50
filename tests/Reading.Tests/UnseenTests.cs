namespace LienY.Reading.Tests;

/// <summary>Plans of many shapes with every target they state, one a line beside the plan: nothing missed, nothing invented.</summary>
public sealed class UnseenTests
{
    static string Row(IndicatorRow i) => FormattableString.Invariant(
        $"{i.Lines.First} {i.Path} {i.Comparator.Sign()} {i.Value}{(i.High is null ? "" : ".." + i.High)} {i.Unit} | {i.Name} | {i.Period?.To:yyyy-MM-dd}{(i.Baseline is null ? "" : " | từ " + i.Baseline)}{(i.Change is null ? "" : " | " + i.Change)}");

    [Theory]
    [InlineData("y-te-tinh")]
    [InlineData("sot-xuat-huyet")]
    [InlineData("dan-so-2030")]
    [InlineData("benh-vien-ve-tinh")]
    [InlineData("kham-tu-xa")]
    [InlineData("an-toan-thuc-pham")]
    [InlineData("tiem-chung")]
    [InlineData("bien-gioi")]
    [InlineData("tay-nguyen")]
    [InlineData("ba-me-tre-em")]
    [InlineData("ghi-nho-lao")]
    public void Every_target_is_read_and_none_is_invented(string name)
    {
        var wanted = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Plans", name + ".targets.txt")).Where(l => l.Length > 0);
        Assert.Equal(wanted, Samples.Own(name).Indicators.Select(Row));
    }

    [Fact]
    public void Plan_issued_with_a_decision_bears_its_number_and_signer()
    {
        var plan = Samples.Own("sot-xuat-huyet");
        var (act, issued) = (plan.Documents[0], plan.Documents[1]);
        Assert.Equal(("Quyết định", "Kế hoạch"), (act.Type, issued.Type));
        Assert.Equal((act.Number, act.Date, act.Issuer, act.Id), (issued.Number, issued.Date, issued.Issuer, issued.ParentDocument));
        Assert.Equal("Nguyễn Thị Bé Mười", issued.Signer?.Name);
        Assert.DoesNotContain(plan.Warnings, w => w.Code is "number-blank" or "signer-unknown");
        Assert.All(plan.Checks, c => Assert.True(c.Ok));
    }

    [Fact]
    public void Headings_in_capitals_without_numbers_open_their_parts()
    {
        var plan = Samples.Own("benh-vien-ve-tinh");
        Assert.Equal(["purpose", "goals", "content", "duties"], plan.Sections.Select(s => s.Kind));
        Assert.Equal(["Trung tâm Đào tạo và Chỉ đạo tuyến", "Phòng Tài chính kế toán", "Bệnh viện Đa khoa tỉnh Sơn La"], plan.Duties.Select(d => d.Unit));
        Assert.Equal((new DateOnly(2025, 3, 1), new DateOnly(2025, 5, 31)), (plan.Activities[0].Start!.Value, plan.Activities[0].End!.Value));
        Assert.Equal([120m, 95.5m, 150m], plan.Budgets.Select(b => b.Amount!.Value));
    }

    [Fact]
    public void Total_under_its_parts_is_checked_with_its_words()
    {
        var plan = Samples.Own("tiem-chung");
        Assert.Equal(["budget-parts-sum", "words-digits"], plan.Checks.Select(c => c.Code));
        Assert.All(plan.Checks, c => Assert.True(c.Ok));
        Assert.Equal(["TT", "Xã, thị trấn", "Trẻ < 1 tuổi", "Chia theo tháng | Tháng 1", "Chia theo tháng | Tháng 2", "Chia theo tháng | Tháng 3", "Chia theo tháng | Tháng 4"], plan.Tables.Single().Columns);
    }

    [Fact]
    public void Parts_that_miss_the_total_are_told_and_right_words_are_not()
    {
        var plan = Samples.Own("y-te-tinh");
        Assert.Equal([("budget-parts-sum", false), ("words-digits", true)], plan.Checks.Select(c => (c.Code, c.Ok)).Order());
        Assert.Equal(["budget-parts-sum"], plan.Warnings.Select(w => w.Code));
    }

    [Fact]
    public void Reports_owed_name_who_to_whom_and_when()
    {
        var owed = ((string[])["sot-xuat-huyet", "an-toan-thuc-pham", "bien-gioi", "ghi-nho-lao"]).SelectMany(n => Samples.Own(n).ReportObligations)
            .Select(o => $"{o.From} → {o.To} | {string.Join(", ", o.Cadence)} | {string.Join(", ", o.DueDays)}");
        Assert.Equal(
        [
            "Sở Y tế → UBND tỉnh và Bộ Y tế | tuần, tháng, đột xuất | ", "Ủy ban nhân dân các huyện, thành phố → Sở Y tế | tháng | ",
            "Sở Y tế (Cơ quan thường trực) → UBND tỉnh, Ban Chỉ đạo Trung ương |  | 04-05", "Sở Nông nghiệp và Phát triển nông thôn, Sở Công Thương → Sở Y tế |  | 03-28",
            "Trung tâm Kiểm soát bệnh tật tỉnh → Sở Y tế | 6 tháng, năm | 06-15, 12-15", "Bên B → Bên A | năm | 12-31",
        ], owed);
    }

    [Theory]
    [InlineData("cong-van"), InlineData("bien-ban-hop"), InlineData("quyet-dinh"), InlineData("tin-ky-ket")]
    public void Papers_that_only_speak_of_plans_are_refused(string name) =>
        Assert.Equal("not-a-plan", Assert.Throws<ReadingRefusal>(() => Samples.Own(name)).Code);
}
