namespace LienY.Media;

/// <summary>How long packets stand in the queue of the line: the shortest way of the last moments against the shortest way of the last half minute. Taking the
/// shortest leaves out jitter. All in microseconds; the clocks of both ends need not agree.</summary>
public sealed class StandingDelay
{
    const long BaseSpan = 15_000_000, ShortSpan = 60_000;
    long baseNow = long.MaxValue, baseBefore = long.MaxValue, baseFrom = -1;
    long shortNow = long.MaxValue, shortBefore = long.MaxValue, shortFrom = -1;
    int packets;
    double above;

    /// <summary>Microseconds of queue that every packet meets at present.</summary>
    public long Now => Base == long.MaxValue ? 0 : Math.Max(0, Math.Min(shortNow, shortBefore) - Base);

    /// <summary>How far packets lie above the shortest on average: jitter, µs.</summary>
    public long Jitter => (long)above;

    long Base => Math.Min(baseNow, baseBefore);

    /// <summary>Adds one packet: when it came (receiver's clock) and its way (arrival less departure, any origin).</summary>
    public void Add(long came, long way)
    {
        if (baseFrom < 0 || came < baseFrom - BaseSpan) (baseFrom, shortFrom) = (came, came);
        if (came - baseFrom > BaseSpan) (baseBefore, baseNow, baseFrom) = (baseNow, long.MaxValue, came);
        baseNow = Math.Min(baseNow, way);
        if (came - shortFrom > ShortSpan && packets >= 3)
        {
            if (came - shortFrom > 10 * ShortSpan) shortNow = long.MaxValue;
            (shortBefore, shortNow, shortFrom, packets) = (shortNow, long.MaxValue, came, 0);
        }
        packets++;
        shortNow = Math.Min(shortNow, way);
        above += (Math.Clamp(way - Math.Min(shortNow, shortBefore), 0, 200_000) - above) / 32;
    }

    /// <summary>The way itself has become longer (another route): what is short now is the measure from here on.</summary>
    public void Rebase() => (baseBefore, baseNow) = (long.MaxValue, Math.Min(shortNow, shortBefore));
}
