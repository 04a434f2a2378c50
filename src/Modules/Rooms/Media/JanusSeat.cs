using System.Globalization;
using System.Text.Json.Nodes;
using LienY.Media;

namespace LienY.Rooms;

/// <summary>One seat at Janus: a connection on which the page sends (it offers), another on which it receives (Janus offers). Addresses pass one by one in both
/// directions, so that it does not matter which way Janus is set up.</summary>
sealed class JanusSeat(JanusRoom room, int member, bool mayPublish, Action<MediaNotice> tell) : IMediaSeat
{
    readonly Dictionary<string, (int Member, TrackKind Kind)> lines = [];
    readonly HashSet<TrackKind> muted = [];
    TrackKind[] sends = [];
    long publisher, subscriber;
    bool offered;
    int awaited;

    /// <summary>The room's number of who sits here.</summary>
    public int Member => member;

    /// <summary>Janus has what it sends.</summary>
    public bool IsUp { get; private set; }

    /// <summary>What the page sends and may.</summary>
    public IEnumerable<TrackKind> Sends => IsUp ? sends.Where(k => !muted.Contains(k)) : [];

    /// <inheritdoc/>
    public WayStats Stats => default;

    static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <inheritdoc/>
    public void Signal(JsonNode? message)
    {
        if (message?.DeepClone() is not JsonObject said) return;
        switch (Text(said["type"]))
        {
            case "join":
                room.Do(BeginAsync, () => Tell(new JsonObject { ["type"] = "none" }));
                break;
            case "publish" when mayPublish:
                room.Do(() => PublishAsync(Text(said["sdp"])), HangUp);
                break;
            case "answer":
                room.Do(() => AnswerAsync(Text(said["sdp"])), HangUp);
                break;
            case "candidate":
                room.Do(() => TrickleAsync(Text(said["way"]) == "up" ? publisher : subscriber, said["candidate"] as JsonObject));
                break;
            case "sends" when said["kinds"] is JsonArray kinds:
                TrackKind[] now = [.. kinds.Take(8).Select(k => EmbeddedSeat.Kind(Text(k))).OfType<TrackKind>().Distinct()];
                if (mayPublish) room.Do(() =>
                {
                    sends = now;
                    return room.SubscribeAsync();
                });
                break;
        }
    }

    void Tell(JsonObject message) => tell(new MediaNotice.ToPage(message));

    async Task BeginAsync()
    {
        await VacateAsync();
        await room.OpenAsync();
        publisher = await room.Link.AttachAsync(Hear);
        subscriber = await room.Link.AttachAsync(Hear);
        await room.Link.AskAsync(publisher, new() { ["request"] = "join", ["ptype"] = "publisher", ["room"] = room.Number, ["id"] = Feed(member) });
        Tell(new JsonObject { ["type"] = "janus", ["you"] = member, ["publish"] = mayPublish, ["relays"] = room.Plane.Relays() });
        await room.SubscribeAsync();
    }

    // Heard on the link's own task; what follows waits for its turn, so that a page hears a description before its addresses.
    void Hear(JsonObject happened) => room.Do(() =>
    {
        var sender = happened["sender"]!.GetValue<long>();
        if (sender == 0 || sender != publisher && sender != subscriber) return Task.CompletedTask;
        var sdp = Text(happened["jsep"]?["sdp"]);
        switch (Text(happened["janus"]))
        {
            // Janus knows a sender only once its connection is up.
            case "webrtcup" when sender == publisher:
                IsUp = true;
                tell(new MediaNotice.Opened());
                return room.SubscribeAsync();
            case "trickle" when happened["candidate"] is JsonObject candidate:
                Tell(new JsonObject
                {
                    ["type"] = "candidate",
                    ["way"] = sender == publisher ? "up" : "down",
                    ["candidate"] = candidate.ContainsKey("completed") ? null : candidate.DeepClone()
                });
                break;
            // Janus takes away what a sender gave who has left, and offers anew by itself.
            case "event" when sender == subscriber && sdp.Length > 0:
                Take(happened["plugindata"]?["data"] as JsonObject ?? [], sdp);
                break;
            case "hangup":
                return HangUpAsync();
        }
        return Task.CompletedTask;
    });

    void HangUp() => room.Do(HangUpAsync);

    async Task HangUpAsync()
    {
        var (up, down) = (publisher, subscriber);
        Lose();
        await DetachAsync(up, down);
        await room.SubscribeAsync();
    }

    async Task PublishAsync(string sdp)
    {
        var (_, answer) = await room.Link.AskAsync(publisher, new() { ["request"] = "publish" }, new() { ["type"] = "offer", ["sdp"] = sdp });
        Tell(new JsonObject { ["type"] = "published", ["sdp"] = answer });
    }

