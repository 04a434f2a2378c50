using LienY.Design;
using LienY.Kernel;
using LienY.Network.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Network;

/// <summary>Addresses of agreements.</summary>
static class AgreementRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/agreements", async (string? q, string? state, AgreementShowing showing, Caller caller, CancellationToken stop) =>
            Show.Page<AgreementsPage>(new
            {
                Model = new AgreementsPage.View(await showing.RowsAsync(q ?? "", state ?? "", stop), q ?? "", state ?? "",
                    $"/agreements/export.csv?q={Uri.EscapeDataString(q ?? "")}&state={Uri.EscapeDataString(state ?? "")}", caller.May(Rights.Agree)),
            })).Needs(Rights.Read);
        routes.MapExport("/agreements/export", async (string? q, string? state, AgreementShowing showing, Words words, CancellationToken stop) =>
            Export.Of("thoa-thuan", [words["Tên"], words["Các bên"], words["Ngày ký"], words["Đến ngày"], words["Tình trạng"]],
                (await showing.RowsAsync(q ?? "", state ?? "", stop)).Select(r => new object?[] { r.Title, r.Parties, r.SignedOn, r.To, words[r.State] }))).Needs(Rights.Read);
        routes.MapGet("/agreements/{id:guid}", async (Guid id, AgreementShowing showing, CancellationToken stop) =>
            Show.Page<AgreementPage>(new { Model = await showing.OneAsync(id, stop) })).Needs(Rights.Read);
        routes.MapGet("/agreements/{id:guid}/file", async (Guid id, AgreementShowing showing, IFiles files, CancellationToken stop) =>
        {
            var agreement = await showing.FindAsync(id, stop);
            if (agreement.FileHolder is not { } holder) throw Refusal.Missing("Thỏa thuận này chưa có tệp.");
            return Results.File(await files.OpenAsync(holder, agreement.FileHash, stop), "application/octet-stream", agreement.FileName);
        }).Needs(Rights.Read);
        routes.MapGet("/agreements/new", async (AgreementShowing showing, CancellationToken stop) =>
            Show.Page<AgreementForm>(new { Model = await showing.FormAsync(null, stop) })).Needs(Rights.Agree);
        routes.MapPost("/agreements/new", async (HttpContext context, AgreementWriting writing, CancellationToken stop) =>
            Show.Done(context, $"/agreements/{await writing.CreateAsync(await Form.ReadAsync(context.Request, stop), stop)}", Words.Key("Đã ghi thỏa thuận."))).Needs(Rights.Agree);
        routes.MapGet("/agreements/{id:guid}/edit", async (Guid id, AgreementShowing showing, CancellationToken stop) =>
            Show.Page<AgreementForm>(new { Model = await showing.FormAsync(id, stop) })).Needs(Rights.Agree);
        routes.MapPost("/agreements/{id:guid}/edit", async (Guid id, HttpContext context, AgreementWriting writing, CancellationToken stop) =>
        {
            await writing.EditAsync(id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/agreements/{id}", Words.Key("Đã ghi thỏa thuận."));
        }).Needs(Rights.Agree);
    }
}
