namespace LienY.Reports;

/// <summary>A report that an adopted plan demands, as the plan said it.</summary>
sealed class Obligation
{
    /// <summary>Id, the plan's own.</summary>
    public required Guid Id { get; init; }

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Its title.</summary>
    public required string PlanTitle { get; set; }

    /// <summary>First day of the plan.</summary>
    public required DateOnly PlanFrom { get; set; }

    /// <summary>Last day of the plan.</summary>
    public required DateOnly PlanTo { get; set; }

    /// <summary>The plan's owner.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>Who reports.</summary>
    public required Guid FromId { get; init; }

    /// <summary>To whom.</summary>
    public required Guid ToId { get; init; }

    /// <summary>How often.</summary>
    public required Cadence Cadence { get; init; }

    /// <summary>The due day as stated, null: by the cut-off rule.</summary>
    public string? Due { get; init; }

    /// <summary>The plan's own words.</summary>
    public required string Quote { get; init; }

    /// <summary>By which rules its periods close: empty by the decree, <c>calendar</c> by months of the calendar.</summary>
    public string Rule { get; set; } = "";

    /// <summary>First day on which it holds no longer, by a revision of the plan.</summary>
    public DateOnly? EndedOn { get; set; }
}
