using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienY.Reading.Tests;

/// <summary>A plan that comes as a digital PDF reads as the DOCX it was printed from.</summary>
public sealed partial class PdfTests
{
    static readonly string[] Sentences =
    [
        "Hỗ trợ chuyên môn, kỹ thuật cho tuyến dưới theo hình thức cầm tay chỉ việc, bảo đảm làm chủ kỹ thuật sau 03 tháng", "Sở Y tế", "Quý II - IV/2025",
        "Bệnh viện Đa khoa tỉnh; Trung tâm Y tế các huyện, thành phố", "02 lớp, 60 học viên được cấp giấy chứng nhận", "Ngân sách tỉnh", "1.250.000.000", "",
    ];

    [Fact]
    public void Printed_plans_of_the_demonstration_read_line_for_line_as_their_docx()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "LienY.slnx"))) root = root.Parent;
        var papers = Directory.GetFiles(Path.Combine(root.FullName, "src", "Server", "Demo", "Documents"), "*.docx").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        foreach (var (docx, pdf) in papers.Zip(PdfPrinter.Print(papers)))
        {
            var (wanted, got) = (PlanReader.Read(docx, "a.docx"), PlanReader.Read(pdf, "a.pdf"));
            Assert.Equal("pdf", got.Format);
            Assert.Equal(Texts(wanted), Texts(got));
            Assert.Equal(wanted.Indicators.Select(i => (i.Path, i.Name, i.Value, i.Unit)), got.Indicators.Select(i => (i.Path, i.Name, i.Value, i.Unit)));
            Assert.Equal(wanted.Activities.Select(a => (a.Path, a.Name, a.Time, Lead: string.Join('|', a.Lead))), got.Activities.Select(a => (a.Path, a.Name, a.Time, Lead: string.Join('|', a.Lead))));
            Assert.Equal(wanted.Budgets.Select(b => (b.Label, b.Amount)), got.Budgets.Select(b => (b.Label, b.Amount)));
            Assert.Equal(wanted.Documents.Select(d => (d.Issuer, d.Title, d.Number, d.Date, d.Signer?.Name)), got.Documents.Select(d => (d.Issuer, d.Title, d.Number, d.Date, d.Signer?.Name)));
        }
    }

    static List<string> Texts(PlanReading reading) => [.. reading.Text.Select(t => Blanks().Replace(t.Replace('\u2028', ' '), " ").Trim()).Where(t => t.Length > 0)];

    [Fact]
    public void Every_target_of_the_projects_own_plans_is_found_in_print()
    {
        string[] names = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Plans"), "*.targets.txt").Select(f => Path.GetFileName(f).Replace(".targets.txt", "")).Order(StringComparer.Ordinal)];
        var papers = names.Select(n => PdfPrinter.Typed(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Plans", n + ".txt")))).ToList();
        int all = 0, found = 0, invented = 0;
        foreach (var ((docx, pdf), name) in papers.Zip(PdfPrinter.Print(papers)).Zip(names))
        {
            var wanted = PlanReader.Read(docx, "a.docx").Indicators.Select(i => (i.Path, i.Value, i.Unit, i.Comparator)).ToList();
            var got = PlanReader.Read(pdf, "a.pdf").Indicators.Select(i => (i.Path, i.Value, i.Unit, i.Comparator)).ToList();
            all += wanted.Count;
            foreach (var one in wanted) if (got.Remove(one)) found++;
            invented += got.Count;
            TestContext.Current.SendDiagnosticMessage("{0}: {1} targets, {2} not as in the DOCX", name, wanted.Count, got.Count);
        }
        Assert.True(all > 50);
        Assert.True(found >= all * 0.97 && invented <= all * 0.03, $"{found} of {all} targets found, {invented} others.");
    }

    [Theory, InlineData(true, 0.99), InlineData(false, 0.97)]
    public void Tables_of_the_shared_samples_keep_their_cells_in_print(bool ruled, double least)
    {
        var papers = Samples.SharedFiles().Select(f => PdfPrinter.Typed(File.ReadAllLines(f), ruled)).ToList();
        int all = 0, same = 0;
        foreach (var (docx, pdf) in papers.Zip(PdfPrinter.Print(papers)))
        {
            var (wanted, got) = (Cells(PlanReader.Read(docx, "a.docx")), Cells(PlanReader.Read(pdf, "a.pdf")));
            all += wanted.Count;
            foreach (var cell in wanted) if (got.Remove(cell)) same++;
        }
        TestContext.Current.SendDiagnosticMessage("{0}: {1} of {2} cells", ruled ? "ruled" : "without lines", same, all);
        Assert.True(all > 100 && same >= all * least, $"{same} of {all} cells.");
    }

    [Fact]
    public void A_ruled_table_over_several_pages_keeps_every_cell()
    {
        var rows = new List<TableRow> { DocxPlan.Row([.. Enumerable.Range(1, 8).Select(c => DocxPlan.Cell($"Cột {c}"))]) };
        for (var r = 1; r <= 26; r++)
        {
            rows.Add(r % 9 == 0
                ? DocxPlan.Row(DocxPlan.Cell($"Phần {r / 9}. Nội dung chung của các dòng sau", 8))
                : DocxPlan.Row([DocxPlan.Cell($"{r}"), .. Enumerable.Range(0, 7).Select(c => DocxPlan.Cell(Sentences[(r + c) % Sentences.Length]))]));
        }
        var docx = DocxPlan.Usual(PdfPrinter.Ruled([.. rows])).Bytes();
        var (wanted, got) = (Cells(PlanReader.Read(docx, "a.docx")), Cells(PlanReader.Read(PdfPrinter.Print([docx])[0], "a.pdf")));
        Assert.Equal(wanted.Count, got.Count);
        var same = wanted.Zip(got).Count(p => p.First == p.Second);
        Assert.True(same >= wanted.Count * 0.99, $"{same} of {wanted.Count} cells.\n{string.Join('\n', wanted.Zip(got).Where(p => p.First != p.Second).Take(5))}");
    }

    [Fact]
    public void A_table_without_lines_is_read_by_its_gutters()
    {
        string[] rows = ["TT\tChỉ tiêu\tĐơn vị\tNăm 2025\tĐơn vị chủ trì", "1\tTỷ lệ trạm y tế xã có bác sĩ làm việc\t%\t97\tPhòng Nghiệp vụ Y",
            "2\tSố giường bệnh trên một vạn dân\tgiường\t45,7\tPhòng Kế hoạch - Tài chính", "3\tTỷ suất tử vong trẻ em dưới 5 tuổi\t‰\t19\tTrung tâm Kiểm soát bệnh tật",
            "4\tTỷ lệ người dân được quản lý sức khỏe bằng hồ sơ điện tử\t%\t95\tPhòng Nghiệp vụ Y"];
        var docx = DocxPlan.Usual(PdfPrinter.Ruled([.. rows.Select(r => DocxPlan.Row(r.Split('\t')))], ruled: false)).Bytes();
        var (wanted, got) = (Cells(PlanReader.Read(docx, "a.docx")), Cells(PlanReader.Read(PdfPrinter.Print([docx])[0], "a.pdf")));
        Assert.Equal(wanted, got);
    }

    static List<string> Cells(PlanReading reading) =>
        [.. reading.Tables.SelectMany(t => t.Rows.SelectMany(r => r.Cells).Prepend(string.Join(" | ", t.Columns))).Select(c => Blanks().Replace(c, " ").Trim())];

    [Fact]
    public void A_locked_pdf_is_refused_with_what_to_do()
    {
        var pdf = PdfPrinter.Print([DocxPlan.Usual().Bytes()],
            """pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"mat-khau"}}""")[0];
        var refusal = Assert.Throws<ReadingRefusal>(() => PlanReader.Read(pdf, "a.pdf"));
        Assert.Equal("encrypted", refusal.Code);
        Assert.Contains("mật khẩu", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_pdf_is_refused_and_never_throws_anything_else()
    {
        var pdf = PdfPrinter.Print([DocxPlan.Usual().Bytes()])[0];
        var random = new Random(7);
        Assert.Equal("damaged", Assert.Throws<ReadingRefusal>(() => PlanReader.Read("%PDF-1.7 không phải PDF"u8.ToArray(), "a.pdf")).Code);
        for (var i = 0; i < 12; i++)
        {
            var spoilt = pdf[..random.Next(20, pdf.Length)];
            for (var n = 0; n < 40; n++) spoilt[random.Next(8, spoilt.Length)] = (byte)random.Next(256);
            try
            {
                PlanReader.Read(spoilt, "a.pdf");
            }
            catch (ReadingRefusal)
            {
                // Refused: as good as read.
            }
        }
    }

    [Fact]
    public void A_pdf_that_is_only_a_picture_is_refused_as_a_scan()
    {
        var body = new StringBuilder("%PDF-1.4\n");
        var at = new List<int>();
        foreach (var part in new[] { "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
            "<</Length 25>>stream\n0 0 0 rg 100 100 300 300 re f\nendstream" })
        {
            at.Add(body.Length);
            body.Append(at.Count).Append(" 0 obj").Append(part).Append("endobj\n");
        }
        var table = body.Length;
        body.Append("xref\n0 5\n0000000000 65535 f \n");
        foreach (var offset in at) body.Append(offset.ToString("d10", null)).Append(" 00000 n \n");
        body.Append($"trailer<</Size 5/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        Assert.Equal("pdf-scan", Assert.Throws<ReadingRefusal>(() => PlanReader.Read(Encoding.ASCII.GetBytes(body.ToString()), "a.pdf")).Code);
    }

    [Fact]
    public void A_pdf_of_too_many_pages_is_refused()
    {
        var pdf = PdfPrinter.Print([new DocxPlan().Add([.. Enumerable.Range(0, 4).Select(_ => new Paragraph(new Run(new Text("Trang"), new Break { Type = BreakValues.Page })))]).Bytes()])[0];
        var refusal = Assert.Throws<ReadingRefusal>(() => PlanReader.Read(pdf, "a.pdf", new ReadingLimits { PdfPages = 3 }));
        Assert.Equal("too-many-pages", refusal.Code);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
