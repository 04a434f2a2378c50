namespace LienY.Media;

/// <summary>Measures groups of packets that were sent faster on purpose: how fast they came is what the line carries at least.</summary>
public sealed class ProbeBook
{
    struct Probe
    {
        public short Id;
        public int Packets, Bytes, LastSize, FirstSize, Expected;
        public long FirstSent, LastSent, FirstCame, LastCame, Heard;
    }

    readonly Probe[] probes = new Probe[8];

    /// <summary>Says that a probe of so many packets is being sent.</summary>
    public void Begin(short id, int packets) => probes[id & 7] = new() { Id = id, Expected = packets, FirstSent = long.MaxValue, FirstCame = long.MaxValue };

    /// <summary>The number of packets a probe really got.</summary>
    public void End(short id, int packets)
    {
        if (probes[id & 7].Id == id) probes[id & 7].Expected = packets;
    }

    /// <summary>Adds a packet of a probe that came; returns the bits a second measured once enough of it is there, else 0.</summary>
    public int Came(in Sent sent, long came)
    {
        ref var probe = ref probes[sent.Probe & 7];
        if (probe.Id != sent.Probe || probe.Expected <= 0) return 0;
        probe.Packets++;
        probe.Bytes += sent.Size;
        if (sent.Time < probe.FirstSent) probe.FirstSent = sent.Time;
        if (sent.Time >= probe.LastSent) (probe.LastSent, probe.LastSize) = (sent.Time, sent.Size);
        if (came < probe.FirstCame) (probe.FirstCame, probe.FirstSize) = (came, sent.Size);
        if (came > probe.LastCame) probe.LastCame = came;
        if (probe.Packets < Math.Max(4, (probe.Expected * 7 + 9) / 10)) return 0;
        long sending = probe.LastSent - probe.FirstSent, coming = probe.LastCame - probe.FirstCame;
        if (sending < 1_000 || sending > 1_000_000 || coming > 2_000_000) return 0;
        // What was lost on the way left too, and took its place in the line or would have.
        var all = Math.Min(1.25, (double)probe.Expected / probe.Packets);
        var left = (probe.Bytes - probe.LastSize) * 8e6 * all / sending;
        var arrived = (probe.Bytes - probe.FirstSize) * 8e6 * all / Math.Max(coming, 1_000);
        if (arrived > 2 * left) return 0;
        // When it comes slower than it left, the line was full: a little less keeps its queue empty.
        return (int)Math.Min(arrived < left * 0.9 ? arrived * 0.95 : Math.Min(left, arrived), int.MaxValue);
    }
}
