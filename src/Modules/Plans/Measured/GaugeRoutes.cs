using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Plans;

/// <summary>The page "Đo bằng" of a task.</summary>
sealed record GaugeView(PlanHead Head, PlanTask Task, GaugeReading? Reading, IReadOnlyList<(string Value, string Label)> Kinds, IReadOnlyList<GaugeKind> Suggested, IReadOnlyList<(string Value, string Label)> Units);

/// <summary>Routes of measuring by facts.</summary>
static class GaugeRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tasks/{id:guid}/gauge", async (Guid id, PlanDesk desk, Gauges gauges, CancellationToken stop) => Show.Page<GaugePage>(new { Model = (object)await LayAsync(id, desk, gauges, stop) })).Needs(Rights.Work);
        routes.MapPost("/tasks/{id:guid}/gauge", SetAsync).Needs(Rights.Work);
    }

    static async Task<GaugeView> LayAsync(Guid id, PlanDesk desk, Gauges gauges, CancellationToken stop)
    {
        var (plan, task) = await desk.TaskAsync(id, stop);
        var about = $"{task.Name} {task.Content}";
        var units = await TaskSheet.UnitsAsync(desk, plan, stop);
        return new(await desk.HeadAsync(plan.Id, stop), task, await gauges.OfTaskAsync(plan, id, stop), await gauges.ChoicesAsync(about, stop), GaugeBook.For(about),
            [.. units.OrderBy(u => Fold.Of(u.Value), StringComparer.Ordinal).Select(u => (u.Key.ToString(), u.Value))]);
    }

    static async Task<IResult> SetAsync(Guid id, HttpContext context, PlanDesk desk, Gauges gauges, CancellationToken stop)
    {
        var (plan, task) = await desk.TaskAsync(id, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustLead(desk.Caller, plan);
        var form = await Form.ReadAsync(context.Request, stop);
        await gauges.SetAsync(task, form.Whole("version"), form.Text("kind", 100), form.Text("dims", 400), form.Id("unit"), form.Ticked("own"), form.Number("goal") ?? 0, stop);
        return Show.Done(context, $"/tasks/{id}", Words.Key("Đã lưu."));
    }
}
