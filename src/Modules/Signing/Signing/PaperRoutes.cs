using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Signing.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Signing;

/// <summary>Papers to be signed: list, put in, sign here, take out and bring back signed.</summary>
static class PaperRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/signing/papers", async (HttpRequest request, PaperDesk desk, CancellationToken stop) =>
            Show.Page<PapersPage>(new { Model = (object)await desk.ListAsync(PaperAsk.Of(request), stop) })).Needs(SigningRights.Sign);
        routes.MapExport("/signing/papers", async (HttpRequest request, PaperDesk desk, Words words, CancellationToken stop) =>
        {
            var view = await desk.ListAsync(PaperAsk.Of(request), stop);
            return Export.Of("van-ban-ky-so", [words["Trích yếu"], words["Loại văn bản"], words["Số, ký hiệu"], words["Đơn vị"], words["Tình trạng"],
                words["Số chữ ký"], words["Người trình"],
                words["Cập nhật"]],
                view.Rows.Select(p => new object?[] { new LienY.Sheets.Link(p.Title, "/signing/papers/" + p.Id), p.Type, p.Number,
                    view.Names.GetValueOrDefault(p.OrganisationId),
                    words[PaperWords.State(p.State)], p.Signatures, p.AskedBy, p.ChangedAt }));
        }).Needs(SigningRights.Sign);
        routes.MapPost("/signing/papers/new", async (HttpContext context, PaperDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var organisation = form.Id("org") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "org" };
            var file = await KeyRoutes.BytesAsync(form, "file", PaperDesk.MostBytes, stop) ?? throw new Refusal(RefusalKind.Invalid,
                "Xin chọn tệp.")
            { Field = "file" };
            var id = await desk.AddAsync(organisation, form.Text("type", 8), form.Text("number", 60), form.Required("title", 300), file, stop);
            return Show.Done(context, "/signing/papers/" + id);
        }).Needs(SigningRights.Sign);
        routes.MapGet("/signing/papers/{id:guid}", async (Guid id, PaperDesk desk, CancellationToken stop) =>
            Show.Page<PaperPage>(new { Model = (object)await desk.ShowAsync(id, stop) })).Needs(SigningRights.Sign);
        routes.MapGet("/signing/papers/{id:guid}/pdf", async (Guid id, PaperDesk desk, CancellationToken stop) =>
        {
            var (paper, pdf) = await desk.FileAsync(id, stop);
            return Results.File(pdf, "application/pdf", (paper.Number.Length > 0 ? paper.Number.Replace('/', '-') : "van-ban") + ".pdf");
        }).Needs(SigningRights.Sign);
        foreach (var at in new[] { "/signing/papers/{id:guid}/sign", "/signing/papers/{id:guid}/sign/passkey" })
            routes.MapPost(at, async (Guid id, HttpContext context, PaperDesk desk, IProof proof, CancellationToken stop) =>
            {
                await proof.ProveAsync(context, stop);
                var form = await Form.ReadAsync(context.Request, stop);
                var key = form.Id("key") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn chứng thư để ký.") { Field = "key" };
                await desk.SignAsync(id, form.Whole("version"), key, form.Text("reason", 200), Spot(form), stop);
                return Show.Done(context, "/signing/papers/" + id, Words.Key("Đã ký số văn bản."));
            }).Needs(SigningRights.Sign);
        routes.MapPost("/signing/papers/{id:guid}/sign/passkey/options", async (HttpContext context, IProof proof, CancellationToken stop) =>
            Results.Content(await proof.OfferPasskeyAsync(context, stop), "application/json")).Needs(SigningRights.Sign);
        routes.MapPost("/signing/papers/{id:guid}/signed", async (Guid id, HttpContext context, PaperDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var file = await KeyRoutes.BytesAsync(form, "file", PaperDesk.MostBytes, stop) ?? throw new Refusal(RefusalKind.Invalid,
                "Xin chọn tệp.")
            { Field = "file" };
            await desk.ReturnAsync(id, form.Whole("version"), file, stop);
            return Show.Done(context, "/signing/papers/" + id, Words.Key("Đã nhận văn bản có chữ ký số."));
        }).Needs(SigningRights.Sign);
        routes.MapPost("/signing/papers/{id:guid}/drop", async (Guid id, HttpContext context, PaperDesk desk, CancellationToken stop) =>
        {
            await desk.DropAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/signing/papers", Words.Key("Đã rút lại văn bản."));
        }).Needs(SigningRights.Sign);
    }

    // Where the signature shows: nowhere, above the name at the right half of the last page, or as a line at the top of an attachment.
    static SignatureSpot? Spot(Form form)
    {
        decimal Size(string name, decimal usual, decimal least, decimal most) => form.Number(name) is not { } n ? usual
            : n >= least && n <= most ? n : throw new Refusal(RefusalKind.Invalid, "Số phải từ {0} đến {1}.", least, most) { Field = name };
        return form.Text("show", 10) switch
        {
            "box" => new((int)Size("page", 0, 0, 2000), Size("left", 115, 0, 400), Size("bottom", 60, 0, 400), Size("width", 60, 10, 200), Size("height", 30, 10, 200)),
            "corner" => new((int)Size("page", 1, 0, 2000), 0, 0, 1, 1) { Corner = form.Required("corner", 60) },
            _ => null,
        };
    }
}
