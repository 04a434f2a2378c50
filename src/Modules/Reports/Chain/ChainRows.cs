using LienY.Kernel;

namespace LienY.Reports;

/// <summary>One step of an organisation's chain of approval for a type of paper: who, in how many working days.</summary>
sealed class ChainStep
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }

    /// <summary>Type of paper (BC, CV, QĐ …); empty: every type without a chain of its own.</summary>
    public required string Type { get; init; }
    public required int Ordinal { get; set; }

    /// <summary>What the step is, e.g. "Trưởng phòng".</summary>
    public required string Title { get; init; }
    public required Guid UserId { get; init; }
    public required string UserName { get; init; }
    public required int Workdays { get; init; }
}

/// <summary>Somebody decides in another's place for some days.</summary>
sealed class ChainDelegate : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required Guid UserId { get; init; }
    public required string UserName { get; init; }
    public required Guid ToId { get; init; }
    public required string ToName { get; init; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>Where a step of a running chain stands.</summary>
enum ApprovalState
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>It is this one's turn.</summary>
    Now,

    /// <summary>Agreed.</summary>
    Agreed,

    /// <summary>Returned to the drafter with a reason.</summary>
    Returned,

    /// <summary>Never came: returned or withdrawn before.</summary>
    Ended,
}

/// <summary>A step of a chain on its way for one paper: who decided, when, with which opinion.</summary>
sealed class Approval : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary><c>report</c> or <c>paper</c>.</summary>
    public required string SubjectKind { get; init; }
    public required Guid SubjectId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Title { get; init; }
    public required string Href { get; init; }
    public required int Round { get; init; }
    public required int Ordinal { get; init; }
    public required string StepTitle { get; init; }
    public required Guid UserId { get; init; }
    public required string UserName { get; init; }
    public required int Workdays { get; init; }
    public DateOnly? DueOn { get; set; }
    public ApprovalState State { get; set; }
    public string Opinion { get; set; } = "";
    public Guid? DecidedBy { get; set; }
    public string DecidedByName { get; set; } = "";
    public DateTimeOffset? DecidedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Decided by another in the place of the person named.</summary>
    public bool IsInPlace => DecidedBy is { } by && by != UserId;
}

/// <summary>Words and colours of steps.</summary>
static class ApprovalWords
{
    /// <summary>Word of a state, a Vietnamese key.</summary>
    public static string Word(ApprovalState state) => state switch
    {
        ApprovalState.Waiting => Words.Key("chưa đến lượt"),
        ApprovalState.Now => Words.Key("chờ ý kiến"),
        ApprovalState.Agreed => Words.Key("đồng ý"),
        ApprovalState.Returned => Words.Key("trả lại"),
        _ => Words.Key("dừng"),
    };

    /// <summary>Kind (colour and sign).</summary>
    public static string Kind(ApprovalState state) => state switch { ApprovalState.Now => "warn", ApprovalState.Agreed => "ok", ApprovalState.Returned => "bad", _ => "none" };
}
