namespace LienY.Media.Tests;

/// <summary>Things that happen at simulated times, in order; no real clock is looked at.</summary>
sealed class Play
{
    readonly PriorityQueue<Action, (long, long)> todo = new();
    long count;

    /// <summary>Simulated microseconds.</summary>
    public long Now { get; private set; } = 1_000_000;

    public void At(long time, Action what) => todo.Enqueue(what, (Math.Max(time, Now), count++));

    public void Every(long span, Action what) => At(Now + span, () =>
    {
        what();
        Every(span, what);
    });

    public void Run(double seconds)
    {
        var end = Now + (long)(seconds * 1e6);
        while (todo.TryPeek(out _, out var when) && when.Item1 <= end)
        {
            Now = when.Item1;
            todo.Dequeue()();
        }
        Now = end;
    }
}

/// <summary>One direction of a line: so many bits a second, a queue of so many microseconds, a way with jitter (packets may overtake), random loss.</summary>
sealed class Wire1(Play play, int seed)
{
    readonly Random chance = new(seed);
    long free;

    public int Rate { get; set; }
    public long Delay { get; set; } = 60_000;
    public long Jitter { get; set; }
    public double Loss { get; set; }
    public long Queue { get; set; } = 300_000;

    /// <summary>Sends; what arrives is told with how long it stood in the queue.</summary>
    public void Send(int size, Action<long> arrives)
    {
        if (chance.NextDouble() < Loss) return;
        var start = Math.Max(play.Now, free);
        var stood = start - play.Now;
        if (stood > Queue) return;
        free = start + (Rate > 0 ? size * 8_000_000L / Rate : 0);
        play.At(free + Delay + (long)(chance.NextDouble() * Jitter), () => arrives(stood));
    }
}
