namespace LienY.Media;

/// <summary>What a member shows or says: a voice, a camera or a screen, with the streams that carry it and those who receive it.</summary>
sealed class Source(Member owner, TrackKind kind, bool simulcast)
{
    public Member Owner { get; } = owner;

    public TrackKind Kind { get; } = kind;

    public bool IsSimulcast { get; } = simulcast;

    /// <summary>Number of the track for allocation and speaking.</summary>
    public int Track { get; } = owner.Id * 4 + (int)kind;

    public Incoming?[] Layers { get; } = new Incoming?[3];

    public List<Outgoing> Receivers { get; } = [];

    /// <summary>The chair has taken the floor away: nothing is passed on.</summary>
    public bool Muted { get; set; }

    /// <summary>What all receivers together want of a camera's sizes.</summary>
    public SenderDemand Demand { get; } = new();

    public bool IsLive(long now) => Layers.Any(l => l is not null && now - l.LastAt < 3_000_000);

    /// <summary>The largest size that comes in at present; −1 when none does.</summary>
    public int Best(long now)
    {
        for (var i = 2; i >= 0; i--) if (Layers[i] is { } layer && now - layer.LastAt < 1_000_000) return i;
        return -1;
    }
}
