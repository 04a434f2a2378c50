using LienY.Design.Components;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>The body of a report in the outline that offices use: I chỉ đạo, II kết quả, III đánh giá, IV nhiệm vụ kỳ tới, V kiến nghị.</summary>
static class ReportOutline
{
    /// <summary>Everything between the bases and the signature.</summary>
    public static List<Block> Body(Dossier d)
    {
        var body = new List<Block>
        {
            new Paragraph($"{d.Head.InFull} báo cáo {Lower(d.Report.Title)} (số liệu từ ngày {Say.Day(d.Report.PeriodFrom)} đến ngày chốt {Say.Day(d.Report.Cutoff)}"
                + (d.Report.IsEstimated ? $", ước cả kỳ đến ngày {Say.Day(d.Report.PeriodTo)}" : "") + ") như sau:"),
        };
        if (d.Supplements is { } closed) body.Add(new Paragraph($"Báo cáo này bổ sung {closed}; số liệu đã báo cáo trước đây giữ nguyên, chỗ khác được nêu tại phụ lục."));
        body.Add(new Heading(HeadingLevel.Roman, "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"));
        Write(body, d.Texts, TextPart.Directing);
        if (d.Directives.Count > 0)
        {
            body.Add(new Paragraph($"Trong kỳ đã ban hành {d.Directives.Count} văn bản chỉ đạo, điều hành:"));
            body.Add(EarlierTables.Directives(d.Directives));
        }
        body.Add(new Heading(HeadingLevel.Roman, "KẾT QUẢ THỰC HIỆN"));
        Results(body, d);
        body.Add(new Heading(HeadingLevel.Roman, "ĐÁNH GIÁ CHUNG"));
        foreach (var (title, part) in Judged(d))
        {
            body.Add(new Heading(HeadingLevel.Arabic, title));
            Write(body, d.Texts, part);
        }
        body.Add(new Heading(HeadingLevel.Roman, "NHIỆM VỤ KỲ TỚI"));
        Write(body, d.Texts, TextPart.Next);
        if (d.Report.Cadence == Cadence.Year) Part(body, d, "ĐỀ NGHỊ CHO KẾ HOẠCH NĂM SAU", TextPart.NextPlan);
        if (d.Report.Cadence is Cadence.Midterm or Cadence.Final) Part(body, d, "ĐỀ NGHỊ ĐIỀU CHỈNH KẾ HOẠCH", TextPart.Adjusting);
        body.Add(new Heading(HeadingLevel.Roman, "ĐỀ XUẤT, KIẾN NGHỊ"));
        Write(body, d.Texts, TextPart.Proposals);
        body.Add(new Paragraph($"Trên đây là báo cáo {Lower(d.Report.Title)} của {d.Head.InFull}."));
        return body;
    }

    static IEnumerable<(string Title, TextPart Part)> Judged(Dossier d) =>
        [("Kết quả nổi bật", TextPart.Highlights), ("Tồn tại, hạn chế", TextPart.Shortcomings), ("Nguyên nhân", TextPart.Causes),
            .. TextParts.Of(d.Report.Cadence).Contains(TextPart.Lessons) ? new[] { ("Bài học kinh nghiệm", TextPart.Lessons) } : []];

    static void Part(List<Block> body, Dossier d, string title, TextPart part)
    {
        body.Add(new Heading(HeadingLevel.Roman, title));
        Write(body, d.Texts, part);
    }

    static void Results(List<Block> body, Dossier d)
    {
        body.Add(new Heading(HeadingLevel.Arabic, "Chỉ tiêu"));
        if (d.Cells.Count == 0) body.Add(new Paragraph("Kế hoạch không có chỉ tiêu trong kỳ này."));
        else
        {
            body.Add(new Paragraph(Summary(d.Cells)));
            body.Add(ReportTables.Indicators(d.Report, d.Cells));
            body.Add(new Note("Ghi chú: dấu “–” là chưa có số liệu hoặc không so sánh được, không phải bằng không."));
            var bases = d.Cells.Where(c => c.Estimate is not null && c.EstimateBasis.Length > 0).GroupBy(c => c.EstimateBasis).Select(g => $"{g.Key} (chỉ tiêu {string.Join(", ", g.Select(c => c.Ordinal))})").ToList();
            if (bases.Count > 0) body.Add(new Note($"Căn cứ của số ước cả kỳ: {string.Join("; ", bases)}."));
        }
        body.Add(new Heading(HeadingLevel.Arabic, "Nhiệm vụ theo từng nội dung"));
        if (d.Tasks.Count == 0) body.Add(new Paragraph("Không có nhiệm vụ nào trong kỳ."));
        else body.Add(ReportTables.Tasks(d.Tasks));
        body.Add(new Heading(HeadingLevel.Arabic, "Kinh phí"));
        if (d.Budgets.Count == 0) body.Add(new Paragraph("Kế hoạch không ghi kinh phí riêng."));
        else body.Add(ReportTables.Budget(d.Budgets));
        if (d.Cells.Count > 0 && d.Report.Cadence == Cadence.Year)
        {
            body.Add(new Heading(HeadingLevel.Arabic, "So với năm trước"));
            body.Add(YearTables.Compared(d));
        }
        if (d.Report.Cadence is Cadence.Midterm or Cadence.Final) body.AddRange(YearTables.Frame(d));
        if (d.Units.Count == 0) return;
        body.Add(new Heading(HeadingLevel.Arabic, "Tổng hợp từ báo cáo của các đơn vị"));
        body.AddRange(UnitTables.Of(d));
    }

    /// <summary>How many targets stand how, in one sentence.</summary>
    public static string Summary(IReadOnlyList<ReportCell> cells) => $"Kế hoạch có {cells.Count} chỉ tiêu trong kỳ, trong đó: "
        + string.Join(", ", cells.GroupBy(c => c.Status).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Signs.Word(g.Key)}")) + ".";

    static void Write(List<Block> body, IReadOnlyDictionary<TextPart, string> texts, TextPart part)
    {
        var lines = texts.GetValueOrDefault(part, "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0) body.Add(new Paragraph("Không có."));
        foreach (var line in lines) body.Add(line.Length > 2 && line[0] is '-' or '+' ? new Bullets([line[1..].Trim()], line[..1]) : new Paragraph(line));
    }

    static string Lower(string title) => title.Length == 0 ? title : char.ToLower(title[0], Say.Vietnam) + title[1..];
}
