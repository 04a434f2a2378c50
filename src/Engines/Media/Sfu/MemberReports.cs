namespace LienY.Media;

// Reports to and from a member, and what follows from them: asking again, sending again, sharing out the line.
public sealed partial class Member
{
    readonly byte[] reports = new byte[Wire.MaxPacket + SrtpSession.MaxOverhead];
    readonly Allocator allocator = new();
    readonly SoundCover cover = new();
    readonly uint reporter = (uint)System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, int.MaxValue);
    readonly List<ReducedTrack> reduced = [];
    long tightFrom, thinUntil;
    long asked, lined, roundTrip = 100_000;

    /// <summary>How many earlier sounds each sound packet carries.</summary>
    internal int SoundDepth => cover.Depth;

    // Feedback about every packet knows it better than a report a second does.
    long RoundTrip => Down.Estimate.Heard ? Down.Estimate.RoundTrip : roundTrip;

    internal void SendReports(Span<byte> buffer, int length)
    {
        if (Peer.Session is { } keys) Peer.Send(buffer[..keys.SealRtcp(buffer, length)]);
    }

    void HearReports(ReadOnlySpan<byte> compound, long now)
    {
        while (RtcpPart.TryNext(ref compound, out var part))
        {
            if (part.IsSenderReport && streams.TryGetValue(part.Sender, out var stream))
            {
                stream.Count.Report(part.Ntp, part.RtpTime, now);
                foreach (var sent in stream.Source.Receivers) if (sent.Ready) sent.PassReport(stream, part.Ntp, part.RtpTime, now);
            }
            for (var i = 0; i < part.Blocks; i++) HearBlock(part.Block(i), now);
            if (part.IsTransportWide) Down.Feedback(part.Bytes, now);
            else if (part.IsNack) HearNack(part, now);
            else if (part.AsksForPicture && Sent(part.PictureOf) is OutgoingPicture picture) picture.NeedPicture(now);
        }
    }

    Outgoing? Sent(uint ssrc)
    {
        foreach (var sent in outgoing) if (sent.Ssrc == ssrc) return sent;
        return null;
    }

    void HearBlock(in ReportBlock block, long now)
    {
        if (Sent(block.Ssrc)?.RoundTrip(block, now) is > 0 and var measured and < 10_000_000) roundTrip = (3 * roundTrip + measured) / 4;
    }

    void HearNack(in RtcpPart part, long now)
    {
        if (Sent(part.Media) is not { } sent) return;
        for (var i = 0; i < Math.Min(part.NackWords, 64); i++)
        {
            var (first, mask) = part.Nack(i);
            Miss(sent, first, now);
            for (var bit = 0; bit < 16; bit++) if ((mask & (1 << bit)) != 0) Miss(sent, (ushort)(first + bit + 1), now);
        }
        Drain(now);
    }

    static void Miss(Outgoing sent, ushort sequence, long now)
    {
        if (sent is OutgoingPicture picture) picture.Miss(sequence, now);
        else ((OutgoingSound)sent).Miss(sequence);
    }

    internal void Tick(long now)
    {
        if (now - lined >= 50_000)
        {
            lined = now;
            Peer.Tick(now);
            Watch(now);
            Down.Tick(now);
        }
        if (shareSoon) Share(now);
        if (Peer.State != PeerState.Open || streams.Count == 0 || now - asked < 10_000) return;
        asked = now;
        var writer = new RtcpWriter(reports.AsSpan(0, 1200));
        Span<ushort> lost = stackalloc ushort[48];
        foreach (var stream in streams.Values)
        {
            var count = stream.Gaps.Due(lost, now, RoundTrip, 6_000);
            if (count > 0 && writer.Left > 300) writer.Nack(reporter, stream.Ssrc, lost[..count]);
            if (stream.Source.Kind == TrackKind.Sound) continue;
            if (stream.Gaps.TakeGaveUp() && IsUsed(stream)) stream.Keys.Need(now);
            if (stream.Keys.Due(now, RoundTrip) && writer.Left > 300) writer.PictureLoss(reporter, stream.Ssrc);
        }
        if (writer.Length > 0) SendReports(reports, writer.Length);
        while (feedback.Due(now))
        {
            var length = feedback.Write(reports.AsSpan(0, 1200), reporter, lastMedia, now);
            if (length == 0) break;
            SendReports(reports, length);
        }
    }

    static bool IsUsed(Incoming stream)
    {
        foreach (var sent in stream.Source.Receivers) if (sent.Current == stream) return true;
        return false;
    }

    /// <summary>Once a second: what came and what did not.</summary>
    internal void Report(long now)
    {
        if (Peer.State != PeerState.Open || streams.Count == 0) return;
        Span<ReportBlock> blocks = stackalloc ReportBlock[Math.Min(streams.Count, 31)];
        var count = 0;
        foreach (var stream in streams.Values) if (count < blocks.Length) blocks[count++] = stream.Count.Block(stream.Ssrc, now);
        var writer = new RtcpWriter(reports.AsSpan(0, 1200));
        writer.ReceiverReport(reporter, blocks);
        writer.Description(reporter, Room.Name);
        SendReports(reports, writer.Length);
    }

    /// <summary>Shares the line out anew: sounds first, then who speaks, then the others.</summary>
    internal void Share(long now)
    {
        shareSoon = false;
        if (Peer.State != PeerState.Open || outgoing.Count == 0) return;
        Span<Offer> offers = stackalloc Offer[Math.Min(outgoing.Count, 64)];
        Fill(offers, now);
        var changed = allocator.Decide(offers, Down.Budget, now);
        Down.Prober.Wanted = allocator.Next;
        // What the sounds need by themselves: their rate above has the cover in it.
        Narrow(now);
        cover.Judge(Down.Estimate.Loss, Down.Budget, allocator.Sounds * 2 / (2 + cover.Depth), now);
        reduced.Clear();
        for (var i = 0; i < offers.Length; i++)
        {
            var grant = allocator.Grants[i];
            var sent = outgoing[i];
            if (sent is OutgoingSound sound) sound.Granted = grant.Spatial >= 0 || offers[i].SoundRate == 0;
            else if (sent is OutgoingPicture picture)
            {
                picture.Class = offers[i].Rank == 0 ? PaceClass.Speaker : PaceClass.Other;
                picture.Grant = grant;
                if (sent.Ready && !sent.Source.Muted) picture.Follow(now);
                if (sent.Source.Kind == TrackKind.Picture) Demand(picture, offers[i].Wanted, now);
            }
            if (grant.Why is not (Reduction.None or Reduction.NotAmongLoudest)) reduced.Add(new(sent.Source.Owner.Id, sent.Source.Kind, grant.Why));
        }
        if (changed) TellReduced();
    }

    // A line that carries little for two seconds is thin for the next twenty.
    void Narrow(long now)
    {
        if (!Down.Estimate.Heard || Down.Budget > 140_000) tightFrom = 0;
        else if (Down.Budget < 110_000 && tightFrom == 0) tightFrom = now;
        if (tightFrom > 0 && now - tightFrom > 2_000_000) thinUntil = now + 20_000_000;
    }

    /// <summary>Whether this member hears on a thin line.</summary>
    internal bool IsThin(long now) => now < thinUntil;

    /// <summary>Asks for sound in long packets of few bits, or as usual again.</summary>
    internal void Speak(bool thin)
    {
        if (lines[0].Thin == thin || !MayPublish) return;
        lines[0].Thin = thin;
        Again();
    }

    void TellReduced()
    {
        if (told.SequenceEqual(reduced)) return;
        told = [.. reduced];
        Room.Tell(this, new RoomNotice.Reduced(told));
    }

    ReducedTrack[] told = [];

    void Fill(Span<Offer> offers, long now)
    {
        Span<int> loudest = stackalloc int[16];
        var heard = Room.Speakers.Loudest(loudest, now);
        for (var i = 0; i < offers.Length; i++)
        {
            var source = outgoing[i].Source;
            ref var offer = ref offers[i];
            offer = new() { Track = source.Track, Kind = source.Kind };
            var place = loudest[..heard].IndexOf(source.Owner.Id * 4 + (int)TrackKind.Sound);
            offer.Rank = (place < 0 ? 50 : place) + 1;
            if (outgoing[i] is not OutgoingPicture picture)
            {
                var rate = source.Layers[0]?.Rate(2, now) ?? 0;
                offer.SoundRate = rate + rate * cover.Depth / 2;
                continue;
            }
            // A shared screen leads, then what was asked for, then who speaks.
            if (source.Kind == TrackKind.Screen) offer.Rank = -1;
            else if (picture.Wished) offer.Rank = 0;
            offer.Wanted = source.Muted || !picture.Ready ? -1 : Useful(source, picture.Shown, now);
            var rates = new LayerRates();
            for (var s = 0; s < 3; s++) if (source.Layers[s] is { } layer) for (var t = 0; t < 3; t++) rates.Set(s, t, layer.Rate(t, now));
            offer.Rates = rates;
        }
        Lead(offers);
    }

    // Exactly one picture leads.
    static void Lead(Span<Offer> offers)
    {
        var (best, at) = (int.MaxValue, -1);
        for (var i = 0; i < offers.Length; i++) if (offers[i].Kind != TrackKind.Sound && offers[i].Wanted >= 0 && offers[i].Rank < best) (best, at) = (offers[i].Rank, i);
        for (var i = 0; i < offers.Length; i++) if (offers[i].Kind != TrackKind.Sound && offers[i].Rank < 1) offers[i].Rank = 1;
        if (at >= 0) offers[at].Rank = 0;
    }

    // The smallest size that fills what the page shows; a screen has one size only.
    static int Useful(Source source, int shown, long now)
    {
        if (shown <= 0) return -1;
        if (!source.IsSimulcast) return 0;
        for (var s = 0; s < 2; s++) if (WidthOf(source, s) * 5 / 4 >= shown) return s;
        return 2;
    }

    static int WidthOf(Source source, int layer) => source.Layers[layer]?.Width is > 0 and var width ? width : 160 << layer;

    void Demand(OutgoingPicture picture, int wanted, long now)
    {
        var source = picture.Source;
        source.Demand.Want(picture.Grant.Spatial, now);
        // A size that this line could carry, were it sent.
        for (var s = Math.Min(wanted, 2); s >= 0; s--)
        {
            if (s > 0 && Down.Budget < (s == 2 ? 600_000 : 200_000)) continue;
            source.Demand.Want(s, now);
            break;
        }
    }

    internal void TellDemand(long now)
    {
        foreach (var source in Sources)
            if (source.Kind == TrackKind.Picture && source.Demand.Decide(now)) Room.Tell(this, new RoomNotice.Layers(source.Demand.Layers));
    }
}
