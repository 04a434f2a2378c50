using System.Text;

namespace LienY.Media.Tests;

/// <summary>Who hears and sees whom in a room, packet by packet.</summary>
public sealed class RouterTests : IDisposable
{
    readonly DtlsIdentity identity;
    readonly Room room;
    readonly List<(int Member, RoomNotice Notice)> notices = [];
    readonly List<Visitor> visitors = [];

    public RouterTests()
    {
        Assert.SkipUnless(DtlsIdentity.IsPossible, "libssl.so.3 is not on this machine.");
        identity = new(new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        room = new(identity, (member, notice) => notices.Add((member, notice)));
    }

    public void Dispose()
    {
        foreach (var visitor in visitors) visitor.Dispose();
        room?.Dispose();
        identity?.Dispose();
    }

    Visitor Enter(int id, bool mayPublish = true)
    {
        var visitor = new Visitor(room, id, mayPublish);
        visitors.Add(visitor);
        return visitor.Enter();
    }

    void Pass(int milliseconds)
    {
        for (var i = 0; i < milliseconds; i += 5)
        {
            Visitor.Now += 5_000;
            room.Tick(Visitor.Now);
        }
        foreach (var visitor in visitors) visitor.Collect();
    }

    // Everybody answers what was offered anew.
    void Settle()
    {
        foreach (var visitor in visitors) if (notices.RemoveAll(n => n.Member == visitor.Seat.Id && n.Notice is RoomNotice.OfferAgain) > 0) visitor.Negotiate();
    }

    (Visitor From, Visitor To) Speaking()
    {
        var (from, to) = (Enter(1), Enter(2));
        from.Sound(1);
        Settle();
        return (from, to);
    }

    (Visitor From, Visitor To) Showing()
    {
        var (from, to) = (Enter(1), Enter(2));
        for (var layer = 0; layer < 3; layer++) from.Picture(layer, 100, true);
        Settle();
        for (ushort i = 101; i < 130; i++)
        {
            for (var layer = 0; layer < 3; layer++) from.Picture(layer, i, i % 10 == 3, 150 << layer);
            Pass(65);
        }
        return (from, to);
    }

    static uint Line(Visitor visitor, TrackKind kind, string name)
    {
        var mid = visitor.Offer.Tracks.First(t => t.Kind == kind).Mid;
        var section = visitor.Offer.Sdp.Split("\r\nm=").First(s => s.Contains($"a=mid:{mid}\r\n"));
        var line = section.Split("\r\n").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return uint.Parse(line.Split(' ', ':')[name.StartsWith("a=ssrc-group", StringComparison.Ordinal) ? 3 : 1], System.Globalization.CultureInfo.InvariantCulture);
    }

    static List<(int Type, ushort Sequence, uint Ssrc, byte[] Payload)> Read(Visitor visitor) => [.. visitor.Packets.Select(bytes =>
    {
        Assert.True(RtpPacket.TryRead(bytes, out var packet));
        return (packet.PayloadType, packet.Sequence, packet.Ssrc, packet.Payload.ToArray());
    })];

    [Fact]
    public void What_a_page_is_about_to_send_is_asked_for_in_one_offer_and_its_first_picture_passes()
    {
        var (from, to) = (Enter(1), Enter(2));
        notices.Clear();
        from.Seat.Announce([TrackKind.Sound, TrackKind.Picture]);
        Assert.Equal(2, Assert.Single(notices, n => n.Notice is RoomNotice.OfferAgain).Member);
        Settle();
        Assert.Equal([TrackKind.Sound, TrackKind.Picture], to.Offer.Tracks.Select(t => t.Kind));
        from.Picture(0, 100, true);
        Pass(20);
        Assert.Contains(Read(to), p => p.Type == Wire.Vp8);
        // Nobody else is asked to send it again for that.
        Assert.DoesNotContain(notices, n => n.Notice is RoomNotice.OfferAgain);
    }

    [Fact]
    public void A_voice_is_heard_by_the_other_under_the_number_of_the_offer()
    {
        var (from, to) = Speaking();
        for (ushort i = 2; i < 12; i++) from.Sound(i, $"tiếng {i}");
        Pass(20);
        var heard = Read(to);
        Assert.Equal(Enumerable.Range(2, 10).Select(i => $"tiếng {i}"), heard.Select(p => Encoding.UTF8.GetString(p.Payload)));
        Assert.All(heard, p => Assert.Equal(Line(to, TrackKind.Sound, "a=ssrc:"), p.Ssrc));
        Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.Equal(1, Wire.Ahead(pair.Second.Sequence, pair.First.Sequence)));
        Assert.DoesNotContain(Read(from), p => p.Type == Wire.Opus);
    }

