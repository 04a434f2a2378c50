namespace LienY.Site;

/// <summary>A clock that the test turns by hand; timers run on real time.</summary>
public sealed class HandClock(DateTimeOffset start) : TimeProvider
{
    DateTimeOffset now = start;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        // Each look is a microsecond later, so that "newest first" is never a tie.
        now = now.AddMicroseconds(1);
        return now;
    }

    /// <summary>Turns it on.</summary>
    public void Pass(TimeSpan time) => now += time;

    /// <summary>Sets the day (09:00 at Hà Nội).</summary>
    public void SetDay(DateOnly day) => now = new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero);
}
