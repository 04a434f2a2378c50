using System.Globalization;
using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Routes of the plan's money: the matrix, the entries behind each cell, new entries, reversals, files.</summary>
static class MoneyRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/budget", async (Guid id, string? unit, PlanDesk desk, CancellationToken stop) =>
            Show.Page<BudgetPage>(new { Model = await BudgetSheet.LoadAsync(desk, id, MoneyUnit.Find(unit), stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/budget", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Export.Of("kinh-phi", BudgetSheet.Table(await BudgetSheet.LoadAsync(desk, id, null, stop), desk.Words))).Needs(Rights.Read);
        routes.MapGet("/plans/{id:guid}/budget/entries", async (Guid id, HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Show.Page<EntriesPage>(new { Model = await EntrySheet.LoadAsync(desk, id, EntryFilter.Of(request.Query), stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/budget/entries", async (Guid id, HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Export.Of("so-kinh-phi", EntrySheet.Table(await EntrySheet.LoadAsync(desk, id, EntryFilter.Of(request.Query), stop), desk.Words))).Needs(Rights.Read);
        routes.MapPost("/plans/{id:guid}/budget/lines", AddLineAsync).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/budget/import", ImportAsync).Needs(Rights.Work);
        routes.MapPost("/budget/{id:guid}", EnterAsync).Needs(Rights.Work);
        routes.MapPost("/money/{id:guid}/reverse", ReverseAsync).Needs(Rights.Work);
        routes.MapGet("/money/{id:guid}/file", async (Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop) =>
        {
            var entry = await EntryAsync(desk, id, stop);
            if (entry.FileOrgId is not { } organisation) throw Refusal.Missing("Khoản này không kèm tệp.");
            return await Uploads.DownloadAsync(context, files, organisation, entry.FileHash, entry.FileName, stop);
        }).Needs(Rights.Read);
    }

    static async Task<IResult> EnterAsync(Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop)
    {
        var line = await desk.Store.Budgets.FirstOrDefaultAsync(b => b.Id == id, stop)
            ?? throw Refusal.Missing("Không có dòng kinh phí này, hoặc dòng này thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");
        var plan = await LeadAsync(desk, line.PlanId, stop);
        var posted = await Form.ReadAsync(context.Request, stop);
        var form = MoneyForm.Read(posted, desk.Today);
        if (form.OrderId is { } order && !await desk.Store.Orders.AnyAsync(o => o.Id == order && o.PlanId == plan.Id, stop))
            throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "order" };
        desk.Store.Expect(line, posted.Whole("version"));
        var file = posted.File("file") is { } upload ? await Uploads.KeepAsync(files, plan.OwnerId, upload, "file", stop) : null;
        await BudgetWork.EnterAsync(desk.Store, plan, desk.Act, line, form, file, stop);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/plans/{plan.Id}/budget/entries?line={line.Id}", Words.Key("Đã ghi kinh phí."));
    }

    static async Task<IResult> ReverseAsync(Guid id, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        var entry = await EntryAsync(desk, id, stop);
        var plan = await LeadAsync(desk, entry.PlanId, stop);
        var line = await desk.Store.Budgets.FirstAsync(b => b.Id == entry.LineId, stop);
        var form = await Form.ReadAsync(context.Request, stop);
        await BudgetWork.ReverseAsync(desk.Store, plan, desk.Act, line, entry, form.Required("reason", 300), stop);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/plans/{plan.Id}/budget/entries?line={line.Id}", Words.Key("Đã đảo khoản kinh phí."));
    }

    static async Task<IResult> AddLineAsync(Guid id, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        var plan = await LeadAsync(desk, id, stop);
        var form = await Form.ReadAsync(context.Request, stop);
        var year = form.Text("year", 4) is { Length: > 0 } text ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var y) && y is >= 2000 and < 2100 ? y
            : throw new Refusal(RefusalKind.Invalid, "Năm “{0}” không đúng.", text) { Field = "year" } : (int?)null;
        var planned = form.Number("planned") is { } p ? p == 0 ? 0 : p > 0 ? MoneyForm.Dong(p) : throw new Refusal(RefusalKind.Invalid, "Số tiền không được âm.") { Field = "planned" } : (long?)null;
        var line = await BudgetWork.AddLineAsync(desk.Store, plan, desk.Act, form.Required("project", 200), form.Text("source", 120), year, planned, stop);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/plans/{id}/budget/entries?line={line.Id}", Words.Key("Đã thêm dòng kinh phí."));
    }

    static async Task<IResult> ImportAsync(Guid id, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        var plan = await LeadAsync(desk, id, stop);
        var form = await Form.ReadAsync(context.Request, stop);
        var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp CSV.") { Field = "file" };
        if (file.Length > 5 * 1024 * 1024) throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ hoặc nén lại tệp.", 5) { Field = "file" };
        await using var content = file.OpenReadStream();
        var answers = await MoneyImport.TakeAsync(desk.Store, plan, desk.Act, content, desk.Words, stop);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Page<MoneyImportPage>(new { Model = new MoneyImportView(await desk.HeadAsync(id, stop), answers) });
    }

    static async Task<Plan> LeadAsync(PlanDesk desk, Guid id, CancellationToken stop)
    {
        var plan = await desk.Store.PlanAsync(id, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustLead(desk.Caller, plan);
        return plan;
    }

    static async Task<MoneyEntry> EntryAsync(PlanDesk desk, Guid id, CancellationToken stop) => await desk.Store.Money.FirstOrDefaultAsync(m => m.Id == id, stop)
        ?? throw Refusal.Missing("Không có khoản này, hoặc nó thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");
}
