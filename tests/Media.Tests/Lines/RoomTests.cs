namespace LienY.Media.Tests;

/// <summary>What one receiver of a room gets on simulated lines: sound before pictures, the speaker's picture before the others', calm choices.</summary>
public sealed class RoomTests(ITestOutputHelper output)
{
    /// <summary>Three people: two others send sound and three sizes of picture (90, 300 and 1,000 kbit/s).</summary>
    static Listener Three(Play play, int rate, double loss, long jitter, int seed, int sound = 36_000)
    {
        var l = Listener.On(play, rate, loss, jitter, seed: seed);
        l.Sound(1, sound);
        l.Sound(2, sound, 1);
        l.Camera(3, 0, 15, 90_000, 300_000, 1_000_000);
        l.Camera(4, 1, 15, 90_000, 300_000, 1_000_000, wanted: 0);
        return l;
    }

    void Tell(string what, Listener l, double seconds)
    {
        var stood = l.SoundStood.Order().ToArray();
        var grants = l.Allocator.Grants.ToArray().Select(g => $"{g.Track}:{g.Spatial}/{g.Temporal}{(g.Why == Reduction.None ? "" : g.Why)}");
        output.WriteLine($"{what}: est {l.Estimate.Rate} spent {l.Allocator.Spent} grants {string.Join(' ', grants)} "
            + $"fps {l.Whole.GetValueOrDefault(3) / seconds:0.0} {l.Whole.GetValueOrDefault(4) / seconds:0.0} "
            + $"sound p50 {stood[stood.Length / 2] / 1000} p95 {stood[stood.Length * 95 / 100] / 1000} max {stood[^1] / 1000} changes {l.Changes}");
    }

    static double Fps(Listener l, int track, double seconds)
    {
        l.Whole.Clear();
        l.SoundStood.Clear();
        l.Run(seconds);
        return l.Whole.GetValueOrDefault(track) / seconds;
    }

    static long P95(Listener l) => l.SoundStood.Order().ElementAt(l.SoundStood.Count * 95 / 100);

    [Fact]
    public void The_picture_of_who_speaks_survives_a_weak_line()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var l = Three(new(), 300_000, 0.05, 20_000, seed);
            l.Run(8);
            var fps = Fps(l, 3, 30);
            Tell($"300k 5 % #{seed}", l, 30);
            Assert.True(fps >= 5, $"{fps}");
            Assert.True(P95(l) < 60_000);
        }
    }

    [Fact]
    public void Sound_alone_passes_a_line_of_64_kbit()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var l = Three(new(), 64_000, 0.05, 20_000, seed, 26_000);
            l.Run(8);
            var fps = Fps(l, 3, 30);
            Tell($"64k #{seed}", l, 30);
            Assert.Equal(Reduction.NoPicture, l.Allocator.Grants[2].Why);
            Assert.True(fps < 1);
            Assert.True(P95(l) < 60_000);
        }
    }

    [Fact]
    public void A_good_line_gets_everything_asked_for()
    {
        var l = Three(new(), 3_000_000, 0, 0, 1);
        l.Run(15);
        Tell("3M", l, 15);
        Assert.All(l.Allocator.Grants.ToArray(), g => Assert.Equal(Reduction.None, g.Why));
        Assert.Equal(2, l.Allocator.Grants[2].Spatial);
        Assert.Equal(0, l.Allocator.Grants[3].Spatial);
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(450_000)]
    [InlineData(700_000)]
    [InlineData(1_200_000)]
    public void Pictures_do_not_flap(int rate)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var l = Three(new(), rate, 0.05, 20_000, seed);
            l.Run(10);
            var before = l.Changes;
            l.Run(60);
            Tell($"{rate} #{seed}", l, 70);
            Assert.True(l.Changes - before <= 12, $"{l.Changes - before} changes in a minute");
        }
    }

    [Fact]
    public void A_line_that_becomes_weak_loses_the_picture_and_gets_it_back()
    {
        var l = Three(new(), 2_000_000, 0, 0, 1);
        l.Run(15);
        Assert.Equal(2, l.Allocator.Grants[2].Spatial);
        l.Down.Rate = 90_000;
        l.Run(6);
        var fps = Fps(l, 3, 10);
        Tell("weak", l, 10);
        Assert.NotEqual(Reduction.None, l.Allocator.Grants[2].Why);
        Assert.True(P95(l) < 100_000);
        l.Down.Rate = 2_000_000;
        l.Run(30);
        Tell("again", l, 40);
        Assert.Equal(2, l.Allocator.Grants[2].Spatial);
    }

    [Fact]
    public void Receivers_do_not_touch_each_other()
    {
        var alone = Three(new(), 2_000_000, 0, 0, 1);
        alone.Run(30);
        var play = new Play();
        var (good, bad) = (Three(play, 2_000_000, 0, 0, 1), Three(play, 100_000, 0.1, 30_000, 2));
        good.Run(30);
        Assert.Equal(alone.BytesCame, good.BytesCame);
        Assert.Equal(alone.Estimate.Rate, good.Estimate.Rate);
        Assert.True(bad.BytesCame < good.BytesCame / 4);
    }
}
