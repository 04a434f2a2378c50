using LienY.Contracts;
using LienY.Design;
using LienY.Design.Components;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Evidence;

/// <summary>The lists of evidence as files for a spreadsheet.</summary>
static class Exports
{
    public static async Task<IResult> PlanAsync(Guid id, string? asOf, IndicatorDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.PlanAsync(id, Ask.Day(asOf), stop);
        return Export.Of("chi-tieu", [words["Mục"], words["Chỉ tiêu"], words["Kế hoạch"], words["Thực hiện"], words["Đơn vị tính"], words["Đánh giá"], words["Lý do"], words["Độ tin cậy"], words["Số sự kiện"], words["Nguồn"], words["Công thức"]],
            view.Readings.Select(r => new object?[]
            {
                r.Asked.Target.Path, r.Asked.Target.Name, Tell.Level(r.Asked.Target, words), r.Reading.Value, r.Asked.Target.Unit, words[Signs.Word(r.Reading.Status)],
                words[r.Standing.Why, r.Standing.Args], r.Reading.Grade is { } g ? words[Tell.Grade(g)] : "", r.Reading.Facts, r.Reading.Source, r.Reading.Formula,
            }));
    }

    public static async Task<IResult> FactsAsync(Guid id, string? asOf, IndicatorDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.IndicatorAsync(id, Ask.Day(asOf), 0, stop);
        return Facts("su-kien", view.Facts.Rows, view.Units, words);
    }

    public static async Task<IResult> LedgerAsync(string? plan, string? kind, IndicatorDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.LedgerAsync(Ask.Id(plan), Ask.Text(kind), 0, null, stop);
        return Facts("so-su-kien", view.Facts.Rows, view.Units, words);
    }

    public static async Task<IResult> ValuesAsync(Guid id, ValuesDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.ListAsync(id, stop);
        return Export.Of("so-lieu", [words["Từ ngày"], words["Đến ngày"], words["Đơn vị"], words["Giá trị"], words["Tử số"], words["Mẫu số"], words["Độ tin cậy"], words["Số, ký hiệu văn bản"], words["Người nhập"], words["Ghi sổ lúc"], words["Ghi chú"]],
            view.Values.Where(v => !v.IsWithdrawn).Select(v => new object?[]
            {
                v.FromDay, v.ToDay, view.Units.GetValueOrDefault(v.UnitId, ""), v.Value, v.Numerator, v.Denominator, words[Tell.Grade(v.Grade)], v.DocumentNumber, v.EnteredByName, v.EnteredAt, v.Note,
            }));
    }

    /// <summary>Facts as a table.</summary>
    public static IResult Facts(string name, IEnumerable<FactRow> rows, IReadOnlyDictionary<Guid, string> units, Words words) =>
        Export.Of(name, [words["Ngày xảy ra"], words["Ghi sổ lúc"], words["Đơn vị"], words["Sự kiện"], words["Giá trị"], words["Độ tin cậy"], words["Nguồn"], words["Đính chính"], words["Mã sự kiện"], words["Mã băm SHA-256"]],
            rows.Select(f => new object?[]
            {
                f.On, f.RecordedAt, units.GetValueOrDefault(f.UnitId, ""), words[Kinds.Name(f.Kind)], f.Value, words[Tell.Grade(f.Grade)], $"{f.Module}/{f.SourceId}",
                f.TakenBack ?? f.Reason, f.Id, Convert.ToHexStringLower(f.Hash),
            }));
}
