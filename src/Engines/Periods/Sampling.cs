namespace LienY.Periods;

/// <summary>Earlier periods of which a prediction is made, as DHIS2's predictors choose them.</summary>
public static class Sampling
{
    /// <summary>
    /// The samples of a period, oldest first, each once and all before the period: the <paramref name="sequential"/> periods right before it without
    /// the nearest <paramref name="skip"/> of them; and in each of the <paramref name="annual"/> years before, the same period with as many periods before
    /// and after it.
    /// </summary>
    public static IReadOnlyList<Period> Of(Period output, int sequential, int annual, int skip)
    {
        var samples = new HashSet<Period>();
        var left = new HashSet<Period>();
        Walk(output, sequential, forward: false, (period, number) => (number <= skip ? left : samples).Add(period));
        for (var year = 1; year <= annual; year++)
        {
            var same = output.Type.Of(output.FactDay.AddYears(-year));
            samples.Add(same);
            Walk(same, sequential, forward: false, (period, _) => samples.Add(period));
            Walk(same, sequential, forward: true, (period, _) => samples.Add(period));
        }
        return [.. samples.Where(p => p.Last < output.First && !left.Contains(p)).OrderBy(p => p.First)];
    }

    static void Walk(Period from, int count, bool forward, Action<Period, int> step)
    {
        for (var number = 1; number <= count; number++)
        {
            from = forward ? from.Next : from.Previous;
            step(from, number);
        }
    }
}
