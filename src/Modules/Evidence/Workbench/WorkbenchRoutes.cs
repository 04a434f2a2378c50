using LienY.Design;
using LienY.Evidence.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Evidence;

/// <summary>The workbench for formulas. Trying is a POST so that long formulas fit; an address may lay something on the bench.</summary>
static class WorkbenchRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/evidence/workbench", async (HttpContext context, Bench bench, CancellationToken stop) =>
            Show.Page<WorkbenchPage>(new { Model = await bench.OpenAsync(context.Features.Get<FormMemory>() is { } memory ? Typed(memory) : WorkbenchInput.Of(context.Request.Query), stop) }))
            .Needs(EvidenceRights.Read);
        routes.MapPost("/evidence/workbench/try", async (HttpContext context, Bench bench, CancellationToken stop) =>
            Show.Page<WorkbenchPage>(new { Model = await bench.OpenAsync(WorkbenchInput.Of(await Form.ReadAsync(context.Request, stop)), stop) })).Needs(EvidenceRights.Read);
        routes.MapPost("/evidence/workbench", SaveAsync).Needs(EvidenceRights.Catalogue);
    }

    static async Task<IResult> SaveAsync(HttpContext context, Bench bench, CancellationToken stop)
    {
        var (id, number) = await bench.SaveAsync(WorkbenchInput.Of(await Form.ReadAsync(context.Request, stop)), stop);
        return Show.Done(context, $"/evidence/catalogue/{id}?version={number}", "Đã lưu bản thảo. Công bố khi đã kiểm tra xong.");
    }

    // What cannot be read of a refused form stays in its fields; the result then says nothing of it.
    static WorkbenchInput Typed(FormMemory memory)
    {
        try
        {
            return WorkbenchInput.Of(new Form(memory.Values));
        }
        catch (Refusal)
        {
            return new();
        }
    }
}
