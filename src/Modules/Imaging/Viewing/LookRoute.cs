using System.Net.WebSockets;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LienY.Imaging;

/// <summary>The line of those who look at a study together: a bare WebSocket with JSON messages of at most 2 kB.</summary>
static class LookRoute
{
    /// <summary>Where it is.</summary>
    public const string Path = "/imaging/studies/{id:guid}/live";

    const int Longest = 2048;

    /// <summary>Answers one page until it goes.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (!context.WebSockets.IsWebSocketRequest) throw Refusal.Invalid("Địa chỉ này chỉ dùng cho đường truyền xem cùng nhau.");
        // A browser sends the cookie with a foreign page's socket as well: only our own page may open one.
        if (!Uri.TryCreate(context.Request.Headers.Origin, UriKind.Absolute, out var origin) || origin.Authority != context.Request.Host.Value)
            throw Refusal.Forbidden("Trang của nơi khác không được nối vào đây.");
        var id = Guid.Parse((string)context.Request.RouteValues["id"]!);
        var door = services.GetRequiredService<StudyDoor>();
        await door.PeekAsync(id, context.RequestAborted);
        var caller = services.GetRequiredService<Caller>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.FromSeconds(10) });
        await using var looker = await services.GetRequiredService<LookTables>().SitAsync(id, caller.Name, ending.Token);
        try
        {
            var sending = SendAsync(socket, looker, ending.Token);
            await HearAsync(socket, looker, door, id, services.GetRequiredService<TimeProvider>(), ending.Token);
            looker.Leave();
            await sending;
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException)
        {
            // Gone without a word: those who stay are told when the seat is given up.
        }
    }

    static async Task HearAsync(WebSocket socket, Looker looker, StudyDoor door, Guid id, TimeProvider clock, CancellationToken stop)
    {
        var buffer = new byte[Longest];
        var asked = clock.GetUtcNow();
        while (true)
        {
            var at = 0;
            ValueWebSocketReceiveResult got;
            do
            {
                if (at == buffer.Length)
                {
                    await socket.CloseAsync(WebSocketCloseStatus.MessageTooBig, "too long", stop);
                    return;
                }
                got = await socket.ReceiveAsync(buffer.AsMemory(at), stop);
                at += got.Count;
            }
            while (!got.EndOfMessage);
            if (got.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
                return;
            }
            // A basis that was taken back, or has ended, ends the looking too.
            if (clock.GetUtcNow() - asked > TimeSpan.FromSeconds(30))
            {
                await door.PeekAsync(id, stop);
                asked = clock.GetUtcNow();
            }
            await looker.SayAsync(buffer.AsMemory(0, at), stop);
        }
    }

    static async Task SendAsync(WebSocket socket, Looker looker, CancellationToken stop)
    {
        await foreach (var message in looker.Messages.ReadAllAsync(stop))
            if (socket.State == WebSocketState.Open) await socket.SendAsync(message, WebSocketMessageType.Text, true, stop);
    }
}
