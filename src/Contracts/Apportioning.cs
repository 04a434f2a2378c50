namespace LienY.Contracts;

/// <summary>Shares a number out so that the parts add up to it exactly (largest remainders).</summary>
public static class Apportioning
{
    /// <summary>Most digits after the comma that a part has.</summary>
    public const int Digits = 4;

    /// <summary>
    /// Parts in the proportion of <paramref name="weights"/> (negative ones count as 0; all 0: equal parts), rounded down to as many digits as the whole has; what is
    /// left goes, one unit of the last digit each, to those that lost most, the earlier first. The sum is the whole.
    /// </summary>
    public static IReadOnlyList<decimal> Split(decimal whole, IReadOnlyList<decimal> weights)
    {
        if (weights.Count == 0) return [];
        var step = Step(whole);
        var counts = weights.Select(w => Math.Max(0, w)).ToList();
        var all = counts.Sum();
        if (all == 0) (counts, all) = ([.. counts.Select(_ => 1m)], counts.Count);
        var steps = decimal.Truncate(whole / step);
        var exact = counts.ConvertAll(w => steps * (w / all));
        var parts = exact.ConvertAll(decimal.Floor);
        var left = (int)(steps - parts.Sum());
        foreach (var i in Enumerable.Range(0, parts.Count).OrderByDescending(i => exact[i] - parts[i]).ThenBy(i => i).Take(left)) parts[i]++;
        return parts.ConvertAll(p => p * step);
    }

    /// <summary>Equal parts of a number; the first ones take what is left.</summary>
    public static IReadOnlyList<decimal> Split(decimal whole, int parts) => Split(whole, [.. Enumerable.Repeat(1m, parts)]);

    static decimal Step(decimal whole)
    {
        var step = 1m;
        for (var digits = 0; digits < Digits && whole % step != 0; digits++) step /= 10;
        return step;
    }
}
