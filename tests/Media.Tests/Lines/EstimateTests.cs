namespace LienY.Media.Tests;

/// <summary>What a line is thought to carry, on simulated lines.</summary>
public sealed class EstimateTests(ITestOutputHelper output)
{
    Listener Filled(Play play, int rate, double loss = 0, long jitter = 0, long queue = 300_000, int seed = 1)
    {
        var listener = Listener.On(play, rate, loss, jitter, queue, seed);
        listener.Elasticity = 8_000_000;
        listener.Sound(1, 40_000);
        listener.Elastic(2, 15, () => 40_000);
        return listener;
    }

    void Tell(string what, Listener l, double came, int rate)
    {
        var stood = l.SoundStood.Count == 0 ? [0] : l.SoundStood.OrderBy(x => x).ToArray();
        output.WriteLine($"{what}: came {came / rate / (1 - l.Down.Loss):P0} est {l.Estimate.Rate} loss {l.Estimate.Loss:P1} queue {l.Estimate.Queue} "
            + $"sound p50 {stood[stood.Length / 2] / 1000} p95 {stood[stood.Length * 95 / 100] / 1000} max {stood[^1] / 1000} ms");
    }

    public static TheoryData<int, int, int> Lines()
    {
        var data = new TheoryData<int, int, int>();
        foreach (var rate in new[] { 64_000, 128_000, 300_000, 1_000_000, 2_500_000, 5_000_000 })
            foreach (var (loss, jitter) in new[] { (0, 0), (5, 0), (5, 20), (10, 20) }) data.Add(rate, loss, jitter);
        return data;
    }

    [Theory, MemberData(nameof(Lines))]
    public void A_line_is_filled_within_seconds_whatever_it_loses_and_sound_does_not_wait(int rate, int loss, int jitter)
    {
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var play = new Play();
            var l = Filled(play, rate, loss / 100.0, jitter * 1000L, seed: seed);
            var first = l.Run(10);
            Tell("first", l, first, rate);
            l.SoundStood.Clear();
            var came = l.Run(30) / rate / (1 - l.Down.Loss);
            Tell("then", l, came * rate * (1 - l.Down.Loss), rate);
            Assert.InRange(came, loss > 5 ? 0.7 : 0.8, loss > 5 ? 1.12 : 1.06);
            Assert.InRange(first / rate / (1 - l.Down.Loss), 0.45, 1.04);
            // On the thinnest lines one packet of a picture alone takes longer.
            Assert.True(l.SoundStood.Order().ElementAt(l.SoundStood.Count * 95 / 100) < Math.Max(60_000, 10_000 + 1_178 * 8_000_000L / rate));
            Assert.InRange(l.Rates[^200..].Average(r => r.Rate) / rate, loss > 5 ? 0.65 : 0.8, 1.1 / (1 - l.Down.Loss));
        }
    }

    [Fact]
    public void Random_loss_lowers_nothing()
    {
        foreach (var loss in new[] { 0.02, 0.05, 0.10 })
        {
            var play = new Play();
            var l = Filled(play, 1_500_000);
            l.Run(15);
            var before = l.Rates[^40..].Average(r => r.Rate);
            l.Down.Loss = loss;
            l.Run(20);
            Assert.True(l.Rates[^200..].Average(r => r.Rate) > 0.9 * before, $"{loss}: {before} → {l.Rates[^200..].Average(r => r.Rate)}");
        }
    }

    [Fact]
    public void A_line_that_throws_away_at_once_is_not_flooded()
    {
        // A policer: hardly a queue, everything above the rate is lost.
        var play = new Play();
        var l = Filled(play, 400_000, queue: 30_000);
        l.Run(20);
        l.Run(20);
        Tell("policed", l, 0, 400_000);
        Assert.InRange(l.Estimate.Rate, 200_000, 620_000);
        Assert.True(l.Estimate.Loss < 0.25);
    }

    [Theory]
    [InlineData(2_000_000, 300_000)]
    [InlineData(1_000_000, 128_000)]
    [InlineData(600_000, 64_000)]
    public void A_line_that_becomes_worse_and_better_is_followed(int good, int bad)
    {
        var play = new Play();
        var l = Filled(play, good, 0.05, 20_000);
        l.Run(15);
        l.Down.Rate = bad;
        l.Run(4);
        l.SoundStood.Clear();
        var worse = l.Run(10);
        Tell("worse", l, worse, bad);
        Assert.InRange(worse / bad, 0.6, 1.01);
        Assert.True(l.SoundStood.Order().ElementAt(l.SoundStood.Count * 9 / 10) < 80_000);
        l.Down.Rate = good;
        l.Run(15);
        var better = l.Run(10);
        Tell("better", l, better, good);
        Assert.InRange(better / good, 0.65, 1.01);
    }

    [Fact]
    public void A_line_that_falls_silent_is_not_flooded_and_comes_back()
    {
        var play = new Play();
        var l = Filled(play, 1_000_000);
        l.Run(10);
        l.Down.Loss = 1;
        l.Run(8);
        Assert.True(l.Estimate.Rate < 250_000, $"{l.Estimate.Rate}");
        l.Down.Loss = 0;
        l.Run(12);
        Assert.True(l.Estimate.Rate > 600_000, $"{l.Estimate.Rate}");
    }

    [Fact]
    public void A_way_that_becomes_longer_is_no_queue()
    {
        var play = new Play();
        var l = Filled(play, 1_000_000);
        l.Run(10);
        l.Down.Delay += 80_000;
        l.Run(10);
        Tell("longer", l, 0, 1_000_000);
        Assert.True(l.Rates[^60..].Average(r => r.Rate) > 500_000, $"{l.Estimate.Rate}");
    }

    [Fact]
    public void What_sends_little_keeps_what_is_known()
    {
        var play = new Play();
        var l = Listener.On(play, 2_000_000);
        l.Sound(1, 40_000);
        l.Run(30);
        Assert.InRange(l.Estimate.Rate, 300_000, 2_100_000);
        var before = l.Estimate.Rate;
        l.Run(30);
        Assert.InRange(l.Estimate.Rate, before * 0.9, before * 1.1);
    }
}
