using System.Text;
using LienY.Certificates.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Certificates;

/// <summary>A certificate as programs get it.</summary>
/// <param name="State"><c>valid</c>, <c>revoked</c> or <c>replaced</c>.</param>
/// <param name="Verify">Address of the page that shows every field.</param>
sealed record CertificateLine(Guid Id, string Number, string Kind, string Holder, string Course, DateOnly IssuedOn, string State, string Verify, string Jws);

/// <summary>Lists, pages and papers of signed certificates; revoking and replacing.</summary>
static class CertificateRoutes
{
    const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/certificates", async (HttpRequest request, CertificateListing listing, Caller caller, CancellationToken stop) =>
            caller.May(CertificatesRights.See) ? Show.Page<CertificatesPage>(new { Model = (object)await listing.ListAsync(ListAsk.Of(request), stop) })
            : Results.Redirect("/certificates/mine")).Needs(CertificatesRights.Own);
        routes.MapExport("/certificates/list", ExportAsync).Needs(CertificatesRights.See);
        routes.MapGet("/certificates/mine", async (CertificateListing listing, CancellationToken stop) =>
            Show.Page<MinePage>(new { Model = (object)await listing.MineAsync(stop) })).Needs(CertificatesRights.Own);
        routes.MapGet("/certificates/{id:guid}", async (Guid id, HttpContext context, CertificateListing listing, Site site, CancellationToken stop) =>
            Show.Page<CertificatePage>(new { Model = (object)await listing.FindAsync(id, c => Site.Verify(site.Of(context), c), stop) })).Needs(CertificatesRights.Own);
        routes.MapGet("/api/certificates", async (HttpRequest request, CertificateListing listing, CancellationToken stop) =>
            Results.Json((await listing.AllAsync(ListAsk.Of(request), stop)).Select(c => new CertificateLine(c.Id, c.Number, c.Kind, c.Holder, c.Course, c.IssuedOn,
                c.State.ToString().ToLowerInvariant(), "/verify/certificate/" + c.Code, c.Jws)))).Needs(CertificatesRights.See);
        Papers(routes);
        Ends(routes);
    }

    static void Papers(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/certificates/{id:guid}/docx", async (Guid id, HttpContext context, CertificateListing listing, Papers papers, Site site, CancellationToken stop) =>
        {
            var c = await listing.ReadableAsync(id, stop);
            return Results.File(await papers.DocxAsync(c, Site.Verify(site.Of(context), c), stop), Docx, Name(c) + ".docx");
        }).Needs(CertificatesRights.Own);
        routes.MapGet("/certificates/{id:guid}/pdf", async (Guid id, HttpContext context, CertificateListing listing, Papers papers, Site site, CancellationToken stop) =>
        {
            var c = await listing.ReadableAsync(id, stop);
            return Results.File(await papers.PdfAsync(c, Site.Verify(site.Of(context), c), stop), "application/pdf", Name(c) + ".pdf");
        }).Needs(CertificatesRights.Own);
        routes.MapGet("/certificates/{id:guid}/qr", async (Guid id, HttpContext context, CertificateListing listing, Site site, CancellationToken stop) =>
            Results.Bytes(Certificates.Papers.Picture(Site.Verify(site.Of(context), await listing.ReadableAsync(id, stop))), "image/png")).Needs(CertificatesRights.Own);
        routes.MapGet("/certificates/{id:guid}/jws", async (Guid id, CertificateListing listing, CancellationToken stop) =>
        {
            var c = await listing.ReadableAsync(id, stop);
            return Results.File(Encoding.ASCII.GetBytes(c.Jws), "application/jose", Name(c) + ".jws");
        }).Needs(CertificatesRights.Own);
        routes.MapGet("/certificates/{id:guid}/badge", async (Guid id, HttpContext context, CertificateListing listing, IssuerKeys keys, Site site, CancellationToken stop) =>
        {
            var (c, address) = (await listing.ReadableAsync(id, stop), site.Of(context));
            using var key = keys.Private(c.IssuerId, c.Year);
            var text = Jws.Sign(key, OpenBadge.Key(address, c.Kid), "JWT", Encoding.UTF8.GetBytes(OpenBadge.Of(c, address).ToJsonString()));
            return Results.File(Encoding.ASCII.GetBytes(text), "application/vc+jwt", Name(c) + ".vc.jwt");
        }).Needs(CertificatesRights.Own);
    }

    static void Ends(IEndpointRouteBuilder routes)
    {
        foreach (var at in new[] { "/certificates/{id:guid}/revoke", "/certificates/{id:guid}/revoke/passkey" })
            routes.MapPost(at, async (Guid id, HttpContext context, Ending use, IProof proof, CancellationToken stop) =>
            {
                var form = await Form.ReadAsync(context.Request, stop);
                var reason = form.Required("reason", 500);
                await use.RevokeAsync(id, form.Whole("version"), reason, await proof.ProveAsync(context, stop), stop);
                return Show.Done(context, "/certificates/" + id, Words.Key("Đã thu hồi chứng chỉ; trang kiểm tra báo thu hồi từ bây giờ."));
            }).Needs(CertificatesRights.Sign);
        routes.MapPost("/certificates/{id:guid}/revoke/passkey/options", async (HttpContext context, IProof proof, CancellationToken stop) =>
            Results.Content(await proof.OfferPasskeyAsync(context, stop), "application/json")).Needs(CertificatesRights.Sign);
        routes.MapGet("/certificates/{id:guid}/replace", async (Guid id, CertificateListing listing, CancellationToken stop) =>
            Show.Page<ReplacePage>(new { Model = (object)await listing.ReadableAsync(id, stop) })).Needs(CertificatesRights.Arrange);
        routes.MapPost("/certificates/{id:guid}/replace", async (Guid id, HttpContext context, Ending use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.ReplaceAsync(id, RowInput.Of(form), form.Required("reason", 500), stop);
            return Show.Done(context, "/certificates/waiting", Words.Key("Bản thay thế đã vào danh sách chờ ký; bản cũ còn hiệu lực đến khi bản mới được ký."));
        }).Needs(CertificatesRights.Arrange);
    }

    static string Name(Certificate c) => c.Number.Replace('/', '-');

    static async Task<IResult> ExportAsync(HttpRequest request, CertificateListing listing, Words words, CancellationToken stop)
    {
        var rows = await listing.AllAsync(ListAsk.Of(request), stop);
        Column[] head = [words["Số vào sổ"], words["Loại"], words["Người được cấp"], words["Ngày sinh"], words["Nơi làm việc"], words["Khóa học, chương trình"], words["Từ ngày"],
            words["Đến ngày"], words["Số tiết"], words["Xếp loại"], words["Đơn vị cấp"], words["Ngày cấp"], words["Người ký"], words["Tình trạng"], words["Lý do"], words["Trang kiểm tra"]];
        return Export.Of("chung-chi", head, rows.Select(c => new object?[]
        {
            c.Number, words[Kinds.Name(c.Kind)], c.Holder, c.Born, c.HolderAt, c.Course, c.FromDay, c.ToDay, c.Hours, c.Grade, c.IssuerName, c.IssuedOn, c.SignerName,
            words[Kinds.Name(c.State)], c.EndReason, new Link(c.Code, "/verify/certificate/" + c.Code),
        }));
    }
}
