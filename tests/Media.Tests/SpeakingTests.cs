namespace LienY.Media.Tests;

/// <summary>Who speaks, by loudness alone.</summary>
public sealed class SpeakingTests
{
    /// <summary>Says 50 times a second how loud each is (−dBov); returns the changes.</summary>
    static List<(double At, int Track)> Talk(SpeakerDetector room, double from, double to, params (int Track, int Level)[] voices)
    {
        var changes = new List<(double, int)>();
        for (var t = (long)(from * 1e6); t < (long)(to * 1e6); t += 20_000)
            foreach (var (track, level) in voices)
                if (room.Heard(track, level, t)) changes.Add((t / 1e6, room.Active));
        return changes;
    }

    [Fact]
    public void Who_speaks_is_found_and_kept_over_a_breath_and_a_cough()
    {
        var room = new SpeakerDetector();
        Assert.Empty(Talk(room, 1, 2, (1, 100), (2, 110)));
        Assert.Equal(1, Assert.Single(Talk(room, 2, 6, (1, 30), (2, 100))).Track);
        // A breath, then a cough of the other.
        Assert.Empty(Talk(room, 6, 6.3, (1, 90), (2, 100)));
        Assert.Empty(Talk(room, 6.3, 8, (1, 30), (2, 100)));
        Assert.Empty(Talk(room, 8, 8.3, (1, 32), (2, 20)));
        Assert.Empty(Talk(room, 8.3, 10, (1, 30), (2, 100)));
        Assert.Equal(1, room.Active);
    }

    [Fact]
    public void Another_who_speaks_takes_over_within_a_second()
    {
        var room = new SpeakerDetector();
        Talk(room, 1, 5, (1, 30), (2, 100));
        var change = Assert.Single(Talk(room, 5, 8, (1, 100), (2, 35)));
        Assert.Equal(2, change.Track);
        Assert.InRange(change.At, 5.3, 6.2);
    }

    [Fact]
    public void Two_who_speak_at_once_do_not_make_the_picture_jump()
    {
        var (room, chance, changes) = (new SpeakerDetector(), new Random(1), 0);
        for (var t = 1_000_000L; t < 61_000_000; t += 20_000)
        {
            if (room.Heard(1, 30 + chance.Next(20), t)) changes++;
            if (room.Heard(2, 30 + chance.Next(20), t)) changes++;
        }
        Assert.InRange(changes, 1, 4);
    }

    [Fact]
    public void The_loudest_come_in_order_and_who_left_is_forgotten()
    {
        var room = new SpeakerDetector();
        Talk(room, 1, 5, (1, 90), (2, 60), (3, 30), (4, 45));
        var order = new int[3];
        Assert.Equal(3, room.Loudest(order, 5_000_000));
        Assert.Equal([3, 4, 2], order);
        Assert.True(room.Speaks(3, 5_000_000));
        Assert.False(room.Speaks(1, 5_000_000));
        Assert.False(room.Speaks(3, 6_000_000));
        room.Gone(3);
        Assert.Equal(-1, room.Active);
        Assert.Equal(3, room.Loudest(order, 5_000_000));
        Assert.Equal([4, 2, 1], order);
    }

    [Fact]
    public void A_sound_comes_twice_and_the_first_is_found_in_the_second()
    {
        var memory = new SoundMemory();
        byte[] a = [1, 2, 3], b = [4, 5], c = [6];
        memory.Keep(65535, 0, a);
        memory.Keep(0, 960, b);
        memory.Keep(1, 1920, c);
        var packet = new byte[100];
        var length = memory.Write(packet, Wire.Opus, 1, 1920, c, 2);
        Assert.Equal(length, memory.SizeWith(1, 1920, 1, 2));
        // RFC 2198 §3: F, type, 14 bits of distance, 10 of length; the last header has one byte.
        Assert.Equal(
            [0x80 | 111, 1920 >> 6, (1920 << 2) & 0xff, 3, 0x80 | 111, 960 >> 6, (960 << 2) & 0xff, 2, 111, 1, 2, 3, 4, 5, 6], packet[..length].Select(x => (int)x));
        Assert.True(SoundMemory.TryPrimary(packet.AsSpan(0, length), out var type, out var sound));
        Assert.Equal((111, 6), (type, sound[0]));
        Assert.False(SoundMemory.TryPrimary(packet.AsSpan(0, 11), out _, out _));
        Span<RedBlock> blocks = stackalloc RedBlock[4];
        Assert.True(RedPayload.TryRead(packet.AsSpan(0, length), blocks, out var earlier, out type, out sound));
        Assert.Equal((2, 111, 6), (earlier, type, sound[0]));
        Assert.Equal([new(1920, 9, 3), new(960, 12, 2)], blocks[..earlier].ToArray());
        for (var cut = 0; cut < length; cut++) RedPayload.TryRead(packet.AsSpan(0, cut), blocks, out _, out _, out _);
        // After a pause the older one is not carried.
        Assert.Equal(2, memory.Write(packet, Wire.Opus, 2, 99_000, c, 1));
    }

    [Fact]
    public void Sounds_are_covered_when_the_line_loses_and_carries_it()
    {
        var cover = new SoundCover();
        Assert.Equal(0, cover.Judge(0.002, 300_000, 60_000, 0));
        Assert.Equal(1, cover.Judge(0.05, 300_000, 60_000, 1_000_000));
        Assert.Equal(1, cover.Judge(0.002, 300_000, 60_000, 2_000_000));
        Assert.Equal(1, cover.Judge(0.002, 300_000, 60_000, 11_000_000));
        Assert.Equal(0, cover.Judge(0.002, 300_000, 60_000, 13_000_000));
        Assert.Equal(2, cover.Judge(0.12, 600_000, 60_000, 14_000_000));
        Assert.Equal(0, new SoundCover().Judge(0.05, 60_000, 50_000, 0));
    }
}
