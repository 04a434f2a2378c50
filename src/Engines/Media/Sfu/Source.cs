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

    /// <summary>When its member switched it off; 0 while it is on. Browsers name a stream only at its beginning, so it is kept and wakes with the next packet.</summary>
    public long StoppedAt { get; set; }

    public bool IsStopped => StoppedAt != 0;
}
