using System.Text.Json.Nodes;
using LienY.Media;

namespace LienY.Rooms.Tests;

/// <summary>A page in a room that Janus carries, as the page's script does it: offers what it sends on one connection, answers what Janus offers on another.</summary>
sealed class JanusPage : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly DtlsIdentity Identity = new(TimeProvider.System.GetUtcNow());

    readonly List<JsonObject> heard = [];
    readonly CancellationTokenSource ending = new();
    readonly IMediaSeat seat;
    readonly bool speaks;
    readonly Task beating;
    JanusWayEnd? up, down;

    public JanusPage(IMediaRoom room, int member, bool speaks)
    {
        this.speaks = speaks;
        seat = room.Sit(member, speaks, notice => { if (notice is MediaNotice.ToPage page) Hear((JsonObject)page.Message); });
        beating = BeatAsync();
    }

    /// <summary>Packets of media that came since it joined.</summary>
    public long Came => down?.Came ?? 0;

    /// <summary>Takes part, or again after the way was lost.</summary>
    public void Join()
    {
        up?.Dispose();
        down?.Dispose();
        up = down = null;
        lock (heard) heard.Clear();
        seat.Signal(new JsonObject { ["type"] = "join" });
    }

    void Hear(JsonObject message)
    {
        switch (message["type"]!.GetValue<string>())
        {
            case "janus" when speaks:
                up = new(Identity, c => seat.Signal(new JsonObject { ["type"] = "candidate", ["way"] = "up", ["candidate"] = c }));
                seat.Signal(new JsonObject { ["type"] = "publish", ["sdp"] = up.Offer() });
                seat.Signal(new JsonObject { ["type"] = "sends", ["kinds"] = new JsonArray("sound", "picture") });
                break;
            case "published":
                up?.Hear(message["sdp"]!.GetValue<string>());
                break;
            case "offer":
                down ??= new(Identity, c => seat.Signal(new JsonObject { ["type"] = "candidate", ["way"] = "down", ["candidate"] = c }));
                seat.Signal(new JsonObject { ["type"] = "answer", ["sdp"] = down.Answer(message["sdp"]!.GetValue<string>()) });
                down.Hear(message["sdp"]!.GetValue<string>());
                break;
            case "candidate" when message["candidate"] is JsonObject candidate:
                (message["way"]!.GetValue<string>() == "up" ? up : down)?.Reach(candidate["candidate"]!.GetValue<string>());
                break;
        }
        lock (heard) heard.Add(message);
    }

    /// <summary>Waits until the page was told so since it joined.</summary>
    public async Task<JsonObject> ToldAsync(string type, Func<JsonObject, bool>? so = null)
    {
        JsonObject? found = null;
        await UntilAsync(() =>
        {
            lock (heard) return (found = heard.Find(m => m["type"]!.GetValue<string>() == type && (so is null || so(m)))) is not null;
        }, type);
        return found!;
    }

    async Task UntilAsync(Func<bool> so, string what)
    {
        for (var until = TimeProvider.System.GetTimestamp() + Patience.Ticks * TimeProvider.System.TimestampFrequency / TimeSpan.TicksPerSecond; !so();)
        {
            if (TimeProvider.System.GetTimestamp() > until)
                lock (heard) throw new InvalidOperationException($"The page never had '{what}' ({Came} packets; {up}; {down}). It heard:\n{string.Join('\n', heard)}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Whose tracks an offer names, as member/kind.</summary>
    public static IReadOnlyList<string> Tracks(JsonObject offer) => [.. offer["tracks"]!.AsArray().Select(t => $"{t!["member"]}/{t["kind"]}").Order(StringComparer.Ordinal)];

    /// <summary>Waits until so many more packets came.</summary>
    public async Task ReceiveAsync(int packets)
    {
        var from = Came;
        await UntilAsync(() => Came >= from + packets, "packets");
    }

    /// <summary>Says what it sends from now on.</summary>
    public void Sends(params string[] kinds) => seat.Signal(new JsonObject { ["type"] = "sends", ["kinds"] = new JsonArray([.. kinds.Select(k => (JsonNode)k)]) });

    /// <summary>Leaves the room.</summary>
    public void Leave() => seat.Dispose();

    async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!ending.IsCancellationRequested)
        {
            up?.Beat(speaks);
            down?.Beat(false);
            await timer.WaitForNextTickAsync(ending.Token).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await beating;
        up?.Dispose();
        down?.Dispose();
        seat.Dispose();
        ending.Dispose();
    }
}
