using System.Text.RegularExpressions;

namespace LienY.Reading.Tests;

/// <summary>A plan that comes as pictures: straightened, cleaned, recognised, its tables rebuilt cell by cell.</summary>
public sealed partial class ScanTests
{
    static readonly string[] Body =
    [
        "SỞ Y TẾ TỈNH CAO BẰNG", "Số: 12/KH-SYT", "Cao Bằng, ngày 15 tháng 01 năm 2025", "KẾ HOẠCH", "Hợp tác y tế năm 2025",
        "Căn cứ Quyết định số 05/QĐ-UBND ngày 02/01/2025 của Ủy ban nhân dân tỉnh Cao Bằng;", "I. MỤC TIÊU", "- Tỷ lệ trạm y tế có bác sĩ làm việc đạt 90% trở lên.",
        "- Tổ chức ít nhất 12 buổi hội chẩn từ xa với bệnh viện tuyến trên.", "- Tỷ lệ nhiễm khuẩn bệnh viện không quá 4%.", "II. NỘI DUNG", "1. Đào tạo",
        "- Tổ chức 04 lớp tập huấn cấp cứu cho bác sĩ và điều dưỡng của các trung tâm y tế huyện, thành phố trong tỉnh.",
        "TT\tNội dung\tThời gian\tĐơn vị chủ trì\tSản phẩm", "1\tĐào tạo hồi sức cấp cứu\tQuý II/2025\tSở Y tế\tChứng nhận", "2\tHội chẩn từ xa\tQuý III - IV/2025\tBệnh viện Đa khoa tỉnh\tBiên bản hội chẩn",
        "III. TỔ CHỨC THỰC HIỆN", "1. Phòng Nghiệp vụ Y: Đầu mối triển khai, theo dõi, tổng hợp báo cáo.", "Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "GIÁM ĐỐC", "Nông Văn Bình",
    ];

    static readonly Lazy<Sheet> Page = new(() => Sheet.Of(PdfPrinter.Print([PdfPrinter.Typed(Body)])[0], 200)[0]);

    static readonly string[] Cells22 = ["1", "Đào tạo hồi sức cấp cứu", "Quý II/2025", "Sở Y tế", "Chứng nhận", "2", "Hội chẩn từ xa", "Quý III - IV/2025", "Bệnh viện Đa khoa tỉnh", "Biên bản hội chẩn"];

    static PlanReading Read(params Sheet[] sheets) => PlanReader.Read(Sheet.Tiff(sheets), "quet.tif", Roomy);

    static void AssertRead(PlanReading reading, int cells)
    {
        Assert.Equal("scan", reading.Format);
        Assert.Equal([90m, 12m, 4m, 4m], reading.Indicators.Select(i => i.Value!.Value));
        Assert.Equal("12/KH-SYT", reading.Documents[0].Number);
        var got = Cells(reading);
        Assert.True(Cells22.Count(got.Remove) >= cells, string.Join(" | ", Cells(reading)));
    }

    [Theory, InlineData(300, 0.85), InlineData(200, 0.8)]
    public void Tables_of_a_shared_sample_keep_their_cells_on_a_grainy_skewed_scan(int dpi, double least)
    {
        var docx = PdfPrinter.Typed(File.ReadAllLines(Samples.SharedFiles().First(f => f.Contains("kien-giang", StringComparison.Ordinal))));
        var sheets = Sheet.Of(PdfPrinter.Print([docx])[0], dpi).Select((s, i) => s.Skewed(i % 3 - 1.2).Grainy(i)).ToArray();
        var (wanted, got) = (Cells(PlanReader.Read(docx, "a.docx")), Cells(Read(sheets)));
        var missed = wanted.Where(c => !got.Remove(c)).ToList();
        TestContext.Current.SendDiagnosticMessage("{0} dpi: {1} of {2} cells; not: {3}", dpi, wanted.Count - missed.Count, wanted.Count, string.Join(" || ", missed));
        Assert.True(wanted.Count > 90 && wanted.Count - missed.Count >= wanted.Count * least, $"{wanted.Count - missed.Count} of {wanted.Count} cells.");
    }

    [Fact]
    public void A_sheet_laid_upside_down_is_turned() => AssertRead(Read(Page.Value.UpsideDown()), 9);

    [Fact]
    public void A_sheet_laid_sideways_is_turned() => AssertRead(Read(Page.Value.Sideways()), 9);

    [Theory, InlineData(-8.0), InlineData(5.3)]
    public void A_sheet_laid_askew_is_straightened(double degrees) => AssertRead(Read(Page.Value.Skewed(degrees)), 9);

    [Fact]
    public void Coffee_on_the_paper_hides_nothing() => AssertRead(Read(Page.Value.Stained(0.45, 0.5, 0.22)), 9);

