using System.Text.Json.Serialization;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>A task as programs see it (docs/api.md).</summary>
sealed record TaskJson(Guid Id, Guid PlanId, Guid? ActivityId, string Path, string Content, string Name, Guid? UnitId, Guid? OwnerId, DateOnly? From, DateOnly? Due,
    string State, int Progress, DateOnly? DoneOn, bool Overdue, string Note, int Version)
{
    /// <summary>Of a task on a day.</summary>
    public static TaskJson Of(PlanTask t, DateOnly today) => new(t.Id, t.PlanId, t.ActivityId, t.Path, t.Content, t.Name, t.UnitId, t.OwnerUserId, t.StartsOn, t.DueOn,
        t.State.ToString().ToLowerInvariant(), t.Progress, t.DoneOn, t.Overdue(today), t.Note, t.Version);
}

/// <summary>What a program says when a task is done; without a day it is today, without a version whatever stands.</summary>
sealed record DoneJson([property: JsonPropertyName("on")] DateOnly? On, int? Version);

/// <summary>The live plan for programs, with a bearer token.</summary>
static class WorkApi
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/plans", async (PlansStore store, CancellationToken stop) =>
            Results.Json((await store.Plans.AsNoTracking().OrderByDescending(p => p.StartsOn).ToListAsync(stop)).Select(p => p.Card()))).Needs(Rights.Read);
        routes.MapGet("/api/plans/{id:guid}", async (Guid id, PlansStore store, CancellationToken stop) =>
        {
            var plan = await store.PlanAsync(id, stop);
            var targets = await store.Indicators.AsNoTracking().Where(i => i.PlanId == id).OrderBy(i => i.Ordinal).ToListAsync(stop);
            return Results.Json(new
            {
                plan = plan.Card(),
                targets = targets.Select(t => t.Target()).Select(t => new
                {
                    id = t.IndicatorId,
                    t.Path,
                    t.Name,
                    comparator = t.Comparator.ToString().ToLowerInvariant(),
                    t.Value,
                    t.High,
                    t.Unit,
                    t.From,
                    t.To,
                    t.OwnerId,
                })
            });
        }).Needs(Rights.Read);
        routes.MapGet("/api/plans/{id:guid}/tasks", async (Guid id, PlanDesk desk, HttpRequest request, CancellationToken stop) =>
            Results.Json((await TaskList.LoadAsync(desk, id, TaskFilter.Of(request.Query), stop)).Rows.Select(r => TaskJson.Of(r.Task, desk.Today)))).Needs(Rights.Read);
        routes.MapPost("/api/tasks/{id:guid}/done", DoneAsync).Needs(Rights.Work);
    }

    static async Task<IResult> DoneAsync(Guid id, HttpContext context, PlanDesk desk, CancellationToken stop)
    {
        var said = context.Request.ContentLength is null or 0 ? new DoneJson(null, null) : await ReadAsync(context.Request, stop);
        var (plan, task) = await desk.TaskAsync(id, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustChange(desk.Caller, plan, task);
        desk.Store.Expect(task, said.Version ?? task.Version);
        await TaskWork.DoneAsync(desk.Store, plan, task, desk.Act, said.On ?? desk.Today, stop);
        await desk.Store.SaveChangesAsync(stop);
        return Results.Json(TaskJson.Of(task, desk.Today));
    }

    static async Task<DoneJson> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        try
        {
            return await request.ReadFromJsonAsync<DoneJson>(stop) ?? new DoneJson(null, null);
        }
        catch (System.Text.Json.JsonException)
        {
            throw Refusal.Invalid("Nội dung gửi lên không phải JSON hợp lệ. Ví dụ đúng: {0}.", """{"on":"2025-09-15"}""");
        }
    }
}
