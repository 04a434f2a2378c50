namespace LienY.Contracts;

/// <summary>How independently somebody did their part (after the entrustment scale): numbers are stored and shown.</summary>
public enum CompetencyLevel
{
    /// <summary>Quan sát.</summary>
    Observes = 1,

    /// <summary>Phụ.</summary>
    Assists = 2,

    /// <summary>Làm có giám sát trực tiếp.</summary>
    DirectlySupervised = 3,

    /// <summary>Làm có giám sát gián tiếp.</summary>
    IndirectlySupervised = 4,

    /// <summary>Làm độc lập.</summary>
    Independent = 5,

    /// <summary>Hướng dẫn người khác.</summary>
    Teaches = 6,
}

/// <summary>A technique performed on a patient, as a logbook or the feed tells it; nothing here leads to the patient.</summary>
/// <param name="Key"><c>log/{id}</c> for a logged case, <c>feed/{facility}/{MA_LK}/{line}</c> for a row of XML3.</param>
/// <param name="FacilityId">Where.</param>
/// <param name="Technique">Code of the technique (CC.KKKK.GGGG).</param>
/// <param name="EkipId">The team of a transfer package; null: none.</param>
/// <param name="Members">Who took part, in which role, how independently; for a row of the feed those whose licence numbers stand there.</param>
/// <param name="Outcome"><c>good</c>, <c>complication</c>, <c>death</c>, or empty (the feed does not say).</param>
/// <param name="IsSigned">A supervisor signed, where the level needs one; rows of the feed count as signed.</param>
public sealed record PerformedCase(string Key, DateOnly On, Guid FacilityId, string Technique, Guid? EkipId, IReadOnlyList<CaseMember> Members, string Outcome, bool IsSigned)
{
    /// <summary>Every member needed did it at level 5 or 6, none from another organisation supervised on site.</summary>
    public bool IsIndependent { get; init; }

    /// <summary>Where it is shown.</summary>
    public string Href { get; init; } = "";

    /// <summary>The logged case and the row of the feed are the same performance; the other's key.</summary>
    public string? SameAs { get; init; }
}

/// <summary>Somebody's part in a case. <paramref name="Role"/>: key of an ekip role (<c>surgeon</c>, <c>assistant</c>, <c>anaesthesia</c>, <c>icu</c>, <c>nurse</c>, <c>operator</c> …).</summary>
public sealed record CaseMember(Guid PractitionerId, string Role, CompetencyLevel Level);

/// <summary>Questions about cases performed, answered by Logbook from the log and the feed.</summary>
public interface ICaseLog
{
    /// <summary>Cases of a facility with these techniques within days, oldest first; both sources, the same performance marked by <see cref="PerformedCase.SameAs"/>.</summary>
    Task<IReadOnlyList<PerformedCase>> CasesAsync(Guid facility, IReadOnlyCollection<string> techniques, DateOnly from, DateOnly to, CancellationToken stop);

    /// <summary>Techniques of this facility are to be watched in the feed (being transferred, permitted or performed); the whole list, replaces the one before.</summary>
    Task WatchAsync(Guid facility, IReadOnlyCollection<string> techniques, CancellationToken stop);
}

/// <summary>A case was signed (or needed no signature), or its entry was taken back. Stream: <c>case/{facility}</c>. Transfer recounts.</summary>
public sealed record CaseCounted(string Key, Guid FacilityId, string Technique, DateOnly On, bool IsTakenBack);
