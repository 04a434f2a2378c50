namespace LienY.DataSets;

/// <summary>One reported figure: an element, its cell, for a unit and a period. Never deleted: a figure taken away says so.</summary>
sealed class DataValue
{
    /// <summary>Id; the source of its facts is <c>datavalue/{id}</c>.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What is counted.</summary>
    public Guid ElementId { get; init; }

    /// <summary>Category option combination.</summary>
    public Guid ComboId { get; init; }

    /// <summary>Attribute option combination.</summary>
    public Guid AttributeId { get; init; }

    /// <summary>The reporting unit.</summary>
    public Guid UnitId { get; init; }

    /// <summary>Code of the period.</summary>
    public string Period { get; init; } = "";

    /// <summary>First day of the period.</summary>
    public DateOnly StartsOn { get; init; }

    /// <summary>Last day of the period.</summary>
    public DateOnly EndsOn { get; init; }

    /// <summary>Grows by one with each change.</summary>
    public int Edition { get; set; } = 1;

    /// <summary>The figure as it was sent.</summary>
    public string Value { get; set; } = "";

    /// <summary>Remark.</summary>
    public string Comment { get; set; } = "";

    /// <summary>Marked to be looked at again.</summary>
    public bool Followup { get; set; }

    /// <summary>Taken away.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Who reported it.</summary>
    public string StoredBy { get; set; } = "";

    /// <summary>When this edition came.</summary>
    public DateTimeOffset StoredAt { get; set; }

    /// <summary>When the first edition came.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The fact of a number; null for text and for what was taken away.</summary>
    public Guid? FactId { get; set; }
}

/// <summary>An earlier edition of a figure.</summary>
sealed class DataValuePast
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The figure.</summary>
    public Guid ValueId { get; init; }

    /// <summary>Which edition.</summary>
    public int Edition { get; init; }

    /// <summary>The figure as it was.</summary>
    public string Value { get; init; } = "";

    /// <summary>Its remark.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Was it marked.</summary>
    public bool Followup { get; init; }

    /// <summary>Was it taken away.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Who reported it.</summary>
    public string StoredBy { get; init; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset StoredAt { get; init; }
}
