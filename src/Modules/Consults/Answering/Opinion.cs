namespace LienY.Consults;

/// <summary>An opinion in writing. It never changes; it becomes the minutes that the members sign.</summary>
sealed class CaseOpinion
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>On which version of the summary it rests.</summary>
    public required int SummaryNumber { get; init; }

    /// <summary>Nhận định: what is thought of the case.</summary>
    public required string Assessment { get; init; }

    /// <summary>Kết luận: answer to the question, diagnosis.</summary>
    public required string Conclusion { get; init; }

    /// <summary>Đề nghị xử trí.</summary>
    public required string Advice { get; init; }

    /// <summary>The patient should be transferred.</summary>
    public required bool SaysTransfer { get; init; }

    /// <summary>Who gave it.</summary>
    public required Guid ById { get; init; }

    /// <summary>Their name.</summary>
    public required string ByName { get; init; }

    /// <summary>For which facility.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
