namespace LienY.Media;

/// <summary>One source on its way to one member, under a stream number of its own.</summary>
abstract class Outgoing(Source source, Member to, MediaLine line)
{
    readonly (uint Middle, long At)[] reports = new (uint, long)[4];
    int reported;

    public Source Source { get; } = source;

    public Member To { get; } = to;

    public MediaLine Line { get; } = line;

    public uint Ssrc { get; } = line.Ssrc;

    /// <summary>An offer has named it.</summary>
    public bool Offered { get; set; }

    /// <summary>The browser has answered that it takes it.</summary>
    public bool Ready { get; set; }

    /// <summary>It has ended; parcels that still wait are dropped.</summary>
    public bool Gone { get; set; }

    protected uint Packets { get; private set; }

    protected uint Octets { get; private set; }

    /// <summary>Incoming time stamp less outgoing one, of the last packet that passed.</summary>
    protected uint TimeShift { get; set; }

    /// <summary>The incoming stream that passes now; null for none.</summary>
    public abstract Incoming? Current { get; }

    protected void Count(int payload)
    {
        Packets++;
        Octets += (uint)payload;
    }

    /// <summary>Passes the sender's own clock on, so that voice and lips stay together at every receiver.</summary>
    public void PassReport(Incoming from, ulong ntp, uint rtpTime, long now)
    {
        if (Packets == 0 || Current != from) return;
        Span<byte> buffer = stackalloc byte[128 + SrtpSession.MaxOverhead];
        var writer = new RtcpWriter(buffer);
        writer.SenderReport(Ssrc, ntp, rtpTime - TimeShift, Packets, Octets);
        writer.Description(Ssrc, To.Room.Name);
        reports[reported++ & 3] = ((uint)(ntp >> 16), now);
        To.SendReports(buffer, writer.Length);
    }

    /// <summary>There and back by a receiver's report about this stream (RFC 3550 §6.4.1); 0 where it cannot be told.</summary>
    public long RoundTrip(in ReportBlock block, long now)
    {
        foreach (var (middle, at) in reports)
            if (block.LastReport != 0 && middle == block.LastReport) return Math.Max(1, now - at - block.Delay * 1_000_000L / 65536);
        return 0;
    }
}
