namespace LienY.Dicom.Tests;

/// <summary>A clock that goes on when it is told to.</summary>
sealed class HandClock : TimeProvider
{
    readonly List<Hand> hands = [];
    DateTimeOffset now = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var hand = new Hand(this, callback, state);
        lock (hands) hands.Add(hand);
        hand.Change(dueTime, period);
        return hand;
    }

    /// <summary>Whether anyone waits for something within that time.</summary>
    public bool IsAwaited(TimeSpan within)
    {
        lock (hands) return hands.Any(h => h.Due is { } due && due <= now + within && due > now);
    }

    public void Advance(TimeSpan by)
    {
        List<Hand> due;
        lock (hands)
        {
            now += by;
            due = [.. hands.Where(h => h.Due <= now)];
        }
        foreach (var hand in due) hand.Ring();
    }

    sealed class Hand(HandClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.hands) Due = dueTime < TimeSpan.Zero ? null : clock.now + dueTime;
            return true;
        }

        public void Ring()
        {
            Due = null;
            callback(state);
        }

        public void Dispose()
        {
            lock (clock.hands) clock.hands.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
