using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What a signed document does to a live plan.</summary>
enum RevisionKind
{
    /// <summary>Sửa đổi, bổ sung.</summary>
    Amendment,

    /// <summary>Thu hồi, hủy bỏ.</summary>
    Withdrawal,
}

/// <summary>Where a revision stands.</summary>
enum RevisionState
{
    /// <summary>Being prepared; nobody else is bound by it.</summary>
    Draft,

    /// <summary>Published; takes effect on a coming day.</summary>
    Waiting,

    /// <summary>In effect.</summary>
    Applied,

    /// <summary>Put aside before it was published.</summary>
    Discarded,

    /// <summary>A withdrawal that was taken back on its day.</summary>
    Undone,
}

/// <summary>A signed document that changes or withdraws a plan: its number, day and file, from when it holds, and the rows it touches.</summary>
sealed class PlanRevision : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>2, 3 … once published; 0 before. The plan as first signed is 1.</summary>
    public int Number { get; set; }

    /// <summary>What it does.</summary>
    public required RevisionKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public RevisionState State { get; set; }

    /// <summary>Number of the document.</summary>
    public required string DocumentNumber { get; set; }

    /// <summary>Day of the document.</summary>
    public DateOnly? DocumentDate { get; set; }

    /// <summary>Who issued it, as written.</summary>
    public string DocumentIssuer { get; set; } = "";

    /// <summary>First day on which it holds.</summary>
    public required DateOnly EffectiveOn { get; set; }

    /// <summary>Remark, or why the plan is withdrawn.</summary>
    public string Note { get; set; } = "";

    /// <summary>Organisation under whose key the file is kept; null without a file.</summary>
    public Guid? FileOrgId { get; set; }

    /// <summary>Name of the file; "" without one.</summary>
    public string FileName { get; set; } = "";

    /// <summary>Hash of the file.</summary>
    public string FileHash { get; set; } = "";

    /// <summary>The import it was read from.</summary>
    public Guid? ImportId { get; init; }

    /// <summary>Revision of the plan that it was prepared against.</summary>
    public required int BasedOn { get; set; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who began it; null for the house.</summary>
    public Guid? CreatedBy { get; init; }

    /// <summary>Name of who began it.</summary>
    public required string CreatedName { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Who published it.</summary>
    public Guid? PublishedBy { get; set; }

    /// <summary>Name of who published it.</summary>
    public string PublishedName { get; set; } = "";

    /// <summary>The day on which the plan was changed.</summary>
    public DateOnly? AppliedOn { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>Which part of a plan a row of a revision touches.</summary>
enum PlanPart
{
    /// <summary>Chỉ tiêu.</summary>
    Target,

    /// <summary>Nhiệm vụ.</summary>
    Task,

    /// <summary>Phân công.</summary>
    Duty,

    /// <summary>Kinh phí.</summary>
    Budget,

    /// <summary>Báo cáo.</summary>
    Obligation,

    /// <summary>Tên và thời gian của kế hoạch; the row is the plan itself.</summary>
    Plan,
}

/// <summary>What a revision does to a row.</summary>
enum Deed
{
    /// <summary>Sửa.</summary>
    Change,

    /// <summary>Bổ sung.</summary>
    Add,

    /// <summary>Bãi bỏ.</summary>
    End,
}

/// <summary>One row of a plan as a revision found it and as it makes it.</summary>
sealed class RevisionRow : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The revision.</summary>
    public required Guid RevisionId { get; init; }

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The part.</summary>
    public required PlanPart Part { get; init; }

    /// <summary>The row that is changed or ended; the coming id of one that is added.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>What happens to it.</summary>
    public required Deed Deed { get; set; }

    /// <summary>As it stood, JSON of <see cref="Clause"/>; null for an added one.</summary>
    public string? Before { get; set; }

    /// <summary>As it becomes, JSON of <see cref="Clause"/>; null for an ended one.</summary>
    public string? After { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}
