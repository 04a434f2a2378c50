using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using static LienY.Reading.Tests.DocxPlan;

namespace LienY.Reading.Tests;

/// <summary>Shapes Word files of other offices have.</summary>
public sealed class DocxShapeTests
{
    static string Said(IndicatorRow i) => FormattableString.Invariant($"{i.Comparator.Sign()} {i.Value} {i.Unit} | {i.Name}");

    static IEnumerable<string> Targets(string text) => Usual(Par(text, 2)).Read().Indicators.Select(Said);

    [Theory]
    [InlineData("Tỷ lệ hài lòng đạt ≥\u00a095\u00a0%.", ">= 95 % | Tỷ lệ hài lòng")]
    [InlineData("Tỷ lệ hài lòng đạt >= 95 %.", ">= 95 % | Tỷ lệ hài lòng")]
    [InlineData("Tỷ lệ hài lòng đạt ９５％ trở lên.", ">= 95 % | Tỷ lệ hài lòng")]
    [InlineData("Tỷ lệ hài lòng đạt tối thiểu 95o/o.", ">= 95 % | Tỷ lệ hài lòng")]
    [InlineData("Tỷ suất tử vong trẻ em dưới 1 tuổi dưới 12 0/00.", "< 12 ‰ | Tỷ suất tử vong trẻ em dưới 1 tuổi")]
    [InlineData("Tỷ lệ tiêm chủng đầy\u00ad đủ đạt “trên 90%”.", "> 90 % | Tỷ lệ tiêm chủng đầy đủ")]
    [InlineData("Tổ chức hai lớp tập huấn hồi sức.", "= 2 lớp | Lớp tập huấn hồi sức")]
    [InlineData("Tổ chức 02 (hai) lớp tập huấn hồi sức.", "= 2 lớp | Lớp tập huấn hồi sức")]
    [InlineData("Mỗi khoa có ít nhất một bác sĩ được đào tạo về siêu âm.", ">= 1 bác sĩ | Bác sĩ được đào tạo về siêu âm (mỗi khoa)")]
    [InlineData("Tỷ lệ chuyển tuyến giảm xuống 5%.", "<= 5 % | Tỷ lệ chuyển tuyến")]
    [InlineData("Giảm tỷ lệ chuyển tuyến ít nhất 10%.", ">= 10 % | Mức giảm tỷ lệ chuyển tuyến")]
    [InlineData("Tỷ lệ quản lý thai tăng lên 90%.", ">= 90 % | Tỷ lệ quản lý thai")]
    [InlineData("Tỷ lệ nhiễm khuẩn không được vượt quá 3%.", "<= 3 % | Tỷ lệ nhiễm khuẩn")]
    public void Signs_and_spellings_of_word_files_are_understood(string text, string wanted) => Assert.Contains(wanted, Targets(text));

    [Fact]
    public void Decomposed_letters_read_as_composed_ones() =>
        Assert.Equal(Targets("Tỷ lệ trẻ được tiêm chủng đầy đủ đạt từ 95% trở lên."), Targets("Tỷ lệ trẻ được tiêm chủng đầy đủ đạt từ 95% trở lên.".Normalize(NormalizationForm.FormD)));

    [Fact]
    public void Text_in_content_controls_and_links_is_read()
    {
        var link = new Paragraph(new Run(new Text("Tổ chức ") { Space = SpaceProcessingModeValues.Preserve }), new Hyperlink(new Run(new Text("05 buổi truyền thông."))), new SdtRun(new SdtContentRun(new Run(new Text("")))));
        var control = new SdtBlock(new SdtProperties(), new SdtContentBlock(Par("- Lắp đặt 03 máy siêu âm.")));
        var plan = Usual(link, control).Read();
        Assert.Contains(plan.Indicators, i => Said(i) == "= 3 máy | Máy siêu âm");
        Assert.Contains(plan.Indicators, i => i.Value == 5 && i.Unit == "buổi");
    }

    [Fact]
    public void Rows_and_cells_in_content_controls_are_rows_and_cells()
    {
        var row = new SdtRow(new SdtProperties(), new SdtContentRow(Row("2", "Siêu âm tim", "Quý III/2025", "BVĐK tỉnh")));
        var table = new Table(new TableProperties(), new TableGrid(), Row("TT", "Nội dung", "Thời gian", "Đơn vị chủ trì"), Row("1", "Hồi sức", "Quý I/2025", "Sở Y tế"), row);
        var rows = Usual(table).Read().Activities;
        Assert.Equal([("Hồi sức", "Sở Y tế"), ("Siêu âm tim", "BVĐK tỉnh")], rows.Select(r => (r.Name, r.Lead.Single())));
    }