    [Fact]
    public void A_lost_sound_rides_in_the_next_packet_when_it_is_asked_for()
    {
        var (from, to) = Speaking();
        from.Sound(2, "một");
        Pass(5);
        var before = Read(to)[^1].Sequence;
        to.Loses = bytes => bytes[0] >= 128 && !RtcpPart.Looks(bytes);
        from.Sound(3, "hai");
        to.Loses = _ => false;
        from.Sound(4, "ba");
        Pass(5);
        var report = new byte[100];
        var writer = new RtcpWriter(report);
        writer.Nack(1, Line(to, TrackKind.Sound, "a=ssrc:"), [(ushort)(before + 1)]);
        to.Send(report.AsSpan(0, writer.Length));
        from.Sound(5, "bốn");
        Pass(5);
        var last = Read(to)[^1];
        Assert.Equal(Wire.Red, last.Type);
        // Block header: F=1, payload type, distance of two sounds, length; then the newest sound's type, then the sounds.
        var older = Encoding.UTF8.GetBytes("hai");
        Assert.Equal([0x80 | Wire.Opus, (2 * 960) >> 6, ((2 * 960) & 0x3f) << 2, (byte)older.Length, Wire.Opus, .. older,
            .. Encoding.UTF8.GetBytes("bốn")], last.Payload);
    }

