using LienY.Certificates.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Certificates;

/// <summary>The waiting list and the batches in which a director signs.</summary>
static class WaitingRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/certificates/waiting", async (HttpRequest request, WaitingDesk desk, CancellationToken stop) =>
            Show.Page<WaitingPage>(new { Model = (object)await desk.ListAsync(request, stop) })).Needs(CertificatesRights.See);
        routes.MapGet("/certificates/waiting/{id:guid}", async (Guid id, WaitingDesk desk, Caller caller, CancellationToken stop) =>
        {
            var row = await desk.FindAsync(id, stop);
            return Show.Page<WaitingRowPage>(new
            {
                Model = (object)row,
                MayCorrect = caller.Holds(CertificatesRights.Arrange, row.IssuerId),
                MayReturn = row.State == WaitingState.Waiting && caller.Holds(CertificatesRights.Sign, row.IssuerId)
            });
        }).Needs(CertificatesRights.See);
        routes.MapPost("/certificates/waiting/{id:guid}", async (Guid id, HttpContext context, WaitingDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.CorrectAsync(id, form.Whole("version"), RowInput.Of(form), stop);
            return Show.Done(context, "/certificates/waiting", Words.Key("Đã lưu."));
        }).Needs(CertificatesRights.Arrange);
        routes.MapPost("/certificates/waiting/{id:guid}/return", async (Guid id, HttpContext context, WaitingDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.ReturnAsync(id, form.Whole("version"), form.Required("reason", 500), stop);
            return Show.Done(context, "/certificates/waiting", Words.Key("Đã trả lại; đơn vị được báo lý do."));
        }).Needs(CertificatesRights.Sign);
        routes.MapPost("/certificates/batches", async (HttpContext context, WaitingDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var ids = form.All("row").Select(r => Guid.TryParse(r, out var id) ? id : Guid.Empty).ToHashSet();
            return Show.Done(context, $"/certificates/batches/{await desk.GatherAsync(ids, stop)}");
        }).Needs(CertificatesRights.Sign);
        routes.MapGet("/certificates/batches/{id:guid}", async (Guid id, WaitingDesk desk, CancellationToken stop) =>
            Show.Page<BatchPage>(new { Model = (object)await desk.BatchAsync(id, stop) })).Needs(CertificatesRights.Sign);
        foreach (var at in new[] { "/certificates/batches/{id:guid}/sign", "/certificates/batches/{id:guid}/sign/passkey" })
            routes.MapPost(at, async (Guid id, HttpContext context, WaitingDesk desk, IProof proof, CancellationToken stop) =>
            {
                await desk.SignAsync(id, await proof.ProveAsync(context, stop), stop);
                return Show.Done(context, "/certificates", Words.Key("Đã ký cấp; mỗi chứng chỉ đã có số vào sổ và trang kiểm tra."));
            }).Needs(CertificatesRights.Sign);
        routes.MapPost("/certificates/batches/{id:guid}/sign/passkey/options", async (HttpContext context, IProof proof, CancellationToken stop) =>
            Results.Content(await proof.OfferPasskeyAsync(context, stop), "application/json")).Needs(CertificatesRights.Sign);
        Issuers(routes);
    }

    static void Issuers(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/certificates/issuer", async (HttpRequest request, IssuerDesk desk, CancellationToken stop) =>
            Show.Page<IssuerPage>(new { Model = (object)await desk.ShowAsync(Guid.TryParse(request.Query["id"], out var id) ? id : null, stop) })).Needs(CertificatesRights.Arrange);
        routes.MapPost("/certificates/issuer/{id:guid}", async (Guid id, HttpContext context, IssuerDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.SaveAsync(id, form.Whole("version"), form.Required("symbol", 12), form.Text("place", 60), form.Text("position", 60), form.Text("programme", 60), stop);
            return Show.Done(context, "/certificates/issuer?id=" + id, Words.Key("Đã lưu."));
        }).Needs(CertificatesRights.Arrange);
    }
}
