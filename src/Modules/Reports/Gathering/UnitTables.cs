using LienY.Kernel;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>II.4 of a gathered report: who sent, who did not, figures of each unit and their total.</summary>
static class UnitTables
{
    /// <summary>Sentence and tables.</summary>
    public static IEnumerable<Block> Of(Dossier d)
    {
        var counted = d.Units.Count(u => u.Standing == UnitStanding.Counted);
        var late = d.Units.Count(u => u.SentOn > u.DueOn);
        var missing = d.Units.Where(u => u.Standing != UnitStanding.Counted).ToList();
        yield return new Paragraph($"Báo cáo tổng hợp từ {counted}/{d.Units.Count} đơn vị phải báo cáo; {late} đơn vị gửi muộn."
            + (missing.Count > 0 ? $" Chưa tổng hợp được báo cáo của {missing.Count} đơn vị: {string.Join("; ", missing.Select(u => $"{u.Name} ({UnitWords.Of(u)})"))}." : ""));
        yield return new Table(
            [new("TT", 0.6, Align.Center), new("Đơn vị", 3.2), new("Số báo cáo", 1.5), new("Hạn gửi", 1.5, Align.Center), new("Ngày gửi", 1.5, Align.Center), new("Tình trạng", 2.2)],
            [.. d.Units.Select(u => Row.Of($"{u.Ordinal}", u.Name, u.Number.Length > 0 ? u.Number : "–", Say.Day(u.DueOn), Say.Day(u.SentOn), UnitWords.Of(u)))])
        { Size = 11 };
        var rows = d.Cells.SelectMany(c => Rows(d, c)).ToList();
        if (rows.Count == 0) yield break;
        yield return new Table([new("Chỉ tiêu, đơn vị", 5), new("Thực hiện", 1.2, Align.Right), new("Ước cả kỳ", 1.2, Align.Right), new("Số sự kiện", 1, Align.Right)], rows)
        {
            Caption = "Số liệu theo đơn vị",
            Size = 11,
        };
        yield return new Note("Ghi chú: dòng cộng tính theo công thức của chính chỉ tiêu trên số liệu của các đơn vị đã tổng hợp (tử số và mẫu số cộng riêng rồi mới chia), không cộng các tỷ lệ.");
    }

    static IEnumerable<Row> Rows(Dossier d, ReportCell cell)
    {
        var figures = d.UnitFigures.Where(f => f.IndicatorId == cell.IndicatorId).ToList();
        if (figures.Count == 0) yield break;
        yield return Row.Section($"{cell.Ordinal}. {cell.Name}{(cell.Unit.Length > 0 ? $" ({cell.Unit})" : "")}");
        var names = d.Units.ToDictionary(u => u.UnitId, u => u.Name);
        foreach (var figure in figures) yield return Row.Of(names.GetValueOrDefault(figure.UnitId, "–"), Say.Number(figure.Actual), Say.Number(figure.Estimate), $"{figure.Facts}");
        yield return Row.Total("Chung các đơn vị đã tổng hợp", Say.Number(cell.UnitsTotal), "", "");
    }
}
