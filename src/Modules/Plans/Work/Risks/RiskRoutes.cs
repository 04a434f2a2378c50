using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Routes of risks and issues: whoever works on the plan raises; who leads or answers changes.</summary>
static class RiskRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/risks", async (Guid id, HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Show.Page<RisksPage>(new { Model = await RiskSheet.LoadAsync(desk, id, request.Query["closed"].Count > 0, stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/risks", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Export.Of("rui-ro", RiskSheet.Risks(await RiskSheet.LoadAsync(desk, id, true, stop), desk.Words))).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/issues", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Export.Of("vuong-mac", RiskSheet.Issues(await RiskSheet.LoadAsync(desk, id, true, stop), desk.Words))).Needs(Rights.Read);
        routes.MapGet("/plans/{id:guid}/risks/new", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Show.Page<RiskPage>(new { Model = await RiskSheet.OneAsync(desk, id, null, null, null, stop) })).Needs(Rights.Work);
        routes.MapGet("/plans/{id:guid}/issues/new", async (Guid id, Guid? risk, PlanDesk desk, CancellationToken stop) => Show.Page<IssuePage>(new
        {
            Model = await RiskSheet.OneAsync(desk, id, null, null, risk is null ? null : await desk.Store.Risks.AsNoTracking().FirstOrDefaultAsync(r => r.Id == risk && r.PlanId == id, stop), stop),
        })).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/risks", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
        {
            var plan = await LiveAsync(desk, id, stop);
            var risk = await RiskWork.RaiseAsync(desk.Store, plan, desk.Act, await RiskForm.ReadAsync(desk, plan, await Form.ReadAsync(context.Request, stop), stop), stop);
            await desk.Store.SaveChangesAsync(stop);
            return Show.Done(context, $"/risks/{risk.Id}", Words.Key("Đã ghi rủi ro."));
        }).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/issues", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
        {
            var plan = await LiveAsync(desk, id, stop);
            var posted = await Form.ReadAsync(context.Request, stop);
            var from = posted.Id("risk") is { } r ? await desk.Store.Risks.FirstOrDefaultAsync(x => x.Id == r && x.PlanId == id, stop) : null;
            var issue = await RiskWork.RaiseAsync(desk.Store, plan, desk.Act, await IssueForm.ReadAsync(desk, plan, posted, stop), from, stop);
            await desk.Store.SaveChangesAsync(stop);
            return Show.Done(context, $"/issues/{issue.Id}", Words.Key("Đã ghi vướng mắc."));
        }).Needs(Rights.Work);
        routes.MapGet("/risks/{id:guid}", async (Guid id, PlanDesk desk, CancellationToken stop) =>
        {
            var risk = await RiskAsync(desk, id, stop);
            return Show.Page<RiskPage>(new { Model = await RiskSheet.OneAsync(desk, risk.PlanId, risk, null, null, stop) });
        }).Needs(Rights.Read);
        routes.MapGet("/issues/{id:guid}", async (Guid id, PlanDesk desk, CancellationToken stop) =>
        {
            var issue = await IssueAsync(desk, id, stop);
            return Show.Page<IssuePage>(new { Model = await RiskSheet.OneAsync(desk, issue.PlanId, null, issue, null, stop) });
        }).Needs(Rights.Read);
        routes.MapPost("/risks/{id:guid}", ChangeRiskAsync).Needs(Rights.Work);
        routes.MapPost("/risks/{id:guid}/escalate", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
        {
            var risk = await RiskAsync(desk, id, stop);
            risk.EscalatedOn = desk.Today;
            return await EscalateAsync(desk, context, risk.PlanId, "risk", id, risk.Title, stop);
        }).Needs(Rights.Work);
        routes.MapPost("/issues/{id:guid}", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) => IssueStepAsync(id, desk, context, Words.Key("Đã lưu vướng mắc."),
            async (plan, issue, form) => RiskWork.Change(desk.Store, desk.Act, issue, await IssueForm.ReadAsync(desk, plan, form, stop)), stop)).Needs(Rights.Work);
        routes.MapPost("/issues/{id:guid}/close", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) => IssueStepAsync(id, desk, context, Words.Key("Đã ghi giải quyết vướng mắc."),
            (plan, issue, form) => RiskWork.CloseAsync(desk.Store, plan, desk.Act, issue, form.Required("result", 2000), stop), stop)).Needs(Rights.Work);
        routes.MapPost("/issues/{id:guid}/reopen", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) => IssueStepAsync(id, desk, context, Words.Key("Đã mở lại vướng mắc."),
            (_, issue, form) => RiskWork.ReopenAsync(desk.Store, desk.Act, issue, form.Required("reason", 500), stop), stop)).Needs(Rights.Work);
        routes.MapPost("/issues/{id:guid}/escalate", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
        {
            var issue = await IssueAsync(desk, id, stop);
            issue.EscalatedOn = desk.Today;
            return await EscalateAsync(desk, context, issue.PlanId, "issue", id, issue.Title, stop);
        }).Needs(Rights.Work);
    }

    static async Task<IResult> ChangeRiskAsync(Guid id, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        var risk = await RiskAsync(desk, id, stop);
        var plan = await LiveAsync(desk, risk.PlanId, stop);
        MustChange(desk, plan, risk.UnitId, risk.OwnerUserId, risk.RaisedBy);
        var posted = await Form.ReadAsync(context.Request, stop);
        var form = await RiskForm.ReadAsync(desk, plan, posted, stop);
        desk.Store.Expect(risk, posted.Whole("version"));
        RiskWork.Change(desk.Store, desk.Act, risk, form, posted.One<RiskState>("state"));
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/risks/{id}", Words.Key("Đã lưu rủi ro."));
    }

    static async Task<IResult> IssueStepAsync(Guid id, PlanDesk desk, HttpContext context, string said, Func<Plan, Issue, Form, Task> step, CancellationToken stop)
    {
        var issue = await IssueAsync(desk, id, stop);
        var plan = await LiveAsync(desk, issue.PlanId, stop);
        MustChange(desk, plan, issue.UnitId, issue.OwnerUserId, issue.RaisedBy);
        var form = await Form.ReadAsync(context.Request, stop);
        desk.Store.Expect(issue, form.Whole("version", issue.Version));
        await step(plan, issue, form);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/issues/{id}", said);
    }

    static async Task<IResult> EscalateAsync(PlanDesk desk, HttpContext context, Guid planId, string kind, Guid id, string title, CancellationToken stop)
    {
        var plan = await LiveAsync(desk, planId, stop);
        WhoMay.MustLead(desk.Caller, plan);
        var above = (await desk.Organisations.AboveAsync(plan.OwnerId, stop)).FirstOrDefault(o => o.Id != plan.OwnerId)
            ?? throw Refusal.Conflict("Cơ quan chủ trì không có cấp trên trong mạng lưới nên không báo lên được.");
        await RiskWork.EscalateAsync(desk.Store, plan, desk.Act, above.Id, above.Name, kind, id, title, stop);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/{kind}s/{id}", Words.Key("Đã báo lên cấp trên."));
    }

    static async Task<Plan> LiveAsync(PlanDesk desk, Guid id, CancellationToken stop)
    {
        var plan = await desk.Store.PlanAsync(id, stop);
        WhoMay.MustBeLive(plan);
        return plan;
    }

    static void MustChange(PlanDesk desk, Plan plan, Guid? unit, Guid? person, Guid? raisedBy)
    {
        if (!RiskSheet.May(desk, plan, unit, person, raisedBy)) throw Refusal.Forbidden("Mục này do người khác phụ trách nên ông/bà chỉ được xem.");
    }

    static async Task<Risk> RiskAsync(PlanDesk desk, Guid id, CancellationToken stop) => await desk.Store.Risks.FirstOrDefaultAsync(r => r.Id == id, stop)
        ?? throw Refusal.Missing("Không có rủi ro này, hoặc nó thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");

    static async Task<Issue> IssueAsync(PlanDesk desk, Guid id, CancellationToken stop) => await desk.Store.Issues.FirstOrDefaultAsync(i => i.Id == id, stop)
        ?? throw Refusal.Missing("Không có vướng mắc này, hoặc nó thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");
}
