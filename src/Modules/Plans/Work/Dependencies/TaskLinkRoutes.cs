using System.Globalization;
using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Routes of dependencies, proposals and milestones.</summary>
static class TaskLinkRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/dependencies", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Show.Page<DependenciesPage>(new { Model = await TaskLinkSheet.LoadAsync(desk, id, stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/dependencies", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Export.Of("phu-thuoc", TaskLinkSheet.Table(await TaskLinkSheet.LoadAsync(desk, id, stop), desk.Words))).Needs(Rights.Read);
        routes.MapPost("/plans/{id:guid}/dependencies", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            LeadAsync(id, desk, context, Words.Key("Đã ghi phụ thuộc."), async (plan, form) => await TaskLinkWork.TieAsync(desk.Store, plan, desk.Act,
                form.Id("from") ?? Guid.Empty, form.Id("to") ?? Guid.Empty, form.One<TaskLinkKind>("kind"), Lag(form), stop), stop)).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/dependencies/remove", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            LeadAsync(id, desk, context, Words.Key("Đã bỏ phụ thuộc."), async (plan, form) =>
            {
                var wanted = form.Id("link");
                var link = await desk.Store.TaskLinks.FirstOrDefaultAsync(l => l.Id == wanted && l.PlanId == id, stop) ?? throw Refusal.Missing("Quan hệ phụ thuộc này không còn nữa.");
                await TaskLinkWork.UntieAsync(desk.Store, plan, desk.Act, link, stop);
            }, stop)).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/dependencies/shift", (Guid id, PlanDesk desk, IServiceProvider services, HttpContext context, CancellationToken stop) =>
            LeadAsync(id, desk, context, Words.Key("Đã lùi các nhiệm vụ đã chọn."), (plan, form) => ShiftAsync(plan, form, desk, services, stop), stop)).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/dependencies/days", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            LeadAsync(id, desk, context, Words.Key("Đã lưu cách tính ngày."), (plan, form) => CountAsync(plan, form, desk, stop), stop)).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/dependencies/base", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            LeadAsync(id, desk, context, Words.Key("Đã chốt mốc gốc."), async (plan, form) =>
            {
                var document = form.Required("document", 120);
                TaskLinkWork.Rebase(desk.Store, plan, desk.Act, await desk.Store.Tasks.Where(t => t.PlanId == id).ToListAsync(stop), document);
            }, stop)).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/milestones", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            LeadAsync(id, desk, context, Words.Key("Đã ghi mốc."), (plan, form) => MilestoneWork.AddAsync(desk.Store, plan, desk.Act, form, stop), stop)).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/milestones/step", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            LeadAsync(id, desk, context, Words.Key("Đã ghi mốc."), (plan, form) => MilestoneWork.StepAsync(desk.Store, plan, desk.Act, form, stop), stop)).Needs(Rights.Work);
    }

    static int Lag(Form form) => form.Number("lag") switch
    {
        null => 0,
        { } n when n == decimal.Truncate(n) && Math.Abs(n) <= TaskLinkWork.MostLag => (int)n,
        _ => throw new Refusal(RefusalKind.Invalid, "Số ngày cách nhau từ -{0} đến {0}.", TaskLinkWork.MostLag) { Field = "lag" },
    };

    static async Task ShiftAsync(Plan plan, Form form, PlanDesk desk, IServiceProvider services, CancellationToken stop)
    {
        var chosen = form.All("task").Select(t => t.Split(':')).Where(p => p.Length == 2 && Guid.TryParse(p[0], out _))
            .ToDictionary(p => Guid.Parse(p[0]), p => int.TryParse(p[1], NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : 0);
        if (chosen.Count == 0) throw Refusal.Invalid("Xin chọn ít nhất một nhiệm vụ để lùi.");
        var tasks = await desk.Store.Tasks.Where(t => t.PlanId == plan.Id).ToListAsync(stop);
        var shifts = (await PlanSchedule.LoadAsync(desk.Store, plan, tasks, desk.Today, services, stop)).Shifts;
        foreach (var shift in shifts.Where(s => chosen.ContainsKey(s.Task.Id)))
        {
            desk.Store.Expect(shift.Task, chosen[shift.Task.Id]);
            TaskLinkWork.Move(desk.Store, plan, desk.Act, shift);
        }
    }

    static async Task CountAsync(Plan plan, Form form, PlanDesk desk, CancellationToken stop)
    {
        var workdays = form.Ticked("workdays");
        if (await desk.Store.Timings.FirstOrDefaultAsync(t => t.PlanId == plan.Id, stop) is { } timing)
        {
            desk.Store.Expect(timing, form.Whole("version"));
            timing.Workdays = workdays;
        }
        else desk.Store.Timings.Add(new Timing { PlanId = plan.Id, Workdays = workdays });
        desk.Act.Remember(desk.Store, plan.Id, workdays ? Words.Key("Tính tiến độ theo ngày làm việc") : Words.Key("Tính tiến độ theo mọi ngày"), "plan", plan.Id);
    }

    static async Task<IResult> LeadAsync(Guid id, PlanDesk desk, HttpContext context, string said, Func<Plan, Form, Task> work, CancellationToken stop)
    {
        var plan = await desk.Store.PlanAsync(id, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustLead(desk.Caller, plan);
        await work(plan, await Form.ReadAsync(context.Request, stop));
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/plans/{id}/dependencies", said);
    }
}
