using System.Security.Cryptography;

namespace LienY.Media;

/// <summary>One member of a room: its way to the browser, the lines of its description, what it sends and what it gets.</summary>
public sealed partial class Member : IDisposable
{
    readonly List<MediaLine> lines = [new(0, false) { Up = true }, new(1, true) { Up = true, Simulcast = true }, new(2, true) { Up = true }];
    readonly List<Outgoing> outgoing = [];
    readonly long session = RandomNumberGenerator.GetInt32(1, int.MaxValue);
    readonly HashSet<TrackKind> mutes = [];
    Dictionary<int, (int Width, bool First)>? wanted;
    int version;
    bool awaiting, stale, shareSoon, later;
    PeerState seen;

    internal Member(Room room, int id, bool mayPublish)
    {
        (Room, Id, MayPublish) = (room, id, mayPublish);
        Peer = new(room.Identity);
        foreach (var line in lines) line.Active = mayPublish;
    }

    /// <summary>The caller's number of the member.</summary>
    public int Id { get; }

    /// <summary>Whether voice and pictures are taken from it.</summary>
    public bool MayPublish { get; }

    /// <summary>The way to its browser.</summary>
    public Peer Peer { get; }

    internal Room Room { get; }

    internal List<Source> Sources { get; } = [];

    internal List<OutgoingPicture> Pictures { get; } = [];

    internal bool TakesRed { get; private set; }

    /// <summary>Writes an offer of what there is to send now, and of the lines to receive on.</summary>
    public RoomOffer Offer()
    {
        (awaiting, stale) = (true, false);
        var sdp = OfferWriter.Write(session, ++version, Peer.Ice, Room.Identity.Fingerprint, Room.Candidates, lines, System.Text.Encoding.ASCII.GetString(Room.Name));
        foreach (var sent in outgoing) sent.Offered = true;
        return new(sdp, [.. outgoing.Select(o => new TrackOfLine(o.Line.Mid, o.Source.Owner.Id, o.Source.Kind))]);
    }

    /// <summary>Takes the browser's answer; false where it cannot be used.</summary>
    public bool Answer(string sdp, long now)
    {
        if (SdpAnswer.Read(sdp) is not { IsActive: true } answer || answer.Lines.Count > lines.Count) return false;
        awaiting = false;
        Peer.Expect(answer.Fragment, answer.Fingerprint, now);
        foreach (var line in answer.Lines)
        {
            foreach (var sent in outgoing)
                if (sent.Line.Mid == line.Mid && sent.Offered && line.Receives && !sent.Ready)
                {
                    sent.Ready = true;
                    TakesRed |= line.HasRed;
                }
        }
        Watch(now);
        Share(now);
        if (stale) Again();
        return true;
    }

    internal Source SourceOf(MediaLine line)
    {
        var kind = line.Mid switch { "0" => TrackKind.Sound, "1" => TrackKind.Picture, _ => TrackKind.Screen };
        if (Sources.Find(s => s.Kind == kind) is { } known) return known;
        var source = new Source(this, kind, line.Simulcast) { Muted = mutes.Contains(kind) };
        Sources.Add(source);
        Room.Publish(source);
        return source;
    }

    /// <summary>The member stops sharing its screen, or switches its camera off: the others' lines become free until it sends again.</summary>
    public void Stop(TrackKind kind, long now)
    {
        if (Sources.Find(s => s.Kind == kind && !s.IsStopped) is not { } source) return;
        source.StoppedAt = now;
        Room.Withdraw(source);
    }

    /// <summary>Takes the floor away from a member, or gives it back; it holds for what the member begins to send later, too.</summary>
    public void Mute(TrackKind kind, bool muted, long now)
    {
        if (muted) mutes.Add(kind);
        else mutes.Remove(kind);
        if (Sources.Find(s => s.Kind == kind) is not { } source || source.Muted == muted) return;
        source.Muted = muted;
        if (muted) Room.Speakers.Gone(source.Track);
        foreach (var picture in source.Receivers.OfType<OutgoingPicture>())
        {
            if (muted) picture.Pause();
            else picture.Follow(now);
        }
    }

