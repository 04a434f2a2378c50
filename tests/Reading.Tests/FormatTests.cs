using System.IO.Compression;
using System.Text;

namespace LienY.Reading.Tests;

/// <summary>The same plan as HTML and ODT reads as its DOCX; hostile files of both kinds are refused by name.</summary>
public sealed class FormatTests
{
    const string Page = """
        <!DOCTYPE html><html><head><title>Kế hoạch</title><style>p { color: red }</style><script>var x = "<p>Không đọc</p>";</script></head><body>
        <table><tr><td><p>UBND TỈNH CAO BẰNG</p><p>SỞ Y TẾ</p><p>Số: 12/KH-SYT</p></td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc<br>Cao Bằng, ngày 15 tháng 01 năm 2025</td></tr></table>
        <p><b>KẾ HOẠCH</b></p><p>Hợp tác y tế năm 2025</p><p>Căn cứ Quyết định số 05/QĐ-UBND ngày 02/01/2025 của UBND tỉnh;</p>
        <h2>I. MỤC TIÊU</h2><ul><li>Tỷ lệ trạm y tế có bác sĩ đạt 90% trở lên.</li><li>Tỷ suất tử vong trẻ em dưới 5 tuổi &lt;13‰ vào năm 2025.</li></ul>
        <h2>II. NỘI DUNG</h2><p>1. Đào tạo</p><p>- Tổ chức 04 lớp tập huấn cấp cứu.</p>
        <table border="1"><tr><th rowspan="2">TT</th><th rowspan="2">Nội dung</th><th colspan="2">Thực hiện</th></tr><tr><th>Thời gian</th><th>Đơn vị chủ trì</th></tr>
        <tr><td>1</td><td>Đào tạo<br>hồi sức</td><td rowspan="2">Quý II/2025</td><td>Sở Y tế</td></tr><tr style="display:none"><td>9</td><td>Hàng ẩn</td><td>x</td></tr>
        <tr><td>2</td><td>Hội chẩn từ xa</td><td>Bệnh viện Đa khoa tỉnh</td></tr></table>
        <h2>III. TỔ CHỨC THỰC HIỆN</h2><p>1. Phòng Nghiệp vụ Y: Đầu mối triển khai.</p><p>Nơi nhận:</p><p>- UBND tỉnh;</p><p>- Lưu: VT.</p></body></html>
        """;

    [Fact]
    public void A_plan_as_html_keeps_its_merged_cells_and_leaves_out_what_is_hidden()
    {
        var reading = PlanReader.Read(Encoding.UTF8.GetBytes(Page), "ke-hoach.html");
        Assert.Equal("html", reading.Format);
        Assert.Equal(("12/KH-SYT", "Sở Y tế tỉnh Cao Bằng"), (reading.Documents[0].Number, reading.Documents[0].Issuer));
        Assert.Contains(reading.Indicators, i => i is { Value: 90m, Comparator: Comparator.AtLeast });
        Assert.Contains(reading.Indicators, i => i is { Value: 13m, Comparator: Comparator.LessThan, Unit: "‰" });
        Assert.Equal(["Thực hiện | Thời gian", "Thực hiện | Đơn vị chủ trì"], reading.Tables[0].Columns.Skip(2));
        Assert.Equal([("Quý II/2025", "Sở Y tế"), ("Quý II/2025", "Bệnh viện Đa khoa tỉnh")], reading.Activities.Select(a => (a.Time!, a.Lead[0])));
        Assert.DoesNotContain(reading.Text, t => t.Contains("Không đọc", StringComparison.Ordinal) || t.Contains("Hàng ẩn", StringComparison.Ordinal) || t.Contains("color", StringComparison.Ordinal));
        Assert.Contains(reading.Warnings, w => w.Code == "rows-hidden" && w.Message.Contains("1 hàng ẩn", StringComparison.Ordinal));
    }

