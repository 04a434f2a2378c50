using LienY.Contracts;
using LienY.Design;
using LienY.Documents.Pages;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>Routes of the register of incoming papers and of the follow-up register.</summary>
static class IncomingRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents", async (HttpRequest request, IncomingListing list, CancellationToken stop) =>
            Show.Page<IncomingPage>(new { Model = (object)await list.ListAsync(PapersAsk.Of(request), false, stop) })).Needs(DocumentsRights.Own);
        routes.MapExport("/documents/incoming", ExportAsync).Needs(DocumentsRights.Own);
        routes.MapGet("/documents/follow", async (HttpRequest request, IncomingListing list, CancellationToken stop) =>
            Show.Page<FollowPage>(new { Model = (object)await list.ListAsync(PapersAsk.Of(request), true, stop) })).Needs(DocumentsRights.Own);
        routes.MapExport("/documents/follow-up", FollowExportAsync).Needs(DocumentsRights.Own);
        routes.MapGet("/documents/in/new", NewAsync).Needs(DocumentsRights.Register);
        routes.MapPost("/documents/in/new", EnterAsync).Needs(DocumentsRights.Register);
        routes.MapGet("/documents/in/{id:guid}", async (Guid id, PaperShowing showing, CancellationToken stop) =>
            Show.Page<IncomingPaperPage>(new { Model = (object)await showing.InAsync(id, stop) })).Needs(DocumentsRights.Own);
        routes.MapGet("/documents/in/{id:guid}/edit", EditAsync).Needs(DocumentsRights.Register);
        routes.MapPost("/documents/in/{id:guid}/edit", ChangeAsync).Needs(DocumentsRights.Register);
        routes.MapPost("/documents/in/{id:guid}/turn/{deed}", TurnAsync).Needs(DocumentsRights.Register);
        routes.MapPost("/documents/in/{id:guid}/import/{file:guid}", ImportAsync).Needs(DocumentsRights.Own);
        routes.MapGet("/documents/papers/{id:guid}", PaperAsync).Needs(DocumentsRights.Own);
        routes.MapGet("/documents/files/{id:guid}", FileAsync).Needs(DocumentsRights.Own);
        routes.MapPost("/documents/files/{id:guid}/remove", RemoveAsync).Needs(DocumentsRights.Register);
        routes.MapGet("/api/documents/incoming", ApiAsync).Needs(DocumentsRights.See);
    }

    static async Task<IResult> NewAsync(Guid? org, Guid? message, Desks desks, Accepting accepting, IOrganisations organisations, TimeProvider clock,
        CancellationToken stop)
    {
        var all = await desks.OfAsync(DocumentsRights.Register, stop);
        var names = await organisations.NamesAsync(all, null, stop);
        var issuers = (await organisations.ListAsync(null, 2000, stop)).Select(o => o.Name).ToList();
        if (message is { } id)
        {
            var row = await accepting.FindAsync(id, stop);
            return Show.Page<IncomingFormPage>(new
            {
                Model = (object)new IncomingFormView(null, await accepting.DraftAsync(row, stop), row, row.OrganisationId,
                    [(row.OrganisationId, names.GetValueOrDefault(row.OrganisationId, ""))], issuers, clock.Today()),
            });
        }
        var at = await desks.ChosenAsync(DocumentsRights.Register, org, stop);
        return Show.Page<IncomingFormPage>(new
        {
            Model = (object)new IncomingFormView(null, new(Books.General, clock.Today(), "", "", null, "", "", Urgency.Normal, null, "", "", 0, "", ""), null, at,
                [.. all.Select(o => (o, names.GetValueOrDefault(o, "")))], issuers, clock.Today()),
        });
    }

    static async Task<IResult> EnterAsync(HttpContext context, Entering entering, Accepting accepting, Desks desks, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var input = IncomingInput.Of(form, clock.Today());
        var files = (await context.Request.ReadFormAsync(stop)).Files;
        var paper = form.Id("message") is { } message ? await accepting.EnterAsync(message, input, files, stop)
            : await entering.EnterAsync(await desks.ChosenAsync(DocumentsRights.Register, form.Id("org"), stop), input, files, stop);
        return Show.Done(context, "/documents/in/" + paper.Id, "Đã vào sổ. Số đến đã được cấp.");
    }

    static async Task<IResult> EditAsync(Guid id, PaperBook book, Desks desks, IOrganisations organisations, TimeProvider clock, CancellationToken stop)
    {
        var p = await book.FindAsync(id, stop);
        await desks.MustAsync(DocumentsRights.Register, p.OrganisationId, stop);
        p.MustMove();
        return Show.Page<IncomingFormPage>(new
        {
            Model = (object)new IncomingFormView(p, new(p.Book, p.ArrivedOn, p.Issuer, p.Code, p.PaperDay, p.Type, p.Subject, p.Urgency, p.DueOn, p.Signer, p.Receiver,
                p.Pages, p.Note, p.DuplicateReason),
                null, p.OrganisationId, [], [.. (await organisations.ListAsync(null, 2000, stop)).Select(o => o.Name)], clock.Today()),
        });
    }

    static async Task<IResult> ChangeAsync(Guid id, HttpContext context, Entering entering, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await entering.ChangeAsync(id, form.Whole("version"), IncomingInput.Of(form, clock.Today()), (await context.Request.ReadFormAsync(stop)).Files,
            form.Text("reason", 300), stop);
        return Show.Done(context, "/documents/in/" + id, "Đã lưu. Nội dung cũ vẫn xem được trong lịch sử.");
    }

    static async Task<IResult> TurnAsync(Guid id, string deed, HttpContext context, Entering entering, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await entering.TurnAsync(id, form.Whole("version"), deed, deed == "thaw" ? form.Text("reason", 300) : form.Required("reason", 300), stop);
        return Show.Done(context, "/documents/in/" + id, "Đã ghi vào sổ.");
    }

    static async Task<IResult> ImportAsync(Guid id, Guid file, HttpContext context, PaperBook book, DocumentsStore store, IFiles files, IPlanImports imports,
        CancellationToken stop)
    {
        var paper = await book.FindAsync(id, stop);
        var row = await store.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == file && f.PaperId == id && f.RemovedAt == null, stop)
            ?? throw Refusal.Missing("Không có tệp này.");
        await using var content = await files.OpenAsync(row.OrganisationId, row.Hash, stop);
        using var memory = new MemoryStream();
        await content.CopyToAsync(memory, stop);
        return Show.Done(context, await imports.ReceiveAsync(paper.OrganisationId, row.Name, memory.ToArray(), stop), "Đã đọc văn bản. Xin rà soát từng dòng.");
    }

    // A figure leads to its paper by the paper's id alone.
    static async Task<IResult> PaperAsync(Guid id, DocumentsStore store, CancellationToken stop) =>
        Results.Redirect(await store.Incoming.AnyAsync(p => p.Id == id, stop) ? "/documents/in/" + id
            : await store.Outgoing.AnyAsync(p => p.Id == id, stop) ? "/documents/out/" + id
            : await store.Messages.AnyAsync(m => m.Id == id, stop) ? "/documents/exchange/" + id
                : throw Refusal.Missing("Không có văn bản này trong sổ, hoặc văn bản không được giao cho ông/bà."));

    static async Task<IResult> FileAsync(Guid id, DocumentsStore store, PaperBook book, Accepting accepting, IFiles files, CancellationToken stop)
    {
        var row = await store.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id && f.RemovedAt == null, stop) ?? throw Refusal.Missing("Không có tệp này.");
        if (await store.Incoming.AnyAsync(p => p.Id == row.PaperId, stop)) await book.FindAsync(row.PaperId, stop);
        else if (await store.Outgoing.AnyAsync(p => p.Id == row.PaperId, stop)) await book.IssuedAsync(row.PaperId, stop);
        else await accepting.FindAsync(row.PaperId, stop);
        store.Trace("document.file.read", "documents_file", id.ToString());
        await store.SaveChangesAsync(stop);
        var content = await files.OpenAsync(row.OrganisationId, row.Hash, stop);
        // Only what was known by its bytes is shown; everything else is a file to keep, never something a browser would run.
        return row.MediaType == "application/octet-stream" ? Results.File(content, row.MediaType, row.Name) : Results.File(content, row.MediaType);
    }

    static async Task<IResult> RemoveAsync(Guid id, HttpContext context, DocumentsStore store, PaperBook book, Desks desks, TimeProvider clock, CancellationToken stop)
    {
        var row = await store.Files.FirstOrDefaultAsync(f => f.Id == id && f.RemovedAt == null, stop) ?? throw Refusal.Missing("Không có tệp này.");
        await desks.MustAsync(DocumentsRights.Register, row.OrganisationId, stop);
        row.RemovedAt = clock.GetUtcNow();
        store.Step(row.PaperId, IncomingWords.FileRemoved, row.Name);
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/documents/papers/" + row.PaperId, "Đã bỏ tệp khỏi văn bản; bản gốc vẫn được giữ.");
    }

    static async Task<IResult> ExportAsync(HttpRequest request, IncomingListing list, Words words, CancellationToken stop)
    {
        string[] heads = [Words.Key("Ngày đến"), Words.Key("Số đến"), Words.Key("Tác giả"), Words.Key("Số, ký hiệu"), Words.Key("Ngày văn bản"),
            Words.Key("Tên loại và trích yếu nội dung"),
            Words.Key("Đơn vị hoặc người nhận"), Words.Key("Ngày chuyển"), Words.Key("Ký nhận"), Words.Key("Ghi chú")];
        return Export.Of("so-van-ban-den", [.. heads.Select(h => new Column(words[h]))], (await list.AllAsync(PapersAsk.Of(request), false, stop)).Select(p =>
            (IReadOnlyList<object?>)[p.ArrivedOn, p.Number, p.Issuer, p.Code, p.PaperDay, $"{PaperTypes.Name(p.Type)}: {p.Subject}", p.Receiver, p.RoutedOn,
                words[IncomingWords.Of(p.State)], p.Note]));
    }

    static async Task<IResult> FollowExportAsync(HttpRequest request, IncomingListing list, Words words, CancellationToken stop)
    {
        string[] heads = [Words.Key("Số đến"), Words.Key("Tên loại, số, ký hiệu, ngày, tác giả"), Words.Key("Đơn vị hoặc người nhận"),
            Words.Key("Thời hạn giải quyết"), Words.Key("Tiến độ giải quyết"),
            Words.Key("Số, ký hiệu văn bản trả lời"), Words.Key("Ghi chú")];
        var rows = await list.AllAsync(PapersAsk.Of(request), true, stop);
        var answers = await list.AnswersAsync(rows, stop);
        return Export.Of("so-theo-doi-giai-quyet", [.. heads.Select(h => new Column(words[h]))], rows.Select(p => (IReadOnlyList<object?>)
            [p.Number, Told(p), p.Receiver, p.DueOn, words[IncomingWords.Of(p.State)], p.AnswerId is { } a ? answers.GetValueOrDefault(a, "") : "", p.Result.Length > 0
                ? p.Result : p.Note]));
    }

    /// <summary>A paper in the second column of the follow-up register.</summary>
    public static string Told(Incoming p) => $"{PaperTypes.Name(p.Type)} {p.Code}{(p.PaperDay is { } day ? $", {Say.Day(day)}" : "")}, {p.Issuer}: {p.Subject}";

    static async Task<IResult> ApiAsync(HttpRequest request, IncomingListing list, CancellationToken stop) =>
        Results.Json((await list.AllAsync(PapersAsk.Of(request), false, stop)).Select(p => new
        {
            id = p.Id,
            number = p.Number,
            year = p.Year,
            arrivedOn = p.ArrivedOn,
            registeredAt = p.RegisteredAt,
            issuer = p.Issuer,
            code = p.Code,
            paperDay = p.PaperDay,
            type = p.Type,
            subject = p.Subject,
            urgency = p.Urgency.ToString(),
            dueOn = p.DueOn,
            state = p.State.ToString(),
            doneOn = p.DoneOn,
        }));
}

/// <summary>What the form of an incoming paper shows.</summary>
sealed record IncomingFormView(Incoming? Paper, IncomingInput Input, ExchangeMessage? Message, Guid Organisation, IReadOnlyList<(Guid Id, string Name)> Desks,
    IReadOnlyList<string> Issuers, DateOnly Today);
