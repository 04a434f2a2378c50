using FsCheck;
using FsCheck.Fluent;

namespace LienY.Media.Tests;

/// <summary>One receiver's stream made of several layers: unbroken, whatever is lost, late or switched.</summary>
public sealed class LayerTests
{
    readonly record struct Part(int Spatial, ushort Sequence, uint Timestamp, Vp8Descriptor Head, int Frame, bool Last);

    readonly record struct Out(Rewritten To, Part From);

    /// <summary>A sender's three streams: 600 pictures of one to four packets, numbers near their wrap, key pictures now and then.</summary>
    static List<Part> Sender(int seed)
    {
        var (chance, all, bytes) = (new Random(seed), new List<Part>(), new byte[16]);
        var sequences = new[] { 65_400, 65_000, 30_000 };
        var (pictures, lows) = (new[] { 32_700, 100, 20_000 }, new[] { 250, 3, 100 });
        var clocks = new uint[] { uint.MaxValue - 100_000, 5, 1_000_000 };
        for (var frame = 0; frame < 600; frame++)
        {
            for (var s = 0; s < 3; s++)
            {
                var key = frame % 50 == s * 7 || frame == 0;
                var temporal = key || frame % 4 == 0 ? 0 : frame % 4 == 2 ? 1 : 2;
                if (temporal == 0) lows[s]++;
                pictures[s]++;
                var packets = key ? 4 : 1 + chance.Next(3);
                for (var p = 0; p < packets; p++)
                {
                    bytes.AsSpan().Clear();
                    var head = new Vp8Descriptor
                    {
                        StartsPicture = p == 0,
                        PictureId = pictures[s] & 0x7fff,
                        LongPictureId = true,
                        Tl0PicIdx = lows[s] & 0xff,
                        Temporal = temporal,
                        Sync = frame % 4 is 1 or 2,
                    };
                    bytes[head.Write(bytes)] = (byte)(key && p == 0 ? 0 : 1);
                    Assert.True(Vp8Descriptor.TryRead(bytes, out var read));
                    all.Add(new(s, (ushort)sequences[s]++, clocks[s] + (uint)frame * 3000, read, frame, p == packets - 1));
                }
            }
        }
        return all;
    }

    static List<Out> Through(LayerSwitch layers, List<Part> parts, Action<int> before, Func<int, bool>? tight = null)
    {
        var (passed, frame) = (new List<Out>(), -1);
        foreach (var part in parts)
        {
            if (part.Frame > frame) before(frame = part.Frame);
            if (layers.TryPass(part.Spatial, part.Sequence, part.Timestamp, part.Head, part.Frame * 33_333L, tight?.Invoke(frame) ?? false, out var to))
                passed.Add(new(to, part));
        }
        return passed;
    }

