namespace LienY.Media;

/// <summary>What a room has to say to one member's page.</summary>
public abstract record RoomNotice
{
    /// <summary>What is sent to this member has changed: a new offer is to be made.</summary>
    public sealed record OfferAgain : RoomNotice;

    /// <summary>The way to this member is open.</summary>
    public sealed record Opened : RoomNotice;

    /// <summary>The way to this member is closed: refused, ended or silent.</summary>
    public sealed record Closed : RoomNotice;

    /// <summary>Somebody else speaks now.</summary>
    public sealed record Speaking(int Member) : RoomNotice;

    /// <summary>What this member gets less of than asked, and why; empty when nothing is reduced any longer.</summary>
    public sealed record Reduced(IReadOnlyList<ReducedTrack> Tracks) : RoomNotice;

    /// <summary>Which sizes of its camera anybody can use: bit 0 small, 1 middle, 2 large.</summary>
    public sealed record Layers(int Bits) : RoomNotice;

    /// <summary>The first picture of a member's track goes out to this member.</summary>
    public sealed record FirstPicture(int Member, TrackKind Kind) : RoomNotice;
}

/// <summary>A track that somebody gets less of.</summary>
public readonly record struct ReducedTrack(int Member, TrackKind Kind, Reduction Why);

/// <summary>What travels on one line of an offer: the page knows by it whose picture it shows.</summary>
public readonly record struct TrackOfLine(string Mid, int Member, TrackKind Kind);

/// <summary>An offer for one member's page: the description, and who is on which line.</summary>
public sealed record RoomOffer(string Sdp, IReadOnlyList<TrackOfLine> Tracks);

/// <summary>How one member's way does: bits a second the line carries and gets, share lost (0–1), there and back in µs, packets in and out.</summary>
public readonly record struct WayStats(int Budget, int Sending, double Loss, long RoundTrip, long PacketsIn, long PacketsOut);

/// <summary>Hears every opened packet of every track, before anything is left out; for recording. Layer 0 is the smallest size.</summary>
public delegate void TrackTap(int member, TrackKind kind, int layer, in RtpPacket packet, long now);
