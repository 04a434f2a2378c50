namespace LienY.Dicom;

/// <summary>How an association ended that was not released.</summary>
public enum AssociationEnd
{
    /// <summary>The line was cut.</summary>
    Cut,

    /// <summary>The other side aborted.</summary>
    Aborted,

    /// <summary>Nothing came, or nothing could be sent, for too long.</summary>
    Silent,

    /// <summary>We were told to stop.</summary>
    Stopped,

    /// <summary>The other side sent what it may not; we aborted.</summary>
    Nonsense,
}

/// <summary>An association is over before it was released.</summary>
public sealed class AssociationBroken(AssociationEnd end, string what) : IOException(what)
{
    /// <summary>How.</summary>
    public AssociationEnd End => end;
}

/// <summary>An association that was asked for is refused: thrown by a door to refuse, and to a user who was refused.</summary>
public sealed class AssociationRefused(AssociateReject reject) : IOException("The association was not accepted: " + reject + ".")
{
    /// <summary>Who refuses and why.</summary>
    public AssociateReject Reject => reject;
}

/// <summary>Bounds and times of associations.</summary>
public sealed record AssociationBounds
{
    /// <summary>Most bytes of a P-DATA-TF that we ask for; what we read at once.</summary>
    public int MostPdu { get; init; } = 128 << 10;

    /// <summary>Longest P-DATA-TF that is let pass although it is longer than what was asked for; anything beyond is aborted.</summary>
    public int LongestPdu { get; init; } = 1 << 20;

    /// <summary>Longest A-ASSOCIATE that is read.</summary>
    public int LongestRequest { get; init; } = 256 << 10;

    /// <summary>ARTIM (PS3.8 §9.1.5): until a request is there whole, and until the other side hangs up.</summary>
    public TimeSpan Artim { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest silence within an association.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);
}
