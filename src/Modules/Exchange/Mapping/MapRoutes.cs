using System.Text.Encodings.Web;
using System.Text.Json;
using LienY.Design;
using LienY.Exchange.Pages;
using LienY.Hl7;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Exchange;

/// <summary>The map of a sender, and the box to try a message in; what is tried is stored nowhere.</summary>
static class MapRoutes
{
    const int MostTried = 256 * 1024;

    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exchange/links/{id:guid}/map", ShowAsync).Needs(ExchangeRights.See);
        routes.MapExport("/exchange/links/{id:guid}/map", ExportAsync).Needs(ExchangeRights.See);
        routes.MapPost("/exchange/links/{id:guid}/map", AddAsync).Needs(ExchangeRights.Map);
        routes.MapPost("/exchange/rules/{id:guid}/remove", async (Guid id, HttpContext context, MapDesk maps, CancellationToken stop) =>
            Show.Done(context, $"/exchange/links/{await maps.RemoveAsync(id, stop)}/map", Words.Key("Đã bỏ dòng riêng; dòng chuẩn lại có hiệu lực.")))
                .Needs(ExchangeRights.Map);
        routes.MapGet("/exchange/try", async (ExchangeDesk desk, Guid? link, CancellationToken stop) =>
            Show.Page<TryPage>(new { Model = new TryView("", await desk.LinkChoicesAsync(stop), link, null, [], "", [], "") })).Needs(ExchangeRights.Map);
        routes.MapPost("/exchange/try", TryAsync).Needs(ExchangeRights.Map);
    }

    static async Task<IResult> ShowAsync(Guid id, ExchangeDesk desk, MapDesk maps, Facilities facilities, CancellationToken stop)
    {
        var link = await desk.LinkAsync(id, stop);
        return Show.Page<MapPage>(new
        {
            Model = new MapView(link, (await facilities.NamesAsync([link.OrganisationId], stop))[link.OrganisationId], await maps.LinesAsync(id, stop),
                MapBook.Standard),
        });
    }

    static async Task<IResult> AddAsync(Guid id, HttpContext context, ExchangeDesk desk, MapDesk maps, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var kind = form.Text("kind") == LinkRule.OfCode ? LinkRule.OfCode : LinkRule.OfElement;
        await maps.AddAsync(await desk.LinkAsync(id, stop), kind, form.Required("entry", 60), form.Required("element", 200), form.Required("source", 300),
            form.Text("turned", 60), form.Text("condition", 200), stop);
        return Show.Done(context, $"/exchange/links/{id}/map", Words.Key("Đã thêm dòng ánh xạ riêng."));
    }

    static async Task<IResult> ExportAsync(Guid id, ExchangeDesk desk, MapDesk maps, Words words, CancellationToken stop)
    {
        await desk.LinkAsync(id, stop);
        var book = await maps.BookAsync(id, stop);
        return Export.Of("anh-xa-hl7", ExchangeRoutes.Heads(words, "Tài nguyên hoặc bảng mã", "Phần tử hoặc mã gửi đến", "Lấy từ hoặc mã FHIR", "Cách chuyển",
            "Điều kiện"),
            book.Elements.Select(e => (IReadOnlyList<object?>)[e.Entry, e.Element, e.Source, e.As, e.When])
                .Concat(book.Codes.Select(c => (IReadOnlyList<object?>)[c.Map, c.From, c.To, "", ""])));
    }

    static async Task<IResult> TryAsync(HttpContext context, ExchangeDesk desk, MapDesk maps, Facilities facilities, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var (text, choice) = (form.Required("text", MostTried), form.Id("link"));
        var read = MessageReader.Read(text);
        var view = new TryView(text, await desk.LinkChoicesAsync(stop), choice, read.Message, read.Faults, "", [], "");
        if (read.Message is { } message)
        {
            var link = choice is { } id ? await desk.LinkAsync(id, stop) : null;
            var facility = link is null ? new Facility(Guid.Empty, "", "00000") : await facilities.OfAsync(link.OrganisationId, stop);
            var made = BundleMaker.Make(message, link is null ? MapBook.Standard : await maps.BookAsync(link.Id, stop), new(facility.Id, facility.Code));
            var faults = read.Faults.Concat(made.Faults).ToList();
            var answer = Answers.Of(message, Answers.CodeOf(faults), clock.GetUtcNow(), faults);
            view = view with
            {
                Faults = faults,
                Entries = made.Entries,
                Bundle = made.Bundle.IsEmpty ? "" : JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(made.Bundle.Span), Json),
                Ack = (Charsets.Of(message.Charset) ?? System.Text.Encoding.UTF8).GetString(answer).Replace("\r", "\n", StringComparison.Ordinal),
            };
        }
        return Show.Page<TryPage>(new { Model = view });
    }
}
