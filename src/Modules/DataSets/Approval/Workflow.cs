namespace LienY.DataSets;

/// <summary>A level at which figures are approved, bound to a level of the organisation tree by the kinds of organisations that stand there (bệnh viện, Sở Y tế,
/// Bộ).</summary>
sealed class ApprovalLevel : Term
{
    /// <summary>Order from the top: 1 is the highest.</summary>
    public int Position { get; set; } = 1;

    /// <summary>Kinds of organisations of this level, separated by spaces ("hospital centre").</summary>
    public string Kinds { get; set; } = "";

    /// <summary>Kinds one by one.</summary>
    public IReadOnlyList<string> KindList => Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A way in which figures of some data sets are approved: which levels, in which period.</summary>
sealed class Workflow : Term
{
    /// <summary>DHIS2 period type; data sets of this workflow have the same.</summary>
    public string PeriodType { get; set; } = "Monthly";

    /// <summary>What is approved below must be accepted before it is approved above.</summary>
    public bool AcceptFirst { get; set; }

    /// <summary>Reports must be complete before they are approved.</summary>
    public bool CompleteFirst { get; set; }

    /// <summary>Levels used.</summary>
    public List<WorkflowLevel> Levels { get; } = [];
}

/// <summary>A level that a workflow uses.</summary>
sealed class WorkflowLevel
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The workflow.</summary>
    public Guid WorkflowId { get; init; }

    /// <summary>The level.</summary>
    public Guid LevelId { get; init; }

    /// <summary>Days after the end of a period within which approval at this level is on time.</summary>
    public int TimelyDays { get; set; } = 20;
}