    [Fact]
    public void Plans_saved_as_odt_read_as_the_docx_they_were()
    {
        var papers = Samples.SharedFiles().Select(f => PdfPrinter.Typed(File.ReadAllLines(f))).Append(DocxPlan.Usual(PdfPrinter.Ruled(
        [
            DocxPlan.Row(DocxPlan.Cell("TT", merge: "start"), DocxPlan.Cell("Nội dung", merge: "start"), DocxPlan.Cell("Thực hiện", 2)),
            DocxPlan.Row(DocxPlan.Cell("", merge: "go on"), DocxPlan.Cell("", merge: "go on"), DocxPlan.Cell("Thời gian"), DocxPlan.Cell("Đơn vị chủ trì")),
            DocxPlan.Row("1", "Đào tạo hồi sức", "Quý II/2025", "Sở Y tế"), DocxPlan.Row("2", "Hội chẩn từ xa", "Quý III/2025", "Bệnh viện Đa khoa tỉnh"),
        ])).Bytes()).ToList();
        int all = 0, same = 0;
        foreach (var (docx, odt) in papers.Zip(PdfPrinter.Print(papers, "odt")))
        {
            var (wanted, got) = (PlanReader.Read(docx, "a.docx"), PlanReader.Read(odt, "a.odt"));
            Assert.Equal("odt", got.Format);
            var (cells, found) = (Cells(wanted), Cells(got));
            all += cells.Count;
            same += cells.Count(found.Remove);
            Assert.Equal(wanted.Indicators.Select(i => (i.Path, i.Value, i.Unit)), got.Indicators.Select(i => (i.Path, i.Value, i.Unit)));
            Assert.Equal(wanted.Documents.Select(d => (d.Number, d.Date, d.Signer?.Name)), got.Documents.Select(d => (d.Number, d.Date, d.Signer?.Name)));
        }
        Assert.True(all > 140 && same == all, $"{same} of {all} cells.");
    }

    static List<string> Cells(PlanReading reading) =>
        [.. reading.Tables.SelectMany(t => t.Rows.SelectMany(r => r.Cells).Prepend(string.Join(" | ", t.Columns)))];

    [Fact]
    public void Hostile_odt_files_are_refused_by_name()
    {
        Assert.Equal("archive-bomb", Code(("content.xml", new byte[4_000_000])));
        Assert.Equal("macro", Code(("content.xml", "<a/>"u8.ToArray()), ("Basic/Standard/Module1.xml", "<a/>"u8.ToArray())));
        Assert.Equal("damaged", Code(("content.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"u8.ToArray())));
        Assert.Equal("encrypted", Code(("content.xml", "<a/>"u8.ToArray()), ("META-INF/manifest.xml", "<m><encryption-data/></m>"u8.ToArray())));
        Assert.Equal("damaged", Code(("content.xml", "<a/>"u8.ToArray())));
        Assert.Equal("sheet", Code("application/vnd.oasis.opendocument.spreadsheet", ("content.xml", "<a/>"u8.ToArray())));
    }

    static string Code(params (string Name, byte[] Content)[] entries) => Code("application/vnd.oasis.opendocument.text", entries);

    static string Code(string type, params (string Name, byte[] Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, true))
        {
            foreach (var (name, content) in entries.Prepend(("mimetype", Encoding.ASCII.GetBytes(type))))
            {
                using var entry = archive.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }
        return Assert.Throws<ReadingRefusal>(() => PlanReader.Read(stream.ToArray(), "a.odt")).Code;
    }

    [Theory, InlineData("<html><table><tr><td>"), InlineData("<html><p>a<b<c</table></td></tr></html>"), InlineData("<html><table><td colspan=99999 rowspan=99999>x</td><tr><td></table>"), InlineData("<html><!-- <script>")]
    public void Broken_html_never_throws_anything_but_a_refusal(string page) =>
        Assert.Equal("not-a-plan", Assert.Throws<ReadingRefusal>(() => PlanReader.Read(Encoding.UTF8.GetBytes(page), "a.html")).Code);
}
