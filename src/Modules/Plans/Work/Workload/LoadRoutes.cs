using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Routes of the workload.</summary>
static class LoadRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/workload", async (HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Show.Page<WorkloadPage>(new { Model = await LoadSheet.LoadAsync(desk, LoadLook.Of(request.Query, desk.Today), stop) })).Needs(Rights.Work);
        routes.MapExport("/workload", async (HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Export.Of("khoi-luong", LoadSheet.Table(await LoadSheet.LoadAsync(desk, LoadLook.Of(request.Query, desk.Today), stop), desk.Words))).Needs(Rights.Work);
        routes.MapGet("/workload/tasks", async (HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Show.Page<WorkloadTasksPage>(new { Model = await LoadSheet.TasksAsync(desk, request.Query, stop) })).Needs(Rights.Work);
        routes.MapExport("/workload/tasks", async (HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Export.Of("khoi-luong-nhiem-vu", TaskList.Table((await LoadSheet.TasksAsync(desk, request.Query, stop)).Rows.Select(r => r.Row), desk.Words))).Needs(Rights.Work);
        routes.MapPost("/workload/capacity/{unit:guid}", CapacityAsync).Needs(Rights.Work);
    }

    static async Task<IResult> CapacityAsync(Guid unit, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        desk.Caller.Must(Rights.Work, unit);
        if (!WhoMay.WorkFor(desk.Caller, unit)) throw Refusal.Forbidden("Sức làm việc do cán bộ của chính đơn vị đặt.");
        var form = await Form.ReadAsync(context.Request, stop);
        var tasks = form.Number("tasks") switch
        {
            null => (int?)null,
            { } n when n is >= 1 and <= 1000 && n == decimal.Truncate(n) => (int)n,
            _ => throw new Refusal(RefusalKind.Invalid, "Số việc cùng lúc từ 1 đến 1.000.") { Field = "tasks" },
        };
        var days = form.Number("days") is { } d ? d is > 0 and <= 10_000 ? d : throw new Refusal(RefusalKind.Invalid, "Số ngày công mỗi tháng lớn hơn 0, nhiều nhất 10.000.") { Field = "days" } : (decimal?)null;
        if (await desk.Store.Capacities.FirstOrDefaultAsync(c => c.OrgId == unit, stop) is { } capacity)
        {
            desk.Store.Expect(capacity, form.Whole("version"));
            (capacity.Tasks, capacity.Days) = (tasks, days);
        }
        else desk.Store.Capacities.Add(new Capacity { OrgId = unit, Tasks = tasks, Days = days });
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/workload/tasks?unit={unit}", Words.Key("Đã lưu sức làm việc của đơn vị."));
    }
}
