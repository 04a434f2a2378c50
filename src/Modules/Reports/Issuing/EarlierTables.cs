using LienY.Kernel;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>Tables about papers issued in the period, the report before, and figures that moved after closing.</summary>
static class EarlierTables
{
    /// <summary>I: papers issued in the period.</summary>
    public static Table Directives(IReadOnlyList<ReportDirective> papers) => new(
        [new("TT", 0.6, Align.Center), new("Số, ký hiệu", 1.8), new("Ngày", 1.5, Align.Center), new("Trích yếu", 5)],
        [.. papers.Select(p => Row.Of($"{p.Ordinal}", p.Number, Say.Day(p.Day), p.Subject))])
    { Size = 11 };

    /// <summary>The annex: what the report before said in its three numbers, then every figure that moved since.</summary>
    public static List<Block> Annex(IReadOnlyList<ReportEarlier> lines)
    {
        var body = new List<Block>();
        var previous = lines.Where(l => l.Kind == "previous").ToList();
        var changes = lines.Where(l => l.Kind == "change").ToList();
        if (previous.Count > 0) body.Add(Previous(previous));
        if (changes.Count > 0) body.Add(Changes(changes));
        else body.Add(new Paragraph("Không có số liệu nào của các báo cáo trước thay đổi sau chốt mà chưa được báo cáo."));
        return body;
    }

    /// <summary>The three numbers of the report before.</summary>
    public static Table Previous(IReadOnlyList<ReportEarlier> lines) => new(
        [
            new("TT", 0.5, Align.Center), new("Chỉ tiêu", 4), new("ĐVT", 1, Align.Center), new("Thực hiện đến ngày chốt", 1.4, Align.Right), new("Ước cả kỳ", 1.2, Align.Right),
            new("Số chính thức", 1.2, Align.Right), new("Ngày chốt chính thức", 1.4, Align.Center),
        ],
        [.. lines.Select((l, i) => Row.Of($"{i + 1}", l.Name, l.Unit, Say.Number(l.Actual), Say.Number(l.Estimate), l.FinalOn is null ? "chưa chốt" : Say.Number(l.FinalValue), Say.Day(l.FinalOn)))])
    { Caption = lines[0].About, Landscape = true, Size = 11 };

    /// <summary>Figures that moved after closing.</summary>
    public static Table Changes(IReadOnlyList<ReportEarlier> lines) => new(
        [
            new("TT", 0.5, Align.Center), new("Báo cáo", 2), new("Chỉ tiêu", 2.8), new("Số đã báo cáo", 1.1, Align.Right), new("Nay là", 1.1, Align.Right), new("Ngày ghi nhận", 1.2, Align.Center),
            new("Sự kiện làm thay đổi", 4),
        ],
        [.. lines.Select((l, i) => Row.Of($"{i + 1}", l.About, $"{l.Name}{(l.Unit.Length > 0 ? $" ({l.Unit})" : "")}, {FigureName(l.Figure)}", Say.Number(l.Was), Say.Number(l.Became), Say.Day(l.OnDay),
            l.Which.Length > 0 ? l.Which : "–"))])
    { Caption = "Số liệu thay đổi sau chốt", Landscape = true, Size = 11 };

    /// <summary>Which of the numbers, in words (a Vietnamese key).</summary>
    public static string FigureName(string figure) => figure == "final" ? Words.Key("số chính thức") : Words.Key("số thực hiện");
}
