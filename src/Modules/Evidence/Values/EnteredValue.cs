using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>One edition of a value that a unit entered for an indicator and a period. A correction is a new edition; the old one stays.</summary>
sealed class EnteredValue : IVersioned
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The entry through all its editions; the source of its facts (<c>value/{EntryId}</c>).</summary>
    public required Guid EntryId { get; init; }

    /// <summary>1, 2, 3 …</summary>
    public required int Edition { get; init; }
    public bool IsCurrent { get; set; } = true;

    /// <summary>Taken back without a new value.</summary>
    public bool IsWithdrawn { get; init; }
    public required Guid IndicatorId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid UnitId { get; init; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }
    public required decimal Value { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }
    public required Grade Grade { get; init; }
    public string? DocumentNumber { get; init; }
    public DateOnly? DocumentDate { get; init; }
    public string? DocumentIssuer { get; init; }

    /// <summary>The organisation under whose key the file lies.</summary>
    public Guid? FileOwner { get; init; }
    public string? FileHash { get; init; }
    public string? FileName { get; init; }
    public long? FileSize { get; init; }
    public string Note { get; init; } = "";

    /// <summary>Why it was corrected.</summary>
    public string? Reason { get; init; }
    public Guid? EnteredBy { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>The ledger's fact of this edition (of a withdrawal: the reversal).</summary>
    public Guid FactId { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>Source id of its facts.</summary>
    public string Source => "value/" + EntryId;
}
