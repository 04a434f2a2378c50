using System.Globalization;
using LienY.Contracts;
using LienY.Credits.Pages;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using LienY.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Column = LienY.Sheets.Column;

namespace LienY.Credits;

/// <summary>Addresses of hours.</summary>
static class CreditsRoutes
{
    const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/credits", async (Showing showing, CancellationToken stop) =>
            Show.Page<CreditsPage>(new { Model = await showing.MineAsync(stop) })).NeedsSignIn();
        routes.MapGet("/credits/people/{id:guid}", async (Guid id, Showing showing, CancellationToken stop) =>
            Show.Page<CreditsPage>(new { Model = await showing.PersonAsync(id, stop) })).NeedsSignIn();
        routes.MapGet("/credits/entries/{id:guid}", async (Guid id, Showing showing, CancellationToken stop) =>
            Show.Page<EntryPage>(new { Model = await showing.EntryAsync(id, stop) })).NeedsSignIn();
        routes.MapExport("/credits/people/{id:guid}/entries", EntriesAsync).NeedsSignIn();
        routes.MapGet("/credits/people/{id:guid}/docx", async (Guid id, HttpRequest request, RenewalPaper paper, CancellationToken stop) =>
            Results.File(await paper.DocxAsync(id, Site(request), stop), Docx, "cap-nhat-kien-thuc.docx")).NeedsSignIn();
        routes.MapGet("/credits/people/{id:guid}/pdf", async (Guid id, HttpRequest request, RenewalPaper paper, PdfConverter converter, CancellationToken stop) =>
            Results.File(await PdfAsync(await paper.DocxAsync(id, Site(request), stop), converter, stop), "application/pdf", "cap-nhat-kien-thuc.pdf")).NeedsSignIn();
        routes.MapGet("/credits/unit", async (HttpRequest request, Showing showing, CancellationToken stop) =>
            Show.Page<UnitPage>(new { Model = await showing.UnitAsync(One(request, "q"), One(request, "state"), Page(request), stop) })).Needs(CreditsRights.See);
        routes.MapExport("/credits/unit/list", UnitAsync).Needs(CreditsRights.See);
        routes.MapGet("/credits/rules", async (CreditsStore store, TimeProvider clock, CancellationToken stop) =>
            Show.Page<RulesPage>(new { Model = (await RuleBook.LoadAsync(store, stop)).All, Today = clock.Today() })).NeedsSignIn();
        routes.MapExport("/credits/rules/list", RulesAsync).NeedsSignIn();
        routes.MapPost("/credits/rules", async (HttpContext context, Ruling ruling, CancellationToken stop) =>
        {
            await ruling.EnterAsync(await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/credits/rules", Words.Key("Đã lưu."));
        }).Needs(CreditsRights.Rules);
        routes.MapGet("/api/credits/people/{id:guid}", async (Guid id, DateOnly? on, Doors doors, ICredits credits, CancellationToken stop) =>
            Results.Json((await credits.StandingAsync([(await doors.SeenAsync(id, stop)).Id], on, stop)).GetValueOrDefault(id))).NeedsSignIn();
        MapClaims(routes);
    }

    static void MapClaims(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/credits/claims", async (string? all, Claiming claiming, CancellationToken stop) =>
            Show.Page<ClaimsPage>(new { Model = await claiming.ListAsync(all == "1", stop) })).Needs(CreditsRights.See);
        routes.MapExport("/credits/claims/list", ClaimsAsync).Needs(CreditsRights.See);
        routes.MapGet("/credits/claims/new", async (Guid? person, Claiming claiming, CancellationToken stop) =>
            Show.Page<NewClaimPage>(new { Model = await claiming.NewAsync(person, stop) })).NeedsSignIn();
        routes.MapPost("/credits/claims/new", async (HttpContext context, Claiming claiming, CancellationToken stop) =>
            Show.Done(context, $"/credits/claims/{await claiming.EnterAsync(await Form.ReadAsync(context.Request, stop), stop)}", Words.Key("Đã gửi đơn vị duyệt."))).NeedsSignIn();
        routes.MapGet("/credits/claims/{id:guid}", async (Guid id, Claiming claiming, CancellationToken stop) =>
            Show.Page<ClaimPage>(new { Model = await claiming.ShowAsync(id, stop) })).NeedsSignIn();
        routes.MapGet("/credits/claims/{id:guid}/file", async (Guid id, Claiming claiming, CancellationToken stop) =>
        {
            var (content, name) = await claiming.FileAsync(id, stop);
            // Whatever was sent is handed out as a download, never opened as a page of this site.
            return Results.File(content, "application/octet-stream", name);
        }).NeedsSignIn();
        Decide(routes, "approve", (c, id, form, stop) => c.ApproveAsync(id, form.Whole("version"), stop), Words.Key("Đã duyệt; số giờ đã được ghi."));
        Decide(routes, "refuse", (c, id, form, stop) => c.RefuseAsync(id, form.Whole("version"), form.Required("reason", 500), stop), Words.Key("Đã trả lời người gửi."));
        Decide(routes, "revoke", (c, id, form, stop) => c.RevokeAsync(id, form.Whole("version"), form.Required("reason", 500), stop), Words.Key("Đã thu lại số giờ này."));
    }

    static void Decide(IEndpointRouteBuilder routes, string what, Func<Claiming, Guid, Form, CancellationToken, Task> work, string said) =>
        routes.MapPost("/credits/claims/{id:guid}/" + what, async (Guid id, HttpContext context, Claiming claiming, CancellationToken stop) =>
        {
            await work(claiming, id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/credits/claims/{id}", said);
        }).Needs(CreditsRights.Approve);

    static async Task<byte[]> PdfAsync(byte[] docx, PdfConverter converter, CancellationToken stop)
    {
        try
        {
            return await converter.ConvertAsync(docx, stop);
        }
        catch (PdfError)
        {
            throw Refusal.Unavailable("Chưa tạo được PDF. Xin tải bản DOCX, hoặc thử lại sau.");
        }
    }

    static async Task<IResult> EntriesAsync(Guid id, Showing showing, Words words, CancellationToken stop)
    {
        var view = await showing.PersonAsync(id, stop);
        return Export.Of("gio-cap-nhat-kien-thuc", [.. new[] { Words.Key("Ngày"), Words.Key("Nội dung"), Words.Key("Việc đã làm"), Words.Key("Hình thức"), Words.Key("Số giờ"),
            Words.Key("Quy định"), Words.Key("Đơn vị chịu trách nhiệm"), Words.Key("Lý do thu lại"), Words.Key("Minh chứng") }.Select(h => new Column(words[h]))],
            view.Entries.Select(e => (IReadOnlyList<object?>)[e.OnDay, e.Title, words[CreditWords.Activity(e.Activity)], e.Form, e.Hours, e.Rule,
                e.IssuerId is { } at ? view.Issuers.GetValueOrDefault(at, "") : "", e.Reason, new Link(e.Href, e.Href)]));
    }

    static async Task<IResult> UnitAsync(HttpRequest request, Showing showing, Words words, CancellationToken stop) =>
        Export.Of("gio-cap-nhat-kien-thuc-don-vi", [.. new[] { Words.Key("Họ và tên"), Words.Key("Đơn vị"), Words.Key("Số giấy phép hành nghề"), Words.Key("Quy định"),
            Words.Key("Từ ngày"), Words.Key("Đến ngày"), Words.Key("Giờ phải có"), Words.Key("Giờ đã có"), Words.Key("Giờ còn thiếu") }.Select(h => new Column(words[h]))],
            (await showing.AllAsync(One(request, "q"), One(request, "state"), stop)).Select(l => (IReadOnlyList<object?>)[l.Stand.Card.Name, l.Place, l.Stand.Card.LicenceNumber,
                words[l.Stand.Window.Rule.Name], l.Stand.Window.From, l.Stand.Window.To, l.Stand.Window.Rule.Hundredths / 100m, l.Stand.Earned / 100m, l.Stand.Short / 100m]));

    static async Task<IResult> ClaimsAsync(string? all, Claiming claiming, Words words, CancellationToken stop) =>
        Export.Of("gio-tu-noi-khac", [.. new[] { Words.Key("Họ và tên"), Words.Key("Nội dung"), Words.Key("Nơi tổ chức"), Words.Key("Ngày"), Words.Key("Số giờ"), Words.Key("Trạng thái") }
            .Select(h => new Column(words[h]))],
            (await claiming.ListAsync(all == "1", stop)).Lines.Select(l => (IReadOnlyList<object?>)[l.Name, l.Claim.Title, l.Claim.Issuer, l.Claim.OnDay, l.Claim.Hundredths / 100m,
                words[CreditWords.State(l.Claim.State)]]));

    static async Task<IResult> RulesAsync(CreditsStore store, Words words, CancellationToken stop) =>
        Export.Of("quy-dinh-gio-cap-nhat", [.. new[] { Words.Key("Mã"), Words.Key("Nội dung"), Words.Key("Số giờ"), Words.Key("Từ ngày"), Words.Key("Đến ngày"), Words.Key("Căn cứ"),
            Words.Key("Mức chắc chắn"), Words.Key("Ghi chú") }.Select(h => new Column(words[h]))],
            (await RuleBook.LoadAsync(store, stop)).All.Select(r => (IReadOnlyList<object?>)[r.Code, words[r.Name], r.Hundredths / 100m, r.FromDay, r.ToDay, r.Source, words[CreditWords.Sure(r.Sureness)], words[r.Note]]));

    static string Site(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    static string One(HttpRequest request, string name) => request.Query[name].ToString() is { Length: <= 200 } text ? text.Trim() : "";

    static int Page(HttpRequest request) => int.TryParse(One(request, "page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1;
}
