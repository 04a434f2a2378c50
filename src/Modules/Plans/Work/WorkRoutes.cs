using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Plans;

/// <summary>Routes of the live plan: the parts of a plan by address, then what is done to its rows.</summary>
static class WorkRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}", async (Guid id, PlanDesk desk, Outlines outlines, CancellationToken stop) =>
            Show.Page<PlanPage>(new { Model = await Goals.LoadAsync(desk, outlines, id, stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/targets", async (Guid id, PlanDesk desk, Outlines outlines, CancellationToken stop) =>
            Export.Of("chi-tieu", Goals.Table(await Goals.LoadAsync(desk, outlines, id, stop), desk.Words))).Needs(Rights.Read);
        routes.MapGet("/plans/{id:guid}/timeline", async (Guid id, PlanDesk desk, Outlines outlines, HttpRequest request, CancellationToken stop) =>
            Show.Page<TimelinePage>(new { Model = await Timeline.LoadAsync(desk, outlines, id, TimelineLook.Of(request.Query), stop) })).Needs(Rights.Read);
        routes.MapGet("/plans/{id:guid}/source", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Show.Page<SourcePage>(new { Model = await Tabs.SourceAsync(desk, id, stop) })).Needs(Rights.Read);
        routes.MapGet("/plans/{id:guid}/original", OriginalAsync).Needs(Rights.Read);
        routes.MapGet("/plans/{id:guid}/history", async (Guid id, int? page, PlanDesk desk, CancellationToken stop) =>
            Show.Page<HistoryPage>(new { Model = await Tabs.HistoryAsync(desk, id, Math.Clamp(page ?? 1, 1, 10_000), stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/history", HistoryFileAsync).Needs(Rights.Read);
        TaskRoutes.Map(routes);
        ProductRoutes.Map(routes);
        MeetingRoutes.Map(routes);
        MoneyRoutes.Map(routes);
        TalkRoutes.Map(routes);
        TaskLinkRoutes.Map(routes);
        LoadRoutes.Map(routes);
        RiskRoutes.Map(routes);
        OrderRoutes.Map(routes);
        InviteRoutes.Map(routes);
        WorkApi.Map(routes);
    }

    static async Task<IResult> OriginalAsync(Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop)
    {
        var plan = await desk.Store.PlanAsync(id, stop);
        if (plan.FileOrgId is not { } organisation || plan.FileHash.Length == 0) throw Refusal.Missing("Kế hoạch này không kèm tệp gốc.");
        return await Uploads.DownloadAsync(context, files, organisation, plan.FileHash, plan.FileName, stop);
    }

    static async Task<IResult> HistoryFileAsync(Guid id, PlanDesk desk, CancellationToken stop)
    {
        var view = await Tabs.HistoryAsync(desk, id, 0, stop);
        var words = desk.Words;
        return Export.Of("lich-su", view.Changes.Select(c => new object?[] { c.At, c.UserName, Tabs.Say(c, words) })
            .Prepend([words["Lúc"], words["Ai"], words["Thay đổi"]]));
    }
}
