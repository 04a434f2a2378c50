using System.Diagnostics;
using LienY.Writing;

namespace LienY.Bench;

/// <summary>A report of more than 20 pages as DOCX and PDF.</summary>
static class ReportBench
{
    public static async Task RunAsync()
    {
        var document = Document();
        var rows = new List<string[]>();
        byte[] docx = [];
        foreach (var name in new[] { "DOCX, first", "DOCX, again" })
        {
            var watch = Stopwatch.StartNew();
            docx = OfficialDocx.Write(document);
            rows.Add([name, Machine.Say(watch.Elapsed.TotalMilliseconds, 0), Machine.Say(docx.Length / 1024.0, 0)]);
        }
        using var converter = new PdfConverter(new PdfOptions(), TimeProvider.System);
        foreach (var name in new[] { "PDF, first", "PDF, again" })
        {
            var watch = Stopwatch.StartNew();
            var pdf = await converter.ConvertAsync(docx);
            rows.Add([name, Machine.Say(watch.Elapsed.TotalMilliseconds, 0), Machine.Say(pdf.Length / 1024.0, 0)]);
        }
        Machine.Table("A report of more than 20 pages", ["what", "ms", "KB"], rows);
    }

    /// <summary>The report that is written.</summary>
    public static OfficialDocument Document()
    {
        var body = new List<Block>();
        for (var part = 1; part <= 12; part++)
        {
            body.Add(new Heading(HeadingLevel.Roman, $"Kết quả thực hiện nội dung {part}"));
            for (var i = 0; i < 6; i++)
                body.Add(new Paragraph(string.Concat(Enumerable.Repeat("Các đơn vị đã triển khai đúng tiến độ, có phân công nhiệm vụ cụ thể và phối hợp chặt chẽ. ", 5))));
            body.Add(new Table([new("TT", 0.5), new("Chỉ tiêu", 3), new("Kế hoạch"), new("Thực hiện"), new("Đánh giá")],
                [.. Enumerable.Range(1, 25).Select(i => Row.Of($"{i}", $"Chỉ tiêu số {i} của nội dung {part}", "≥ 85 %", "86,4 %", "đạt"))]));
        }
        return new OfficialDocument
        {
            Type = DocumentType.Report,
            ParentOrgan = "UBND tỉnh Thử",
            Issuer = "Sở Y tế",
            Symbol = "BC-SYT",
            Number = 5,
            Place = "Thử",
            Date = new DateOnly(2025, 12, 10),
            Subject = "Kết quả thực hiện kế hoạch hợp tác năm 2025",
            Addressees = ["Ủy ban nhân dân tỉnh"],
            Body = body,
            Signature = new Signature("GIÁM ĐỐC", "Người Mẫu"),
            Recipients = ["Như trên"],
        };
    }
}
