namespace LienY.Training;

/// <summary>The results of a class as the chair signed them, by edition; a class that is reopened gets another.</summary>
sealed class Conclusion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClassId { get; init; }
    public required int Edition { get; init; }
    public required DateTimeOffset ConcludedAt { get; init; }
    public Guid? ConcludedBy { get; init; }
    public required string ConcludedByName { get; init; }

    /// <summary>By what the chair proved who they are.</summary>
    public required string Means { get; init; }

    /// <summary>SHA-256 over the results in order.</summary>
    public required string Hash { get; init; }
    public DateTimeOffset? ReopenedAt { get; set; }
    public string ReopenedByName { get; set; } = "";
    public string Reason { get; set; } = "";
}

/// <summary>The result of a learner in one edition.</summary>
sealed class ClassResult
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClassId { get; init; }
    public required int Edition { get; init; }
    public required Guid NominationId { get; init; }
    public required Guid PractitionerId { get; init; }
    public required int Minutes { get; init; }
    public required decimal Percent { get; init; }
    public decimal? Theory { get; init; }
    public decimal? Practice { get; init; }
    public decimal? Score { get; init; }
    public required string Grade { get; init; }
    public required bool IsPassed { get; init; }

    /// <summary>What was missing: keys parted by a semicolon.</summary>
    public required string Lacks { get; init; }

    /// <summary>Hours credited.</summary>
    public required decimal Hours { get; init; }
}

/// <summary>An activity that was told to Credits for this edition; taken back when the class is reopened.</summary>
sealed class PostedCredit
{
    public required string Key { get; init; }
    public required Guid ClassId { get; init; }
    public required int Edition { get; init; }
    public required Guid PractitionerId { get; init; }
    public required string Activity { get; init; }
    public required decimal Hours { get; init; }
    public DateTimeOffset? LostAt { get; set; }
}

/// <summary>A learner whose certificate was signed; counts once however often it is replaced.</summary>
sealed class Certified
{
    public required Guid ClassId { get; init; }
    public required Guid PractitionerId { get; init; }
    public required Guid UnitId { get; init; }
    public Guid CertificateId { get; set; }
    public string Number { get; set; } = "";
    public string Href { get; set; } = "";
    public DateOnly OnDay { get; set; }
    public bool IsLive { get; set; }

    /// <summary>How often it became valid.</summary>
    public int Edition { get; set; }
}
