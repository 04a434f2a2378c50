namespace LienY.Media;

/// <summary>One stream that comes in from a member: its history for all who receive it, what is missing of it, when a whole picture is asked for.</summary>
sealed class Incoming(Source source, int layer, uint ssrc)
{
    readonly RateWindow[] rates = [new(1_000_000), new(1_000_000), new(1_000_000)];

    public Source Source { get; } = source;

    /// <summary>Simulcast size, 0 the smallest; 0 for sound and for pictures of one size.</summary>
    public int Layer { get; } = layer;

    public uint Ssrc { get; } = ssrc;

    // Small pictures have few packets; what a second holds is enough for everybody's retransmissions.
    public PacketHistory History { get; } = new(source.Kind == TrackKind.Sound ? 64 : source.IsSimulcast ? 128 << layer : 512);

    public GapBook Gaps { get; } = source.Kind == TrackKind.Sound ? GapBook.OfSound() : GapBook.OfPictures();

    public ArrivalCount Count { get; } = new(source.Kind == TrackKind.Sound ? Wire.AudioClock : Wire.VideoClock);

    public KeyAsks Keys { get; } = new();

    public int Width { get; set; }

    public int Height { get; set; }

    public long LastAt { get; private set; }

    public void Note(int size, int temporal, long now)
    {
        LastAt = now;
        rates[Math.Clamp(temporal, 0, 2)].Add(now, size + SentBook.Overhead);
    }

    /// <summary>Bits a second up to a temporal layer, with IP and UDP.</summary>
    public int Rate(int temporal, long now)
    {
        if (LastAt == 0 || now - LastAt > 1_000_000) return 0;
        var sum = 0;
        for (var i = 0; i <= temporal; i++) sum += rates[i].At(now);
        // Before anything is measured: what the page is told to send, so that nobody waits for a first picture.
        return sum > 0 ? sum : Source.Kind == TrackKind.Sound ? 32_000 : 100_000 << Layer;
    }
}
