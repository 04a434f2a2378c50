namespace LienY.Media;

// What comes in from a member, opened and passed on, and what goes out.
public sealed partial class Member
{
    readonly Dictionary<uint, Incoming> streams = [];
    readonly Dictionary<uint, Incoming> repairs = [];
    readonly FeedbackWriter feedback = new();
    readonly byte[] recovered = new byte[Wire.MaxPacket + 16];
    uint lastMedia;
    long packetsIn, packetsOut;

    internal DownLine<Parcel> Down { get; } = new(350_000);

    internal void HearMedia(Span<byte> datagram, long now)
    {
        if (Peer.Session is not { } keys || Peer.State != PeerState.Open || datagram.Length > Wire.MaxPacket) return;
        if (RtcpPart.Looks(datagram))
        {
            var size = keys.OpenRtcp(datagram);
            if (size > 0) HearReports(datagram[..size], now);
            return;
        }
        var length = keys.OpenRtp(datagram);
        if (length == 0 || !RtpPacket.TryRead(datagram[..length], out var packet)) return;
        packetsIn++;
        if (packet.TryExtension(Wire.TransportSequence, out var number) && number.Length == 2) feedback.Came((ushort)((number[0] << 8) | number[1]), now);
        if (packet.PayloadType == Wire.Rtx) HearAgain(packet, now);
        else if (StreamOf(packet, false) is not { } stream) return;
        else if (packet.PayloadType == Wire.Red) PassRed(stream, packet, now);
        else Pass(stream, packet, true, now);
    }

    // RFC 4588 §4: the original number leads the payload; the packet is put together again and goes the usual way.
    void HearAgain(in RtpPacket packet, long now)
    {
        if (packet.Payload.Length < 3 || StreamOf(packet, true) is not { } stream) return;
        var writer = new RtpWriter(recovered);
        writer.Header(Wire.Vp8, packet.Marker, (ushort)((packet.Payload[0] << 8) | packet.Payload[1]), packet.Timestamp, stream.Ssrc);
        writer.Payload(packet.Payload[2..]);
        if (RtpPacket.TryRead(recovered.AsSpan(0, writer.Length), out var original)) Pass(stream, original, false, now);
    }

    // RFC 2198: what was lost on the way in lies in the next packet; every sound goes on under its own number, as if it had come by itself.
    void PassRed(Incoming stream, in RtpPacket packet, long now)
    {
        Span<RedBlock> blocks = stackalloc RedBlock[4];
        if (!RedPayload.TryRead(packet.Payload, blocks, out var count, out var type, out var sound) || type != Wire.Opus) return;
        for (var i = 0; i < count; i++)
        {
            var number = (ushort)(packet.Sequence - (count - i));
            if (blocks[i].Length == 0 || stream.History.TryFind(number, out _)) continue;
            Alone(stream, packet, number, packet.Timestamp - blocks[i].Before, packet.Payload.Slice(blocks[i].Start, blocks[i].Length), false, now);
        }
        Alone(stream, packet, packet.Sequence, packet.Timestamp, sound, true, now);
    }

    void Alone(Incoming stream, in RtpPacket packet, ushort number, uint timestamp, ReadOnlySpan<byte> sound, bool first, long now)
    {
        var writer = new RtpWriter(recovered);
        writer.Header(Wire.Opus, first && packet.Marker, number, timestamp, stream.Ssrc);
        if (first && packet.TryExtension(Wire.AudioLevel, out var level) && level.Length >= 1) writer.Extension(Wire.AudioLevel, 1)[0] = level[0];
        writer.EndExtensions();
        writer.Payload(sound);
        if (RtpPacket.TryRead(recovered.AsSpan(0, writer.Length), out var single)) Pass(stream, single, first, now);
    }

    Incoming? StreamOf(in RtpPacket packet, bool repair)
    {
        var known = repair ? repairs : streams;
        if (known.TryGetValue(packet.Ssrc, out var found)) return found;
        if (!MayPublish || known.Count >= SrtpSession.MaxStreams || !packet.TryExtension(Wire.Mid, out var mid) || mid.Length != 1) return null;
        var called = mid[0];
        if (lines.Find(l => l.Up && l.Mid[0] == called) is not { } line || line.IsVideo != packet.PayloadType is Wire.Vp8 or Wire.Rtx) return null;
        var layer = 0;
        if (line.Simulcast)
        {
            if (packet.TryExtension(repair ? Wire.RepairedRid : Wire.Rid, out var rid) && rid.Length == 1) layer = "lmh"u8.IndexOf(rid[0]);
            // A browser without simulcast sends one size and names none.
            else if (repair) return null;
            if (layer < 0) return null;
        }
        var source = repair ? Sources.Find(s => s.Kind == (line.Simulcast ? TrackKind.Picture : TrackKind.Screen)) : SourceOf(line);
        if (repair) return source?.Layers[layer] is { } repaired ? repairs[packet.Ssrc] = repaired : null;
        if (source!.Layers[layer] is { } old) streams.Remove(old.Ssrc);
        return streams[packet.Ssrc] = source.Layers[layer] = new(source, layer, packet.Ssrc);
    }

