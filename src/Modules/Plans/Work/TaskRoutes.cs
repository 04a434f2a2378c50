using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Routes of tasks.</summary>
static class TaskRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/tasks", async (Guid id, PlanDesk desk, HttpRequest request, CancellationToken stop) =>
            Show.Page<TasksPage>(new { Model = await TaskList.LoadAsync(desk, id, TaskFilter.Of(request.Query), stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/tasks", async (Guid id, PlanDesk desk, HttpRequest request, CancellationToken stop) =>
            Export.Of("nhiem-vu", TaskList.Table((await TaskList.LoadAsync(desk, id, TaskFilter.Of(request.Query), stop)).Rows, desk.Words))).Needs(Rights.Read);
        routes.MapGet("/plans/{id:guid}/tasks/new", async (Guid id, Guid? activity, PlanDesk desk, CancellationToken stop) =>
            Show.Page<TaskFormPage>(new { Model = await TaskSheet.FormAsync(desk, id, null, activity, stop) })).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/tasks", AddAsync).Needs(Rights.Work);
        routes.MapGet("/tasks", async (HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Show.Page<MyTasksPage>(new { Model = await MyTasks.LoadAsync(desk, request.Query["done"].Count > 0, request.Query["unit"].Count > 0, stop) })).Needs(Rights.Read);
        routes.MapExport("/tasks", async (HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Export.Of("viec-cua-toi", TaskList.Table((await MyTasks.LoadAsync(desk, request.Query["done"].Count > 0, request.Query["unit"].Count > 0, stop)).Rows, desk.Words)))
            .Needs(Rights.Read);
        routes.MapGet("/tasks/{id:guid}", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Show.Page<TaskPage>(new { Model = await TaskSheet.LoadAsync(desk, id, stop) })).Needs(Rights.Read);
        routes.MapGet("/tasks/{id:guid}/edit", async (Guid id, PlanDesk desk, CancellationToken stop) =>
        {
            var (plan, task) = await desk.TaskAsync(id, stop);
            WhoMay.MustChange(desk.Caller, plan, task);
            return Show.Page<TaskFormPage>(new { Model = await TaskSheet.FormAsync(desk, plan.Id, task, task.ActivityId, stop) });
        }).Needs(Rights.Work);
        routes.MapPost("/tasks/{id:guid}", ChangeAsync).Needs(Rights.Work);
        routes.MapPost("/tasks/{id:guid}/start", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            StepAsync(id, desk, context, Words.Key("Đã ghi bắt đầu."), (_, task, act, _) => TaskWork.Start(desk.Store, task, act), stop)).Needs(Rights.Work);
        routes.MapPost("/tasks/{id:guid}/progress", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            StepAsync(id, desk, context, Words.Key("Đã ghi tiến độ."), (_, task, act, form) => TaskWork.Progress(desk.Store, task, act, Percent(form)), stop)).Needs(Rights.Work);
        routes.MapPost("/tasks/{id:guid}/done", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            StepAsync(id, desk, context, Words.Key("Đã ghi hoàn thành."),
                (plan, task, act, form) => TaskWork.DoneAsync(desk.Store, plan, task, act, form.Day("on") ?? act.Today, stop), stop)).Needs(Rights.Work);
        routes.MapPost("/tasks/{id:guid}/reopen", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            StepAsync(id, desk, context, Words.Key("Đã mở lại nhiệm vụ."), (_, task, act, form) => TaskWork.ReopenAsync(desk.Store, task, act, form.Required("reason", 500), stop), stop))
            .Needs(Rights.Work);
        routes.MapPost("/tasks/{id:guid}/drop", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            StepAsync(id, desk, context, Words.Key("Đã dừng nhiệm vụ."), (_, task, act, form) => TaskWork.Drop(desk.Store, task, act, form.Required("reason", 500)), stop))
            .Needs(Rights.Work);
    }

    static int Percent(Form form) => form.Number("progress") is { } n && n is >= 0 and <= 100 && n == decimal.Truncate(n) ? (int)n
        : throw new Refusal(RefusalKind.Invalid, "Tiến độ là số nguyên từ 0 đến 100.") { Field = "progress" };

    static async Task<IResult> AddAsync(Guid id, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        var plan = await desk.Store.PlanAsync(id, stop);
        WhoMay.MustBeLive(plan);
        var form = TaskForm.Read(await Form.ReadAsync(context.Request, stop));
        await MustKnowAsync(desk, plan, form, stop);
        var activity = form.ActivityId is { } a ? await desk.Store.Activities.FirstAsync(x => x.Id == a, stop) : null;
        var ordinal = (await desk.Store.Tasks.Where(t => t.PlanId == id).MaxAsync(t => (int?)t.Ordinal, stop) ?? 0) + 1;
        if (form.Content.Length == 0 && activity is not null) form = form with { Content = activity.Section.Length > 0 ? activity.Section : activity.Name };
        var task = TaskWork.Add(desk.Store, plan, desk.Act, form, activity?.Path ?? "", ordinal);
        WhoMay.MustChange(desk.Caller, plan, task);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/tasks/{task.Id}", Words.Key("Đã thêm nhiệm vụ."));
    }

    static async Task<IResult> ChangeAsync(Guid id, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        var (plan, task) = await desk.TaskAsync(id, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustChange(desk.Caller, plan, task);
        var posted = await Form.ReadAsync(context.Request, stop);
        var form = TaskForm.Read(posted);
        await MustKnowAsync(desk, plan, form, stop);
        desk.Store.Expect(task, posted.Whole("version"));
        var unit = form.UnitId is { } u ? (await desk.UnitsAsync(plan, [u], stop)).GetValueOrDefault(u, "") : "";
        var owner = form.OwnerUserId is { } o ? (await desk.PeopleAsync([o], stop)).GetValueOrDefault(o, "") : "";
        TaskWork.Change(desk.Store, task, desk.Act, form, unit, owner);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/tasks/{id}", Words.Key("Đã lưu nhiệm vụ."));
    }

    // A unit that gets work must see the plan: it becomes a party. Ids of a form are never trusted.
    static async Task MustKnowAsync(PlanDesk desk, Plan plan, TaskForm form, CancellationToken stop)
    {
        if (form.ActivityId is { } activity && !await desk.Store.Activities.AnyAsync(a => a.Id == activity && a.PlanId == plan.Id, stop))
            throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "activity" };
        var units = await TaskSheet.UnitsAsync(desk, plan, stop);
        if (form.UnitId is { } unit)
        {
            if (!units.ContainsKey(unit)) throw new Refusal(RefusalKind.Invalid, "Đơn vị này chưa tham gia kế hoạch nên chưa giao việc được.") { Field = "unit" };
            if (!await desk.Store.Parties.AnyAsync(p => p.PlanId == plan.Id && p.OrgId == unit, stop))
                desk.Store.Parties.Add(new Party { PlanId = plan.Id, OrgId = unit, Role = PartyRole.Lead });
        }
        if (form.OwnerUserId is { } owner && !(await desk.People.AtAsync([.. units.Keys], stop)).Any(p => p.Id == owner))
            throw new Refusal(RefusalKind.Invalid, "Người này không thuộc các đơn vị tham gia kế hoạch.") { Field = "owner" };
    }

    static Task<IResult> StepAsync(Guid id, PlanDesk desk, HttpContext context, string said, Action<Plan, PlanTask, Act, Form> step, CancellationToken stop) =>
        StepAsync(id, desk, context, said, (plan, task, act, form) =>
        {
            step(plan, task, act, form);
            return Task.CompletedTask;
        }, stop);

    static async Task<IResult> StepAsync(Guid id, PlanDesk desk, HttpContext context, string said, Func<Plan, PlanTask, Act, Form, Task> step, CancellationToken stop)
    {
        var (plan, task) = await desk.TaskAsync(id, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustChange(desk.Caller, plan, task);
        var form = await Form.ReadAsync(context.Request, stop);
        desk.Store.Expect(task, form.Whole("version", task.Version));
        await step(plan, task, desk.Act, form);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, form.Text("then", 300) is { Length: > 0 } then ? then : $"/tasks/{id}", said);
    }
}
