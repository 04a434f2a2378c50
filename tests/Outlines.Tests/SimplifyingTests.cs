using FsCheck;
using FsCheck.Fluent;

namespace LienY.Outlines.Tests;

/// <summary>Outlines made simple are still the same country.</summary>
public sealed class SimplifyingTests
{
    static readonly Arbitrary<int> Seeds = Gen.Choose(0, 1_000_000).ToArbitrary();
    static readonly SimpleRules Rules = new(1000, 3, 12, 0);

    static void Holds(Func<int, bool> property) => Prop.ForAll(Seeds, property).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    static IEnumerable<(Spot, Spot)> Edges(Outline outline) => outline.Rings.SelectMany(r => r.Zip(r.Skip(1)));

    [Fact]
    public void Rings_are_closed_and_hold_an_area() =>
        Holds(seed => Simplifying.Run(Country.Of(seed, 3, 0.001), Rules).All(o => o.Rings.Count == 1 && o.Rings.All(r => r[0] == r[^1] && r.Count >= 4 && Outline.Size(r) > 0)));

    [Fact]
    public void A_border_inside_the_country_is_the_same_on_both_sides() => Holds(seed =>
    {
        var edges = Simplifying.Run(Country.Of(seed, 3, 0), Rules).SelectMany(Edges).ToHashSet();
        // The middle province has neighbours on all sides: each of its edges is walked back by one of them.
        var middle = Simplifying.Run(Country.Of(seed, 3, 0), Rules).Single(o => o.Code == "1-1");
        return Edges(middle).All(e => edges.Contains((e.Item2, e.Item1)));
    });

    [Fact]
    public void A_border_told_a_little_differently_by_two_neighbours_becomes_one_border() => Holds(seed =>
    {
        var outlines = Simplifying.Run(Country.Of(seed, 3, 0.0008), Rules);
        var edges = outlines.SelectMany(Edges).ToHashSet();
        var middle = outlines.Single(o => o.Code == "1-1");
        return Edges(middle).All(e => edges.Contains((e.Item2, e.Item1)));
    });

    [Fact]
    public void No_area_moves_by_more_than_the_tolerance_along_its_border() => Holds(seed =>
    {
        var places = Country.Of(seed, 3, 0);
        var exact = Simplifying.Run(places, Rules with { Near = 0, Tolerance = 0 });
        return Simplifying.Run(places, Rules).Zip(exact).All(p => Math.Abs(p.First.Area - p.Second.Area) <= Around(p.Second) * (Rules.Tolerance + Rules.Near));
    });

    [Fact]
    public void A_greater_tolerance_never_needs_more_points() => Holds(seed =>
    {
        var places = Country.Of(seed, 2, 0);
        int Points(double tolerance) => Simplifying.Run(places, Rules with { Tolerance = tolerance }).Sum(o => o.Rings.Sum(r => r.Count));
        return Points(60) <= Points(2);
    });

    [Fact]
    public void What_is_written_reads_back() => Holds(seed =>
    {
        var outlines = Simplifying.Run(Country.Of(seed, 2, 0.001), Rules);
        var again = OutlineFile.Read(new StringReader(OutlineFile.Write(outlines, "thử")));
        return outlines.Zip(again).All(p => p.First.Code == p.Second.Code && p.First.Name == p.Second.Name
            && p.First.Rings.Zip(p.Second.Rings).All(r => r.First.SequenceEqual(r.Second)));
    });

    [Fact]
    public void A_hole_and_the_island_in_it_share_their_ring()
    {
        (double, double)[] lake = [(100.4, 10.4), (100.6, 10.41), (100.62, 10.6), (100.41, 10.58), (100.4, 10.4)];
        Place[] places =
        [
            new("a", "A", [[(100, 10), (101, 10), (101, 11), (100, 11), (100, 10)], lake]),
            new("b", "B", [[.. lake.Reverse()]]),
        ];
        var outlines = Simplifying.Run(places, Rules);
        Assert.Equal(Edges(outlines[1]).ToHashSet(), outlines[0].Rings[1].Zip(outlines[0].Rings[1].Skip(1)).Select(e => (e.Second, e.First)).ToHashSet());
    }

    [Fact]
    public void A_tiny_island_stays_on_the_map()
    {
        var outline = Assert.Single(Simplifying.Run([new("a", "A", [[(112, 16), (112.0001, 16), (112.0001, 16.0001), (112, 16)]])], Rules));
        Assert.Single(outline.Rings);
        Assert.True(outline.Area > 0);
    }

    static double Around(Outline outline) => Edges(outline).Sum(e => Math.Sqrt(Math.Pow(e.Item1.X - e.Item2.X, 2) + Math.Pow(e.Item1.Y - e.Item2.Y, 2)));
}
