using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Where a risk stands.</summary>
enum RiskState
{
    /// <summary>Đang theo dõi.</summary>
    Watched,

    /// <summary>Đã xảy ra.</summary>
    Happened,

    /// <summary>Đã khép.</summary>
    Closed,
}

/// <summary>What is done about a risk.</summary>
enum RiskResponse
{
    /// <summary>Giảm nhẹ.</summary>
    Reduce,

    /// <summary>Tránh.</summary>
    Avoid,

    /// <summary>Chia sẻ, chuyển giao.</summary>
    Share,

    /// <summary>Chấp nhận.</summary>
    Accept,
}

/// <summary>What might keep a plan from its targets: how likely, how bad, what is done, by whom.</summary>
sealed class Risk : IVersioned
{
    /// <summary>Id; the source of its fact.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>1, 2, 3 … within the plan; shown in the matrix as R1.</summary>
    public required int Number { get; init; }

    /// <summary>What might happen.</summary>
    public required string Title { get; set; }

    /// <summary>Why it might.</summary>
    public required string Cause { get; set; }

    /// <summary>1 (hardly) to 5 (almost sure).</summary>
    public required int Likelihood { get; set; }

    /// <summary>1 (slight) to 5 (the plan fails).</summary>
    public required int Impact { get; set; }

    /// <summary>Kind of answer.</summary>
    public required RiskResponse Response { get; set; }

    /// <summary>The answer in words.</summary>
    public required string Answer { get; set; }

    /// <summary>The unit that answers for it.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>The person who watches it.</summary>
    public Guid? OwnerUserId { get; set; }

    /// <summary>The answer is to be done by this day.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>Where it stands.</summary>
    public RiskState State { get; set; }

    /// <summary>The target that it threatens.</summary>
    public Guid? IndicatorId { get; set; }

    /// <summary>The task that it threatens.</summary>
    public Guid? TaskId { get; set; }

    /// <summary>The day it was raised.</summary>
    public required DateOnly RaisedOn { get; init; }

    /// <summary>Who raised it.</summary>
    public Guid? RaisedBy { get; init; }

    /// <summary>The day it was put before the organisation above.</summary>
    public DateOnly? EscalatedOn { get; set; }

    /// <summary>The day it was closed.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Likelihood × impact, 1–25.</summary>
    public int Score => Likelihood * Impact;
}

/// <summary>How bad an issue is.</summary>
enum Severity
{
    /// <summary>Nhẹ.</summary>
    Low,

    /// <summary>Vừa.</summary>
    Medium,

    /// <summary>Nặng.</summary>
    High,

    /// <summary>Nghiêm trọng.</summary>
    Critical,
}

/// <summary>Where an issue stands.</summary>
enum IssueState
{
    /// <summary>Mới nêu.</summary>
    Open,

    /// <summary>Đang xử lý.</summary>
    Doing,

    /// <summary>Đã giải quyết.</summary>
    Closed,
}

/// <summary>What already stands in a plan's way (tồn tại, vướng mắc): why, what is done, by whom, until when.</summary>
sealed class Issue : IVersioned
{
    /// <summary>Id; the source of its facts.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>1, 2, 3 … within the plan.</summary>
    public required int Number { get; init; }

    /// <summary>What it is.</summary>
    public required string Title { get; set; }

    /// <summary>Why.</summary>
    public required string Cause { get; set; }

    /// <summary>What is done about it.</summary>
    public required string Action { get; set; }

    /// <summary>How bad.</summary>
    public required Severity Severity { get; set; }

    /// <summary>The unit that solves it.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>The person who solves it.</summary>
    public Guid? OwnerUserId { get; set; }

    /// <summary>To be solved by this day.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>Where it stands.</summary>
    public IssueState State { get; set; }

    /// <summary>How it was solved.</summary>
    public string Result { get; set; } = "";

    /// <summary>The risk that became it.</summary>
    public Guid? RiskId { get; init; }

    /// <summary>The target that suffers.</summary>
    public Guid? IndicatorId { get; set; }

    /// <summary>The task that suffers.</summary>
    public Guid? TaskId { get; set; }

    /// <summary>The day it was raised.</summary>
    public required DateOnly RaisedOn { get; init; }

    /// <summary>Who raised it.</summary>
    public Guid? RaisedBy { get; init; }

    /// <summary>The day it was put before the organisation above.</summary>
    public DateOnly? EscalatedOn { get; set; }

    /// <summary>The day it was solved.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Past its day and not solved.</summary>
    public bool Overdue(DateOnly today) => State is not IssueState.Closed && DueOn < today;
}
