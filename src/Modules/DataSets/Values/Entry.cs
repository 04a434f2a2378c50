using LienY.Periods;

namespace LienY.DataSets;

/// <summary>A figure ready to be written: everything resolved and checked.</summary>
sealed record Entry(Element Element, Combo Combo, Combo Attribute, Guid UnitId, Period Period)
{
    /// <summary>The figure as it is kept; "" where only a remark came.</summary>
    public string Value { get; init; } = "";

    /// <summary>The number of its fact; null for text.</summary>
    public decimal? Number { get; init; }

    /// <summary>Remark; null leaves what is there.</summary>
    public string? Comment { get; init; }

    /// <summary>Mark; null leaves what is there.</summary>
    public bool? Followup { get; init; }

    /// <summary>Takes the figure away.</summary>
    public bool IsDeletion { get; init; }

    /// <summary>Who reported it.</summary>
    public string StoredBy { get; init; } = "";

    /// <summary>How far it can be trusted.</summary>
    public Kernel.Grade Grade { get; init; } = Kernel.Grade.Declared;

    /// <summary>Number of its row in the file.</summary>
    public int Row { get; init; }
}

/// <summary>What became of a figure.</summary>
enum Outcome
{
    /// <summary>Was new.</summary>
    Created,

    /// <summary>Changed what was there.</summary>
    Changed,

    /// <summary>Was there already and equal.</summary>
    Same,

    /// <summary>Taken away.</summary>
    Deleted,

    /// <summary>Not taken: the strategy does not allow it, or there was nothing to take away.</summary>
    Left,

    /// <summary>Not taken: the report is approved.</summary>
    Closed,
}

/// <summary>What may happen to figures, as <c>importStrategy</c> of DHIS2.</summary>
enum Strategy
{
    /// <summary>New ones are taken, old ones changed.</summary>
    CreateAndUpdate,

    /// <summary>Only new ones.</summary>
    Create,

    /// <summary>Only old ones.</summary>
    Update,

    /// <summary>Named ones are taken away.</summary>
    Delete,
}
