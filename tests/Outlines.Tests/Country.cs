namespace LienY.Outlines.Tests;

/// <summary>An invented country: a chessboard of provinces whose borders wind; each side of a border may be told a little differently.</summary>
static class Country
{
    const int Steps = 12;

    /// <summary>A country of <paramref name="size"/> × <paramref name="size"/> provinces of one degree; neighbours differ by at most <paramref name="noise"/> degrees.</summary>
    public static IReadOnlyList<Place> Of(int seed, int size, double noise)
    {
        var chance = new Random(seed);
        var bends = new Dictionary<(int, int, bool, int), double>();
        double Bend(int x, int y, bool down, int step)
        {
            if (step is 0 or Steps) return 0;
            // Little bend near the corners: two borders never come near each other, which would make one of them.
            if (!bends.TryGetValue((x, y, down, step), out var bend))
                bends[(x, y, down, step)] = bend = (chance.NextDouble() - 0.5) * 0.05 * Math.Min(step, Steps - step);
            return bend;
        }
        double Tell(double value) => value + ((chance.NextDouble() - 0.5) * 2 * noise);
        var places = new List<Place>();
        for (var x = 0; x < size; x++)
            for (var y = 0; y < size; y++)
            {
                var ring = new List<(double, double)>();
                for (var s = 0; s < Steps; s++) ring.Add((Tell(100 + x + ((double)s / Steps)), Tell(10 + y + Bend(x, y, false, s))));
                for (var s = 0; s < Steps; s++) ring.Add((Tell(101 + x + Bend(x + 1, y, true, s)), Tell(10 + y + ((double)s / Steps))));
                for (var s = Steps; s > 0; s--) ring.Add((Tell(100 + x + ((double)s / Steps)), Tell(11 + y + Bend(x, y + 1, false, s))));
                for (var s = Steps; s > 0; s--) ring.Add((Tell(100 + x + Bend(x, y, true, s)), Tell(10 + y + ((double)s / Steps))));
                ring.Add(ring[0]);
                places.Add(new($"{x}-{y}", $"Tỉnh {x} {y}", [ring]));
            }
        return places;
    }
}
