using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>Reads transport-wide feedback of a receiver (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1) out of bytes that may be hostile: what does
/// not add up is refused whole.</summary>
public sealed class FeedbackReader
{
    /// <summary>Most packets one feedback may speak of.</summary>
    public const int Most = 4096;

    readonly Arrival[] arrivals = new Arrival[Most];
    int count;
    long reference;
    bool any;

    /// <summary>What the last feedback said, in the order of sending.</summary>
    public ReadOnlySpan<Arrival> Arrivals => arrivals.AsSpan(0, count);

    /// <summary>Reads one whole RTCP packet with its header (type 205, format 15); false where it is none or is broken.</summary>
    public bool TryRead(ReadOnlySpan<byte> packet)
    {
        count = 0;
        if (packet.Length < 20 || packet[0] >> 6 != 2 || (packet[0] & 0x1f) != 15 || packet[1] != 205) return false;
        var end = 4 + 4 * BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (end > packet.Length || end < 20) return false;
        if ((packet[0] & 0x20) != 0)
        {
            int padding = packet[end - 1];
            if (padding == 0 || padding > end - 20) return false;
            end -= padding;
        }
        var first = BinaryPrimitives.ReadUInt16BigEndian(packet[12..]);
        int statuses = BinaryPrimitives.ReadUInt16BigEndian(packet[14..]);
        if (statuses is 0 or > Most) return false;
        Span<byte> symbols = stackalloc byte[statuses];
        var at = Symbols(packet[..end], symbols);
        if (at < 0) return false;
        var time = Reference((int)(BinaryPrimitives.ReadUInt32BigEndian(packet[16..]) >> 8)) * 64_000;
        for (var i = 0; i < statuses; i++)
        {
            switch (symbols[i])
            {
                case 1:
                    if (at >= end) return false;
                    time += packet[at++] * 250L;
                    break;
                case 2:
                    if (at + 2 > end) return false;
                    time += BinaryPrimitives.ReadInt16BigEndian(packet[at..]) * 250L;
                    at += 2;
                    break;
            }
            arrivals[i] = new((ushort)(first + i), symbols[i] is 1 or 2, time);
        }
        count = statuses;
        return true;
    }

    static int Symbols(ReadOnlySpan<byte> packet, Span<byte> symbols)
    {
        var at = 20;
        for (var done = 0; done < symbols.Length;)
        {
            if (at + 2 > packet.Length) return -1;
            int chunk = BinaryPrimitives.ReadUInt16BigEndian(packet[at..]);
            at += 2;
            if ((chunk & 0x8000) == 0)
            {
                var run = Math.Min(chunk & 0x1fff, symbols.Length - done);
                if (run == 0) return -1;
                symbols.Slice(done, run).Fill((byte)((chunk >> 13) & 3));
                done += run;
            }
            else if ((chunk & 0x4000) == 0)
            {
                for (var i = 13; i >= 0 && done < symbols.Length; i--) symbols[done++] = (byte)((chunk >> i) & 1);
            }
            else
            {
                for (var i = 12; i >= 0 && done < symbols.Length; i -= 2) symbols[done++] = (byte)((chunk >> i) & 3);
            }
        }
        return at;
    }

    long Reference(int read)
    {
        if (any) reference += (((read - reference) & 0xffffff) ^ 0x800000) - 0x800000;
        else reference = read;
        any = true;
        return reference;
    }
}
