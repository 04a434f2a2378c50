using LienY.DataSets.Pages;
using LienY.Design;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Pages of approval: what waits, one unit with its figures, what was done, and the setting up.</summary>
static class ApprovalRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data/approvals", async (Guid? workflow, string? period, string? show, int? page, ApprovalDesk desk, CancellationToken stop) =>
            Show.Page<ApprovalsPage>(new { Model = await desk.ListAsync(workflow, period, show, page ?? 1, stop) })).Needs(DataSetsRights.Read);
        routes.MapExport("/data/approvals/export", ExportAsync).Needs(DataSetsRights.Read);
        routes.MapPost("/data/approvals/act", ActAsync).Needs(DataSetsRights.Read);
        routes.MapPost("/data/approvals/ask", AskAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/approvals/unit", async (Guid workflow, Guid unit, string period, ApprovalDesk desk, CancellationToken stop) =>
            Show.Page<ApprovalPage>(new { Model = await desk.ShowAsync(workflow, unit, period, stop) })).Needs(DataSetsRights.Read);
        routes.MapGet("/data/approvals/{id:guid}", async (Guid id, DataSetsStore store, CancellationToken stop) =>
        {
            var row = await store.Approvals.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lượt duyệt này.");
            return Results.Redirect(Approving.Href(row.WorkflowId, row.UnitId, row.Period));
        }).Needs(DataSetsRights.Read);
        routes.MapExport("/data/approvals/history", HistoryAsync).Needs(DataSetsRights.Read);
        ApprovalSetUp.Map(routes);
    }

    static async Task<IResult> ActAsync(HttpContext context, ApprovalDesk desk, Approving approving, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var (_, workflow, period) = await desk.FindAsync(form.Id("workflow") ?? Guid.Empty, form.Text("period", 20), stop);
        var action = form.One<ApprovalAction>("action");
        var units = form.All("unit").Select(u => Guid.TryParse(u, out var id) ? id : throw new Refusal(RefusalKind.Invalid,
            "Lựa chọn này không có trong danh sách.")
        { Field = "unit" }).ToList();
        if (units.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một đơn vị.") { Field = "unit" };
        var comment = form.Text("comment", Approving.MostComment);
        if (action is ApprovalAction.Unapprove or ApprovalAction.Unaccept && comment.Length == 0) throw new Refusal(RefusalKind.Invalid,
            "Xin ghi lý do để đơn vị biết phải sửa gì.")
        { Field = "comment" };
        await approving.ActAsync(action, workflow, period, units, comment, stop);
        var back = form.Text("back") == "unit" ? Approving.Href(workflow.Id, units[0], period.Code)
            : $"/data/approvals?workflow={workflow.Id}&period={period.Code}&show={Uri.EscapeDataString(form.Text("show", 20))}";
        return Show.Done(context, back, action switch
        {
            ApprovalAction.Approve => Words.Key("Đã duyệt số liệu."),
            ApprovalAction.Unapprove => Words.Key("Đã thu hồi duyệt."),
            ApprovalAction.Accept => Words.Key("Đã tiếp nhận số liệu."),
            _ => Words.Key("Đã bỏ tiếp nhận."),
        });
    }

    static async Task<IResult> AskAsync(HttpContext context, ApprovalDesk desk, Approving approving, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var (_, workflow, period) = await desk.FindAsync(form.Id("workflow") ?? Guid.Empty, form.Text("period", 20), stop);
        var unit = form.Id("unit") ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        await approving.AskBackAsync(workflow, period, unit, form.Required("reason", Approving.MostComment), stop);
        return Show.Done(context, form.Id("set") is { } set ? EntryDesk.Href(set, unit, period.Code) : Approving.Href(workflow.Id, unit, period.Code),
            Words.Key("Đã gửi đề nghị thu hồi duyệt."));
    }

    static async Task<IResult> ExportAsync(Guid workflow, string period, ApprovalDesk desk, Words words, CancellationToken stop)
    {
        var (flow, at, lines) = await desk.AllAsync(workflow, period, stop);
        return Export.Of($"duyet-{flow.Code}-{at.Code}", [new object?[]
            {
                words["Đơn vị"], words["Cấp duyệt"], words["Kỳ"], words["Tình trạng"], "state", words["Phải báo cáo"], words["Đã hoàn thành"], words["Đúng hạn"],
                    words["Vi phạm quy tắc"], words["Lệch nhiều"], words["Người duyệt"],
                words["Duyệt lúc"], words["Duyệt đúng hạn"], words["Người tiếp nhận"], words["Tiếp nhận lúc"],
            },
            .. lines.Select(l => new object?[]
            {
                l.Unit, l.Level.Title(words.Language), at.Code, words[ApprovalRules.Word(l.State)], ApprovalRules.Name(l.State), l.Expected, l.Complete, l.OnTime,
                    l.Violations, l.Doubts,
                l.Row is { IsApproved: true } a ? a.ApprovedBy : null, l.Row is { IsApproved: true } b ? b.ApprovedAt : null, l.Row is { IsApproved: true } c
                    ? c.OnTime : null,
                l.Row is { IsAccepted: true } d ? d.AcceptedBy : null, l.Row is { IsAccepted: true } e ? e.AcceptedAt : null,
            })]);
    }

    static async Task<IResult> HistoryAsync(Guid workflow, Guid unit, string period, ApprovalDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.ShowAsync(workflow, unit, period, stop);
        return Export.Of($"lich-su-duyet-{view.Workflow.Code}-{view.Period.Code}", [new object?[] { words["Lúc"], words["Đã làm gì"], words["Người"], words["Ý kiến"] },
            .. view.Steps.Select(s => new object?[] { s.At, words[StepWord(s.Kind)], s.ByName, s.Comment })]);
    }

    /// <summary>A step in words (a Vietnamese key).</summary>
    public static string StepWord(StepKind kind) => kind switch
    {
        StepKind.Approved => Words.Key("duyệt"),
        StepKind.Unapproved => Words.Key("thu hồi duyệt"),
        StepKind.Accepted => Words.Key("tiếp nhận"),
        StepKind.Unaccepted => Words.Key("bỏ tiếp nhận"),
        _ => Words.Key("đề nghị thu hồi"),
    };
}

/// <summary>What waits for the caller's approval, on "Hôm nay".</summary>
sealed class ApprovalToday(GlossaryBook glossaries, ApprovalBoards boards, ApprovalDesk desk, Caller caller, Words words) : Contracts.ITodaySource
{
    const int Periods = 3;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Contracts.TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (caller.IsHouse || !(caller.May(DataSetsRights.Approve) || caller.May(DataSetsRights.Accept))) return [];
        var items = new List<Contracts.TodayItem>();
        foreach (var workflow in (await glossaries.NowAsync(stop)).Workflows.All)
            foreach (var period in boards.Periods(workflow, Periods))
                if (await desk.WaitingAsync(workflow, period, stop) is > 0 and var count)
                    items.Add(new(Contracts.TodayList.Due, words["Duyệt số liệu: {0}", workflow.Title(words.Language)], $"{words["{0} đơn vị chờ ông/bà", count]} · {period.Title(words.Language)}",
                        period.Last.AddDays(workflow.Levels.Max(l => l.TimelyDays)), $"/data/approvals?workflow={workflow.Id}&period={period.Code}&show=mine",
                            words["Xem và duyệt"]));
        return items;
    }
}
