using LienY.Design;
using LienY.Exchange.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>Receivers and their queues.</summary>
static class ReceiverRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exchange/receivers/new", async (ExchangeDesk desk, CancellationToken stop) =>
            Show.Page<ReceiverPage>(new { Model = await desk.ReceiverAsync(null, 1, stop) })).Needs(ExchangeRights.Connect);
        routes.MapPost("/exchange/receivers", async (HttpContext context, Connecting connecting, CancellationToken stop) =>
            Show.Done(context, $"/exchange/receivers/{await connecting.ReceiverAsync(null, await Form.ReadAsync(context.Request, stop), stop)}", Words.Key("Đã lưu.")))
                .Needs(ExchangeRights.Connect);
        routes.MapGet("/exchange/receivers/{id:guid}", async (Guid id, int? page, ExchangeDesk desk, CancellationToken stop) =>
            Show.Page<ReceiverPage>(new { Model = await desk.ReceiverAsync(id, Math.Clamp(page ?? 1, 1, 100_000), stop) })).Needs(ExchangeRights.See);
        routes.MapPost("/exchange/receivers/{id:guid}", async (Guid id, HttpContext context, Connecting connecting, CancellationToken stop) =>
        {
            await connecting.ReceiverAsync(id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/exchange/receivers/{id}", Words.Key("Đã lưu."));
        }).Needs(ExchangeRights.Connect);
        routes.MapPost("/exchange/receivers/{id:guid}/end", async (Guid id, HttpContext context, Connecting connecting, CancellationToken stop) =>
        {
            await connecting.EndReceiverAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/exchange", Words.Key("Đã ngừng gửi tới hệ thống này."));
        }).Needs(ExchangeRights.Connect);
        routes.MapPost("/exchange/outgoing/{id:guid}/resend", async (Guid id, HttpContext context, Connecting connecting, CancellationToken stop) =>
            Show.Done(context, $"/exchange/receivers/{await connecting.ResendAsync(id, stop)}", Words.Key("Đã đưa bản tin vào hàng chờ gửi lại.")))
                .Needs(ExchangeRights.See);
        routes.MapExport("/exchange/receivers/{id:guid}/queue", ExportAsync).Needs(ExchangeRights.See);
    }

    static async Task<IResult> ExportAsync(Guid id, ExchangeDesk desk, ExchangeStore store, Words words, CancellationToken stop)
    {
        await desk.ReceiverAsync(id, 1, stop);
        var rows = await store.Outgoing.AsNoTracking().Where(o => o.ReceiverId == id).OrderByDescending(o => o.Place).Take(50_000).ToListAsync(stop);
        return Export.Of("ban-tin-gui-di", ExchangeRoutes.Heads(words, "Lúc tạo", "Loại bản tin", "MSH-10", "Trạng thái", "Số lần thử", "Trả lời", "Lỗi cuối",
            "Lúc xong"),
            rows.Select(o => (IReadOnlyList<object?>)[o.MadeAt, o.Type, o.ControlId, words[ExchangeWords.Of(o.State)], o.Tries, o.Ack, o.LastError, o.DoneAt]));
    }
}
