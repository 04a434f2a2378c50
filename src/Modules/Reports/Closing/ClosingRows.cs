namespace LienY.Reports;

/// <summary>A figure that moved after its report was closed: old, new, which facts, when it was noticed. Appended, never changed.</summary>
sealed class ReportChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    public required Guid CellId { get; init; }
    public required Guid IndicatorId { get; init; }
    public required int Ordinal { get; init; }
    public required string Name { get; init; }
    public required string Unit { get; init; }

    /// <summary>Which of the numbers: <c>actual</c> or <c>final</c>.</summary>
    public required string Figure { get; init; }
    public decimal? Was { get; init; }
    public decimal? Became { get; init; }
    public required DateTimeOffset NotedAt { get; init; }

    /// <summary>Position of the ledger up to which facts are counted in.</summary>
    public required long Ledger { get; init; }

    /// <summary>How many facts made the difference.</summary>
    public required int Facts { get; init; }

    /// <summary>The facts in words: what, on which day, how much, recorded when.</summary>
    public required string Which { get; init; }

    /// <summary>The later report in whose annex it was told; null until one was issued.</summary>
    public Guid? ToldIn { get; set; }
}

/// <summary>Up to which position of the ledger a closed report was last compared.</summary>
sealed class ReportWatch
{
    public required Guid ReportId { get; init; }
    public required long Ledger { get; set; }
}

/// <summary>A line about earlier reports in a report: the three numbers of the one before (<c>previous</c>), or a figure that moved after its closing (<c>change</c>).</summary>
sealed class ReportEarlier
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    public required int Ordinal { get; init; }

    /// <summary><c>previous</c> or <c>change</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The earlier report, or the change.</summary>
    public required Guid SourceId { get; init; }

    /// <summary>The earlier report in words: number, or period.</summary>
    public required string About { get; init; }
    public required string Name { get; init; }
    public required string Unit { get; init; }

    /// <summary>Which number a change is about; empty for the numbers of the report before.</summary>
    public string Figure { get; init; } = "";
    public decimal? Actual { get; init; }
    public decimal? Estimate { get; init; }
    public decimal? FinalValue { get; init; }
    public DateOnly? FinalOn { get; init; }
    public decimal? Was { get; init; }
    public decimal? Became { get; init; }
    public DateOnly? OnDay { get; init; }
    public string Which { get; init; } = "";
}

/// <summary>A paper that the reporting organisation issued in the period for the plan, from its outgoing register.</summary>
sealed class ReportDirective
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    public required int Ordinal { get; init; }

    /// <summary>Number and symbol, e.g. "12/KH-SYT".</summary>
    public required string Number { get; init; }
    public required string Type { get; init; }
    public required DateOnly Day { get; init; }
    public required string Subject { get; init; }
    public required string Href { get; init; }
}

/// <summary>A digital signature on a paper of this module: made here with a key of the house, or brought in a file signed elsewhere.</summary>
sealed class PaperSignature
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The report or paper.</summary>
    public required Guid SubjectId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? UserId { get; init; }
    public required string UserName { get; init; }

    /// <summary>How the person showed anew who they are; empty for a file signed elsewhere.</summary>
    public required string Means { get; init; }
    public required string KeyLabel { get; init; }

    /// <summary><c>seal</c>, <c>person</c> or <c>file</c> (signed elsewhere).</summary>
    public required string Kind { get; init; }
    public required string HashBefore { get; init; }
    public required string HashAfter { get; init; }
}
