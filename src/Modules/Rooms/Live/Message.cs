using System.Net.WebSockets;
using System.Text.Json;

namespace LienY.Rooms;

/// <summary>Messages of a room: one JSON object each, <c>t</c> says what it is.</summary>
static class Message
{
    /// <summary>As it goes over the wire.</summary>
    public static byte[] Of<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, Happening.Json);

    /// <summary>What happened, for the pages.</summary>
    public static byte[] Of(Happening happening) => Of(new { t = "event", e = happening });

    /// <summary>
    /// The next message; null where the other side says goodbye. A longer one than <paramref name="longest"/> bytes throws <see cref="InvalidDataException"/>
    /// <c>size</c>, what is no JSON object with <c>t</c> throws <c>form</c>.
    /// </summary>
    public static async Task<JsonElement?> ReadAsync(WebSocket socket, int longest, CancellationToken stop)
    {
        var raw = await RawAsync(socket, longest, stop);
        if (raw is null) return null;
        try
        {
            var message = JsonSerializer.Deserialize<JsonElement>(raw.Value.Span);
            return message.ValueKind == JsonValueKind.Object && message.Text("t").Length > 0 ? message : throw new InvalidDataException("form");
        }
        catch (JsonException)
        {
            throw new InvalidDataException("form");
        }
    }

    /// <summary>The bytes of the next message; null where the other side says goodbye.</summary>
    public static async Task<ReadOnlyMemory<byte>?> RawAsync(WebSocket socket, int longest, CancellationToken stop)
    {
        var buffer = new byte[1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            if (part.MessageType == WebSocketMessageType.Binary) throw new InvalidDataException("form");
            length += part.Count;
            if (part.EndOfMessage) return buffer.AsMemory(0, length);
            if (length >= longest) throw new InvalidDataException("size");
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(longest, buffer.Length * 4));
        }
    }

    /// <summary>Says goodbye and waits a moment for the answer: a line that is cut at once may lose the word before it is heard.</summary>
    public static async Task SayGoodbyeAsync(WebSocket socket, WebSocketCloseStatus status, string why, TimeProvider clock)
    {
        try
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(status, why, soon.Token);
            var rest = new byte[4096];
            while (socket.State == WebSocketState.CloseSent) await socket.ReceiveAsync(rest.AsMemory(), soon.Token);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Nobody is there to hear it.
        }
    }

    /// <summary>A text of the message; empty where there is none.</summary>
    public static string Text(this JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A yes or no of the message.</summary>
    public static bool Flag(this JsonElement message, string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A whole number of the message; null where there is none.</summary>
    public static long? Whole(this JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>A seat named in the message; null where there is none.</summary>
    public static Guid? Id(this JsonElement message, string name) => Guid.TryParse(message.Text(name), out var id) ? id : null;
}
