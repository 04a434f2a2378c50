namespace LienY.Imaging;

/// <summary>A picture that somebody marked as one that matters in a study.</summary>
sealed class KeyImage
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>The study.</summary>
    public Guid StudyId { get; init; }

    /// <summary>Series Instance UID (0020,000E).</summary>
    public required string SeriesUid { get; init; }

    /// <summary>SOP Instance UID (0008,0018).</summary>
    public required string SopUid { get; init; }

    /// <summary>Frame, from 1.</summary>
    public int Frame { get; init; }

    /// <summary>Who marked it.</summary>
    public Guid? MarkedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset MarkedAt { get; init; }
}
