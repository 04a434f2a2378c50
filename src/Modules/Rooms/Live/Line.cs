using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>
/// The line to one page in a room. What happened goes out in order; of what only shows how things stand now (view, pointer, who speaks) a slow reader gets the
/// latest. One who falls too far behind is cut off, comes again, and goes on from the last number it had.
/// </summary>
sealed class Line(WebSocket socket, Guid seat, Words words, TimeProvider clock)
{
    /// <summary>Longest message of a page in bytes.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>A page says something every five seconds; after so long without a word the line is lost.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    const int MostWaiting = 1_000;
    const int MostBytes = 4 * 1024 * 1024;

    readonly Lock gate = new();
    readonly Queue<byte[]> queue = [];
    readonly Dictionary<string, byte[]> latest = new(StringComparer.Ordinal);
    readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly Pace pace = new(clock, perSecond: 40, burst: 120);
    readonly CancellationTokenSource ending = new();
    int bytes;
    bool finishing;
    (WebSocketCloseStatus Status, string Why) end = (WebSocketCloseStatus.NormalClosure, "");

    /// <summary>The seat.</summary>
    public Guid Seat => seat;

    /// <summary>Words in the language of the page.</summary>
    public Words Words => words;

    /// <summary>What this seat may show; asked for again when something was laid on the table.</summary>
    public IReadOnlyList<RoomExhibit> Exhibits { get; set; } = [];

    /// <summary>The last number the page had when it came; null: it knows nothing.</summary>
    public long? Last { get; init; }

    /// <summary>Has been told how the room stands.</summary>
    public bool IsTold { get; set; }

    /// <summary>Cancelled when the line ends.</summary>
    public CancellationToken Ended => ending.Token;

    /// <summary>Sends in order.</summary>
    public void Send(byte[] message)
    {
        lock (gate)
        {
            if (finishing) return;
            if (queue.Count >= MostWaiting || bytes + message.Length > MostBytes)
            {
                queue.Clear();
                Finish(WebSocketCloseStatus.PolicyViolation, "slow");
                return;
            }
            queue.Enqueue(message);
            bytes += message.Length;
        }
        wake.Writer.TryWrite(true);
    }

    /// <summary>Sends how something stands; what of it was still waiting is not sent.</summary>
    public void Latest(string what, byte[] message)
    {
        lock (gate)
        {
            if (finishing) return;
            latest[what] = message;
        }
        wake.Writer.TryWrite(true);
    }

    /// <summary>Says no.</summary>
    public void Refuse(Refusal refusal) => Send(Message.Of(new { t = "refused", code = refusal.Code, text = words.Of(refusal) }));

    /// <summary>Ends the line after what is waiting was sent.</summary>
    public void Close(string why, WebSocketCloseStatus status = WebSocketCloseStatus.NormalClosure)
    {
        lock (gate) Finish(status, why);
    }

    void Finish(WebSocketCloseStatus status, string why)
    {
        if (finishing) return;
        (finishing, end) = (true, (status, why));
        latest.Clear();
        wake.Writer.TryComplete();
    }

    /// <summary>Carries messages both ways until the line ends; gives each message of the page to <paramref name="take"/>. Returns why it ended.</summary>
    public async Task<string> RunAsync(Func<JsonElement, Task> take, CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, ending.Token);
        var sending = SendAsync(both.Token);
        var reading = ReadAsync(take, both.Token);
        // A page that neither takes what is sent nor answers the goodbye is not waited for.
        if (await Task.WhenAny(sending, reading) == reading) Close("", WebSocketCloseStatus.NormalClosure);
        await Task.WhenAny(Task.WhenAll(sending, reading), Task.Delay(TimeSpan.FromSeconds(2), clock, CancellationToken.None));
        if (reading.IsCompleted && sending.IsCompleted) await Message.SayGoodbyeAsync(socket, end.Status, end.Why, clock);
        await ending.CancelAsync();
        socket.Abort();
        await Task.WhenAll(sending, reading);
        return end.Why.Length > 0 ? end.Why : await reading;
    }

    async Task SendAsync(CancellationToken stop)
    {
        try
        {
            while (await wake.Reader.WaitToReadAsync(stop))
            {
                wake.Reader.TryRead(out _);
                await DrainAsync(stop);
            }
            await DrainAsync(stop);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(end.Status, end.Why, stop);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The line is gone; the reading side says so too.
        }
    }

    async Task DrainAsync(CancellationToken stop)
    {
        while (Next() is { } message) await socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, true, stop);
    }

    byte[]? Next()
    {
        lock (gate)
        {
            if (queue.TryDequeue(out var message))
            {
                bytes -= message.Length;
                return message;
            }
            foreach (var (what, state) in latest)
            {
                latest.Remove(what);
                return state;
            }
            return null;
        }
    }

    async Task<string> ReadAsync(Func<JsonElement, Task> take, CancellationToken stop)
    {
        using var silence = new CancellationTokenSource(Silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
        try
        {
            while (await Message.ReadAsync(socket, Longest, either.Token) is { } message)
            {
                silence.CancelAfter(Silence);
                if (!pace.Take()) throw new InvalidDataException("rate");
                await take(message);
            }
            return "left";
        }
        catch (InvalidDataException problem)
        {
            Close(problem.Message, problem.Message == "size" ? WebSocketCloseStatus.MessageTooBig : WebSocketCloseStatus.PolicyViolation);
            return problem.Message;
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            return "lost";
        }
    }
}
