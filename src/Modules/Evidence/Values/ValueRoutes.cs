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
        routes.MapGet("/evidence/indicators/{id:guid}/values", async (Guid id, IndicatorDesk desk, CancellationToken stop) =>
            Show.Page<ValuesPage>(new { Model = await desk.ValuesAsync(id, stop) })).Needs(EvidenceRights.Read);
        routes.MapPost("/evidence/indicators/{id:guid}/values", EnterAsync).Needs(EvidenceRights.Enter);
        routes.MapExport("/evidence/indicators/{id:guid}/values", Exports.ValuesAsync).Needs(EvidenceRights.Read);
        routes.MapGet("/evidence/values/{entry:guid}", async (Guid entry, IndicatorDesk desk, CancellationToken stop) =>
            Show.Page<ValuePage>(new { Model = await desk.ValueAsync(entry, stop) })).Needs(EvidenceRights.Read);
        routes.MapPost("/evidence/values/{entry:guid}", CorrectAsync).Needs(EvidenceRights.Enter);
        routes.MapPost("/evidence/values/{entry:guid}/withdraw", WithdrawAsync).Needs(EvidenceRights.Enter);
        routes.MapGet("/evidence/values/{entry:guid}/file", async (Guid entry, int? edition, HttpContext context, IndicatorDesk desk, IFiles files, CancellationToken stop) =>
            await Documents.DownloadAsync(context, files, await desk.FileOfAsync(entry, edition ?? 1, stop), stop)).Needs(EvidenceRights.Read);
    }

    static async Task<IResult> EnterAsync(Guid id, HttpContext context, ValueEntry entry, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await entry.EnterAsync(id, ValueInput.Of(form), form.File("file"), stop);
        return Show.Done(context, $"/evidence/indicators/{id}/values", "Đã lưu số liệu.");
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