    async Task AnswerAsync(string sdp)
    {
        if (awaited == 0) return;
        awaited--;
        await room.Link.AskAsync(subscriber, new() { ["request"] = "start" }, new() { ["type"] = "answer", ["sdp"] = sdp });
        // What others began or ended meanwhile was left until now.
        if (awaited == 0) await room.SubscribeAsync();
    }

    async Task TrickleAsync(long handle, JsonObject? candidate)
    {
        if (handle == 0) return;
        await room.Link.TrickleAsync(handle, candidate is null ? null : new()
        {
            ["candidate"] = Text(candidate["candidate"]),
            ["sdpMid"] = Text(candidate["sdpMid"]),
            ["sdpMLineIndex"] = candidate["sdpMLineIndex"] is JsonValue line && line.TryGetValue<int>(out var index) ? index : 0,
        });
    }

    // Lines of a sender stand in a fixed order: voice, camera, screen.
    static string Line(TrackKind kind) => ((int)kind).ToString(CultureInfo.InvariantCulture);

    // Janus takes a feed of the number 0 for none.
    static int Feed(int member) => member + 1;

    static JsonArray Streams(IEnumerable<(int Member, TrackKind Kind)> tracks) =>
        [.. tracks.Select(t => (JsonNode)new JsonObject { ["feed"] = Feed(t.Member), ["mid"] = Line(t.Kind) })];

    /// <summary>Brings what this seat receives in line with what the others send; while the page has not answered, nothing. Within a turn only.</summary>
    /// <param name="wanted">What there is to receive.</param>
    /// <param name="senders">Who is there at Janus: what others gave it takes away by itself.</param>
    public async Task SubscribeAsync((int Member, TrackKind Kind)[] wanted, IReadOnlySet<int> senders)
    {
        if (subscriber == 0 || awaited > 0) return;
        var (more, less) = (wanted.Except(lines.Values).ToList(), lines.Values.Except(wanted).Where(l => senders.Contains(l.Member)).ToList());
        if (more.Count == 0 && less.Count == 0) return;
        var body = !offered
            ? new JsonObject { ["request"] = "join", ["ptype"] = "subscriber", ["room"] = room.Number, ["streams"] = Streams(more) }
            : new JsonObject { ["request"] = "update" };
        if (offered && more.Count > 0) body["subscribe"] = Streams(more);
        if (offered && less.Count > 0) body["unsubscribe"] = Streams(less);
        var (data, sdp) = await room.Link.AskAsync(subscriber, body);
        Take(data, sdp);
    }

    void Take(JsonObject data, string? sdp)
    {
        Note(data);
        if (sdp is null) return;
        offered = true;
        awaited++;
        Tell(new JsonObject
        {
            ["type"] = "offer",
            ["sdp"] = sdp,
            ["you"] = member,
            ["relays"] = room.Plane.Relays(),
            ["tracks"] = new JsonArray([.. lines.Select(l => (JsonNode)new JsonObject { ["mid"] = l.Key, ["member"] = l.Value.Member,
                ["kind"] = EmbeddedSeat.Name(l.Value.Kind) })]),
        });
    }

    void Note(JsonObject data)
    {
        if (data["streams"] is not JsonArray streams) return;
        lines.Clear();
        foreach (var stream in streams.OfType<JsonObject>())
            if (stream["active"] is JsonValue active && active.TryGetValue<bool>(out var flows) && flows && stream["feed_id"] is JsonValue feed && feed.TryGetValue<long>(out var whose)
                && int.TryParse(Text(stream["feed_mid"]), CultureInfo.InvariantCulture, out var kind))
                lines[Text(stream["mid"])] = ((int)whose - 1, (TrackKind)kind);
    }

    /// <inheritdoc/>
    public void Want(IReadOnlyList<MediaWish> wishes)
    {
    }

    /// <inheritdoc/>
    public void Mute(TrackKind kind, bool off) => room.Do(() =>
    {
        if (off) muted.Add(kind);
        else muted.Remove(kind);
        return room.SubscribeAsync();
    });

    /// <summary>Nothing of this seat is at Janus any longer.</summary>
    internal void Forget()
    {
        (sends, offered, awaited, IsUp) = ([], false, 0, false);
        lines.Clear();
        publisher = subscriber = 0;
    }

    /// <summary>Its connections are gone: the page, where it had any, comes again.</summary>
    internal void Lose()
    {
        if (publisher == 0) return;
        Forget();
        tell(new MediaNotice.Closed());
        Tell(new JsonObject { ["type"] = "closed" });
    }

    /// <summary>Gives both connections up. Within a turn only.</summary>
    public async Task VacateAsync()
    {
        var (up, down) = (publisher, subscriber);
        Forget();
        await DetachAsync(up, down);
    }

    async Task DetachAsync(params long[] handles)
    {
        foreach (var handle in handles) if (handle != 0) await room.Link.DetachAsync(handle);
    }

    /// <inheritdoc/>
    public void Dispose() => room.Remove(this);
}
