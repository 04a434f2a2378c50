using LienY.Design.Components;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>The report as an official document: outline, addressee, bases, signature. Always in Vietnamese.</summary>
static class ReportDocument
{
    /// <summary>The document; <paramref name="law"/> is the text that sets its period, where one does.</summary>
    public static OfficialDocument Of(Report report, Letterhead head, string? to, string? law, Snapshot data, IReadOnlyDictionary<TextPart, string> texts, string? predecessor = null) => new()
    {
        Type = DocumentType.Report,
        ParentOrgan = head.Parent,
        Issuer = head.Issuer,
        IssuerInFull = head.InFull,
        Number = report.Number,
        Symbol = report.Symbol.Length > 0 ? report.Symbol : head.Symbol,
        Place = report.Place.Length > 0 ? report.Place : "........",
        Date = report.IssuedOn is { } day ? day : new IssueDate(null, null, report.DueOn.Year),
        Subject = report.Title,
        Addressees = to is null ? [] : [to],
        Bases = Bases(report, law, predecessor),
        Body = Body(report, head, data, texts),
        Signature = new(report.SignerPosition.Length > 0 ? report.SignerPosition : "Thủ trưởng đơn vị", report.SignerName) { Authority = report.SignerAuthority.Length > 0 ? [report.SignerAuthority] : [] },
        Recipients = [.. report.Recipients.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        Archive = report.Archive.Length > 0 ? report.Archive : "VT",
        Annexes = data.Cells.Count == 0 ? [] : [new("Số liệu chi tiết", [ReportTables.Details(data.Cells)]) { Landscape = true }, new("Minh chứng của số liệu", Proofs(data.Cells)) { Landscape = true }],
        Draft = report.State != ReportState.Issued,
    };

    static List<string> Bases(Report report, string? law, string? predecessor)
    {
        var bases = new List<string>();
        if (law is { Length: > 0 }) bases.Add("Căn cứ " + law);
        var plan = Titles.Named(report.PlanTitle);
        bases.Add($"Thực hiện {(report.PlanNumber.Length > 0 && plan.StartsWith("Kế hoạch ", StringComparison.Ordinal) ? $"Kế hoạch số {report.PlanNumber} " + plan["Kế hoạch ".Length..] : plan)}"
            + (predecessor is null ? "" : $" (tiếp nhận nhiệm vụ của {predecessor})"));
        return bases;
    }

    static List<Block> Body(Report report, Letterhead head, Snapshot data, IReadOnlyDictionary<TextPart, string> texts)
    {
        var body = new List<Block>
        {
            new Paragraph($"{head.InFull} báo cáo {Lower(report.Title)} (số liệu từ ngày {Say.Day(report.PeriodFrom)} đến ngày chốt {Say.Day(report.Cutoff)}"
                + (report.IsEstimated ? $", ước cả kỳ đến ngày {Say.Day(report.PeriodTo)}" : "") + ") như sau:"),
            new Heading(HeadingLevel.Roman, "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
        };
        Write(body, texts, TextPart.Directing);
        body.Add(new Heading(HeadingLevel.Roman, "KẾT QUẢ THỰC HIỆN"));
        Results(body, report, data);
        body.Add(new Heading(HeadingLevel.Roman, "ĐÁNH GIÁ CHUNG"));
        foreach (var (title, part) in new[] { ("Kết quả nổi bật", TextPart.Highlights), ("Tồn tại, hạn chế", TextPart.Shortcomings), ("Nguyên nhân", TextPart.Causes) })
        {
            body.Add(new Heading(HeadingLevel.Arabic, title));
            Write(body, texts, part);
        }
        body.Add(new Heading(HeadingLevel.Roman, "NHIỆM VỤ KỲ TỚI"));
        Write(body, texts, TextPart.Next);
        body.Add(new Heading(HeadingLevel.Roman, "ĐỀ XUẤT, KIẾN NGHỊ"));
        Write(body, texts, TextPart.Proposals);
        body.Add(new Paragraph($"Trên đây là báo cáo {Lower(report.Title)} của {head.InFull}."));
        return body;
    }

    static void Results(List<Block> body, Report report, Snapshot data)
    {
        body.Add(new Heading(HeadingLevel.Arabic, "Chỉ tiêu"));
        if (data.Cells.Count == 0) body.Add(new Paragraph("Kế hoạch không có chỉ tiêu trong kỳ này."));
        else
        {
            body.Add(new Paragraph(Summary(data.Cells)));
            body.Add(ReportTables.Indicators(report, data.Cells));
            body.Add(new Note("Ghi chú: dấu “–” là chưa có số liệu hoặc không so sánh được, không phải bằng không."));
        }
        body.Add(new Heading(HeadingLevel.Arabic, "Nhiệm vụ theo từng nội dung"));
        if (data.Tasks.Count == 0) body.Add(new Paragraph("Không có nhiệm vụ nào trong kỳ."));
        else body.Add(ReportTables.Tasks(data.Tasks));
        body.Add(new Heading(HeadingLevel.Arabic, "Kinh phí"));
        if (data.Budgets.Count == 0) body.Add(new Paragraph("Kế hoạch không ghi kinh phí riêng."));
        else body.Add(ReportTables.Budget(data.Budgets));
    }

    static string Summary(IReadOnlyList<ReportCell> cells) => $"Kế hoạch có {cells.Count} chỉ tiêu trong kỳ, trong đó: "
        + string.Join(", ", cells.GroupBy(c => c.Status).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Signs.Word(g.Key)}")) + ".";

    static List<Block> Proofs(IReadOnlyList<ReportCell> cells) =>
    [
        new Paragraph("Mỗi số liệu có một truy vấn sổ sự kiện và một mã SHA-256 của ô số liệu lúc gửi; truy vấn lại sổ theo cùng điều kiện phải cho cùng kết quả."),
        ReportTables.Proofs(cells),
    ];

    static void Write(List<Block> body, IReadOnlyDictionary<TextPart, string> texts, TextPart part)
    {
        var lines = texts.GetValueOrDefault(part, "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0) body.Add(new Paragraph("Không có."));
        foreach (var line in lines) body.Add(line.Length > 2 && line[0] is '-' or '+' ? new Bullets([line[1..].Trim()], line[..1]) : new Paragraph(line));
    }

    static string Lower(string title) => title.Length == 0 ? title : char.ToLower(title[0], Say.Vietnam) + title[1..];
}