    [Fact]
    public void Header_rows_repeated_on_the_next_page_are_told_once_and_joined()
    {
        var head = (string[])["TT", "Nội dung", "Thời gian", "Đơn vị chủ trì"];
        var plan = Usual(Grid(Row(head), Row("1", "Hồi sức", "Quý I/2025", "Sở Y tế")), Grid(Row(head), Row("2", "Cấp cứu", "Quý II/2025", "Sở Y tế"))).Read();
        Assert.Equal(["Hồi sức", "Cấp cứu"], plan.Activities.Select(a => a.Name));
        Assert.Single(plan.Tables);
        Assert.Single(plan.Warnings, w => w.Code == "table-split");
    }

    [Fact]
    public void Indicator_table_with_two_header_rows_and_merged_cells_gives_every_year()
    {
        var plan = Usual(Grid(
            Row(Cell("TT", merge: "start"), Cell("Chỉ tiêu", merge: "start"), Cell("Đơn vị tính", merge: "start"), Cell("Ước TH năm 2024", merge: "start"), Cell("Kế hoạch", 2)),
            Row(Cell("", merge: "go on"), Cell("", merge: "go on"), Cell("", merge: "go on"), Cell("", merge: "go on"), Cell("Năm 2025"), Cell("Năm 2026")),
            Row(Cell("A. KHÁM BỆNH", 6)),
            Row("1", "Tỷ lệ chuyển tuyến", "%", "7", "≤ 6,5", "< 6"),
            Row("2", "Số ca hội chẩn từ xa", "Ca", "40", "60", "từ 80 trở lên"))).Read();
        Assert.Equal(["<= 6.5 % | Tỷ lệ chuyển tuyến", "< 6 % | Tỷ lệ chuyển tuyến", "= 60 Ca | Số ca hội chẩn từ xa", ">= 80 Ca | Số ca hội chẩn từ xa"], plan.Indicators.Where(i => i.Series is not null).Select(Said));
        Assert.Equal([7m, 7m, 40m, 40m], plan.Indicators.Where(i => i.Series is not null).Select(i => i.Baseline!.Value));
        Assert.Equal([2025, 2026, 2025, 2026], plan.Indicators.Where(i => i.Series is not null).Select(i => i.Period!.To!.Value.Year));
    }

    [Fact]
    public void Signatures_of_two_parties_in_a_table_without_borders_are_no_table()
    {
        var plan = new DocxPlan().Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").Line("BẢN GHI NHỚ", bold: true).Line("Hợp tác đào tạo giai đoạn 2025 - 2027", bold: true)
            .Line("Hôm nay, ngày 05 tháng 3 năm 2025, chúng tôi gồm:").Line("BÊN A: BỆNH VIỆN TRUNG ƯƠNG HUẾ").Line("BÊN B: SỞ Y TẾ TỈNH QUẢNG TRỊ")
            .Line("Điều 1. Nội dung hợp tác").Line("1. Đào tạo 12 bác sĩ gây mê.").Line("Điều 2. Trách nhiệm của các bên").Line("1. Bên A: cử chuyên gia.").Line("2. Bên B: cử học viên.")
            .Add(Grid(Row(Cell("ĐẠI DIỆN BÊN A|GIÁM ĐỐC||Phạm Như Hiệp"), Cell("ĐẠI DIỆN BÊN B|GIÁM ĐỐC||Đỗ Văn Hùng")))).Read();
        Assert.Empty(plan.Tables);
        Assert.Equal(("Phạm Như Hiệp", "= 12 bác sĩ | Bác sĩ gây mê"), (plan.Documents[0].Signer?.Name, Said(plan.Indicators.Single())));
    }

    [Fact]
    public void A_landscape_section_break_parts_nothing()
    {
        var turn = new Paragraph(new ParagraphProperties(new SectionProperties(new PageSize { Orient = PageOrientationValues.Landscape })));
        var plan = Usual(turn, Grid(Row("TT", "Nội dung", "Thời gian", "Địa điểm"), Row(Cell("1"), Cell("Đào tạo|- Lý thuyết|- Thực hành"), Cell("Tháng 3/2025"), Cell("Sơn La")))).Read();
        var row = Assert.Single(plan.Activities);
        Assert.Equal(("Đào tạo Lý thuyết Thực hành", "Sơn La", "III"), (row.Name, row.Place, plan.Sections[^1].Path));
    }
}
