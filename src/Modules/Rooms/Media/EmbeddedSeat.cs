using System.Text.Json.Nodes;
using LienY.Media;

namespace LienY.Rooms;

/// <summary>One seat of the embedded plane: makes the router's member when the page asks for an offer, and a new one whenever it starts anew.</summary>
sealed class EmbeddedSeat(EmbeddedRoom room, int number, bool mayPublish, Action<MediaNotice> tell) : IMediaSeat
{
    readonly List<GatePath> paths = [];
    readonly HashSet<TrackKind> muted = [];
    IReadOnlyList<MediaWish>? wishes;
    bool gone;

    /// <summary>The room it is in.</summary>
    public EmbeddedRoom Room => room;

    /// <summary>The room's number of who sits here.</summary>
    public int Number => number;

    /// <summary>The router's member; null until the page asks for an offer.</summary>
    public Member? Member { get; private set; }

    /// <summary>The ICE fragment of the present connection as a number.</summary>
    public ulong Key { get; private set; }

    /// <inheritdoc/>
    public WayStats Stats => Member?.Stats ?? default;

    /// <inheritdoc/>
    public void Signal(JsonNode? message)
    {
        var copy = message?.DeepClone();
        room.Do(now => Take(copy, now));
    }

    void Take(JsonNode? message, long now)
    {
        if (gone || message is not JsonObject said) return;
        switch (Text(said["type"]))
        {
            case "join":
                Begin(now);
                break;
            case "answer" when Member is { } member && Text(said["sdp"]) is { } sdp:
                if (!member.Answer(sdp, now)) room.Tell(tell, new MediaNotice.ToPage(new JsonObject { ["type"] = "closed" }));
                else if (said["sends"] is JsonArray sends) member.Announce([.. sends.Take(8).Select(s => Kind(Text(s))).OfType<TrackKind>().Distinct()]);
                break;
            case "stop" when Kind(Text(said["kind"])) is { } kind:
                Member?.Stop(kind, now);
                break;
            case "want" when said["tracks"] is JsonArray tracks && tracks.Count <= 256:
                Wish([.. tracks.OfType<JsonObject>().Select(Wish).OfType<MediaWish>()]);
                break;
        }
    }

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static int? Whole(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    internal static TrackKind? Kind(string? name) => name switch { "sound" => TrackKind.Sound, "picture" => TrackKind.Picture, "screen" => TrackKind.Screen, _ => null };

    internal static string Name(TrackKind kind) => kind switch { TrackKind.Sound => "sound", TrackKind.Screen => "screen", _ => "picture" };

    internal static MediaWish? Wish(JsonObject said) =>
        Whole(said["member"]) is { } member && Kind(Text(said["kind"])) is { } kind && Whole(said["width"]) is { } width
            ? new(member, kind, width, said["first"] is JsonValue first && first.TryGetValue<bool>(out var yes) && yes) : null;

    void Begin(long now)
    {
        Vacate();
        gone = false;
        var member = room.Router.Join(number, mayPublish);
        (Member, Key) = (member, member.Peer.Ice.Key);
        foreach (var kind in muted) member.Mute(kind, true, now);
        if (wishes is not null) Apply(member, wishes);
        room.Plane.Register(Key, this);
        SendOffer(member);
    }

    void SendOffer(Member member)
    {
        var offer = member.Offer();
        var tracks = new JsonArray([.. offer.Tracks.Select(t => (JsonNode)new JsonObject { ["mid"] = t.Mid, ["member"] = t.Member, ["kind"] = Name(t.Kind) })]);
        room.Tell(tell, new MediaNotice.ToPage(new JsonObject
        {
            ["type"] = "offer",
            ["sdp"] = offer.Sdp,
            ["tracks"] = tracks,
            ["you"] = number,
            ["relays"] = room.Plane.Settings.Relays(room.Plane.Clock.GetUtcNow()),
        }));
    }

    /// <summary>What the router says to this seat; called inside the room.</summary>
    internal void Notice(RoomNotice notice)
    {
        switch (notice)
        {
            case RoomNotice.OfferAgain when Member is { } member:
                SendOffer(member);
                break;
            case RoomNotice.Opened:
                room.Tell(tell, new MediaNotice.Opened());
                break;
            case RoomNotice.Closed:
                room.Tell(tell, new MediaNotice.Closed());
                room.Tell(tell, new MediaNotice.ToPage(new JsonObject { ["type"] = "closed" }));
                break;
            case RoomNotice.Speaking speaking:
                room.Tell(tell, new MediaNotice.Speaking(speaking.Member));
                room.Tell(tell, new MediaNotice.ToPage(new JsonObject { ["type"] = "speaking", ["member"] = speaking.Member }));
                break;
            case RoomNotice.Reduced reduced:
                room.Tell(tell, new MediaNotice.Reduced(reduced.Tracks));
                room.Tell(tell, new MediaNotice.ToPage(new JsonObject
                {
                    ["type"] = "reduced",
                    ["tracks"] = new JsonArray([.. reduced.Tracks.Select(t => (JsonNode)new JsonObject { ["member"] = t.Member,
                        ["kind"] = Name(t.Kind), ["why"] = Why(t.Why) })]),
                }));
                break;
            case RoomNotice.Layers layers:
                room.Tell(tell, new MediaNotice.ToPage(new JsonObject { ["type"] = "layers", ["bits"] = layers.Bits }));
                break;
            case RoomNotice.FirstPicture first:
                room.Tell(tell, new MediaNotice.FirstPicture(first.Member, first.Kind));
                break;
        }
    }

    static string Why(Reduction why) => why switch
    {
        Reduction.Smaller => "smaller",
        Reduction.Fewer => "fewer",
        Reduction.NoPicture => "no-picture",
        Reduction.NoSound => "no-sound",
        _ => ""
    };

    /// <inheritdoc/>
    public void Want(IReadOnlyList<MediaWish> wishes) => room.Do(_ => Wish(wishes));

    void Wish(IReadOnlyList<MediaWish> wished)
    {
        wishes = wished;
        if (Member is { } member) Apply(member, wished);
    }

    static void Apply(Member member, IReadOnlyList<MediaWish> wished) => member.Want(wished.Select(w => (w.Member, w.Kind, w.Width, w.First)));

    /// <inheritdoc/>
    public void Mute(TrackKind kind, bool off) => room.Do(now =>
    {
        if (off) muted.Add(kind);
        else muted.Remove(kind);
        Member?.Mute(kind, off, now);
    });

    /// <summary>Remembers a path that was found right; the oldest goes when a browser shows too many.</summary>
    internal void Keep(GatePath path)
    {
        if (paths.Contains(path)) return;
        paths.Add(path);
        if (paths.Count <= 32) return;
        paths[0].Forget();
        paths.RemoveAt(0);
    }

    /// <summary>Gives up the present connection; called inside the room.</summary>
    internal void Vacate()
    {
        gone = true;
        if (Key != 0) room.Plane.Unregister(Key);
        Key = 0;
        if (Member is { } member)
        {
            Member = null;
            room.Router.Leave(member);
        }
        foreach (var path in paths) path.Forget();
        paths.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => room.Do(_ => room.Remove(this));
}
