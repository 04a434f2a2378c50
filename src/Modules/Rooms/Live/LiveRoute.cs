using System.Net.WebSockets;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>
/// The line of a room: a bare WebSocket with JSON messages. The first is <c>hello</c> with a pass; who has none is not told anything. The process that does not
/// carry the room passes the line on to the one that does.
/// </summary>
static class LiveRoute
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds the route. Open on purpose: the pass decides, since guests have no account.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var way = routes.CreateApplicationBuilder();
        way.UseWebSockets();
        way.Run(AnswerAsync);
        routes.MapGet("/rooms/{id:guid}/live", way.Build()).Open();
    }

    static async Task AnswerAsync(HttpContext context)
    {
        var passage = context.RequestServices.GetRequiredService<Passage>();
        if (!context.WebSockets.IsWebSocketRequest) throw Refusal.Invalid("Địa chỉ này chỉ dùng cho đường truyền của phòng họp.");
        var isPassed = passage.IsFromOurs(context);
        if (!isPassed && !passage.IsOwnPage(context)) throw Refusal.Forbidden("Trang của nơi khác không được nối vào phòng họp.");
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.FromSeconds(10) });
        var stopping = context.RequestServices.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await ServeAsync(context, socket, passage, isPassed, ending.Token);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException or InvalidDataException)
        {
            await GoAsync(context, socket, problem is InvalidDataException ? problem.Message : "moved");
        }
    }

    static async Task ServeAsync(HttpContext context, WebSocket socket, Passage passage, bool isPassed, CancellationToken stop)
    {
        var services = context.RequestServices;
        var (room, clock) = (Guid.Parse((string)context.Request.RouteValues["id"]!), services.GetRequiredService<TimeProvider>());
        using var patience = new CancellationTokenSource(Patience, clock);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        if (await Message.RawAsync(socket, Line.Longest, soon.Token) is not { } raw) return;
        var hello = Read(raw);
        try
        {
            var (box, lease) = await services.GetRequiredService<RoomHall>().OpenAsync(room, soon.Token);
            if (box is null)
            {
                // Handed on once only: a lease that has just moved is found at the next try.
                if (isPassed) await GoAsync(context, socket, "moved");
                else await passage.CarryAsync(context, socket, lease, raw, stop);
                return;
            }
            var seat = await services.GetRequiredService<Passes>().TakeAsync(hello.Text("pass"), room, Passes.BearersOf(context, services.GetRequiredService<Caller>()), soon.Token)
                ?? throw new Refusal(RefusalKind.Forbidden, "Giấy vào phòng đã dùng, đã hết hạn hoặc không phải của phòng này. Xin tải lại trang.") { Code = "pass" };
            await SitAsync(context, socket, box, room, seat, hello.Whole("last"), stop);
        }
        catch (Refusal refusal)
        {
            await socket.SendAsync(Message.Of(new { t = "refused", code = refusal.Code.Length > 0 ? refusal.Code : refusal.Kind == RefusalKind.Conflict ? "closed" : "", text = services.GetRequiredService<Words>().Of(refusal) }),
                WebSocketMessageType.Text, true, stop);
            await GoAsync(context, socket, refusal.Kind == RefusalKind.Unavailable ? "moved" : refusal.Kind == RefusalKind.Conflict ? "closed" : "pass");
        }
    }

    static JsonElement Read(ReadOnlyMemory<byte> raw)
    {
        try
        {
            var hello = JsonSerializer.Deserialize<JsonElement>(raw.Span);
            return hello.ValueKind == JsonValueKind.Object && hello.Text("t") == "hello" ? hello : throw new InvalidDataException("form");
        }
        catch (JsonException)
        {
            throw new InvalidDataException("form");
        }
    }

    static async Task SitAsync(HttpContext context, WebSocket socket, Mailbox<RoomWriter> box, Guid room, Guid seat, long? last, CancellationToken stop)
    {
        var services = context.RequestServices;
        var table = services.GetRequiredService<Table>();
        var line = new Line(socket, seat, services.GetRequiredService<Words>(), services.GetRequiredService<TimeProvider>()) { Last = last, Exhibits = await table.OfSeatAsync(room, seat, stop) };
        using var moved = box.Lease.Lost.Register(() => line.Close("moved", WebSocketCloseStatus.EndpointUnavailable));
        // Whoever comes is told by the writer; the line must be read and written meanwhile.
        var joined = box.AskAsync(async w =>
        {
            await w.JoinAsync(line);
            return true;
        });
        _ = joined.ContinueWith(_ => line.Close("moved", WebSocketCloseStatus.EndpointUnavailable), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        var why = await line.RunAsync(order => OrderAsync(context.Request, box, line, room, order, stop), stop);
        box.Tell(w => w.PartAsync(line, why));
        if (joined.IsFaulted && joined.Exception!.InnerException is not Refusal) services.GetRequiredService<ILogger<RoomHall>>().LogWarning(joined.Exception, "A page could not join room '{Room}'.", room);
    }

    static async Task OrderAsync(HttpRequest request, Mailbox<RoomWriter> box, Line line, Guid room, JsonElement order, CancellationToken stop)
    {
        var services = request.HttpContext.RequestServices;
        RoomExhibit? exhibit = null;
        switch (order.Text("t"))
        {
            case "ping":
                line.Latest("pong", Message.Of(new { t = "pong" }));
                return;
            case "show" when order.Text("key") is { Length: > 0 } key:
                exhibit = line.Exhibits.FirstOrDefault(e => e.Key == key);
                if (exhibit is null)
                {
                    line.Exhibits = await services.GetRequiredService<Table>().OfSeatAsync(room, line.Seat, stop);
                    exhibit = line.Exhibits.FirstOrDefault(e => e.Key == key);
                }
                if (exhibit is null)
                {
                    line.Refuse(Refusal.Missing("Tài liệu này không còn trong danh sách của cuộc họp."));
                    return;
                }
                // Before it is told, so that guests find it there.
                if (!exhibit.Key.StartsWith("file/", StringComparison.Ordinal) && await box.AskAsync(w => ValueTask.FromResult(w.Room.Floor == line.Seat)))
                    await services.GetRequiredService<ShownShelf>().KeepAsync(room, exhibit, request, stop);
                break;
        }
        if (!box.Tell(w => w.OrderAsync(line, order, exhibit))) line.Close("moved", WebSocketCloseStatus.EndpointUnavailable);
    }

    static Task GoAsync(HttpContext context, WebSocket socket, string why) =>
        Message.SayGoodbyeAsync(socket, why == "moved" ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.PolicyViolation, why, context.RequestServices.GetRequiredService<TimeProvider>());
}
