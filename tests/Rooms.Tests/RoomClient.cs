using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace LienY.Rooms.Tests;

/// <summary>A page in a room, as a program: asks for a pass, opens the line, keeps it alive, notes what it is told.</summary>
sealed class RoomClient : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly ClientWebSocket socket = new();
    readonly Channel<JsonElement> heard = Channel.CreateUnbounded<JsonElement>();
    readonly SemaphoreSlim sending = new(1, 1);
    readonly CancellationTokenSource ending = new();
    Task reading = Task.CompletedTask;
    Task living = Task.CompletedTask;

    /// <summary>Every message so far.</summary>
    public List<JsonElement> All { get; } = [];

    /// <summary>Called with every message as it comes.</summary>
    public Action<JsonElement>? Came { get; set; }

    /// <summary>Number of the last happening.</summary>
    public long Seq { get; private set; }

    /// <summary>Why the line was closed.</summary>
    public string? Why => socket.CloseStatusDescription;

    public static HttpClient Program(Uri site, string token) =>
        new() { BaseAddress = site, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };

    public static async Task<string> PassAsync(HttpClient program, string door, string? form = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, door + "/pass");
        if (form is not null) request.Headers.Add("X-Form", form);
        using var answer = await program.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pass").GetString()!;
    }

    /// <summary>Enters with an account's token.</summary>
    public static async Task<RoomClient> EnterAsync(Uri site, string token, Guid room, long? last = null)
    {
        using var program = Program(site, token);
        return await OpenAsync(site, room, await PassAsync(program, "/rooms/" + room), o => o.SetRequestHeader("Authorization", "Bearer " + token), last);
    }

    /// <summary>Enters as a guest with a link.</summary>
    public static async Task<RoomClient> GuestAsync(Uri site, Guid room, string link, string? pass = null)
    {
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = site };
        browser.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        var page = await browser.GetStringAsync(link);
        var form = WebUtility.HtmlDecode(page.Split("data-token=\"")[1].Split('"')[0]);
        pass ??= await PassAsync(browser, link, form);
        return await OpenAsync(site, room, pass, o => o.SetRequestHeader("Cookie", cookies.GetCookieHeader(new Uri(site, "/rooms/x"))), null);
    }

    public static async Task<RoomClient> OpenAsync(Uri site, Guid room, string pass, Action<ClientWebSocketOptions> set, long? last = null)
    {
        var client = new RoomClient();
        client.socket.Options.SetRequestHeader("Origin", site.ToString().TrimEnd('/'));
        set(client.socket.Options);
        await client.socket.ConnectAsync(new Uri($"ws://{site.Authority}/rooms/{room}/live"), default);
        await client.SendAsync(new { t = "hello", pass, last });
        client.reading = client.ReadAsync();
        client.living = client.LiveAsync();
        return client;
    }

    public Task SendAsync(object message) => RawAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text);

    public async Task RawAsync(byte[] message, WebSocketMessageType type)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(message, type, true, default);
        }
        catch (Exception problem) when (problem is WebSocketException or IOException or ObjectDisposedException)
        {
            // The other side has closed; the reading side tells why.
        }
        finally
        {
            sending.Release();
        }
    }

    async Task LiveAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(3000, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (socket.State == WebSocketState.Open && !ending.IsCancellationRequested) await SendAsync(new { t = "ping" });
        }
    }

    async Task ReadAsync()
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (true)
            {
                var length = 0;
                WebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), default);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close) break;
                var message = JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length));
                if (Is(message, "state") || Is(message, "resumed")) Seq = Math.Max(Seq, Is(message, "state") ? message.GetProperty("seq").GetInt64() : 0);
                if (Is(message, "event")) Seq = message.GetProperty("e").GetProperty("seq").GetInt64();
                lock (All) All.Add(message);
                Came?.Invoke(message);
                heard.Writer.TryWrite(message);
            }
        }
        catch (Exception problem) when (problem is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The line is gone.
        }
        heard.Writer.TryComplete();
    }

    public static bool Is(JsonElement message, string kind) => message.GetProperty("t").GetString() == kind;

    public static bool IsEvent(JsonElement message, string kind) => Is(message, "event") && message.GetProperty("e").GetProperty("kind").GetString() == kind;

    /// <summary>The next message that is so; what comes before it is passed over.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> so)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var message in heard.Reader.ReadAllAsync(patience.Token))
                if (so(message)) return message;
        }
        catch (OperationCanceledException)
        {
            // Told below with what was heard.
        }
        lock (All) throw new InvalidOperationException($"The line ('{Why}') never said so. It said:\n{string.Join('\n', All.TakeLast(20))}");
    }

    public Task<JsonElement> StateAsync() => UntilAsync(m => Is(m, "state"));

    public async Task<JsonElement> EventAsync(string kind, Func<JsonElement, bool>? so = null) =>
        (await UntilAsync(m => IsEvent(m, kind) && (so is null || so(m.GetProperty("e"))))).GetProperty("e");

    public Task<JsonElement> RefusedAsync() => UntilAsync(m => Is(m, "refused"));

    /// <summary>Waits until the other side has ended the line.</summary>
    public async Task<string?> EndAsync()
    {
        await reading.WaitAsync(Patience);
        return Why;
    }

    /// <summary>Says goodbye.</summary>
    public async Task LeaveAsync()
    {
        if (socket.State == WebSocketState.Open) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "left", default);
        await reading.WaitAsync(Patience);
    }

    /// <summary>Vanishes without a word.</summary>
    public async Task VanishAsync()
    {
        socket.Abort();
        await reading.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        socket.Abort();
        await Task.WhenAll(reading, living);
        socket.Dispose();
    }
}
