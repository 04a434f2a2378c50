using LienY.Kernel;

namespace LienY.Plans;

/// <summary>A line of the plan's budget; money in đồng.</summary>
sealed class Budget : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Order in the paper.</summary>
    public required int Ordinal { get; init; }

    /// <summary>What the money is for, or from.</summary>
    public required string Label { get; set; }

    /// <summary>Where it comes from.</summary>
    public required string Source { get; set; }

    /// <summary>item, project, source or total.</summary>
    public required string Axis { get; init; }

    /// <summary>Year; null for a sum over years or an unstated one.</summary>
    public int? Year { get; init; }

    /// <summary>A stated total, not to be summed again.</summary>
    public required bool IsTotal { get; init; }

    /// <summary>Planned; null where the paper leaves it blank.</summary>
    public long? Planned { get; set; }

    /// <summary>Allocated so far.</summary>
    public long? Allocated { get; set; }

    /// <summary>Number of the document that allocates.</summary>
    public string AllocatedDocument { get; set; } = "";

    /// <summary>Spent so far.</summary>
    public long? Spent { get; set; }

    /// <summary>Number of the document that proves the spending.</summary>
    public string SpentDocument { get; set; } = "";

    /// <summary>First day on which it holds no longer, by a revision of the plan.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <summary>First line in the source text.</summary>
    public required int LineFirst { get; init; }

    /// <summary>Last line in the source text.</summary>
    public required int LineLast { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>A report that the plan demands, one cadence a row.</summary>
sealed class Obligation
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Order in the paper.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Who reports.</summary>
    public required Guid FromId { get; init; }

    /// <summary>To whom.</summary>
    public required Guid ToId { get; init; }

    /// <summary><c>month</c>, <c>quarter</c>, <c>half</c>, <c>year</c>, <c>midterm</c>, <c>final</c> or <c>once</c>.</summary>
    public required string Cadence { get; init; }

    /// <summary>Due day as stated ("10/6"); null: by the cadence's cut-off.</summary>
    public string? Due { get; init; }

    /// <summary>First day on which it holds no longer, by a revision of the plan.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <summary>The words it was read from.</summary>
    public required string Quote { get; init; }

    /// <summary>First line in the source text.</summary>
    public required int LineFirst { get; init; }

    /// <summary>Last line in the source text.</summary>
    public required int LineLast { get; init; }
}

/// <summary>What did not add up in the paper, and what the reviewer decided; shown for ever, never repaired.</summary>
sealed class Warning
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Order.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Stable code.</summary>
    public required string Code { get; init; }

    /// <summary>Vietnamese sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Both sources, quoted.</summary>
    public required string Quote { get; init; }

    /// <summary>First line in the source text.</summary>
    public required int LineFirst { get; init; }

    /// <summary>Last line in the source text.</summary>
    public required int LineLast { get; init; }

    /// <summary>What the reviewer decided.</summary>
    public required string Resolution { get; init; }
}
