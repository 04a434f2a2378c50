using FsCheck;
using FsCheck.Fluent;

namespace LienY.Media.Tests;

/// <summary>Recorded tracks: a cut end loses little, a changed byte is found, what was recorded comes out.</summary>
public sealed class RecordingTests
{
    static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    static TrackHead Head(int payloadType = Wire.Opus, int clock = Wire.AudioClock) =>
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), payloadType, clock, 1_790_000_000_000_000, 5_000_000);

    internal static byte[] Rtp(int payloadType, bool marker, int sequence, uint timestamp, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[1500];
        var writer = new RtpWriter(bytes);
        writer.Header(payloadType, marker, (ushort)sequence, timestamp, 7);
        writer.Payload(payload);
        return bytes[..writer.Length];
    }

    /// <summary>Sounds of 20 ms for so many seconds; each carries its number.</summary>
    static byte[] Recorded(double seconds, out int packets, bool ended = true, byte[]? key = null)
    {
        var file = new MemoryStream();
        using var track = new TrackSegments(file, key ?? Key, Head());
        packets = (int)(seconds * 50);
        for (var i = 0; i < packets; i++) track.Add(Rtp(Wire.Opus, false, i, (uint)i * 960, [1, 2, 3, (byte)i]), 5_000_000 + i * 20_000L);
        if (ended) track.End();
        return file.ToArray();
    }

    static (TrackCheck Check, List<long> Times) Read(byte[] file, byte[]? key = null)
    {
        var times = new List<long>();
        var check = TrackReading.Read(new MemoryStream(file), key ?? Key, (time, packet) =>
        {
            Assert.True(RtpPacket.TryRead(packet, out var rtp));
            Assert.Equal(5_000_000 + rtp.Sequence * 20_000L, time);
            times.Add(time);
        });
        return (check, times);
    }

    [Fact]
    public void What_is_recorded_comes_out_and_is_unreadable_without_the_key()
    {
        var file = Recorded(7, out var packets);
        var (check, times) = Read(file);
        Assert.Equal((TrackState.Whole, 4, packets), (check.State, check.True, times.Count));
        Assert.Equal(TrackState.Whole, TrackReading.Check(new MemoryStream(file)).State);
        Assert.Equal(check.Hash, TrackReading.Check(new MemoryStream(file)).Hash);
        var other = (byte[])Key.Clone();
        other[31] ^= 1;
        var (wrong, none) = Read(file, other);
        Assert.Equal((TrackState.Changed, 0, 0), (wrong.State, wrong.FirstFalse, none.Count));
        Assert.Throws<ArgumentException>(() => new TrackSegments(new MemoryStream(), Key.AsSpan(1), Head()));
        Assert.True(TrackHead.TryRead(file, out var head));
        Assert.Equal((Wire.Opus, Wire.AudioClock), (head.PayloadType, head.Clock));
    }

    [Fact]
    public void Cut_anywhere_all_whole_segments_are_readable()
    {
        var file = Recorded(11, out _);
        var ends = Ends(file);
        Prop.ForAll(Gen.Choose(TrackHead.Length, file.Length - 1).ToArbitrary(), at =>
        {
            var (check, times) = Read(file[..at]);
            var whole = ends.Count(e => e <= at);
            Assert.Equal((TrackState.Cut, whole, -1), (check.State, check.True, check.FirstFalse));
            Assert.Equal(Math.Min(whole * 100, 550), times.Count);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_process_that_falls_loses_at_most_two_seconds()
    {
        for (var seconds = 0.02; seconds < 9; seconds += 0.37)
        {
            var file = Recorded(seconds, out var packets, ended: false);
            var (check, times) = Read(file);
            Assert.Equal(TrackState.Cut, check.State);
            Assert.InRange(packets - times.Count, 0, 101);
        }
    }

    [Fact]
    public void Any_changed_byte_is_found_and_its_segment_named()
    {
        var file = Recorded(6.5, out _);
        var ends = Ends(file);
        for (var at = 0; at < file.Length; at += at < 400 ? 1 : 13)
        {
            var changed = (byte[])file.Clone();
            changed[at] ^= (byte)(1 << (at % 8));
            foreach (var check in new[] { TrackReading.Check(new MemoryStream(changed)), Read(changed).Check })
            {
                Assert.True(check.State is TrackState.Changed or TrackState.NoTrack, $"byte {at}: {check.State}");
                Assert.Equal(ends.Count(e => e <= at), check.True);
                if (at >= TrackHead.Length) Assert.Equal(ends.Count(e => e <= at), check.FirstFalse);
            }
        }
    }

    [Fact]
    public void A_segment_left_out_put_elsewhere_or_added_is_found()
    {
        var file = Recorded(9, out _);
        var ends = Ends(file);
        byte[] without = [.. file[..ends[0]], .. file[ends[1]..]];
        Assert.Equal((TrackState.Changed, 1), (TrackReading.Check(new MemoryStream(without)).State, TrackReading.Check(new MemoryStream(without)).FirstFalse));
        byte[] swapped = [.. file[..ends[0]], .. file[ends[1]..ends[2]], .. file[ends[0]..ends[1]], .. file[ends[2]..]];
        Assert.Equal(TrackState.Changed, TrackReading.Check(new MemoryStream(swapped)).State);
        Assert.Equal(TrackState.Changed, TrackReading.Check(new MemoryStream([.. file, 0])).State);
        var another = Recorded(9, out _);
        byte[] mixed = [.. file[..ends[1]], .. another[ends[1]..]];
        Assert.Equal(2, TrackReading.Check(new MemoryStream(mixed)).FirstFalse);
    }

    [Fact]
    public void Any_bytes_are_no_track_and_never_throw()
    {
        var (chance, file) = (new Random(3), Recorded(3, out _));
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])file.Clone();
            for (var n = 0; n < 20; n++) bytes[chance.Next(i % 2 == 0 ? 200 : bytes.Length)] = (byte)chance.Next(256);
            Read(bytes[..chance.Next(bytes.Length)]);
        }
    }

    static List<int> Ends(byte[] file)
    {
        var ends = new List<int>();
        for (var at = TrackHead.Length; at < file.Length; ends.Add(at))
            at += 60 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 16)) + 16 + 32;
        return ends;
    }

    [Fact]
    public void Sounds_out_of_order_come_out_in_order_and_a_missing_one_is_a_gap()
    {
        var got = new List<MediaFrame>();
        var parts = new FrameAssembly(Wire.Opus, Wire.AudioClock, got.Add);
        foreach (var n in new[] { 65534, 65535, 1, 0, 2, 4, 5 })
        {
            var place = n < 100 ? n + 2 : n - 65534;
            parts.Add(1_000_000 + place * 20_000L, Rtp(Wire.Opus, false, n, (uint)(place * 960), [(byte)n]));
        }
        parts.End();
        Assert.Equal([254, 255, 0, 1, 2, 4, 5], got.Select(f => f.Bytes[0]));
        Assert.Equal([1_000_000, 1_020_000, 1_040_000, 1_060_000, 1_080_000, 1_120_000, 1_140_000], got.Select(f => f.Time));
    }

    [Fact]
    public void Who_comes_back_under_another_number_goes_on_in_the_same_track()
    {
        var (got, again) = (new List<MediaFrame>(), new List<MediaFrame>());
        IReadOnlyList<long>? fits = null;
        foreach (var into in new[] { got, again })
        {
            var parts = new FrameAssembly(Wire.Opus, Wire.AudioClock, into.Add, fits);
            for (var n = 0; n < 5; n++) parts.Add(1_000_000 + n * 20_000L, Of(7, 40_000 + n, (uint)(900_000 + n * 960), n));
            // Numbers and clock begin anew, far below; a late packet of before is not waited for.
            for (var n = 0; n < 5; n++)
            {
                parts.Add(9_000_000 + n * 20_000L, Of(8, 30_000 + n, (uint)(100 + n * 960), 10 + n));
                if (n == 2) parts.Add(9_050_000, Of(7, 40_009, 900_000 + 9 * 960, 99));
            }
            parts.End();
            fits = parts.Fits;
        }
        Assert.Equal([0, 1, 2, 3, 4, 10, 11, 12, 13, 14], got.Select(f => (int)f.Bytes[0]));
        Assert.Equal([1_000_000, 1_080_000, 9_000_000, 9_080_000], new[] { got[0], got[4], got[5], got[9] }.Select(f => f.Time));
        Assert.Equal(got.Select(f => f.Time), again.Select(f => f.Time));

        static byte[] Of(uint ssrc, int number, uint time, int content)
        {
            var buffer = new byte[100];
            var writer = new RtpWriter(buffer);
            writer.Header(Wire.Opus, false, (ushort)number, time, ssrc);
            writer.Payload([(byte)content]);
            return buffer[..writer.Length];
        }
    }

    [Fact]
    public void After_a_picture_that_is_not_whole_nothing_comes_until_a_key_picture()
    {
        var got = new List<MediaFrame>();
        var parts = new FrameAssembly(Wire.Vp8, Wire.VideoClock, got.Add);
        for (var n = 0; n < 40; n++)
        {
            if (n == 13) continue;
            var (picture, first) = (n / 2, n % 2 == 0);
            var key = picture % 5 == 0;
            parts.Add(n * 10_000, Rtp(Wire.Vp8, !first, n, (uint)picture * 3000, [(byte)(first ? 0x10 : 0x00), (byte)(key ? 0 : 1), (byte)picture]));
        }
        parts.End();
        Assert.Equal([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19], got.Select(f => (int)f.Bytes[1]));
        Assert.Equal(4, parts.Lost);
    }
}
