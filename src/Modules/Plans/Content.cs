using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>A target of a plan, as reviewed.</summary>
sealed class Indicator : IVersioned
{
    /// <summary>Id; the topic of its facts.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Order in the paper.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Section ("I.2").</summary>
    public required string Path { get; init; }

    /// <summary>What is measured.</summary>
    public required string Name { get; set; }

    /// <summary>How it compares.</summary>
    public required Comparator Comparator { get; set; }

    /// <summary>The figure; null where it is still to be set.</summary>
    public decimal? Value { get; set; }

    /// <summary>Upper end of a range.</summary>
    public decimal? High { get; set; }

    /// <summary>Where it starts from, where stated.</summary>
    public decimal? Baseline { get; set; }

    /// <summary>Unit as written ("%", "ca/100.000 dân").</summary>
    public required string Unit { get; set; }

    /// <summary>First day of its period.</summary>
    public required DateOnly StartsOn { get; set; }

    /// <summary>Due on this day.</summary>
    public required DateOnly EndsOn { get; set; }

    /// <summary>Whom or where it covers.</summary>
    public required string Scope { get; set; }

    /// <summary>The organisation that answers for it.</summary>
    public required Guid OwnerId { get; set; }

    /// <summary><c>official</c>, <c>declared</c> or <c>formula</c>.</summary>
    public required string MeasureKind { get; set; }

    /// <summary>The formula where it is computed.</summary>
    public string? Formula { get; set; }

    /// <summary>The words it was read from.</summary>
    public required string Quote { get; init; }

    /// <summary>First line in the source text.</summary>
    public required int LineFirst { get; init; }

    /// <summary>Last line in the source text.</summary>
    public required int LineLast { get; init; }

    /// <summary>The indicator of this plan that it states again.</summary>
    public Guid? RestatesId { get; init; }

    /// <summary>First day on which it holds no longer, by a revision of the plan.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The target as other modules see it.</summary>
    public Target Target() => new(Id, PlanId, Path, Name, Comparator, Value, High, Unit, StartsOn, EndsOn, OwnerId);
}

/// <summary>A row of the plan's activity table.</summary>
sealed class Activity : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Order in the paper.</summary>
    public required int Ordinal { get; init; }

    /// <summary>"PL.3" for row 3 of the annex.</summary>
    public required string Path { get; init; }

    /// <summary>Title of the section row above.</summary>
    public required string Section { get; init; }

    /// <summary>Content.</summary>
    public required string Name { get; set; }

    /// <summary>Time as written.</summary>
    public required string TimeText { get; init; }

    /// <summary>First day, where known.</summary>
    public DateOnly? StartsOn { get; set; }

    /// <summary>Last day, where known.</summary>
    public DateOnly? EndsOn { get; set; }

    /// <summary>Thường xuyên, hằng quý … as written.</summary>
    public required string Frequency { get; init; }

    /// <summary>Expected product.</summary>
    public required string Product { get; set; }

    /// <summary>Whom it is for.</summary>
    public required string Audience { get; init; }

    /// <summary>Where it is held.</summary>
    public required string Place { get; init; }

    /// <summary>Remark.</summary>
    public required string Note { get; init; }

    /// <summary>Money as written.</summary>
    public required string Budget { get; init; }

    /// <summary>First line in the source text.</summary>
    public required int LineFirst { get; init; }

    /// <summary>Last line in the source text.</summary>
    public required int LineLast { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>What one unit has to do, as the plan assigns it.</summary>
sealed class Duty
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Order in the paper.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The unit; null where the paper names no organisation ("các đơn vị liên quan").</summary>
    public required Guid? OrgId { get; set; }

    /// <summary>The unit as the paper writes it.</summary>
    public required string Written { get; set; }

    /// <summary>Section.</summary>
    public required string Path { get; init; }

    /// <summary>What it has to do.</summary>
    public required string Text { get; set; }

    /// <summary>First day on which it holds no longer, by a revision of the plan.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <summary>First line in the source text.</summary>
    public required int LineFirst { get; init; }

    /// <summary>Last line in the source text.</summary>
    public required int LineLast { get; init; }
}

/// <summary>To what a unit is assigned.</summary>
enum WorkKind
{
    /// <summary>An activity.</summary>
    Activity,

    /// <summary>A task.</summary>
    Task,

    /// <summary>A duty.</summary>
    Duty,
}

/// <summary>A unit's part in an activity, a task or a duty.</summary>
sealed class Assignment
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>To what.</summary>
    public required WorkKind WorkKind { get; init; }

    /// <summary>The activity, task or duty.</summary>
    public required Guid WorkId { get; init; }

    /// <summary>The unit; null where the paper names no organisation ("các đơn vị liên quan").</summary>
    public required Guid? OrgId { get; init; }

    /// <summary>Leads or cooperates.</summary>
    public required PartyRole Role { get; init; }

    /// <summary>The unit as the paper writes it.</summary>
    public required string Written { get; init; }
}
