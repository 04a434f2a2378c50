using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace LienY.Bench;

/// <summary>One page in a room as a program: asks for a pass, opens the line, gives what the room says to <paramref name="hear"/>.</summary>
sealed class RoomLine(Action<ReadOnlyMemory<byte>> hear) : IAsyncDisposable
{
    readonly ClientWebSocket socket = new();
    readonly SemaphoreSlim sending = new(1, 1);
    Task reading = Task.CompletedTask;

    /// <summary>Done when the room has told how it stands.</summary>
    public TaskCompletionSource Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The seat, once told.</summary>
    public Guid Seat { get; private set; }

    /// <summary>Enters a room with an account's token.</summary>
    public async Task EnterAsync(HttpClient program, string token, Guid room)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Post, $"/rooms/{room}/pass") { Headers = { { "Authorization", "Bearer " + token } } };
        using var answer = await program.SendAsync(ask);
        var pass = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pass").GetString();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        socket.Options.SetRequestHeader("Origin", program.BaseAddress!.ToString().TrimEnd('/'));
        await socket.ConnectAsync(new Uri($"ws://{program.BaseAddress!.Authority}/rooms/{room}/live"), default);
        reading = ReadAsync();
        await SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { t = "hello", pass }));
    }

    /// <summary>Says something to the room.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> message)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, true, default);
        }
        finally
        {
            sending.Release();
        }
    }

    void Take(ReadOnlyMemory<byte> message)
    {
        if (message.Span.StartsWith("{\"t\":\"state\""u8))
        {
            Seat = JsonSerializer.Deserialize<JsonElement>(message.Span).GetProperty("me").GetGuid();
            Told.TrySetResult();
        }
        else hear(message);
    }

    async Task ReadAsync()
    {
        var buffer = new byte[32 * 1024];
        try
        {
            for (var length = 0; ;)
            {
                if (length == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), default);
                if (part.MessageType == WebSocketMessageType.Close) return;
                length += part.Count;
                if (!part.EndOfMessage) continue;
                Take(buffer.AsMemory(0, length));
                length = 0;
            }
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            Told.TrySetException(problem);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (socket.State == WebSocketState.Open) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "left", default);
        await Task.WhenAny(reading, Task.Delay(2000));
        socket.Dispose();
    }
}
