using LienY.DataSets.Pages;
using LienY.Design;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>What a unit reports: the list of reports, the form, its template, the history of a figure.</summary>
static class EntryRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data", ListAsync).Needs(DataSetsRights.Read);
        routes.MapExport("/data/reports", ExportAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/entry", async (Guid set, Guid unit, string period, Guid? attribute, EntryDesk desk, ApprovalDesk approvals, Checks checks, CancellationToken stop) =>
        {
            var form = await desk.ShowAsync(set, unit, period, attribute, stop);
            return Show.Page<EntryPage>(new { Model = form with { Approval = await approvals.NoteAsync(form.Set, unit, form.Period, stop), Checks = await checks.OfReportAsync(form.Set, unit, form.Period, stop) } });
        }).Needs(DataSetsRights.Read);
        routes.MapPost("/data/entry", TakeAsync).Needs(DataSetsRights.Enter);
        routes.MapPost("/data/complete", CompleteAsync).Needs(DataSetsRights.Enter);
        routes.MapExport("/data/template", TemplateAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/values/{id:guid}", ValueAsync).Needs(DataSetsRights.Read);
    }

    static async Task<(DataSet? Set, IReadOnlyList<Period> Periods, Period? Period)> ChosenAsync(Guid? set, string? period, Reporting reporting, CancellationToken stop)
    {
        var glossary = await reporting.GlossaryAsync(stop);
        var chosen = set is { } id ? glossary.Sets.Find(id) : glossary.Sets.All.FirstOrDefault();
        if (chosen is null) return (null, [], null);
        var periods = reporting.Periods(chosen, 24);
        return (chosen, periods, periods.FirstOrDefault(p => p.Code == period) ?? periods[0]);
    }

    static async Task<IResult> ListAsync(Guid? set, string? period, string? state, Reporting reporting, ApprovalDesk approvals, CancellationToken stop)
    {
        var (chosen, periods, at) = await ChosenAsync(set, period, reporting, stop);
        var glossary = await reporting.GlossaryAsync(stop);
        var lines = chosen is null || at is null ? [] : await reporting.LinesAsync(chosen, [at], stop);
        return Show.Page<ReportsPage>(new { Model = new ReportsView([.. glossary.Sets.All], chosen, periods, at, state ?? "", lines) { Approvals = await approvals.StatesAsync(chosen, at, stop) } });
    }

    static async Task<IResult> ExportAsync(Guid? set, string? period, string? state, Reporting reporting, ApprovalDesk approvals, Words words, CancellationToken stop)
    {
        var (chosen, _, at) = await ChosenAsync(set, period, reporting, stop);
        var lines = chosen is null || at is null ? [] : await reporting.LinesAsync(chosen, [at], stop);
        var states = await approvals.StatesAsync(chosen, at, stop);
        return Export.Of("bao-cao-" + (at?.Code ?? ""), [new object?[] { words["Đơn vị"], words["Kỳ"], words["Tình trạng"], words["Số ô đã nhập"], words["Hoàn thành ngày"], words["Hạn"], words["Duyệt số liệu"] },
            .. lines.Where(l => ReportsView.Shows(state ?? "", l.State)).Select(l => new object?[] { l.Unit, l.Period.Code, words[Reporting.Word(l.State)], l.Filled, l.CompletedOn, l.Due, states is null ? null : words[ApprovalRules.Word(states(l.UnitId))] })]);
    }

    static async Task<IResult> TakeAsync(HttpContext context, EntryDesk desk, Completing completing, Checks checks, GlossaryBook glossaries, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var changed = await desk.TakeAsync(form, stop);
        var (set, unit, period) = (form.Id("set")!.Value, form.Id("unit")!.Value, form.Text("period", 20));
        var reported = (await glossaries.NowAsync(stop)).Sets[set];
        await checks.CheckReportAsync(reported, unit, Period.Parse(period), stop);
        var back = EntryDesk.Href(set, unit, period) + (form.Id("attribute") is { } a ? $"&attribute={a}" : "");
        if (form.Text("then") == "complete")
        {
            if ((await checks.OfReportAsync(reported, unit, Period.Parse(period), stop)).Any(c => c.NeedsReason))
                return Show.Done(context, back + "#checks", Words.Key("Đã lưu số liệu. Chưa đánh dấu hoàn thành: có số liệu chưa khớp, xin sửa hoặc ghi lý do."));
            await completing.CompleteAsync(reported, unit, Period.Parse(period), clock.Today(), stop);
            return Show.Done(context, $"/data?set={set}&period={period}", Words.Key("Đã lưu và đánh dấu hoàn thành."));
        }
        return Show.Done(context, back, changed == 0 ? Words.Key("Không có ô nào thay đổi.") : Words.Key("Đã lưu số liệu."));
    }

    static async Task<IResult> CompleteAsync(HttpContext context, Completing completing, Checks checks, GlossaryBook glossaries, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var set = (await glossaries.NowAsync(stop)).Sets.Find(form.Id("set") ?? Guid.Empty) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này.");
        var unit = form.Id("unit") ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        if (!Period.TryParse(form.Text("period", 20), out var period)) throw Refusal.Invalid("Kỳ “{0}” không hợp lệ.", form.Text("period", 20));
        if (form.Ticked("undo")) await completing.UndoAsync(set, unit, period, stop);
        else
        {
            await checks.ReasonsAsync(set, unit, period, form, stop);
            await completing.CompleteAsync(set, unit, period, clock.Today(), stop);
        }
        return Show.Done(context, EntryDesk.Href(set.Id, unit, period.Code), form.Ticked("undo") ? Words.Key("Đã bỏ đánh dấu hoàn thành.") : Words.Key("Đã đánh dấu hoàn thành."));
    }

    /// <summary>A table to fill in elsewhere and send on the page of imports: one row a cell, columns as DHIS2 names them, names beside for people.</summary>
    static async Task<IResult> TemplateAsync(Guid set, Guid unit, string period, EntryDesk desk, UnitBook units, CancellationToken stop)
    {
        var form = await desk.ShowAsync(set, unit, period, null, stop);
        var uid = (await units.NowAsync(stop)).Uid(unit);
        return Export.Of($"mau-{form.Set.Code}-{period}", [new object?[] { "dataelement", "period", "orgunit", "categoryoptioncombo", "attributeoptioncombo", "value", "comment", "name", "cell" },
            .. form.Parts.SelectMany(p => p.Rows).SelectMany(r => r.Cells.Select(c => new object?[]
            {
                r.Element.Uid, form.Period.Code, uid, c.Combo.Uid, form.Attribute.Uid, c.Value?.Value, c.Value?.Comment, r.Element.Name, c.Combo.IsDefault ? null : c.Combo.Name,
            }))]);
    }

    static async Task<IResult> ValueAsync(Guid id, DataSetsStore store, GlossaryBook glossaries, UnitBook units, CancellationToken stop)
    {
        var value = await store.Values.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy số liệu này.");
        var past = await store.Past.AsNoTracking().Where(p => p.ValueId == id).OrderByDescending(p => p.Edition).ToListAsync(stop);
        var glossary = await glossaries.NowAsync(stop);
        var unit = (await units.NowAsync(stop)).Tree.Find(value.UnitId)?.Name ?? "";
        return Show.Page<ValuePage>(new { Model = new ValueView(value, past, glossary.Elements[value.ElementId], glossary.Combos[value.ComboId], glossary.Combos[value.AttributeId], unit) });
    }
}

/// <summary>The list of reports of a period.</summary>
sealed record ReportsView(IReadOnlyList<DataSet> Sets, DataSet? Set, IReadOnlyList<Period> Periods, Period? Period, string State, IReadOnlyList<ReportLine> Lines)
{
    /// <summary>How the approval of a unit's report stands; null where the data set has no workflow.</summary>
    public Func<Guid, ApprovalState>? Approvals { get; init; }

    /// <summary>True where a state passes the filter.</summary>
    public static bool Shows(string filter, ReportState state) => filter switch
    {
        "missing" => state is ReportState.Missing or ReportState.Started or ReportState.Awaited,
        "done" => state is ReportState.OnTime or ReportState.Late,
        _ => true,
    };
}

/// <summary>A figure with its earlier editions.</summary>
sealed record ValueView(DataValue Value, IReadOnlyList<DataValuePast> Past, Element Element, Combo Combo, Combo Attribute, string Unit);
