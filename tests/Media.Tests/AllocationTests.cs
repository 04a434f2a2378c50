using FsCheck;
using FsCheck.Fluent;

namespace LienY.Media.Tests;

/// <summary>Who gets what of a line.</summary>
public sealed class AllocationTests
{
    static Offer Sound(int track, int rank, int rate = 40_000) => new() { Track = track, Kind = TrackKind.Sound, Rank = rank, SoundRate = rate };

    static Offer Picture(int track, int rank, int wanted = 2)
    {
        var rates = new LayerRates();
        foreach (var (s, full) in new[] { (0, 100_000), (1, 300_000), (2, 1_000_000) })
            for (var t = 0; t < 3; t++) rates.Set(s, t, (int)(full * new[] { 0.45, 0.7, 1 }[t]));
        return new() { Track = track, Kind = TrackKind.Picture, Rank = rank, Wanted = wanted, Rates = rates };
    }

    static Grant[] Decided(int budget, params Offer[] offers)
    {
        var allocator = new Allocator();
        allocator.Decide(offers, budget, 1_000_000_000);
        return allocator.Grants.ToArray();
    }

    [Fact]
    public void Sound_comes_before_any_picture()
    {
        var grants = Decided(130_000, Picture(9, 0), Sound(1, 0), Sound(2, 1), Sound(3, 2));
        Assert.All(grants[1..], g => Assert.Equal(0, g.Spatial));
        Assert.Equal((-1, Reduction.NoPicture), (grants[0].Spatial, grants[0].Why));
    }

    [Fact]
    public void Only_the_loudest_sounds_pass()
    {
        var grants = Decided(10_000_000, [.. Enumerable.Range(0, 9).Select(i => Sound(i, 8 - i))]);
        Assert.Equal(5, grants.Count(g => g.Spatial == 0));
        Assert.All(grants[..4], g => Assert.Equal(Reduction.NotAmongLoudest, g.Why));
    }

    [Fact]
    public void Silent_sounds_take_no_place()
    {
        var grants = Decided(10_000_000, [.. Enumerable.Range(0, 9).Select(i => Sound(i, i, i < 6 ? 0 : 30_000))]);
        Assert.All(grants, g => Assert.Equal(0, g.Spatial));
    }

    [Fact]
    public void Somebody_is_heard_however_thin_the_line()
    {
        var grants = Decided(10_000, Sound(1, 1), Sound(2, 0), Picture(3, 0));
        Assert.Equal([(1, -1), (2, 0), (3, -1)], grants.Select(g => (g.Track, g.Spatial)));
        Assert.Equal(Reduction.NoSound, grants[0].Why);
    }

    [Fact]
    public void Who_speaks_gets_the_best_that_fits_then_the_others_something_each()
    {
        var grants = Decided(650_000, Sound(1, 0), Picture(2, 1), Picture(3, 0), Picture(4, 2));
        Assert.Equal((1, 2, Reduction.Smaller), (grants[2].Spatial, grants[2].Temporal, grants[2].Why));
        Assert.Equal((0, 2), (grants[1].Spatial, grants[1].Temporal));
        Assert.Equal((0, 2), (grants[3].Spatial, grants[3].Temporal));
    }

    [Fact]
    public void Fewer_pictures_a_second_come_before_none()
    {
        var grants = Decided(100_000, Sound(1, 0), Picture(2, 0));
        Assert.Equal((0, 0, Reduction.Smaller), (grants[1].Spatial, grants[1].Temporal, grants[1].Why));
        Assert.Equal(Reduction.Fewer, Decided(100_000, Sound(1, 0), Picture(2, 0, wanted: 0))[1].Why);
    }

    [Fact]
    public void What_is_not_shown_is_not_sent_and_not_called_reduced()
    {
        var grants = Decided(5_000_000, Picture(1, 0, wanted: -1), Picture(2, 1, wanted: 0));
        Assert.Equal((-1, Reduction.None), (grants[0].Spatial, grants[0].Why));
        Assert.Equal((0, 2, Reduction.None), (grants[1].Spatial, grants[1].Temporal, grants[1].Why));
    }

