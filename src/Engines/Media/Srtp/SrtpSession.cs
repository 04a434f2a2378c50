using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>Sealed traffic with one peer, both directions: rollover counters, replay windows (RFC 3711 §3.3), indexes of reports. No allocation per packet.</summary>
public sealed class SrtpSession(SrtpKeys outgoing, SrtpKeys incoming) : IDisposable
{
    /// <summary>Streams one peer may open; more are refused, so that memory stays bounded.</summary>
    public const int MaxStreams = 64;

    /// <summary>Room to leave after a packet for its tag.</summary>
    public const int MaxOverhead = 24;

    readonly SrtpCipher seal = SrtpCipher.Of(outgoing);
    readonly SrtpCipher open = SrtpCipher.Of(incoming);
    readonly bool gcm = incoming.Profile == SrtpProfile.AeadAes128Gcm;
    readonly Dictionary<uint, Rollover> sent = [];
    readonly Dictionary<uint, Received> received = [];
    readonly Dictionary<uint, ReplayWindow> reports = [];
    uint reportIndex;

    sealed class Rollover
    {
        public bool Started;
        public ushort Highest;
        public uint Count;
    }

    sealed class Received
    {
        public readonly ReplayWindow Seen = new();
        public bool Started;
        public ushort Highest;
        public uint Rollover;
    }

    /// <summary>Seals an RTP packet in place (room of <see cref="MaxOverhead"/> behind it); gives the new length.</summary>
    public int SealRtp(Span<byte> packet, int length)
    {
        if (!RtpPacket.TryHeaderLength(packet[..length], out var header, out _)) return 0;
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (!sent.TryGetValue(ssrc, out var state)) sent[ssrc] = state = new();
        var count = state.Count;
        if (!state.Started) (state.Started, state.Highest) = (true, sequence);
        else if (Wire.Ahead(sequence, state.Highest) > 0)
        {
            if (sequence < state.Highest) count = ++state.Count;
            state.Highest = sequence;
        }
        // Sent again from before the wrap.
        else if (sequence > state.Highest) count--;
        seal.SealRtp(packet, header, length, count);
        return length + seal.RtpOverhead;
    }

    /// <summary>Opens an RTP packet in place; gives its length without the tag, or 0 where it is forged, repeated or too old.</summary>
    public int OpenRtp(Span<byte> packet)
    {
        if (!RtpPacket.TryHeaderLength(packet, out var header, out _) || packet.Length < header + open.RtpOverhead) return 0;
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        var known = received.TryGetValue(ssrc, out var state);
        if (!known && received.Count >= MaxStreams) return 0;
        state ??= new();
        var guess = state.Rollover;
        if (state.Started)
        {
            var ahead = Wire.Ahead(sequence, state.Highest);
            if (ahead > 0 && sequence < state.Highest) guess++;
            else if (ahead <= 0 && sequence > state.Highest)
            {
                if (guess == 0) return 0;
                guess--;
            }
        }
        var index = ((ulong)guess << 16) | sequence;
        if (!state.Seen.IsNew(index) || !open.OpenRtp(packet, header, guess)) return 0;
        if (!known) received[ssrc] = state;
        state.Seen.Note(index);
        if (!state.Started || index > (((ulong)state.Rollover << 16) | state.Highest)) (state.Started, state.Highest, state.Rollover) = (true, sequence, guess);
        return packet.Length - open.RtpOverhead;
    }

    /// <summary>Seals a compound of reports in place; gives the new length.</summary>
    public int SealRtcp(Span<byte> packet, int length)
    {
        seal.SealRtcp(packet, length, reportIndex);
        reportIndex = (reportIndex + 1) & 0x7fffffff;
        return length + seal.RtcpOverhead;
    }

    /// <summary>Opens a compound of reports in place; gives its length, or 0 where it is forged or repeated.</summary>
    public int OpenRtcp(Span<byte> packet)
    {
        if (packet.Length < 8 + open.RtcpOverhead) return 0;
        // Galois mode puts the index last, counter mode before the tag.
        var word = BinaryPrimitives.ReadUInt32BigEndian(packet[^(gcm ? 4 : 14)..]);
        // Each source of a browser counts its reports by itself (RFC 3711 §3.2.3).
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
        var known = reports.TryGetValue(ssrc, out var seen);
        if (!known && reports.Count >= MaxStreams) return 0;
        seen ??= new();
        if (!seen.IsNew(word & 0x7fffffff) || !open.OpenRtcp(packet, word)) return 0;
        if (!known) reports[ssrc] = seen;
        seen.Note(word & 0x7fffffff);
        return packet.Length - open.RtcpOverhead;
    }

    /// <summary>Forgets a stream that will not be sent again.</summary>
    public void Forget(uint ssrc) => sent.Remove(ssrc);

    /// <inheritdoc/>
    public void Dispose()
    {
        seal.Dispose();
        open.Dispose();
    }
}
