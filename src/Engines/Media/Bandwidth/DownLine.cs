namespace LienY.Media;

/// <summary>Everything that is known and waits on the line towards one receiver: numbering of packets, estimate, probing, pacing. One writer; no lock. Time in
/// microseconds. <typeparamref name="T"/> names a packet in the caller's own history.</summary>
/// <remarks>Use: <see cref="Put"/> what passes; then, and whenever <see cref="NextAt"/> comes, take with <see cref="TryTake"/> until false, note each with
/// <see cref="Leave"/> and write the number it returns into the packet; then send padding while <see cref="PaddingDue"/> is not 0. Give it feedback with
/// <see cref="Feedback"/>; call <see cref="Tick"/> about twenty times a second.</remarks>
public sealed class DownLine<T> where T : struct
{
    readonly SentBook book = new();
    readonly FeedbackReader reader = new();

    /// <summary>Starts with a guess in bits a second.</summary>
    public DownLine(int start = 300_000)
    {
        Estimate = new(start);
        Prober = new(Estimate);
        Pacer = new() { Rate = start };
    }

    /// <summary>What the line carries.</summary>
    public SendSideEstimate Estimate { get; }

    /// <summary>Finding out whether it carries more.</summary>
    public Prober Prober { get; }

    /// <summary>What waits.</summary>
    public Pacer<T> Pacer { get; }

    /// <summary>Bits a second to share out among sounds and pictures, with IP and UDP.</summary>
    public int Budget => Estimate.Rate;

    /// <summary>Whether pictures should come less often for a moment: what waits would take longer than a sixth of a second.</summary>
    public bool Tight(PaceClass kind) => Pacer.Backlog(kind) > 160_000;

    /// <summary>Whether pictures should stop until the next key picture: what waits is already old.</summary>
    public bool Stuck(PaceClass kind) => Pacer.Backlog(kind) > 700_000;

    /// <summary>Puts a packet of <paramref name="size"/> bytes in; false when it must be dropped.</summary>
    public bool Put(PaceClass kind, in T packet, int size, long now) => Pacer.Put(kind, packet, size, now);

    /// <summary>The next packet that may leave now.</summary>
    public bool TryTake(long now, out T packet, out PaceClass kind, out long waited) => Pacer.TryTake(now, out packet, out kind, out waited);

    /// <summary>Notes that a packet of so many bytes of UDP content leaves now; returns its transport-wide number.</summary>
    public ushort Leave(int size, SentKind kind, long now)
    {
        var number = book.Leave(size, kind, Prober.Now, now);
        Estimate.Left(size + SentBook.Overhead, now);
        Prober.Left(size + SentBook.Overhead);
        if (kind != SentKind.Padding) Pacer.Left(size);
        return number;
    }

    /// <summary>Size of a padding packet to be sent now; 0 when none is. Packets sent once more may take its place.</summary>
    public int PaddingDue(long now) => Prober.Due(now);

    /// <summary>Takes one RTCP transport-wide feedback packet; false where it is broken.</summary>
    public bool Feedback(ReadOnlySpan<byte> rtcp, long now)
    {
        if (!reader.TryRead(rtcp)) return false;
        Estimate.Take(reader.Arrivals, book, now);
        Pace();
        return true;
    }

    /// <summary>Keeps the line up to date while nothing is heard.</summary>
    public void Tick(long now)
    {
        Estimate.Tick(now);
        Pace();
    }

    /// <summary>When to call again; long.MaxValue when only a new packet or feedback changes something.</summary>
    public long NextAt(long now) => Math.Min(Pacer.NextAt(now), Prober.NextAt(now));

    void Pace() => Pacer.Rate = Estimate.Target + Estimate.Target / 16;
}
