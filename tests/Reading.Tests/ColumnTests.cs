using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienY.Reading.Tests;

/// <summary>Running text set in two or three columns on a page is read column by column; tables and letterheads stay what they are.</summary>
public sealed partial class ColumnTests
{
    static readonly string[] Goals =
    [
        "- Tỷ lệ trạm y tế xã có bác sĩ làm việc thường xuyên đạt 90% trở lên vào cuối năm 2025.", "- Tổ chức ít nhất 12 buổi hội chẩn từ xa với bệnh viện tuyến trên trong năm 2025.",
        "- Tỷ lệ nhiễm khuẩn bệnh viện tại các khoa điều trị nội trú không quá 4%.", "- Cử 18 bác sĩ đi đào tạo tại Bệnh viện Nhi Trung ương theo các gói kỹ thuật đã ký kết.",
        "- Tỷ lệ hài lòng của người bệnh nội trú tại các bệnh viện tuyến tỉnh đạt trên 92%.", "- Tỷ lệ trẻ dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin đạt 95% trở lên.",
    ];

    static readonly string[] Duties =
    [
        "1. Đào tạo", "- Cử cán bộ y tế tham gia các lớp đào tạo ngắn hạn về hồi sức cấp cứu, gây mê hồi sức và chống nhiễm khuẩn tại bệnh viện tuyến trên theo kế hoạch hằng năm.",
        "- Mời chuyên gia về cầm tay chỉ việc tại bệnh viện đa khoa tỉnh và các trung tâm y tế huyện, bảo đảm làm chủ kỹ thuật sau khi kết thúc đợt công tác.",
        "2. Chuyển giao kỹ thuật", "- Tiếp nhận các gói kỹ thuật về sơ sinh, lọc máu và nội soi tiêu hóa; bố trí đủ nhân lực, thiết bị, vật tư để triển khai ngay sau khi được chuyển giao.",
        "- Đánh giá kết quả chuyển giao theo từng quý, báo cáo Sở Y tế để tổng hợp, điều chỉnh nội dung hợp tác cho phù hợp với nhu cầu thực tế của địa phương.",
        "3. Hội chẩn từ xa", "- Duy trì hệ thống hội chẩn từ xa hai chiều, lập sổ theo dõi từng ca, lưu biên bản và gửi kết luận về khoa điều trị trong ngày làm việc.",
    ];

    static readonly string[] Table = ["TT\tNội dung\tThời gian\tĐơn vị chủ trì\tSản phẩm", "1\tĐào tạo hồi sức cấp cứu\tQuý II/2025\tSở Y tế\tChứng nhận", "2\tHội chẩn từ xa\tQuý III/2025\tBệnh viện tỉnh\tBiên bản"];

    // Letterhead, goals over the whole width, contents in columns, a table, duties in columns again, signature.
    static byte[] Typed(int columns)
    {
        var paper = new DocxPlan().Head("UBND TỈNH CAO BẰNG", "SỞ Y TẾ", "12/KH-SYT", "Cao Bằng, ngày 15 tháng 01 năm 2025").Line("KẾ HOẠCH", bold: true).Line("Hợp tác y tế năm 2025", bold: true);
        void Add(string text) => paper.Add(PdfPrinter.Body(text));
        void Break(int count) => paper.Add(new Paragraph(new ParagraphProperties(new SectionProperties(new SectionType { Val = SectionMarkValues.Continuous }, new Columns { ColumnCount = (short)count, Space = "500" }))));
        Add("Căn cứ Quyết định số 05/QĐ-UBND ngày 02/01/2025 của UBND tỉnh về việc hợp tác chuyên môn với bệnh viện tuyến trên trong lĩnh vực khám bệnh, chữa bệnh;");
        Break(1);
        Add("I. MỤC TIÊU");
        foreach (var goal in Goals) Add(goal);
        Break(columns);
        Add("II. NỘI DUNG THỰC HIỆN");
        paper.Add(PdfPrinter.Ruled([.. Table.Select(r => DocxPlan.Row(r.Split('\t')))]));
        Add("Các nội dung cụ thể được triển khai theo từng lĩnh vực, phân công đơn vị đầu mối và đơn vị phối hợp như sau:");
        Break(1);
        foreach (var duty in Duties) Add(duty);
        Break(columns);
        Add("III. TỔ CHỨC THỰC HIỆN");
        Add("1. Phòng Nghiệp vụ Y: Đầu mối triển khai, theo dõi, tổng hợp báo cáo định kỳ, kịp thời đề xuất Giám đốc Sở Y tế xử lý các khó khăn, vướng mắc phát sinh.");
        paper.Foot("- UBND tỉnh;|- Lưu: VT.", "GIÁM ĐỐC||Nông Văn Bình");
        paper.Add(new SectionProperties(new SectionType { Val = SectionMarkValues.Continuous }));
        return paper.Bytes();
    }

    static List<string> Texts(PlanReading reading) => [.. reading.Text.Select(t => Blanks().Replace(t.Replace('\u2028', ' '), " ").Trim()).Where(t => t.Length > 0)];