    void Pass(Incoming stream, in RtpPacket packet, bool first, long now)
    {
        var source = stream.Source;
        if (source.IsStopped)
        {
            // What was under way when it was switched off does not switch it on again.
            if (now - source.StoppedAt < 700_000 || packet.Payload.Length == 0) return;
            source.StoppedAt = 0;
            Room.Publish(source);
        }
        lastMedia = stream.Ssrc;
        if (first) stream.Count.Came(packet.Sequence, packet.Timestamp, now);
        stream.Gaps.Came(packet.Sequence, now);
        // Found inside a later packet already: it must not leave twice under one number.
        if (source.Kind == TrackKind.Sound && stream.History.TryFind(packet.Sequence, out _)) return;
        if (packet.Payload.Length == 0)
        {
            foreach (var sent in source.Receivers) if (sent is OutgoingPicture skipped) skipped.Skip(stream, packet.Sequence);
            return;
        }
        if (source.Kind == TrackKind.Sound) PassSound(stream, packet, now);
        else PassPicture(stream, packet, now);
        Room.Tap?.Invoke(Id, source.Kind, stream.Layer, packet, now);
    }

    void PassSound(Incoming stream, in RtpPacket packet, long now)
    {
        stream.Note(packet.Bytes.Length, 0, now);
        stream.History.Keep(packet.Bytes);
        if (packet.TryExtension(Wire.AudioLevel, out var level) && level.Length >= 1) Room.Spoke(stream.Source, level[0] & 0x7f, now);
        foreach (var sent in stream.Source.Receivers) if (sent.Ready) ((OutgoingSound)sent).Forward(stream, packet, now);
    }

    void PassPicture(Incoming stream, in RtpPacket packet, long now)
    {
        if (!Vp8Descriptor.TryRead(packet.Payload, out var head)) return;
        var begins = stream.LastAt == 0;
        stream.Note(packet.Bytes.Length, head.Temporal, now);
        stream.History.Keep(packet.Bytes);
        // The first picture of a size is a whole one: whoever waits for it gets this one.
        if (begins) foreach (var waiting in stream.Source.Receivers) if (waiting.Ready) waiting.To.Share(now);
        if (head.Key)
        {
            stream.Keys.Came(now);
            if (Vp8Descriptor.TrySize(packet.Payload[head.Length..], out var width, out var height)) (stream.Width, stream.Height) = (width, height);
        }
        // By index: a full line may break another picture while this one passes.
        var receivers = stream.Source.Receivers;
        for (var i = 0; i < receivers.Count; i++)
        {
            if (!receivers[i].Ready) continue;
            var picture = (OutgoingPicture)receivers[i];
            var before = picture.Began;
            picture.Forward(stream, packet, head, now);
            if (!before && picture.Began) Room.Tell(picture.To, new RoomNotice.FirstPicture(Id, stream.Source.Kind));
        }
    }

    /// <summary>Seals and sends a packet; its transport-wide number is written into the place kept for it.</summary>
    internal void SendNumbered(byte[] buffer, int length, Span<byte> place, SentKind kind, long now)
    {
        if (Peer.Session is not { } keys || Peer.Path is not { } path) return;
        var number = Down.Leave(length + 16, kind, now);
        place[0] = (byte)(number >> 8);
        place[1] = (byte)number;
        path.Send(buffer.AsSpan(0, keys.SealRtp(buffer, length)));
        packetsOut++;
    }

    /// <summary>Sends what may leave now, then what is to learn about the line.</summary>
    internal void Drain(long now)
    {
        if (Peer.Session is null) return;
        while (Down.TryTake(now, out var parcel, out _, out _)) if (!parcel.Track.Gone) parcel.Track.Deliver(parcel, now);
        for (var size = Down.PaddingDue(now); size > 0; size = Down.PaddingDue(now))
        {
            var padded = false;
            foreach (var picture in Pictures) if (picture.Ready && picture.TryPad(size, now))
            {
                padded = true;
                break;
            }
            if (!padded) break;
        }
    }

    /// <summary>How this member's way does.</summary>
    public WayStats Stats => new(Down.Budget, Down.Estimate.Acknowledged, Down.Estimate.Loss, RoundTrip, packetsIn, packetsOut);
}
