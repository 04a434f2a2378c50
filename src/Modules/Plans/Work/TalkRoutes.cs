using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Plans;

/// <summary>Routes of remarks: whoever may see a plan and works on plans may speak.</summary>
static class TalkRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/comments", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Show.Page<CommentsPage>(new { Model = await Tabs.CommentsAsync(desk, id, stop) })).Needs(Rights.Read);
        routes.MapPost("/plans/{id:guid}/comments", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
            await SayAsync(await desk.Store.PlanAsync(id, stop), null, desk, context, $"/plans/{id}/comments", stop)).Needs(Rights.Work);
        routes.MapPost("/tasks/{id:guid}/comments", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
        {
            var (plan, task) = await desk.TaskAsync(id, stop);
            return await SayAsync(plan, task, desk, context, $"/tasks/{id}#comments", stop);
        }).Needs(Rights.Work);
    }

    static async Task<IResult> SayAsync(Plan plan, PlanTask? task, PlanDesk desk, HttpContext context, string then, CancellationToken stop)
    {
        var body = (await Form.ReadAsync(context.Request, stop)).Required("body", 4000);
        var comment = Talk.Say(desk.Store, plan, task, desk.Act, body);
        if (Talk.Notice(plan, task, comment) is { } notice) desk.Store.Notify(notice);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, then, Words.Key("Đã gửi ý kiến."));
    }
}
