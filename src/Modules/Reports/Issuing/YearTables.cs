using LienY.Design.Components;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>Tables that only yearly, mid-term and final reports carry: the year before, the logical frame, what was revised in the plan.</summary>
static class YearTables
{
    /// <summary>Each figure of the year beside that of the year before.</summary>
    public static Table Compared(Dossier d) => new(
        [new("TT", 0.5, Align.Center), new("Chỉ tiêu", 4), new("ĐVT", 1, Align.Center), new($"Năm {d.Report.PeriodTo.Year - 1}", 1.2, Align.Right), new($"Năm {d.Report.PeriodTo.Year}", 1.2, Align.Right),
            new("Tăng, giảm", 1.1, Align.Right), new("%", 0.9, Align.Right)],
        [.. d.Cells.Select(c => Row.Of($"{c.Ordinal}", c.Name, c.Unit, Say.Number(c.SamePeriod), Say.Number(c.InPeriod), Reached.Signed(c.Change), Share(c)))])
    { Size = 11 };

    /// <summary>The logical frame and the plan's revisions, each under its heading.</summary>
    public static IEnumerable<Block> Frame(Dossier d)
    {
        yield return new Heading(HeadingLevel.Arabic, "Khung logic");
        if (d.Cells.Count == 0 && d.Tasks.Count == 0) yield return new Paragraph("Kế hoạch không có chỉ tiêu và nhiệm vụ để lập khung logic.");
        else yield return Logical(d);
        yield return new Heading(HeadingLevel.Arabic, "Điều chỉnh kế hoạch từ khi ban hành");
        var revised = d.Earlier.Where(e => e.Kind == "revision").ToList();
        if (revised.Count == 0) yield return new Paragraph("Các chỉ tiêu không điều chỉnh so với khi ban hành.");
        else
            yield return new Table([new("TT", 0.5, Align.Center), new("Chỉ tiêu", 4), new("ĐVT", 1, Align.Center), new("Khi ban hành", 1.6, Align.Right), new("Hiện hành", 1.6, Align.Right)],
                [.. revised.Select((r, i) => Row.Of($"{i + 1}", r.Name, r.Unit, r.About, r.Which))])
            { Size = 11 };
    }

    static Table Logical(Dossier d) => new(
        [new("Cấp", 1.4), new("Nội dung", 3.4), new("Chỉ báo, mức kế hoạch", 2), new("Đạt được", 1.5), new("Nguồn kiểm chứng", 2.2)],
        [
            Row.Section("Kết quả (chỉ tiêu)"), .. d.Cells.Select(c => Row.Of("Kết quả", c.Name, $"{Reached.Written(c)} {c.Unit}".Trim(), $"{Say.Number(c.Actual)} ({Signs.Word(c.Status)})", c.Source.Length > 0 ? c.Source : "–")),
            Row.Section("Hoạt động (nhiệm vụ)"), .. d.Tasks.Select(t => Row.Of("Hoạt động", t.Name, t.Due is null ? "–" : $"hạn {Say.Day(t.Due)}", $"{t.Progress} % ({TaskWords.Of(t)})", t.CountedText.Length > 0 ? t.CountedText
                : t.Products > 0 ? $"{t.Products} sản phẩm" : "–")),
            Row.Section("Rủi ro, giả định"), .. d.Issues.Count > 0 ? d.Issues.Select(i => Row.Of("Vướng mắc", i.Title, "–", "đang mở", i.Cause.Length > 0 ? i.Cause : "–")) : [Row.Of("–", "Không có vướng mắc nào đang mở", "–", "–", "–")],
        ])
    { Size = 11 };

    static string Share(ReportCell cell) => cell is { InPeriod: { } now, SamePeriod: { } then } && then != 0 && Math.Abs(now / then) < 1_000_000 ? Say.Number(decimal.Round(now / then * 100, 1, MidpointRounding.AwayFromZero)) : "–";
}
