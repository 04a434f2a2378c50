using System.Globalization;
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

/// <summary>Messages that came and went.</summary>
sealed record ExchangeView(Guid Organisation, IReadOnlyList<(Guid Id, string Name)> Desks, string Box, string State, IReadOnlyList<ExchangeMessage> Rows, int Page,
    int Pages, int Waiting, AxisChoice Axis,
    bool MayRegister, string Code);

/// <summary>One message.</summary>
sealed record MessageView(ExchangeMessage Message, string Organisation, IReadOnlyList<PaperFile> Files, Incoming? Paper, IReadOnlyList<ExchangeMessage> Others,
    AxisChoice Axis, bool MayRegister);

/// <summary>Routes of the exchange by edXML, for people and for programs.</summary>
static class ExchangeRoutes
{
    const int Size = 50;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents/exchange", ListAsync).Needs(DocumentsRights.See);
        routes.MapExport("/documents/messages", ExportAsync).Needs(DocumentsRights.See);
        routes.MapPost("/documents/exchange/upload", UploadAsync).Needs(DocumentsRights.Register);
        var one = routes.MapGroup("/documents/exchange/{id:guid}");
        one.MapGet("", OneAsync).Needs(DocumentsRights.See);
        one.MapGet("/original", OriginalAsync).Needs(DocumentsRights.See);
        one.MapPost("/refuse", async (Guid id, HttpContext context, Accepting accepting, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await accepting.RefuseAsync(id, form.Whole("version"), form.Required("reason", 300), stop);
            return Show.Done(context, "/documents/exchange/" + id, "Đã từ chối; nơi gửi sẽ được báo.");
        }).Needs(DocumentsRights.Register);
        one.MapPost("/recall", async (Guid id, HttpContext context, Accepting accepting, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await accepting.RecallAsync(id, form.Whole("version"), form.Text("do", 10) == "agree", form.Text("reason", 300), stop);
            return Show.Done(context, "/documents/exchange/" + id, "Đã trả lời yêu cầu lấy lại.");
        }).Needs(DocumentsRights.Register);
        one.MapPost("/again", async (Guid id, HttpContext context, Sending sending, CancellationToken stop) =>
        {
            await sending.AgainAsync(id, stop);
            return Show.Done(context, "/documents/exchange/" + id, "Đã xếp lại vào hàng gửi.");
        }).Needs(DocumentsRights.Register);
        routes.MapPost("/api/documents/edxml", ApiTakeAsync).Needs(DocumentsRights.Register);
        routes.MapGet("/api/documents/edxml", ApiListAsync).Needs(DocumentsRights.See);
        routes.MapGet("/api/documents/edxml/{id:guid}", OriginalAsync).Needs(DocumentsRights.See);
    }

    static async Task<IResult> ListAsync(Guid? org, string? box, string? state, int? page, Desks desks, DocumentsStore store, Axes axes, RegisterSettings settings,
        IOrganisations organisations,
        TimeProvider clock, CancellationToken stop)
    {
        var organisation = await desks.ChosenAsync(DocumentsRights.See, org, stop);
        var whole = await desks.OfAsync(DocumentsRights.See, stop);
        var names = await organisations.NamesAsync(whole, null, stop);
        var at = Math.Clamp(page ?? 1, 1, 100_000);
        var rows = Rows(store, organisation, box, state);
        var total = await rows.CountAsync(stop);
        return Show.Page<ExchangePage>(new
        {
            Model = (object)new ExchangeView(organisation, [.. whole.Select(o => (o, names.GetValueOrDefault(o, "")))], box == "out" ? "out" : "in", state ?? "",
                await rows.OrderByDescending(m => m.Id).Skip((at - 1) * Size).Take(Size).ToListAsync(stop), at, Math.Max(1, (total + Size - 1) / Size),
                await store.Messages.CountAsync(m => m.OrganisationId == organisation && m.Direction == Numbering.In && m.State == MessageState.Waiting, stop),
                    await axes.ChoiceAsync(stop),
                await desks.HoldsAsync(DocumentsRights.Register, organisation, stop), (await settings.OnAsync(organisation, clock.Today(), stop)).OrganCode),
        });
    }

    static IQueryable<ExchangeMessage> Rows(DocumentsStore store, Guid organisation, string? box, string? state)
    {
        var direction = box == "out" ? Numbering.Out : Numbering.In;
        var rows = store.Messages.AsNoTracking().Where(m => m.OrganisationId == organisation && m.Direction == direction);
        return Enum.TryParse<MessageState>(state, out var wanted) && Enum.IsDefined(wanted) ? rows.Where(m => m.State == wanted) : rows;
    }

    static async Task<IResult> ExportAsync(Guid? org, string? box, string? state, Desks desks, DocumentsStore store, Words words, CancellationToken stop)
    {
        var rows = await Rows(store, await desks.ChosenAsync(DocumentsRights.See, org, stop), box, state).OrderByDescending(m => m.Id).Take(50_000).ToListAsync(stop);
        string[] heads = [Words.Key("Lúc"), Words.Key("Nghiệp vụ"), Words.Key("Cơ quan"), Words.Key("Mã cơ quan"), Words.Key("Số, ký hiệu"), Words.Key("Trích yếu"),
            Words.Key("Trạng thái"),
            Words.Key("Nơi nhận báo"), Words.Key("Ghi chú")];
        return Export.Of("thong-diep-lien-thong", [.. heads.Select(h => new Column(words[h]))], rows.Select(m => (IReadOnlyList<object?>)
            [m.MadeAt, words[ExchangeWords.Business(m)], m.PartnerName, m.PartnerCode, m.Code, m.Subject, words[ExchangeWords.Of(m.State)],
                words[ExchangeWords.Status(m.ReplyCode)], m.Note]));
    }

    static async Task<IResult> OneAsync(Guid id, Desks desks, DocumentsStore store, Axes axes, Keeping keeping, IOrganisations organisations, CancellationToken stop)
    {
        var row = await FindAsync(id, desks, store, stop);
        var others = await store.Messages.AsNoTracking().Where(m => m.OrganisationId == row.OrganisationId && m.Id != id && m.DocumentId != ""
            && m.DocumentId == row.DocumentId
            && m.PartnerCode == row.PartnerCode).OrderBy(m => m.Id).Take(100).ToListAsync(stop);
        return Show.Page<MessagePage>(new
        {
            Model = (object)new MessageView(row, (await organisations.FindAsync(row.OrganisationId, null, stop))?.Name ?? "", await keeping.OfAsync(id, stop),
                row.Direction == Numbering.In && row.PaperId is { } paper ? await store.Incoming.AsNoTracking().FirstOrDefaultAsync(p => p.Id == paper, stop) : null,
                    others, await axes.ChoiceAsync(stop),
                await desks.HoldsAsync(DocumentsRights.Register, row.OrganisationId, stop)),
        });
    }

    static async Task<ExchangeMessage> FindAsync(Guid id, Desks desks, DocumentsStore store, CancellationToken stop)
    {
        var missing = Refusal.Missing("Không có thông điệp này.");
        var row = await store.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, stop) ?? throw missing;
        return await desks.HoldsAsync(DocumentsRights.See, row.OrganisationId, stop) ? row : throw await desks.HiddenAsync("documents_message", id, missing, stop);
    }

    static async Task<IResult> OriginalAsync(Guid id, Desks desks, DocumentsStore store, IFiles files, CancellationToken stop)
    {
        var row = await FindAsync(id, desks, store, stop);
        if (row.Hash.Length == 0) throw Refusal.Missing("Thông điệp trạng thái không có bản gốc kèm theo.");
        return Results.File(await files.OpenAsync(row.OrganisationId, row.Hash, stop), "application/octet-stream", $"{row.Direction}-{row.Id:N}.edxml");
    }

    static async Task<IResult> UploadAsync(HttpContext context, Desks desks, Receiving receiving, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var organisation = await desks.ChosenAsync(DocumentsRights.Register, form.Id("org"), stop);
        var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp edXML.") { Field = "file" };
        await using var content = file.OpenReadStream();
        var got = await receiving.TakeAsync(organisation, content, refuse: true, stop);
        return Show.Done(context, "/documents/exchange/" + got.Id, got.IsEarlier ? "Thông điệp này đã nhận trước đây." : "Đã nhận thông điệp.");
    }

    static async Task<IResult> ApiTakeAsync(Guid? organisation, HttpContext context, Desks desks, Receiving receiving, CancellationToken stop)
    {
        var to = await desks.ChosenAsync(DocumentsRights.Register, organisation, stop);
        var got = await receiving.TakeAsync(to, context.Request.Body, refuse: true, stop);
        return Results.Json(new { id = got.Id, state = got.State.ToString(), earlier = got.IsEarlier }, statusCode: got.IsEarlier ? 200 : 201);
    }

    static async Task<IResult> ApiListAsync(Guid? organisation, string? box, string? state, Desks desks, DocumentsStore store, CancellationToken stop)
    {
        var rows = await Rows(store, await desks.ChosenAsync(DocumentsRights.See, organisation, stop), box, state).OrderByDescending(m => m.Id).Take(1_000)
            .ToListAsync(stop);
        return Results.Json(rows.Select(m => new
        {
            id = m.Id,
            kind = m.Kind,
            documentId = m.DocumentId,
            business = m.Business,
            status = m.StatusCode,
            partner = m.PartnerCode,
            code = m.Code,
            subject = m.Subject,
            state = m.State.ToString(),
            reply = m.ReplyCode,
            at = m.MadeAt.ToString("o", CultureInfo.InvariantCulture),
        }));
    }
}
