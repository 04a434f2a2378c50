namespace LienY.Rooms;

/// <summary>How much one may do in a while: so many at once, then so many a second.</summary>
sealed class Pace(TimeProvider clock, double perSecond, double burst)
{
    readonly double most = burst;
    double left = burst;
    long last = clock.GetTimestamp();

    /// <summary>Takes one; false where there is none left.</summary>
    public bool Take()
    {
        var now = clock.GetTimestamp();
        left = Math.Min(most, left + clock.GetElapsedTime(last, now).TotalSeconds * perSecond);
        last = now;
        if (left < 1) return false;
        left--;
        return true;
    }
}
