using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Rooms;

/// <summary>From where a line may come: our own page, or another process of this installation that passes one on.</summary>
sealed class Passage(Keys keys, TimeProvider clock, SignInRules rules)
{
    const string Header = "X-Room-Passage";

    readonly byte[] key = keys.Derive("rooms/passage", 32);

    /// <summary>The page that opens the line is ours. Browsers always say which page it is; a program may say nothing and has nothing to gain.</summary>
    public bool IsOwnPage(HttpContext context)
    {
        if (!Uri.TryCreate(context.Request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)) return false;
        if (Uri.TryCreate(rules.PublicUrl, UriKind.Absolute, out var site) && origin.Authority.Equals(site.Authority, StringComparison.OrdinalIgnoreCase)) return true;
        return Uri.TryCreate($"{context.Request.Scheme}://{context.Request.Host}", UriKind.Absolute, out var own) && origin.Authority.Equals(own.Authority, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Another process of ours passes it on; it has looked at the page already.</summary>
    public bool IsFromOurs(HttpContext context) =>
        context.Request.Headers[Header].ToString().Split('.') is [var seconds, var mark] && long.TryParse(seconds, CultureInfo.InvariantCulture, out var at)
        && Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - at) < 60
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(mark), Encoding.ASCII.GetBytes(MarkOf(seconds, context.Request.Path)));

    string MarkOf(string seconds, string path) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(seconds + path)));

    /// <summary>Carries a line to the process that holds the room, until one of the sides ends.</summary>
    public async Task CarryAsync(HttpContext context, WebSocket page, Lease lease, ReadOnlyMemory<byte> hello, CancellationToken stop)
    {
        using var far = new ClientWebSocket();
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        far.Options.SetRequestHeader(Header, $"{seconds}.{MarkOf(seconds, context.Request.Path)}");
        if (context.Request.Headers.Cookie.Count > 0) far.Options.SetRequestHeader("Cookie", context.Request.Headers.Cookie.ToString());
        if (context.Request.Headers.Authorization.Count > 0) far.Options.SetRequestHeader("Authorization", context.Request.Headers.Authorization.ToString());
        if (context.Request.Headers.AcceptLanguage.Count > 0) far.Options.SetRequestHeader("Accept-Language", context.Request.Headers.AcceptLanguage.ToString());
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(TimeSpan.FromSeconds(2));
        await far.ConnectAsync(new Uri("ws" + lease.Address[4..] + context.Request.Path), soon.Token);
        await far.SendAsync(hello, WebSocketMessageType.Text, true, stop);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ways = new[] { PipeAsync(page, far, ending.Token), PipeAsync(far, page, ending.Token) };
        await Task.WhenAny(ways);
        ending.CancelAfter(TimeSpan.FromSeconds(2));
        await Task.WhenAll(ways);
    }

    static async Task PipeAsync(WebSocket from, WebSocket to, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        var (status, why) = (WebSocketCloseStatus.EndpointUnavailable, "moved");
        try
        {
            while (true)
            {
                var part = await from.ReceiveAsync(buffer.AsMemory(), stop);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    (status, why) = (from.CloseStatus ?? WebSocketCloseStatus.NormalClosure, from.CloseStatusDescription ?? "");
                    break;
                }
                await to.SendAsync(buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, stop);
            }
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException)
        {
            // One side is gone: the other is told that the room has moved, and its page comes again.
        }
        try
        {
            if (to.State is WebSocketState.Open or WebSocketState.CloseReceived) await to.CloseOutputAsync(status, why, stop);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException)
        {
            to.Abort();
        }
    }
}
