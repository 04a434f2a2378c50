using System.Diagnostics;
using System.Text;
using LienY.Reading;
using LienY.Writing;
using Block = LienY.Writing.Block;
using Table = LienY.Writing.Table;

namespace LienY.Bench;

/// <summary>Reading a plan of 30 pages (some 1,500 lines of text), and one as an office prints it, DOCX and PDF.</summary>
static class ImportBench
{
    public static async Task RunAsync()
    {
        var text = Encoding.UTF8.GetBytes(Plan(pages: 30));
        var rows = new List<string[]>();
        foreach (var name in new[] { "first", "again" })
        {
            var watch = Stopwatch.StartNew();
            var reading = PlanReader.Read(text, "ke-hoach.txt");
            rows.Add([name, Machine.Say(watch.Elapsed.TotalMilliseconds, 0), Machine.Say(text.Length / 1024.0, 0), $"{reading.Indicators.Count}", $"{reading.Tasks.Count}"]);
        }
        Machine.Table("Import of a 30-page text", ["run", "ms", "KB", "indicators", "tasks"], rows);
        await PrintedAsync();
    }

    // The same kind of plan as an office prints it: running text, and a ruled table in each part.
    static async Task PrintedAsync()
    {
        var docx = OfficialDocx.Write(Printed());
        using var converter = new PdfConverter(new PdfOptions(), TimeProvider.System);
        var pdf = await converter.ConvertAsync(docx);
        var pages = await new PdfPages("", TimeProvider.System).CountAsync(pdf, CancellationToken.None);
        var rows = new List<string[]>();
        foreach (var (name, bytes) in new[] { ("docx, first", docx), ("docx, again", docx), ("pdf, first", pdf), ("pdf, again", pdf) })
        {
            var watch = Stopwatch.StartNew();
            var reading = PlanReader.Read(bytes, "ke-hoach." + name[..name.IndexOf(',', StringComparison.Ordinal)]);
            rows.Add([name, Machine.Say(watch.Elapsed.TotalMilliseconds, 0), Machine.Say(bytes.Length / 1024.0, 0), $"{reading.Indicators.Count}", $"{reading.Tables.Sum(t => t.Rows.Count)}"]);
        }
        Machine.Table($"Import of a printed plan of {pages} pages", ["file", "ms", "KB", "indicators", "table rows"], rows);
        ScanBench.Run(docx, pdf);
    }

    static OfficialDocument Printed()
    {
        var body = new List<Block> { new Heading(HeadingLevel.Roman, "Mục tiêu") };
        for (var i = 1; i <= 40; i++) body.Add(new Paragraph($"- Phấn đấu ít nhất {50 + i}% cơ sở y tế triển khai nội dung số {i} theo quy định vào năm 2027."));
        for (var part = 1; part <= 10; part++)
        {
            body.Add(new Heading(HeadingLevel.Roman, $"Nội dung {part}"));
            for (var i = 0; i < 8; i++)
                body.Add(new Paragraph(string.Concat(Enumerable.Repeat("Các đơn vị triển khai đúng tiến độ, phân công nhiệm vụ cụ thể và phối hợp chặt chẽ. ", 5))));
            body.Add(new Table([new("TT", 0.5), new("Nội dung", 3), new("Thời gian"), new("Đơn vị chủ trì"), new("Sản phẩm")],
                [.. Enumerable.Range(1, 20).Select(i => Row.Of($"{i}", $"Tổ chức lớp tập huấn số {i} của nội dung {part}", "Quý II/2026", "Sở Y tế", "Giấy chứng nhận"))]));
        }
        return new OfficialDocument
        {
            Type = DocumentType.Plan,
            ParentOrgan = "UBND tỉnh Thử",
            Issuer = "Sở Y tế",
            Symbol = "KH-SYT",
            Number = 5,
            Place = "Thử",
            Date = new DateOnly(2026, 1, 10),
            Subject = "Hợp tác phát triển y tế giai đoạn 2026-2030",
            Body = body,
            Signature = new Signature("GIÁM ĐỐC", "Người Mẫu"),
            Recipients = ["UBND tỉnh"],
        };
    }

    static string Plan(int pages)
    {
        var text = new StringBuilder("SỞ Y TẾ TỈNH THỬ\nSố: 15/KH-SYT\nThử, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nHợp tác phát triển y tế giai đoạn 2026-2030\n\n"
            + "Căn cứ Kế hoạch số 10/KH-UBND ngày 10 tháng 01 năm 2026 của UBND tỉnh.\n\nI. MỤC TIÊU\n");
        for (var page = 1; page <= pages; page++)
        {
            text.Append($"{page}. Lĩnh vực thứ {page}\n");
            for (var i = 1; i <= 12; i++)
                text.Append($"- Phấn đấu ít nhất {60 + i}% cơ sở y tế trong lĩnh vực {page} triển khai nội dung số {i} theo quy định vào năm 2027.\n\n"
                    + "- Tổ chức triển khai hiệu quả các nội dung hợp tác, tăng cường năng lực chuyên môn và quản lý trong toàn hệ thống y tế của tỉnh.\n\n");
        }
        text.Append("II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Chủ trì, phối hợp với các đơn vị liên quan triển khai Kế hoạch.\n2. Các bệnh viện\n- Thực hiện nhiệm vụ được giao.\n\nGIÁM ĐỐC\n\nNgười Mẫu\n");
        return text.ToString();
    }
}
