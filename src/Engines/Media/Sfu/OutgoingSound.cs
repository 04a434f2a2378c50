namespace LienY.Media;

/// <summary>A voice on its way to one member: never waits, never competes with pictures. On a bad line each packet carries earlier sounds again (RFC 2198), and
/// what the receiver asks for once more rides in the next packet, so that no packet is ever sealed twice.</summary>
sealed class OutgoingSound(Source source, Member to, MediaLine line) : Outgoing(source, to, line)
{
    readonly ushort[] owed = new ushort[4];
    readonly ushort[] paid = new ushort[16];
    int owing, paying;
    ushort shift;
    uint current;
    bool started, held;

    public override Incoming? Current => Source.Layers[0];

    /// <summary>Whether the allocator lets it pass.</summary>
    public bool Granted { get; set; } = true;

    public void Forward(Incoming from, in RtpPacket packet, long now)
    {
        if (!Granted || Source.Muted)
        {
            held = true;
            return;
        }
        if (!started || from.Ssrc != current) TimeShift = packet.Timestamp - (started ? LastTime + 960 : (uint)Random.Shared.Next());
        if (!started || from.Ssrc != current || held)
        {
            // After a pause, or from a sender that came back under another number, it goes on where it stopped: nothing looks lost.
            shift = (ushort)(packet.Sequence - (started ? LastOut + 1 : Random.Shared.Next(1, 30_000)));
            (started, held, current, owing) = (true, false, from.Ssrc, 0);
        }
        var payload = packet.Payload;
        if (packet.PayloadType == Wire.Red && (!SoundMemory.TryPrimary(payload, out var inner, out payload) || inner != Wire.Opus)) return;
        var buffer = To.Room.Scratch;
        Span<ushort> earlier = stackalloc ushort[6];
        var count = To.TakesRed && payload.Length <= 1000 ? Earlier(from, packet, earlier) : 0;
        var writer = new RtpWriter(buffer);
        (LastOut, LastTime) = ((ushort)(packet.Sequence - shift), packet.Timestamp - TimeShift);
        writer.Header(count > 0 ? Wire.Red : Wire.Opus, packet.Marker, LastOut, LastTime, Ssrc);
        var place = writer.Extension(Wire.TransportSequence, 2);
        writer.EndExtensions();
        if (count > 0) WriteEarlier(ref writer, from, packet.Timestamp, earlier[..count]);
        writer.Payload(payload);
        Count(payload.Length);
        To.SendNumbered(buffer, writer.Length, place, SentKind.Sound, now);
    }

    ushort LastOut { get; set; }

    uint LastTime { get; set; }

    // Oldest first: what is owed, then as many of the last sounds as the line's loss asks for.
    int Earlier(Incoming from, in RtpPacket packet, Span<ushort> earlier)
    {
        var count = 0;
        for (var i = 0; i < owing; i++) if (Fits(from, packet, owed[i])) earlier[count++] = owed[i];
        owing = 0;
        for (var back = To.SoundDepth; back >= 1; back--)
        {
            var sequence = (ushort)(packet.Sequence - back);
            if (count < earlier.Length && !earlier[..count].Contains(sequence) && Fits(from, packet, sequence)) earlier[count++] = sequence;
        }
        earlier[..count].Sort((a, b) => Wire.Ahead(a, b));
        return count;
    }

    // The distance has 14 bits; older sound is of no use any longer.
    static bool Fits(Incoming from, in RtpPacket packet, ushort sequence) =>
        from.History.TryFind(sequence, out var found) && found.PayloadType == Wire.Opus && found.Payload.Length is > 0 and < 200
        && packet.Timestamp - found.Timestamp is > 0 and < 16_000;

    static void WriteEarlier(ref RtpWriter writer, Incoming from, uint timestamp, scoped ReadOnlySpan<ushort> earlier)
    {
        foreach (var sequence in earlier)
        {
            if (!from.History.TryFind(sequence, out var found)) continue;
            var offset = timestamp - found.Timestamp;
            var length = found.Payload.Length;
            writer.Payload([0x80 | Wire.Opus, (byte)(offset >> 6), (byte)((offset << 2) | (uint)(length >> 8)), (byte)length]);
        }
        writer.Payload([Wire.Opus]);
        foreach (var sequence in earlier) if (from.History.TryFind(sequence, out var found)) writer.Payload(found.Payload);
    }

    /// <summary>The receiver misses a sound: it rides in the next packet, once.</summary>
    public void Miss(ushort sequence)
    {
        var lost = (ushort)(sequence + shift);
        if (!started || owing == owed.Length || paid.Contains(lost) || owed.AsSpan(0, owing).Contains(lost)) return;
        owed[owing++] = paid[paying++ & 15] = lost;
    }
}
