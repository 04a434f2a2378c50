namespace LienY.Media;

/// <summary>What the way of the packets tells about the line.</summary>
public enum LineUse
{
    /// <summary>The queue neither grows nor shrinks.</summary>
    Normal,

    /// <summary>The queue grows: more is sent than the line carries.</summary>
    Over,

    /// <summary>The queue empties.</summary>
    Under,
}

/// <summary>Slope of the packets' delay over groups of 5 ms with a threshold that adapts to the line's jitter (draft-ietf-rmcat-gcc-02 §5, with a fitted line
/// in place of the Kalman filter). Time in microseconds.</summary>
public sealed class Trend
{
    const int Window = 20;
    readonly double[] at = new double[Window], delays = new double[Window];
    long groupSent = -1, groupLastSent, groupCame, beforeSent = -1, beforeCame, firstCame;
    double sum, smooth, threshold = 12.5, overFor, lastSlope;
    int count, overTimes;
    long updated;

    /// <summary>The verdict after the last packet.</summary>
    public LineUse Use { get; private set; }

    /// <summary>Adds one packet in order of sending: when it left and when it came.</summary>
    public void Add(long sent, long came)
    {
        if (groupSent >= 0 && sent - groupSent <= 5_000)
        {
            groupCame = Math.Max(groupCame, came);
            groupLastSent = Math.Max(groupLastSent, sent);
            return;
        }
        if (beforeSent >= 0) Group(groupLastSent - beforeSent, groupCame - beforeCame, groupCame);
        if (groupSent >= 0) (beforeSent, beforeCame) = (groupLastSent, groupCame);
        (groupSent, groupLastSent, groupCame) = (sent, sent, came);
    }

    void Group(long apart, long cameApart, long came)
    {
        var longer = (cameApart - apart) / 1000.0;
        if (Math.Abs(longer) > 3000)
        {
            (count, sum, smooth, overFor, overTimes, Use) = (0, 0, 0, 0, 0, LineUse.Normal);
            return;
        }
        if (count == 0) firstCame = came;
        sum += longer;
        smooth = 0.9 * smooth + 0.1 * sum;
        var place = count++ % Window;
        at[place] = (came - firstCame) / 1000.0;
        delays[place] = smooth;
        var slope = count >= Window ? Slope() : lastSlope;
        Judge(slope * Math.Min(count, 60) * 4, slope, apart / 1000.0, came);
    }

    double Slope()
    {
        double meanAt = 0, meanDelay = 0, over = 0, under = 0;
        for (var i = 0; i < Window; i++) (meanAt, meanDelay) = (meanAt + at[i] / Window, meanDelay + delays[i] / Window);
        for (var i = 0; i < Window; i++)
        {
            over += (at[i] - meanAt) * (delays[i] - meanDelay);
            under += (at[i] - meanAt) * (at[i] - meanAt);
        }
        return under == 0 ? lastSlope : over / under;
    }

    void Judge(double trend, double slope, double apart, long came)
    {
        if (trend > threshold)
        {
            overFor += apart;
            if (++overTimes > 1 && overFor > 10 && slope >= lastSlope) (Use, overFor, overTimes) = (LineUse.Over, 0, 0);
        }
        else (overFor, overTimes, Use) = (0, 0, trend < -threshold ? LineUse.Under : LineUse.Normal);
        lastSlope = slope;
        var passed = Math.Clamp((came - updated) / 1000.0, 0, 100);
        updated = came;
        var size = Math.Abs(trend);
        // A sudden jump tells nothing about the jitter of the line.
        if (size > threshold + 15) return;
        threshold = Math.Clamp(threshold + (size < threshold ? 0.039 : 0.0087) * (size - threshold) * passed, 6, 600);
    }
}
