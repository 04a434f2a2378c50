namespace LienY.DataSets;

/// <summary>A unit has said that its report of a data set for a period is complete.</summary>
sealed class Completion
{
    /// <summary>Id; the source of its facts is <c>completion/{id}</c>.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The data set.</summary>
    public Guid SetId { get; init; }

    /// <summary>The unit.</summary>
    public Guid UnitId { get; init; }

    /// <summary>Attribute option combination.</summary>
    public Guid AttributeId { get; init; } = Combo.DefaultId;

    /// <summary>Code of the period.</summary>
    public string Period { get; init; } = "";

    /// <summary>First day of the period.</summary>
    public DateOnly StartsOn { get; init; }

    /// <summary>Last day of the period.</summary>
    public DateOnly EndsOn { get; init; }

    /// <summary>Grows by one with each change.</summary>
    public int Edition { get; set; } = 1;

    /// <summary>Said; false after it was undone.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>The day on which it was said.</summary>
    public DateOnly CompletedOn { get; set; }

    /// <summary>Within the days of the data set.</summary>
    public bool OnTime { get; set; }

    /// <summary>Who said it.</summary>
    public string ByName { get; set; } = "";

    /// <summary>When it was written here.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Its fact.</summary>
    public Guid? FactId { get; set; }
}