    [Fact]
    public void Nothing_granted_costs_more_than_there_is_and_more_bits_never_give_less() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var chance = new Random(seed);
        var offers = Enumerable.Range(0, chance.Next(1, 12)).Select(i => chance.Next(2) == 0
            ? Sound(i, chance.Next(10), chance.Next(60_000)) : Picture(i, chance.Next(10), chance.Next(-1, 3))).ToArray();
        var before = int.MinValue;
        for (var budget = 20_000; budget < 4_000_000; budget = budget * 5 / 4)
        {
            var allocator = new Allocator();
            allocator.Decide(offers, budget, 1_000_000_000);
            var sounds = offers.Where(o => o.Kind == TrackKind.Sound).Sum(o => o.SoundRate);
            Assert.True(allocator.Spent <= Math.Max(budget * 1.15, allocator.Sounds));
            Assert.True(allocator.Spent - allocator.Sounds <= budget);
            Assert.True(allocator.Sounds <= sounds);
            Assert.Equal(allocator.Reduced, allocator.Grants.ToArray().Any(g => g.Why is not Reduction.None and not Reduction.NotAmongLoudest));
            // In the first seconds the others are not waited for; who speaks goes before them afterwards.
            allocator.Decide(offers, budget, 1_004_000_000);
            Assert.True(allocator.Spent - allocator.Sounds <= budget / 0.95 + 1);
            if (offers.FirstOrDefault(o => o.Kind == TrackKind.Picture && o.Wanted >= 0) is { Track: var _ } first && first.Kind == TrackKind.Picture)
            {
                var lead = allocator.Grants.ToArray().Where(g => offers.Any(o => o.Track == g.Track && o.Kind == TrackKind.Picture && o.Wanted >= 0))
                    .MinBy(g => offers.First(o => o.Track == g.Track).Rank);
                Assert.True(lead.Spatial * 3 + lead.Temporal >= before);
                before = Math.Max(before, lead.Spatial * 3 + lead.Temporal - (lead.Spatial < 0 ? 9 : 0));
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void In_the_first_seconds_everybody_is_seen_before_anybody_is_seen_well()
    {
        var allocator = new Allocator();
        Offer[] offers = [Picture(1, 0), Picture(2, 1), Picture(3, 2)];
        allocator.Decide(offers, 350_000, 1_000_000);
        Assert.All(allocator.Grants.ToArray(), g => Assert.True(g.Spatial >= 0));
        allocator.Decide(offers, 350_000, 5_000_000);
        Assert.True(allocator.Grants[0].Spatial > 0);
    }

    [Fact]
    public void A_line_that_swings_around_a_step_does_not_flap()
    {
        var (allocator, changes, offers) = (new Allocator(), 0, new[] { Sound(1, 0), Picture(2, 0) });
        for (var t = 0; t < 1200; t++)
        {
            var budget = 350_000 + (int)(60_000 * Math.Sin(t / 20.0));
            if (allocator.Decide(offers, budget, 1_000_000 + t * 100_000L)) changes++;
        }
        Assert.InRange(changes, 1, 14);
    }

    [Fact]
    public void It_tells_what_the_next_better_picture_would_need()
    {
        var allocator = new Allocator();
        allocator.Decide([Sound(1, 0), Picture(2, 0)], 200_000, 1_000_000);
        Assert.InRange(allocator.Next, 340_000, 400_000);
        allocator.Decide([Sound(1, 0), Picture(2, 0)], 3_000_000, 9_000_000);
        Assert.Equal(0, allocator.Next);
    }

    [Fact]
    public void A_sender_may_stop_what_nobody_gets()
    {
        var demand = new SenderDemand();
        for (var t = 0L; t < 30_000_000; t += 500_000)
        {
            demand.Want(0, t);
            if (t < 10_000_000) demand.Want(2, t);
            demand.Decide(t);
            if (t == 5_000_000) Assert.Equal(7, demand.Layers);
            if (t == 12_000_000) Assert.Equal(5, demand.Layers);
        }
        Assert.Equal(1, demand.Layers);
        demand.Want(2, 30_000_000);
        Assert.True(demand.Decide(30_000_000));
        Assert.Equal(5, demand.Layers);
    }
}
