namespace LienY.Media;

/// <summary>What a packet on a line was for.</summary>
public enum SentKind : byte
{
    /// <summary>Sound.</summary>
    Sound,

    /// <summary>A picture.</summary>
    Picture,

    /// <summary>Sent once more.</summary>
    Again,

    /// <summary>Padding, to learn what the line carries.</summary>
    Padding,
}

/// <summary>What has become of a packet.</summary>
public enum SentState : byte
{
    /// <summary>Nothing is known of it.</summary>
    Unknown,

    /// <summary>On its way.</summary>
    UnderWay,

    /// <summary>It came.</summary>
    Came,

    /// <summary>The receiver says that it did not come.</summary>
    Missing,
}

/// <summary>One packet that was sent: when (µs), how many bytes on the wire, in which probe (0: none), what became of it.</summary>
public record struct Sent(long Number, long Time, int Size, short Probe, SentKind Kind, SentState State);

/// <summary>The last 4,096 packets sent on one line, under their transport-wide numbers.</summary>
public sealed class SentBook
{
    /// <summary>What IPv4 and UDP add to every packet, in bytes.</summary>
    public const int Overhead = 28;

    const int Size = 4096;
    readonly Sent[] ring = new Sent[Size];
    long next = 65536;

    /// <summary>Bytes sent so far, with what IP and UDP add.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of which nothing has been heard.</summary>
    public long UnderWay { get; private set; }

    /// <summary>Notes one packet of <paramref name="size"/> bytes of UDP content and returns the number it must carry.</summary>
    public ushort Leave(int size, SentKind kind, short probe, long now)
    {
        ref var place = ref ring[next & (Size - 1)];
        if (place.State == SentState.UnderWay) UnderWay -= place.Size;
        place = new(next, now, size + Overhead, probe, kind, SentState.UnderWay);
        Bytes += place.Size;
        UnderWay += place.Size;
        return (ushort)next++;
    }

    /// <summary>The packet of a number that is still remembered, as a place that can be written to; false where it is not.</summary>
    public bool TryFind(ushort sequence, out long number)
    {
        number = next - 1 - (ushort)((ushort)(next - 1) - sequence);
        return number >= 65536 && next - number <= Size;
    }

    /// <summary>A packet by its long number.</summary>
    public ref readonly Sent this[long number] => ref ring[number & (Size - 1)];

    /// <summary>Notes what became of a packet.</summary>
    public void Mark(long number, SentState state)
    {
        ref var place = ref ring[number & (Size - 1)];
        if (place.State == SentState.UnderWay) UnderWay -= place.Size;
        place.State = state;
    }
}