    [Fact]
    public void Without_loss_numbers_run_on_without_a_gap_through_every_switch() => Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), seed =>
    {
        var (chance, layers) = (new Random(seed), new LayerSwitch(65_500, uint.MaxValue - 5_000, 32_760));
        var passed = Through(layers, Sender(seed), _ =>
        {
            if (chance.Next(15) == 0) layers.Want(chance.Next(3), chance.Next(3));
        }, _ => chance.Next(30) == 0);
        Assert.NotEmpty(passed);
        for (var i = 1; i < passed.Count; i++)
        {
            var (a, b) = (passed[i - 1], passed[i]);
            Assert.Equal((ushort)(a.To.Sequence + 1), b.To.Sequence);
            var same = a.From.Frame == b.From.Frame && a.From.Spatial == b.From.Spatial;
            Assert.Equal(same, a.To.Timestamp == b.To.Timestamp);
            Assert.True((int)(b.To.Timestamp - a.To.Timestamp) >= 0);
            Assert.Equal(same ? a.To.PictureId : (a.To.PictureId + 1) & 0x7fff, b.To.PictureId);
            Assert.Equal(same || b.From.Head.Temporal > 0 ? a.To.Tl0PicIdx : (a.To.Tl0PicIdx + 1) & 0xff, b.To.Tl0PicIdx);
            if (a.From.Spatial != b.From.Spatial) Assert.True(b.From.Head.Key);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void With_loss_and_overtaking_no_number_is_used_twice_and_order_is_kept() => Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), seed =>
    {
        var (chance, layers) = (new Random(seed), new LayerSwitch(65_500, 77, 32_760));
        var sent = Sender(seed).Where(_ => chance.Next(20) > 0)
            .Select((p, i) => (Part: p, At: i + (chance.Next(10) == 0 ? chance.Next(40) : 0))).OrderBy(x => x.At).Select(x => x.Part).ToList();
        var twice = sent.SelectMany(p => chance.Next(50) == 0 ? new[] { p, p } : [p]).ToList();
        var passed = Through(layers, twice, _ =>
        {
            if (chance.Next(15) == 0) layers.Want(chance.Next(3), chance.Next(3));
        });
        Assert.Equal(passed.Count, passed.Select(p => p.To.Sequence).Distinct().Count());
        // Within what came of one layer between two switches, numbers keep the order and the distances of the sender's pictures.
        foreach (var (a, b) in passed.Zip(passed.Skip(1))
            .Where(x => x.First.From.Spatial == x.Second.From.Spatial && x.First.From.Frame / 50 == x.Second.From.Frame / 50))
        {
            var (there, here) = (Wire.Ahead(b.From.Sequence, a.From.Sequence), Wire.Ahead(b.To.Sequence, a.To.Sequence));
            if (Math.Abs(there) < 200 && Math.Abs(here) < 200) Assert.True(Math.Sign(there) == Math.Sign(here));
        }
        Assert.All(passed.GroupBy(p => p.To.Timestamp), g => Assert.Single(g.Select(p => (p.From.Spatial, p.From.Frame)).Distinct()));
        Assert.All(passed.GroupBy(p => p.To.PictureId), g => Assert.Single(g.Select(p => (p.From.Spatial, p.From.Frame)).Distinct()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_asked_for_again_is_found_under_its_number()
    {
        var layers = new LayerSwitch(65_000);
        layers.Want(1, 2);
        var passed = Through(layers, Sender(3), _ => { });
        foreach (var one in passed[^500..])
        {
            Assert.True(layers.TryFind(one.To.Sequence, out var origin));
            Assert.Equal((one.From.Spatial, one.From.Sequence, one.To), (origin.Spatial, origin.Sequence, origin.As));
        }
        Assert.False(layers.TryFind((ushort)(passed[^1].To.Sequence + 5), out _));
        Assert.False(layers.TryFind((ushort)(passed[^1].To.Sequence - 3000), out _));
    }

    [Fact]
    public void Size_changes_only_at_a_key_picture_and_fewer_pictures_come_at_once()
    {
        var layers = new LayerSwitch();
        layers.Want(2, 2);
        var passed = Through(layers, Sender(1), frame =>
        {
            if (frame == 100) layers.Want(0, 2);
            if (frame == 300) layers.Want(0, 0);
        });
        var first = passed.First(p => p.From.Spatial == 0 && p.From.Frame >= 100);
        Assert.True(first.From.Head.Key);
        Assert.All(passed.Where(p => p.From.Frame >= 300), p => Assert.Equal(0, p.From.Head.Temporal));
        Assert.Equal(-1, layers.WaitsForKey);
        layers.Broke();
        Assert.Equal(0, layers.WaitsForKey);
    }

    [Fact]
    public void A_head_is_read_and_renumbered_in_place()
    {
        byte[] payload = [0x90, 0xe0, 0x81, 0x02, 7, 0x60, 0x00, 1, 2];
        Assert.True(Vp8Descriptor.TryRead(payload, out var head));
        Assert.Equal((6, true, true, 0x102, 7, 1, true), (head.Length, head.StartsPicture, head.Key, head.PictureId, head.Tl0PicIdx, head.Temporal, head.Sync));
        head.Renumber(payload, 0x7ffe, 255);
        Assert.Equal([0x90, 0xe0, 0xff, 0xfe, 255, 0x60, 0x00, 1, 2], payload);
        byte[] shortForm = [0x80, 0x80, 0x05, 0x01];
        Assert.True(Vp8Descriptor.TryRead(shortForm, out head));
        Assert.Equal((3, false, 5, -1, -1), (head.Length, head.Key, head.PictureId, head.Tl0PicIdx, head.Temporal));
        head.Renumber(shortForm, 0x1ff, 1);
        Assert.Equal([0x80, 0x80, 0x7f, 0x01], shortForm);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var chance = new Random(5);
        var bytes = new byte[40];
        for (var i = 0; i < 200_000; i++)
        {
            chance.NextBytes(bytes);
            var cut = bytes.AsSpan(0, chance.Next(bytes.Length));
            if (!Vp8Descriptor.TryRead(cut, out var head)) continue;
            Assert.True(head.Length < cut.Length);
            head.Renumber(cut, i, i);
            SoundMemory.TryPrimary(cut, out _, out _);
        }
    }

    [Fact]
    public void A_key_picture_is_asked_for_once_and_then_less_often()
    {
        var asks = new KeyAsks();
        Assert.False(asks.Due(0, 100_000));
        var asked = 0;
        for (var t = 1_000_000L; t < 11_000_000; t += 10_000)
        {
            asks.Need(t);
            if (asks.Due(t, 100_000)) asked++;
        }
        Assert.InRange(asked, 4, 8);
        asks.Came(11_000_000);
        asks.Need(11_010_000);
        Assert.False(asks.Due(11_020_000, 100_000));
        asks.Need(12_000_000);
        Assert.True(asks.Due(12_000_000, 100_000));
    }
}