    [Fact]
    public void Of_three_sizes_one_unbroken_stream_reaches_the_receiver()
    {
        var (_, to) = Showing();
        var pictures = Read(to).Where(p => p.Type == Wire.Vp8).ToList();
        Assert.NotEmpty(pictures);
        Assert.All(pictures, p => Assert.Equal(Line(to, TrackKind.Picture, "a=ssrc:"), p.Ssrc));
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.Equal(1, Wire.Ahead(pair.Second.Sequence, pair.First.Sequence)));
        Assert.True(Vp8Descriptor.TryRead(pictures[0].Payload, out var first) && first.Key);
        Assert.Contains(notices, n => n == (2, new RoomNotice.FirstPicture(1, TrackKind.Picture)));
    }

    [Fact]
    public void A_lost_picture_packet_is_sent_again_under_a_number_of_its_own()
    {
        var (from, to) = Showing();
        var known = Read(to).Last(p => p.Type == Wire.Vp8);
        to.Packets.Clear();
        var report = new byte[100];
        var writer = new RtcpWriter(report);
        writer.Nack(1, known.Ssrc, [known.Sequence]);
        to.Send(report.AsSpan(0, writer.Length));
        Pass(100);
        var again = Read(to).First(p => p.Type == Wire.Rtx && p.Payload.Length > 2);
        Assert.Equal([(byte)(known.Sequence >> 8), (byte)known.Sequence, .. known.Payload], again.Payload);
        Assert.Equal(Line(to, TrackKind.Picture, "a=ssrc-group:FID"), Read(to).First(p => p.Type == Wire.Rtx).Ssrc);
        Assert.NotEqual(known.Ssrc, again.Ssrc);
        Assert.NotNull(from);
    }

    [Fact]
    public void What_is_missing_of_a_sender_is_asked_for()
    {
        var (from, _) = Speaking();
        from.Sound(2);
        from.Sound(5);
        Pass(40);
        var lost = new List<int>();
        foreach (var compound in from.Reports)
        {
            ReadOnlySpan<byte> rest = compound;
            while (RtcpPart.TryNext(ref rest, out var part))
            {
                if (!part.IsNack || part.Media != from.SoundSource) continue;
                for (var i = 0; i < part.NackWords; i++)
                {
                    var (first, mask) = part.Nack(i);
                    lost.Add(first);
                    for (var bit = 0; bit < 16; bit++) if ((mask >> bit & 1) == 1) lost.Add(first + bit + 1);
                }
            }
        }
        Assert.Equal([3, 4], lost.Distinct());
    }

    [Fact]
    public void A_whole_picture_is_asked_of_the_sender_when_somebody_needs_one()
    {
        var (from, to) = Showing();
        from.Reports.Clear();
        Pass(500);
        from.Reports.Clear();
        var report = new byte[100];
        var writer = new RtcpWriter(report);
        writer.PictureLoss(1, Line(to, TrackKind.Picture, "a=ssrc:"));
        to.Send(report.AsSpan(0, writer.Length));
        Pass(50);
        Assert.True(Asked(from) > 0);
    }

    static int Asked(Visitor from)
    {
        var asked = 0;
        foreach (var compound in from.Reports)
        {
            ReadOnlySpan<byte> rest = compound;
            while (RtcpPart.TryNext(ref rest, out var part)) if (part.AsksForPicture) asked++;
        }
        return asked;
    }

    [Fact]
    public void A_recording_that_begins_just_after_a_whole_picture_gets_one_of_its_own()
    {
        var (from, _) = Showing();
        Pass(500);
        for (var layer = 0; layer < 3; layer++) from.Picture(layer, 130, true, 150 << layer);
        from.Reports.Clear();
        room.Refresh();
        Pass(400);
        Assert.True(Asked(from) > 0);
    }

    [Fact]
    public void The_senders_clock_reaches_the_receiver_and_the_way_is_measured()
    {
        var (from, to) = Speaking();
        from.Sound(2);
        Pass(5);
        var report = new byte[200];
        var writer = new RtcpWriter(report);
        writer.SenderReport(from.SoundSource, 0x1122334455667788, 2 * 960, 1, 1);
        from.Send(report.AsSpan(0, writer.Length));
        Pass(5);
        ReadOnlySpan<byte> got = to.Reports.First(r => r[1] == RtcpPart.SenderReport);
        Assert.True(RtcpPart.TryNext(ref got, out var part));
        Assert.Equal((0x1122334455667788ul, Line(to, TrackKind.Sound, "a=ssrc:")), (part.Ntp, part.Sender));
        Assert.True(RtpPacket.TryRead(to.Packets[^1], out var heard));
        Assert.Equal(heard.Timestamp, part.RtpTime);
        for (var i = 0; i < 40; i++)
        {
            writer = new(report);
            from.Sound((ushort)(3 + i));
            writer.SenderReport(from.SoundSource, 0x1122334455667788 + ((ulong)i << 32), 2 * 960, 1, 1);
            from.Send(report.AsSpan(0, writer.Length));
            Visitor.Now += 30_000;
            writer = new(report);
            writer.ReceiverReport(9, [new(part.Sender, 0, 0, 0, 0, (uint)((0x1122334455667788 + ((ulong)i << 32)) >> 16), 0)]);
            to.Send(report.AsSpan(0, writer.Length));
        }
        Assert.InRange(to.Seat.Stats.RoundTrip, 29_000, 31_000);
    }

    [Fact]
    public void Who_leaves_frees_his_lines_for_the_next()
    {
        var (from, to) = Speaking();
        Assert.Single(to.Offer.Tracks);
        var mid = to.Offer.Tracks[0].Mid;
        room.Leave(from.Seat);
        Settle();
        Assert.Empty(to.Offer.Tracks);
        var next = Enter(3);
        next.Sound(7, "người khác");
        Settle();
        Assert.Equal([new(mid, 3, TrackKind.Sound)], to.Offer.Tracks);
        to.Packets.Clear();
        next.Sound(8, "chào");
        Pass(5);
        Assert.Equal("chào", Encoding.UTF8.GetString(Read(to).Single().Payload));
    }

    [Fact]
    public void Who_has_no_leave_to_speak_is_not_heard()
    {
        var (listener, other) = (Enter(1, mayPublish: false), Enter(2));
        listener.Sound(1);
        listener.Sound(2);
        Settle();
        Pass(20);
        Assert.Empty(other.Offer.Tracks);
        Assert.Empty(Read(other));
    }

    [Fact]
    public void Whose_floor_was_taken_is_not_heard_until_it_is_given_back()
    {
        var (from, to) = Speaking();
        from.Seat.Mute(TrackKind.Sound, true, Visitor.Now);
        for (ushort i = 2; i < 500; i++) from.Sound(i);
        Pass(5);
        Assert.Empty(Read(to));
        from.Seat.Mute(TrackKind.Sound, false, Visitor.Now);
        from.Sound(500);
        from.Sound(501);
        Pass(5);
        Assert.Equal(2, Read(to).Count);
        Assert.Equal(1, Wire.Ahead(Read(to)[1].Sequence, Read(to)[0].Sequence));
    }

    [Fact]
    public void Another_certificate_than_the_described_one_opens_nothing()
    {
        var visitor = new Visitor(room, 1) { Fingerprint = string.Join(':', Enumerable.Repeat("AB", 32)) };
        visitors.Add(visitor);
        visitor.Enter();
        Assert.Equal(PeerState.Closed, visitor.Seat.Peer.State);
        Assert.Contains(notices, n => n is (1, RoomNotice.Closed));
    }

    [Fact]
    public void A_browser_that_falls_silent_is_given_up()
    {
        var (_, to) = Speaking();
        Pass(29_000);
        Assert.Equal(PeerState.Open, to.Seat.Peer.State);
        Pass(3_000);
        Assert.Equal(PeerState.Closed, to.Seat.Peer.State);
    }

    [Fact]
    public void Who_speaks_is_told_to_everybody()
    {
        var (from, _) = Speaking();
        for (ushort i = 2; i < 100; i++)
        {
            from.Sound(i, level: 20);
            Pass(20);
        }
        Assert.Contains(notices, n => n == (2, new RoomNotice.Speaking(1)));
        Assert.Equal(1, room.Speaker);
    }
}
