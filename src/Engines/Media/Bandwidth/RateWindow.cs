namespace LienY.Media;

/// <summary>Bits a second over the last half second or so, in buckets; time in microseconds. Bytes may come a little out of order.</summary>
public sealed class RateWindow(long span = 500_000)
{
    const int Buckets = 20;
    readonly long[] bytes = new long[Buckets];
    readonly long each = span / Buckets;
    long newest = -1, first = -1;

    /// <summary>Adds bytes that came or went at a time.</summary>
    public void Add(long time, int size)
    {
        var bucket = time / each;
        if (newest < 0 || bucket - newest >= Buckets || newest - bucket > 50 * Buckets)
        {
            Array.Clear(bytes);
            newest = first = bucket;
        }
        for (; newest < bucket; newest++) bytes[(newest + 1) % Buckets] = 0;
        if (newest - bucket < Buckets) bytes[(int)(bucket % Buckets + Buckets) % Buckets] += size;
    }

    /// <summary>Bits a second up to a time; 0 while less than a fifth of the span has been seen.</summary>
    public int At(long time)
    {
        if (newest < 0) return 0;
        var now = Math.Max(newest, time / each);
        long sum = 0;
        var seen = Math.Min(now - first + 1, Buckets);
        for (var b = Math.Max(now - Buckets + 1, first); b <= newest; b++) sum += bytes[(int)(b % Buckets)];
        return seen < Buckets / 5 ? 0 : (int)Math.Min(sum * 8_000_000 / (seen * each), int.MaxValue);
    }
}
