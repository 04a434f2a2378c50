using LienY.Design;
using LienY.Exchange.Pages;
using LienY.Hl7;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>Pages of connections, messages, maps and queues.</summary>
static class ExchangeRoutes
{
    const int Most = 50_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exchange", async (ExchangeDesk desk, CancellationToken stop) => Show.Page<ExchangePage>(new { Model = await desk.AllAsync(stop) }))
            .Needs(ExchangeRights.See);
        routes.MapExport("/exchange", ExportAllAsync).Needs(ExchangeRights.See);
        routes.MapGet("/exchange/links/new", NewLinkAsync).Needs(ExchangeRights.Connect);
        routes.MapPost("/exchange/links", AdmitAsync).Needs(ExchangeRights.Connect);
        routes.MapGet("/exchange/links/{id:guid}", async (Guid id, ExchangeDesk desk, Caller caller, CancellationToken stop) =>
        {
            var link = await desk.LinkAsync(id, stop);
            caller.Must(ExchangeRights.Connect, link.OrganisationId);
            return Show.Page<LinkFormPage>(new { Model = new LinkFormView(link, null, [], link.OrganisationId) });
        }).Needs(ExchangeRights.Connect);
        routes.MapPost("/exchange/links/{id:guid}", async (Guid id, HttpContext context, Connecting connecting, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await connecting.ChangeAsync(id, form.Whole("version"), form.Required("name", 80), form.Text("addresses", 500), stop);
            return Show.Done(context, "/exchange", Words.Key("Đã lưu."));
        }).Needs(ExchangeRights.Connect);
        routes.MapPost("/exchange/links/{id:guid}/end", async (Guid id, HttpContext context, Connecting connecting, CancellationToken stop) =>
        {
            await connecting.EndAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/exchange", Words.Key("Đã ngừng kết nối; bản tin gửi từ nay bị từ chối."));
        }).Needs(ExchangeRights.Connect);
        routes.MapGet("/exchange/messages", async (HttpRequest request, ExchangeDesk desk, CancellationToken stop) =>
            Show.Page<MessagesPage>(new { Model = await desk.MessagesAsync(AskOf(request), stop) })).Needs(ExchangeRights.See);
        routes.MapExport("/exchange/messages", ExportMessagesAsync).Needs(ExchangeRights.See);
        routes.MapGet("/exchange/messages/{id:guid}", async (Guid id, string? show, ExchangeDesk desk, CancellationToken stop) =>
            Show.Page<MessagePage>(new { Model = await desk.MessageAsync(id, show == "content", stop) })).Needs(ExchangeRights.See);
        routes.MapGet("/exchange/messages/{id:guid}/original", OriginalAsync).Needs(ExchangeRights.Originals);
        routes.MapPost("/exchange/messages/{id:guid}/again", AgainAsync).Needs(ExchangeRights.Originals);
        MapRoutes.Map(routes);
        ReceiverRoutes.Map(routes);
    }

    /// <summary>Reads what stands in an address; what cannot be read counts as not asked.</summary>
    static MessagesAsk AskOf(HttpRequest request) => new(
        Guid.TryParse(request.Query["link"], out var link) ? link : null,
        Enum.TryParse<MessageState>(request.Query["state"], out var state) && Enum.IsDefined(state) ? state : null,
        request.Query["type"].ToString() is { Length: <= 20 } type ? type : "",
        Day(request.Query["from"]), Day(request.Query["to"]),
        int.TryParse(request.Query["page"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page)
            ? Math.Clamp(page, 1, 100_000) : 1);

    static DateOnly? Day(string? text) => Say.TryDay(text, out var day) && day.Year is > 2000 and < 2200 ? day : null;

    static async Task<IResult> NewLinkAsync(Guid? stranger, ExchangeDesk desk, Facilities facilities, CancellationToken stop)
    {
        var known = stranger is { } id ? (await desk.StrangersAsync(stop)).FirstOrDefault(s => s.Id == id) : null;
        var units = await facilities.ReachedAsync(ExchangeRights.Connect, stop);
        return Show.Page<LinkFormPage>(new { Model = new LinkFormView(null, known, units, known?.OrganisationId ?? (units is [var only] ? only.Id : null)) });
    }

    static async Task<IResult> AdmitAsync(HttpContext context, Connecting connecting, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var unit = form.Id("unit") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "unit" };
        await connecting.AdmitAsync(unit, form.Required("name", 80), form.Required("application", 80), form.Text("facility", 80), form.Text("addresses", 500),
            form.Id("stranger"), stop);
        return Show.Done(context, "/exchange", Words.Key("Đã chấp nhận kết nối; bản tin gửi từ nay được nhận."));
    }

    static async Task<IResult> OriginalAsync(Guid id, ExchangeDesk desk, Caller caller, CancellationToken stop)
    {
        var row = await desk.ReachedAsync(id, stop);
        caller.MustHold(ExchangeRights.Originals, row.OrganisationId);
        // Never as something a browser would show: what others send is not ours to run.
        return Results.File(await desk.BytesAsync(row, "exchange.message.download", stop), "application/octet-stream", $"{row.Id:N}.hl7");
    }

    static async Task<IResult> AgainAsync(Guid id, HttpContext context, ExchangeDesk desk, ExchangeStore store, Working working, Caller caller, CancellationToken stop)
    {
        var row = await desk.ReachedAsync(id, stop);
        caller.MustHold(ExchangeRights.Originals, row.OrganisationId);
        if (row.State is MessageState.Received
            && row.ClaimedUntil > store.Clock.GetUtcNow()) throw Refusal.Conflict("Bản tin này đang được xử lý. Xin đợi xong rồi xử lý lại.");
        store.Trace("exchange.message.again", "exchange_message", id.ToString());
        await working.AgainAsync(id, stop);
        return Show.Done(context, $"/exchange/messages/{id}", Words.Key("Đã xử lý lại theo bảng ánh xạ hiện hành."));
    }

    static async Task<IResult> ExportAllAsync(ExchangeDesk desk, Words words, CancellationToken stop)
    {
        var all = await desk.AllAsync(stop);
        return Export.Of("ket-noi-hl7", [.. Heads(words, "Chiều", "Đơn vị", "Kết nối", "MSH-3", "MSH-4", "Địa chỉ mạng", "Trạng thái", "Liên lạc cuối",
            "Nhận trong 30 ngày", "Không nhận", "Đang chờ")],
            all.Links.Select(l => (IReadOnlyList<object?>)[words["Đến"], l.Unit, l.Link.Name, l.Link.Application, l.Link.Facility, l.Link.Addresses,
                words[l.Link.RevokedAt is null ? "đang dùng" : "đã ngừng"], l.Link.LastContactAt, l.Received, l.Failed, l.Waiting])
            .Concat(all.Receivers.Select(r => (IReadOnlyList<object?>)[words["Đi"], r.Unit, r.Receiver.Name, r.Receiver.ToApplication, r.Receiver.ToFacility,
                FormattableString.Invariant($"{r.Receiver.Host}:{r.Receiver.Port}"), words[r.Receiver.RevokedAt is null ? "đang dùng" : "đã ngừng"],
                    r.Receiver.LastSentAt, null, r.Stuck, r.Waiting])));
    }

    static async Task<IResult> ExportMessagesAsync(HttpRequest request, ExchangeDesk desk, Words words, CancellationToken stop)
    {
        var rows = await desk.LinesAsync(await desk.Asked(AskOf(request)).Take(Most).ToListAsync(stop), stop);
        return Export.Of("ban-tin-hl7", [.. Heads(words, "Lúc nhận", "Kết nối", "Loại bản tin", "MSH-10", "Kết quả", "Trả lời", "Lỗi", "Cảnh báo", "Nơi có lỗi")],
            rows.Select(l => (IReadOnlyList<object?>)[l.Message.ReceivedAt, l.Sender, l.Message.Type, l.Message.ControlId, words[ExchangeWords.Of(l.Message.State)],
                l.Message.Ack, l.Message.Faults, l.Message.Warnings, l.First]));
    }

    /// <summary>Heads of a file.</summary>
    public static IReadOnlyList<Column> Heads(Words words, params string[] heads) => [.. heads.Select(h => new Column(words[h]))];
}
