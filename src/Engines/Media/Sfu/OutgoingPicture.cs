using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>A picture packet that waits for its turn on a line; its bytes stay in the shared history.</summary>
readonly record struct Parcel(OutgoingPicture Track, Incoming From, ushort Sequence, Rewritten As, bool Again);

/// <summary>A camera or screen on its way to one member: the layer that fits, renumbered, paced, sent again under a number of its own (RFC 4588).</summary>
sealed class OutgoingPicture(Source source, Member to, MediaLine line) : Outgoing(source, to, line)
{
    // Header, extension of the transport-wide number, and the number of a packet sent again.
    const int Head = 12 + 8 + 2;
    readonly LayerSwitch layers = new((ushort)Random.Shared.Next(1, 30_000), (uint)Random.Shared.Next());
    ushort again = (ushort)Random.Shared.Next(1, 30_000);
    long resentAt;
    int resentBits;
    Parcel last;

    public override Incoming? Current => layers.Spatial >= 0 ? Source.Layers[layers.Spatial] : null;

    /// <summary>What the allocator decided last.</summary>
    public Grant Grant { get; set; }

    /// <summary>How large the page shows it, in pixels of width; 0 not at all.</summary>
    public int Shown { get; set; } = 640;

    /// <summary>Whether the page asked for it to go before others.</summary>
    public bool Wished { get; set; }

    /// <summary>Whether it goes before other pictures.</summary>
    public PaceClass Class { get; set; } = PaceClass.Other;

    /// <summary>Whether a picture has ever been sent.</summary>
    public bool Began { get; private set; }

    /// <summary>Follows the grant: a size without a whole picture yet asks the sender for one.</summary>
    public void Follow(long now)
    {
        layers.Want(Grant.Spatial, Grant.Temporal);
        AskForKey(now);
    }

    /// <summary>Nothing passes until it is followed again.</summary>
    public void Pause() => layers.Want(-1, 0);

    void AskForKey(long now)
    {
        if (layers.WaitsForKey is >= 0 and var layer && Source.Layers[layer] is { } stream) stream.Keys.Need(now);
    }

    public void Forward(Incoming from, in RtpPacket packet, in Vp8Descriptor head, long now)
    {
        if (Source.Muted) return;
        if (!layers.TryPass(from.Layer, packet.Sequence, packet.Timestamp, head, now, To.Down.Tight(Class), out var as_)) return;
        Began = true;
        TimeShift = packet.Timestamp - as_.Timestamp;
        var size = packet.Payload.Length + Head + SrtpSession.MaxOverhead;
        if (!To.Down.Put(Class, new(this, from, packet.Sequence, as_, false), size, now) || To.Down.Stuck(Class)) Drop(now);
        To.Drain(now);
    }

    /// <summary>A packet without content keeps no place in the numbering.</summary>
    public void Skip(Incoming from, ushort sequence) => layers.Skip(from.Layer, sequence);

    void Drop(long now)
    {
        To.Down.Pacer.Clear(Class);
        foreach (var other in To.Pictures) if (other.Class == Class) other.Break(now);
    }

    void Break(long now)
    {
        layers.Broke();
        AskForKey(now);
    }

    /// <summary>Writes and sends a parcel whose turn has come.</summary>
    public void Deliver(in Parcel parcel, long now)
    {
        if (!parcel.Again) last = parcel;
        Write(parcel, parcel.Again ? SentKind.Again : SentKind.Picture, now);
    }

    void Write(in Parcel parcel, SentKind kind, long now)
    {
        if (!parcel.From.History.TryFind(parcel.Sequence, out var packet) || !Vp8Descriptor.TryRead(packet.Payload, out var head)) return;
        var buffer = To.Room.Scratch;
        var writer = new RtpWriter(buffer);
        if (parcel.Again) writer.Header(Wire.Rtx, packet.Marker, again++, parcel.As.Timestamp, Line.RtxSsrc);
        else writer.Header(Wire.Vp8, packet.Marker, parcel.As.Sequence, parcel.As.Timestamp, Ssrc);
        var place = writer.Extension(Wire.TransportSequence, 2);
        writer.EndExtensions();
        if (parcel.Again)
        {
            Span<byte> original = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(original, parcel.As.Sequence);
            writer.Payload(original);
        }
        var start = writer.Length;
        writer.Payload(packet.Payload);
        head.Renumber(buffer.AsSpan(start), parcel.As.PictureId, parcel.As.Tl0PicIdx);
        if (!parcel.Again) Count(packet.Payload.Length);
        To.SendNumbered(buffer, writer.Length, place, kind, now);
    }

    /// <summary>The receiver misses a packet: sent again out of the shared history, within a quarter of what the line carries.</summary>
    public void Miss(ushort sequence, long now)
    {
        if (!layers.TryFind(sequence, out var origin) || Source.Layers[origin.Spatial] is not { } from) return;
        if (!from.History.TryFind(origin.Sequence, out var packet)) return;
        if (now - resentAt > 200_000) (resentAt, resentBits) = (now, 0);
        resentBits += packet.Payload.Length * 8;
        if (resentBits > Math.Max(To.Down.Budget / 20, 24_000)) return;
        To.Down.Put(PaceClass.Again, new(this, from, origin.Sequence, origin.As, true), packet.Payload.Length + Head + SrtpSession.MaxOverhead, now);
    }

    /// <summary>The receiver cannot go on without a whole picture.</summary>
    public void NeedPicture(long now)
    {
        if (Current is { } stream) stream.Keys.Need(now);
        AskForKey(now);
    }

    /// <summary>Sends something of about this size to learn what the line carries: the last packet once more, or padding; false where the way is not open.</summary>
    public bool TryPad(int size, long now)
    {
        if (To.Peer.Session is null) return false;
        if (last.From?.History.TryFind(last.Sequence, out var packet) == true && packet.Payload.Length + Head is var length && length <= size && length > size / 2)
        {
            Write(last with { Again = true }, SentKind.Padding, now);
            return true;
        }
        var buffer = To.Room.Scratch;
        var writer = new RtpWriter(buffer);
        writer.Header(Wire.Rtx, false, again++, 0, Line.RtxSsrc);
        var place = writer.Extension(Wire.TransportSequence, 2);
        writer.EndExtensions();
        writer.Padding(Math.Clamp(size - writer.Length - SrtpSession.MaxOverhead, 1, 255));
        To.SendNumbered(buffer, writer.Length, place, SentKind.Padding, now);
        return true;
    }
}
