using System.Diagnostics;
using System.Text;
using LienY.Reading;

namespace LienY.Bench;

/// <summary>Reading a plan of 30 pages (some 1,500 lines of text).</summary>
static class ImportBench
{
    public static Task RunAsync()
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
        return Task.CompletedTask;
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
