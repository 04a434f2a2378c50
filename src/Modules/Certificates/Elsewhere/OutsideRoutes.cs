using LienY.Certificates.Pages;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Certificates;

/// <summary>Certificates that other places issued.</summary>
static class OutsideRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/certificates/outside", async (HttpRequest request, OutsideDesk desk, CancellationToken stop) =>
            Show.Page<OutsidePage>(new { Model = (object)await desk.ListAsync(request, stop) })).Needs(CertificatesRights.Own);
        routes.MapExport("/certificates/outside/list", async (HttpRequest request, OutsideDesk desk, Words words, CancellationToken stop) =>
        {
            var view = await desk.ListAsync(request, stop);
            Column[] head = [words["Người được cấp"], words["Đơn vị"], words["Nơi cấp"], words["Số"], words["Khóa học, chương trình"], words["Từ ngày"], words["Đến ngày"],
                words["Ngày cấp"], words["Số tiết"], words["Tình trạng"], words["Lý do"]];
            return Export.Of("chung-chi-noi-khac", head, view.Rows.Select(o => new object?[]
            {
                o.Holder, view.Names.GetValueOrDefault(o.OrganisationId), o.IssuerName, o.Number, o.Course, o.FromDay, o.ToDay, o.IssuedOn, o.Hours,
                words[OutsideCertificate.Name(o.State)], o.Reason,
            }));
        }).Needs(CertificatesRights.Own);
        routes.MapPost("/certificates/outside/register", async (HttpContext context, OutsideDesk desk, CancellationToken stop) =>
        {
            await desk.RegisterAsync(await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/certificates/outside", Words.Key("Đã đăng ký; chờ đơn vị đối chiếu bản gốc."));
        }).Needs(CertificatesRights.Own);
        routes.MapGet("/certificates/outside/{id:guid}", async (Guid id, OutsideDesk desk, CancellationToken stop) =>
        {
            var one = await desk.FindAsync(id, stop);
            return Show.Page<OutsideOnePage>(new { Model = (object)one, MayDecide = desk.MayDecide(one) });
        }).Needs(CertificatesRights.Own);
        routes.MapPost("/certificates/outside/{id:guid}", async (Guid id, HttpContext context, OutsideDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.DecideAsync(id, form.Whole("version"), form.Text("do", 10) == "take", form.Text("reason", 500), stop);
            return Show.Done(context, "/certificates/outside/" + id, Words.Key("Đã lưu."));
        }).Needs(CertificatesRights.Arrange);
        routes.MapGet("/certificates/outside/{id:guid}/scan", async (Guid id, OutsideDesk desk, CancellationToken stop) =>
        {
            var (content, type, name) = await desk.ScanAsync(id, stop);
            return Results.File(content, type, name);
        }).Needs(CertificatesRights.Own);
    }
}