    /// <summary>Says what the page shows: how wide in pixels, and what goes before others. What is not named is out of sight; before the first call
    /// everything is shown.</summary>
    public void Want(IEnumerable<(int Member, TrackKind Kind, int Width, bool First)> wishes)
    {
        wanted = [];
        foreach (var (member, kind, width, first) in wishes.Take(256)) wanted[member * 4 + (int)kind] = (Math.Clamp(width, 0, 8192), first);
        foreach (var picture in Pictures) Show(picture);
        shareSoon = true;
    }

    /// <summary>The page says that it is about to send this: the others are asked to take it while its way still opens, so that its first picture is not waited for
    /// twice.</summary>
    public void Announce(IEnumerable<TrackKind> kinds)
    {
        if (MayPublish) Room.Together(() =>
        {
            foreach (var kind in kinds) SourceOf(lines[(int)kind]);
        });
    }

    void Show(OutgoingPicture picture)
    {
        if (wanted is null) return;
        (picture.Shown, picture.Wished) = wanted.GetValueOrDefault(picture.Source.Track);
    }

    // A page cannot have wished for what it did not know of: small, until it wishes again.
    void ShowAtFirst(OutgoingPicture picture)
    {
        if (wanted is not null && !wanted.ContainsKey(picture.Source.Track)) picture.Shown = 160;
        else Show(picture);
    }

    internal void Take(Member other)
    {
        foreach (var source in other.Sources) if (!source.IsStopped) Take(source);
    }

    internal void Take(Source source)
    {
        if (outgoing.Exists(o => o.Source == source)) return;
        var video = source.Kind != TrackKind.Sound;
        var line = lines.Find(l => l is { Up: false, Active: false } && l.IsVideo == video);
        if (line is null) lines.Add(line = new(lines.Count, video));
        line.Active = true;
        line.Ssrc = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
        line.RtxSsrc = video ? (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue) : 0;
        line.Stream = $"{(source.Kind == TrackKind.Screen ? 's' : 'm')}{source.Owner.Id}";
        Outgoing added = video ? new OutgoingPicture(source, this, line) : new OutgoingSound(source, this, line);
        outgoing.Add(added);
        source.Receivers.Add(added);
        if (added is OutgoingPicture picture)
        {
            Pictures.Add(picture);
            ShowAtFirst(picture);
        }
        Again();
    }

    internal void Drop(Outgoing sent)
    {
        outgoing.Remove(sent);
        sent.Source.Receivers.Remove(sent);
        if (sent is OutgoingPicture picture) Pictures.Remove(picture);
        sent.Line.Active = false;
        sent.Gone = true;
        Peer.Session?.Forget(sent.Ssrc);
        if (sent.Line.RtxSsrc != 0) Peer.Session?.Forget(sent.Line.RtxSsrc);
        Again();
    }

    void Again()
    {
        if (version == 0) return;
        if (Room.Gathers)
        {
            later = true;
            return;
        }
        if (awaiting)
        {
            stale = true;
            return;
        }
        // Several changes at once are one offer: the page asks for it when it is told.
        awaiting = true;
        Room.Tell(this, new RoomNotice.OfferAgain());
    }

    /// <summary>Offers anew what changed while changes were gathered.</summary>
    internal void Gathered()
    {
        if (!later) return;
        later = false;
        Again();
    }

    /// <summary>Tells when the way opens or closes.</summary>
    internal void Watch(long now)
    {
        if (Peer.State == seen) return;
        seen = Peer.State;
        if (seen == PeerState.Opening) return;
        Room.Tell(this, seen == PeerState.Open ? new RoomNotice.Opened() : new RoomNotice.Closed());
        shareSoon = true;
        if (seen == PeerState.Open) foreach (var source in Sources) foreach (var sent in source.Receivers.OfType<OutgoingPicture>()) sent.Follow(now);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sent in outgoing) sent.Source.Receivers.Remove(sent);
        outgoing.Clear();
        Pictures.Clear();
        Sources.Clear();
        streams.Clear();
        Peer.Close();
        Peer.Dispose();
    }
}
