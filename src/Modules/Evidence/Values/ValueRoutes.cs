using LienY.Design;
using LienY.Evidence.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Evidence;

/// <summary>Entering, correcting, withdrawing values, and the files that prove them.</summary>
static class ValueRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // A target of a plan and an official indicator of the catalogue are entered alike.
        foreach (var home in new[] { "/evidence/indicators", "/evidence/catalogue" })
        {
            routes.MapGet(home + "/{id:guid}/values", async (Guid id, ValuesDesk desk, CancellationToken stop) => Show.Page<ValuesPage>(new { Model = await desk.ListAsync(id, stop) })).Needs(EvidenceRights.Read);
            routes.MapPost(home + "/{id:guid}/values", EnterAsync).Needs(EvidenceRights.Enter);
            routes.MapExport(home + "/{id:guid}/values", Exports.ValuesAsync).Needs(EvidenceRights.Read);
        }
        routes.MapGet("/evidence/values/{entry:guid}", async (Guid entry, ValuesDesk desk, CancellationToken stop) =>
            Show.Page<ValuePage>(new { Model = await desk.OneAsync(entry, stop) })).Needs(EvidenceRights.Read);
        routes.MapPost("/evidence/values/{entry:guid}", CorrectAsync).Needs(EvidenceRights.Enter);
        routes.MapPost("/evidence/values/{entry:guid}/withdraw", WithdrawAsync).Needs(EvidenceRights.Enter);
        routes.MapGet("/evidence/values/{entry:guid}/file", async (Guid entry, int? edition, HttpContext context, ValuesDesk desk, IFiles files, CancellationToken stop) =>
            await Documents.DownloadAsync(context, files, await desk.FileOfAsync(entry, edition ?? 1, stop), stop)).Needs(EvidenceRights.Read);
    }

    static async Task<IResult> EnterAsync(Guid id, HttpContext context, ValueEntry entry, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await entry.EnterAsync(id, ValueInput.Of(form), form.File("file"), stop);
        return Show.Done(context, context.Request.Path, "Đã lưu số liệu.");
    }

    static async Task<IResult> CorrectAsync(Guid entry, HttpContext context, ValueEntry values, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await values.CorrectAsync(entry, form.Whole("version"), ValueInput.Of(form), form.File("file"), form.Required("reason", 500), stop);
        return Show.Done(context, $"/evidence/values/{entry}", "Đã lưu bản đính chính.");
    }

    static async Task<IResult> WithdrawAsync(Guid entry, HttpContext context, ValueEntry values, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await values.WithdrawAsync(entry, form.Whole("version"), form.Required("reason", 500), stop);
        return Show.Done(context, $"/evidence/values/{entry}", "Đã rút số liệu.");
    }
}
