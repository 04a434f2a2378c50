using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using static LienY.Reading.Tests.DocxPlan;

namespace LienY.Reading.Tests;

public sealed class DocxTests
{
    [Fact]
    public void Layout_tables_numbering_and_signature_are_read()
    {
        var plan = Usual().Read();
        var document = plan.Documents.Single();
        Assert.Equal(("12/KH-SYT", new DateOnly(2025, 1, 15), "Sở Y tế tỉnh Cao Bằng"), (document.Number, document.Date!.Value, document.Issuer));
        Assert.Equal(("Nông Văn Bình", "PHÓ GIÁM ĐỐC"), (document.Signer!.Name, document.Signer.Position));
        Assert.Equal(["UBND tỉnh", "Lưu: VT"], document.Recipients);
        Assert.Equal(["I", "II", "II.1", "III"], plan.Sections.Select(s => s.Path));
        Assert.Equal([(90m, Comparator.AtLeast), (4m, Comparator.Equal)], plan.Indicators.Select(i => (i.Value!.Value, i.Comparator)));
        Assert.Equal("III.1", plan.Duties.Single().Path);
    }

    [Fact]
    public void Merged_cells_give_their_text_to_every_row_they_cover()
    {
        var plan = Usual(Grid(
            Row("TT", "Nội dung", "Cơ quan chủ trì", "Tiến độ", "Kết quả"),
            Row(Cell("I. Đào tạo", 5)),
            Row(Cell("1"), Cell("Hồi sức sơ sinh"), Cell("BV Nhi TW|Sở Y tế", merge: "start"), Cell("Quý I/2025"), Cell("- 02 lớp|- Báo cáo")),
            Row(Cell("2"), Cell("Cấp cứu nhi"), Cell("", merge: "go on"), Cell("Quý II/2025"), Cell("01 lớp")))).Read();
        Assert.Equal(["BV Nhi TW", "Sở Y tế"], plan.Activities[0].Lead);
        Assert.Equal(plan.Activities[0].Lead, plan.Activities[1].Lead);
        Assert.Equal(("Đào tạo", "02 lớp\nBáo cáo", new DateOnly(2025, 3, 31)), (plan.Activities[0].Section, plan.Activities[0].Product, plan.Activities[0].End!.Value));
        Assert.Equal(2, plan.Activities.Count);
    }

    [Fact]
    public void Header_of_two_levels_gives_money_by_year_and_finds_a_wrong_total()
    {
        var plan = Usual(Grid(
            Row(Cell("STT", merge: "start"), Cell("Hạng mục", merge: "start"), Cell("Kinh phí (triệu đồng)", 3), Cell("Ghi chú", merge: "start")),
            Row(Cell("", merge: "go on"), Cell("", merge: "go on"), Cell("Năm 2025"), Cell("Năm 2026"), Cell("Tổng"), Cell("", merge: "go on")),
            Row("1", "Máy thở", "1.200", "800", "2.000", "Ngân sách tỉnh"),
            Row("2", "Đào tạo", "150,5", "49,5", "210", "Nguồn viện trợ"),
            Row("", "Tổng cộng", "1.350,5", "849,5", "2.210", ""))).Read();
        Assert.Equal([(2025, 1200m), (2026, 800m)], plan.Budgets.Where(b => b.Label == "Máy thở" && !b.Total).Select(b => (b.Year!.Value, b.Amount!.Value)));
        Assert.Equal(150_500_000, plan.Budgets.Single(b => b.Label == "Đào tạo" && b.Year == 2025).AmountVnd);
        Assert.Equal("Ngân sách tỉnh", plan.Budgets[0].Source);
        Assert.Equal(["Đào tạo", "Tổng cộng"], plan.Warnings.Where(w => w.Code == "budget-row-sum").Select(w => w.Message.Split('“', '”')[1]));
        Assert.Equal(3, plan.Checks.Count(c => c.Code == "budget-column-sum" && c.Ok));
    }

    [Fact]
    public void Tracked_changes_are_read_as_accepted()
    {
        var plan = Usual(new Paragraph(
            new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = 2 }, new NumberingId { Val = 1 })),
            new Run(new Text("Tổ chức ") { Space = SpaceProcessingModeValues.Preserve }),
            new DeletedRun(new Run(new DeletedText("09"))) { Id = "1", Author = "a" },
            new InsertedRun(new Run(new Text("07"))) { Id = "2", Author = "a" },
            new Run(new Text(" buổi truyền thông.") { Space = SpaceProcessingModeValues.Preserve }))).Read();
        Assert.Contains(plan.Tasks, t => t.Name == "Tổ chức 07 buổi truyền thông.");
    }

    [Fact]
    public void Text_boxes_soft_breaks_and_footnotes_are_kept()
    {
        var box = new Paragraph(new Run(new Picture(new DocumentFormat.OpenXml.Vml.Shape(new DocumentFormat.OpenXml.Vml.TextBox(new TextBoxContent(Par("Ghi trong khung")))))));
        var plan = Usual(box, Par("- Mở 02 phòng khám;\n- Lắp đặt 03 máy thở.")).Read();
        Assert.Contains("Ghi trong khung", plan.Text);
        Assert.Contains(plan.Indicators, i => i.Value == 3 && i.Unit == "máy");
        Assert.Contains(plan.Tasks, t => t.Name == "Mở 02 phòng khám;");
    }

    [Fact]
    public void Nested_table_and_a_table_with_only_a_header_lose_nothing()
    {
        var outer = Cell("Danh mục");
        outer.Append(Grid(Row("Siêu âm", "02")), new Paragraph());
        var plan = Usual(Grid(Row("TT", "Nội dung", "Đơn vị chủ trì"), Row(Cell("1"), Cell("Mua sắm"), outer)), Par("Bảng 2"), Grid(Row("TT", "Nội dung", "Thời gian"))).Read();
        Assert.Contains("Siêu âm | 02", string.Join(' ', plan.Text), StringComparison.Ordinal);
        Assert.Contains(plan.Warnings, w => w.Code == "table-empty");
    }

    [Fact]
    public void Columns_in_another_order_and_wording_are_understood()
    {
        var plan = Usual(Grid(
            Row("Ghi chú", "Đơn vị chịu trách nhiệm chính", "Nhiệm vụ", "Thời hạn hoàn thành", "Đơn vị phối hợp", "Dự kiến kết quả"),
            Row("Ưu tiên", "Bệnh viện Đa khoa tỉnh", "Triển khai hội chẩn từ xa", "Trước 30/6/2025", "Các TTYT; Phòng KHTC", "20 ca hội chẩn"))).Read();
        var row = plan.Activities.Single();
        Assert.Equal(("Triển khai hội chẩn từ xa", "Ưu tiên", "20 ca hội chẩn", new DateOnly(2025, 6, 30)), (row.Name, row.Note, row.Product, row.End!.Value));
        Assert.Equal(["Các TTYT", "Phòng KHTC"], row.Cooperating);
        Assert.Equal(["Bệnh viện Đa khoa tỉnh"], row.Lead);
    }
}
