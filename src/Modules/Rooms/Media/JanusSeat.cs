using System.Globalization;
using System.Text.Json.Nodes;
using LienY.Media;

namespace LienY.Rooms;

/// <summary>One seat at Janus: a connection on which the page sends (it offers), another on which it receives (Janus offers).</summary>
sealed class JanusSeat(JanusRoom room, int member, bool mayPublish, Action<MediaNotice> tell) : IMediaSeat
{
    readonly Dictionary<string, (int Member, TrackKind Kind)> lines = [];
    readonly HashSet<TrackKind> muted = [];
    TrackKind[] sends = [];
    long publisher, subscriber;
    bool offered, isUp;

    /// <summary>The room's number of who sits here.</summary>
    public int Member => member;

    /// <summary>What the page sends and may.</summary>
    public IEnumerable<TrackKind> Sends => isUp ? sends.Where(k => !muted.Contains(k)) : [];

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
                room.Do(BeginAsync);
                break;
            case "publish" when mayPublish:
                room.Do(() => PublishAsync(Text(said["sdp"])));
                break;
            case "answer":
                room.Do(() => AnswerAsync(Text(said["sdp"])));
                break;
            case "sends" when said["kinds"] is JsonArray kinds:
                sends = [.. kinds.Select(k => EmbeddedSeat.Kind(Text(k))).OfType<TrackKind>().Distinct()];
                if (mayPublish) room.Do(room.SubscribeAsync);
                break;
        }
    }

    async Task BeginAsync()
    {
        await VacateAsync();
        publisher = await room.Link.AttachAsync(Hear);
        subscriber = await room.Link.AttachAsync(Hear);
        await room.Link.AskAsync(publisher, new() { ["request"] = "join", ["ptype"] = "publisher", ["room"] = room.Number, ["id"] = member });
        tell(new MediaNotice.ToPage(new JsonObject { ["type"] = "janus", ["you"] = member, ["publish"] = mayPublish, ["relays"] = room.Plane.Relays() }));
        await room.SubscribeAsync();
    }

    void Hear(JsonObject happened)
    {
        // Janus knows a sender only once its connection is up.
        if (Text(happened["janus"]) == "webrtcup" && happened["sender"]?.GetValue<long>() == publisher)
        {
            tell(new MediaNotice.Opened());
            room.Do(() =>
            {
                isUp = true;
                return room.SubscribeAsync();
            });
        }
        if (Text(happened["janus"]) == "hangup") tell(new MediaNotice.Closed());
    }

    async Task PublishAsync(string sdp)
    {
        var (_, answer) = await room.Link.AskAsync(publisher, new() { ["request"] = "publish" }, new() { ["type"] = "offer", ["sdp"] = sdp });
        tell(new MediaNotice.ToPage(new JsonObject { ["type"] = "published", ["sdp"] = answer }));
    }

    async Task AnswerAsync(string sdp)
    {
        if (offered) await room.Link.AskAsync(subscriber, new() { ["request"] = "start" }, new() { ["type"] = "answer", ["sdp"] = sdp });
    }

    // Lines of a sender stand in a fixed order: voice, camera, screen.
    static string Line(TrackKind kind) => ((int)kind).ToString(CultureInfo.InvariantCulture);

    static JsonArray Streams(IEnumerable<(int Member, TrackKind Kind)> tracks) =>
        [.. tracks.Select(t => (JsonNode)new JsonObject { ["feed"] = t.Member, ["mid"] = Line(t.Kind) })];

    /// <summary>Brings what this seat receives in line with what the others send.</summary>
    public async Task SubscribeAsync((int Member, TrackKind Kind)[] wanted)
    {
        if (subscriber == 0) return;
        var (more, less) = (wanted.Except(lines.Values).ToList(), lines.Values.Except(wanted).ToList());
        if (more.Count == 0 && less.Count == 0) return;
        var body = !offered
            ? new JsonObject { ["request"] = "join", ["ptype"] = "subscriber", ["room"] = room.Number, ["streams"] = Streams(more) }
            : new JsonObject { ["request"] = "update" };
        if (offered && more.Count > 0) body["subscribe"] = Streams(more);
        if (offered && less.Count > 0) body["unsubscribe"] = Streams(less);
        var (data, sdp) = await room.Link.AskAsync(subscriber, body);
        if (sdp is null) return;
        offered = true;
        lines.Clear();
        foreach (var stream in (data["streams"] as JsonArray ?? []).OfType<JsonObject>())
            if (stream["active"]?.GetValue<bool>() == true && stream["feed_id"] is { } feed
                && int.TryParse(Text(stream["feed_mid"]), CultureInfo.InvariantCulture, out var kind))
                lines[Text(stream["mid"])] = ((int)feed.GetValue<long>(), (TrackKind)kind);
        tell(new MediaNotice.ToPage(new JsonObject
        {
            ["type"] = "offer",
            ["sdp"] = sdp,
            ["you"] = member,
            ["relays"] = room.Plane.Relays(),
            ["tracks"] = new JsonArray([.. lines.Select(l => (JsonNode)new JsonObject { ["mid"] = l.Key, ["member"] = l.Value.Member,
                ["kind"] = EmbeddedSeat.Name(l.Value.Kind) })]),
        }));
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

    /// <summary>Gives both connections up.</summary>
    public async Task VacateAsync()
    {
        (sends, offered, isUp) = ([], false, false);
        lines.Clear();
        foreach (var handle in new[] { publisher, subscriber }) if (handle != 0) await room.Link.DetachAsync(handle);
        publisher = subscriber = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => room.Remove(this);
}