    [Fact]
    public void A_photograph_from_the_side_is_named_as_one()
    {
        var reading = Read(Page.Value.FromTheSide(0.16));
        Assert.Contains(reading.Warnings, w => w.Code == "scan-slanted" && w.Message.Contains("Trang 1", StringComparison.Ordinal));
        Assert.DoesNotContain(Read(Page.Value).Warnings, w => w.Code == "scan-slanted");
    }

    [Fact]
    public void Every_line_of_a_scan_knows_its_place_on_the_page_and_its_doubtful_words()
    {
        var reading = Read(Page.Value.Grainy(3));
        var page = Assert.Single(reading.Printed.Pages);
        Assert.True(page.IsScan);
        var line = reading.Indicators[0].Lines.First;
        var place = Assert.Single(reading.Printed.Lines, l => l.Line == line);
        Assert.True(place.Left > 40 && place.Right < page.Width && place.Bottom - place.Top is > 8 and < 30 && place.Top > page.Height * 0.1 && place.Bottom < page.Height * 0.6);
        Assert.All(reading.Printed.Doubts, d => Assert.True(d.Confidence < 75 || d.Read is not null));
    }

    [Fact]
    public void Marks_missed_by_the_recogniser_come_from_known_names_and_both_readings_are_kept()
    {
        ScannedWord Word(string text, int at, int line, int sure) => new(70 + at * 60, 60 + line * 20, 125 + at * 60, 74 + line * 20, text, sure);
        var words = Body.Where(b => !b.Contains('\t', StringComparison.Ordinal)).SelectMany((b, i) => b.Split(' ').Select((w, k) => Word(w, k, i, 96))).ToList();
        words.AddRange("- Benh viện Lao và Bẹnh phổi Cao Bằng đạt 97% năm 2O25.".Split(' ').Select((w, k) => Word(w, k, 22, 70)));
        var scan = new ScannedPage { Number = 1, Width = 2600, Height = 842, Words = words, Rules = [] };
        var reading = PlanReader.Read(Sheet.Tiff([new(10, 10, new byte[100])]), "a.tif", null, [scan], names: ["Bệnh viện Lao và Bệnh phổi Cao Bằng"]);
        Assert.Contains(reading.Text, t => t.Contains("Bệnh viện Lao và Bệnh phổi Cao Bằng đạt 97% năm 2O25.", StringComparison.Ordinal));
        Assert.Equal([("Benh", "Bệnh"), ("Bẹnh", "Bệnh")], reading.Printed.Doubts.Where(d => d.Read is not null).Select(d => (d.Read!, d.Text)));
        Assert.Contains(reading.Warnings, w => w.Code == "scan-corrected" && w.Message.Contains("“Benh” thành “Bệnh”", StringComparison.Ordinal));
    }

    [Fact]
    public void A_scan_is_read_page_by_page_and_put_together_later()
    {
        using var scan = PaperScan.Open(Sheet.Tiff([Page.Value, Page.Value.UpsideDown()]), Roomy)!;
        Assert.Equal([1, 2], scan.Pictures);
        var (page, picture) = scan.Read(2);
        Assert.Equal((2, 180), (page.Number, page.Turned));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], picture[..4].Select(b => (int)b));
        Assert.True(picture.Length < 400_000);
    }

    [Theory, InlineData("GIF89a..............."), InlineData("BM...................")]
    public void Pictures_of_other_forms_are_refused_by_name(string head) =>
        Assert.Equal("image", Assert.Throws<ReadingRefusal>(() => PlanReader.Read(System.Text.Encoding.ASCII.GetBytes(head), "a.gif")).Code);

    [Fact]
    public void A_broken_picture_is_refused_and_never_throws_anything_else()
    {
        var tiff = Sheet.Tiff([new(60, 40, [.. Enumerable.Range(0, 2400).Select(i => (byte)(i * 7))])]);
        var random = new Random(5);
        for (var i = 0; i < 12; i++)
        {
            var spoilt = tiff[..random.Next(20, tiff.Length)];
            for (var n = 0; n < 20; n++) spoilt[random.Next(4, spoilt.Length)] = (byte)random.Next(256);
            Assert.Throws<ReadingRefusal>(() => PlanReader.Read(spoilt, "a.tif"));
        }
    }

    // Grain cannot be packed: what a scanner would send as JPEG is large here.
    static readonly ReadingLimits Roomy = new() { FileBytes = 400L << 20 };

    static List<string> Cells(PlanReading reading) =>
        [.. reading.Tables.SelectMany(t => t.Rows.SelectMany(r => r.Cells).Prepend(string.Join(" | ", t.Columns))).Select(c => Blanks().Replace(c, " ").Trim())];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
