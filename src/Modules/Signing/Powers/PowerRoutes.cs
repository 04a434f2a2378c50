using LienY.Design;
using LienY.Kernel;
using LienY.Signing.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Signing;

/// <summary>Who has the power to sign what.</summary>
static class PowerRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/signing/powers", async (HttpRequest request, SigningLists lists, CancellationToken stop) =>
            Show.Page<PowersPage>(new
            {
                Model = (object)await lists.PowersAsync(KeyRoutes.Id(request, "org"), request.Query["all"] == "on",
                stop)
            })).Needs(SigningRights.See);
        routes.MapExport("/signing/powers", async (HttpRequest request, SigningLists lists, Words words, CancellationToken stop) =>
        {
            var view = await lists.PowersAsync(KeyRoutes.Id(request, "org"), request.Query["all"] == "on", stop);
            return Export.Of("tham-quyen-ky", [words["Đơn vị"], words["Người ký"], words["Hình thức ký"], words["Loại văn bản"], words["Căn cứ"],
                words["Từ ngày"], words["Đến ngày"]],
                view.Rows.Select(p => new object?[] { view.Names.GetValueOrDefault(p.OrganisationId), p.Person, words[PowerWords.Form(p.Form)],
                    p.Types.Length > 0 ? p.Types : words["Mọi loại"], p.Basis, p.FromDay, p.ToDay }));
        }).Needs(SigningRights.See);
        routes.MapPost("/signing/powers/new", async (HttpContext context, Powers powers, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var organisation = form.Id("org") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "org" };
            var user = form.Id("user") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn người ký.") { Field = "user" };
            var from = form.Day("from") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "from" };
            await powers.GiveAsync(organisation, user, form.Text("types", 200), form.Text("form", 8), form.Required("basis", 300), from, form.Day("to"), stop);
            return Show.Done(context, "/signing/powers?org=" + organisation, Words.Key("Đã ghi thẩm quyền ký."));
        }).Needs(SigningRights.Arrange);
        routes.MapPost("/signing/powers/{id:guid}/end", async (Guid id, HttpContext context, Powers powers, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await powers.EndAsync(id, form.Whole("version"), form.Day("to") ?? clock.Today(), stop);
            return Show.Done(context, "/signing/powers", Words.Key("Đã ghi ngày kết thúc thẩm quyền."));
        }).Needs(SigningRights.Arrange);
    }
}

/// <summary>Words about powers.</summary>
static class PowerWords
{
    /// <summary>A form of signing in words.</summary>
    public static string Form(string form) => Powers.Forms.FirstOrDefault(f => f.Form == form).Words ?? form;
}