    [Theory, InlineData(2), InlineData(3)]
    public void Columns_typed_in_an_office_read_as_the_docx_they_were_printed_from(int columns)
    {
        var docx = Typed(columns);
        var (wanted, got) = (PlanReader.Read(docx, "a.docx"), PlanReader.Read(PdfPrinter.Print([docx])[0], "a.pdf"));
        Assert.Equal(Texts(wanted), Texts(got));
        Assert.Equal(wanted.Indicators.Select(i => (i.Path, i.Name, i.Value, i.Unit)), got.Indicators.Select(i => (i.Path, i.Name, i.Value, i.Unit)));
        Assert.Equal(wanted.Tables.SelectMany(t => t.Rows.SelectMany(r => r.Cells)), got.Tables.SelectMany(t => t.Rows.SelectMany(r => r.Cells)));
        Assert.Equal("Nông Văn Bình", got.Documents[0].Signer?.Name);
    }

    [Fact]
    public void A_scan_of_two_columns_gives_the_targets_and_items_of_both()
    {
        var docx = Typed(2);
        var sheets = Sheet.Of(PdfPrinter.Print([docx])[0], 200).Select((s, i) => s.Skewed(0.6).Grainy(i)).ToArray();
        var (wanted, got) = (PlanReader.Read(docx, "a.docx"), PlanReader.Read(Sheet.Tiff(sheets), "a.tif", new() { FileBytes = 400L << 20 }));
        // One sign in a thousand is misread on such a sheet ("92%." as "929."); its place is right all the same.
        Assert.Equal(wanted.Indicators.Select(i => i.Path), got.Indicators.Select(i => i.Path));
        Assert.True(wanted.Indicators.Zip(got.Indicators).Count(p => p.First.Value == p.Second.Value) >= 5, string.Join(' ', got.Indicators.Select(i => i.Value)));
        Assert.Equal(wanted.Tasks.Select(t => (t.Path, t.Number)), got.Tasks.Select(t => (t.Path, t.Number)));
        Assert.Equal(2, Assert.Single(got.Tables).Rows.Count);
    }

    // A page set by hand: words of 6 points a letter, columns of given lefts and widths, lines of a pitch of 16.
    static void Set(PressedPdf pdf, double left, double top, double width, IEnumerable<string> paragraphs, ref double end)
    {
        var y = top;
        foreach (var paragraph in paragraphs)
        {
            var x = left;
            foreach (var word in paragraph.Split(' '))
            {
                if (x > left && x + word.Length * PressedPdf.Letter > left + width) (x, y) = (left, y + 16);
                pdf.Word(x, y, word);
                x += (word.Length + 1) * PressedPdf.Letter;
            }
            y += 16;
        }
        end = Math.Max(end, y);
    }

    static readonly string[] Front = ["SỞ Y TẾ TỈNH CAO BẰNG", "Số: 12/KH-SYT", "Cao Bằng, ngày 15 tháng 01 năm 2025", "KẾ HOẠCH", "Hợp tác y tế năm 2025",
        "Căn cứ Quyết định số 05/QĐ-UBND ngày 02/01/2025 của Ủy ban nhân dân tỉnh Cao Bằng về hợp tác chuyên môn;", "I. MỤC TIÊU"];

    static PlanReading Pressed(double gutter, double shift, int cut = 3)
    {
        var pdf = new PressedPdf();
        var end = 0.0;
        var width = (470 - gutter) / 2;
        Set(pdf, 70, 50, 470, Front, ref end);
        var top = end;
        Set(pdf, 70, top, width, Goals[..cut], ref end);
        Set(pdf, 70 + width + gutter, top + shift, width, Goals[cut..], ref end);
        top = end + 10;
        Set(pdf, 70, top, 470, ["II. NỘI DUNG", "1. Đào tạo", "- Tổ chức 04 lớp tập huấn cấp cứu cho bác sĩ và điều dưỡng của các trung tâm y tế huyện, thành phố.",
            "III. TỔ CHỨC THỰC HIỆN", "1. Phòng Nghiệp vụ Y: Đầu mối triển khai, theo dõi, tổng hợp báo cáo.", "GIÁM ĐỐC", "Nông Văn Bình"], ref end);
        return PlanReader.Read(pdf.Bytes(), "a.pdf");
    }

    [Theory, InlineData(30, 0), InlineData(14, 0), InlineData(24, 7), InlineData(24, 4)]
    public void Columns_set_close_or_on_other_baselines_are_told_apart(double gutter, double shift)
    {
        var reading = Pressed(gutter, shift);
        Assert.All(Goals, g => Assert.Contains(g, reading.Text));
        Assert.Equal([90m, 12m, 4m, 18m, 92m, 95m, 4m], reading.Indicators.Select(i => i.Value!.Value));
    }

    [Fact]
    public void A_paragraph_that_the_end_of_a_column_cuts_goes_on_in_the_next()
    {
        var pdf = new PressedPdf();
        var end = 0.0;
        Set(pdf, 70, 50, 470, Front, ref end);
        var top = end;
        Set(pdf, 70, top, 220, [Goals[0], Goals[1], "- Cử 18 bác sĩ đi đào tạo tại Bệnh"], ref end);
        Set(pdf, 310, top, 220, ["viện Nhi Trung ương theo các gói kỹ thuật đã ký kết.", Goals[2], Goals[4]], ref end);
        Set(pdf, 70, end + 10, 470, ["II. NỘI DUNG", "1. Đào tạo", "- Tổ chức 04 lớp tập huấn.", "III. TỔ CHỨC THỰC HIỆN", "1. Phòng Nghiệp vụ Y: Đầu mối triển khai.", "GIÁM ĐỐC", "Nông Văn Bình"], ref end);
        Assert.Contains(Goals[3], PlanReader.Read(pdf.Bytes(), "a.pdf").Text);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
