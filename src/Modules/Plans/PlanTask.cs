using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Where a task stands.</summary>
enum TaskState
{
    /// <summary>Chưa làm.</summary>
    Open,

    /// <summary>Đang làm.</summary>
    Doing,

    /// <summary>Đã xong.</summary>
    Done,

    /// <summary>Đã bỏ.</summary>
    Dropped,
}

/// <summary>A piece of work of a plan with its unit, owner, due day and progress.</summary>
sealed class PlanTask : IVersioned
{
    /// <summary>Id; the source of its facts.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The activity row it came from, if from one.</summary>
    public Guid? ActivityId { get; init; }

    /// <summary>Order in the paper; tasks added later follow.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Section ("II.1.2") or annex row ("PL.3").</summary>
    public required string Path { get; init; }

    /// <summary>Content heading under which it stands.</summary>
    public required string Content { get; set; }

    /// <summary>What is to be done.</summary>
    public required string Name { get; set; }

    /// <summary>The unit that leads.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>The unit by the paper, where that one has ended and the owner gave the work to another; null: <see cref="UnitId"/> is it.</summary>
    public Guid? SignedUnitId { get; set; }

    /// <summary>The person who does it.</summary>
    public Guid? OwnerUserId { get; set; }

    /// <summary>The day it was given to its present person or unit by hand; null while it stands as the paper gave it.</summary>
    public DateOnly? AssignedOn { get; set; }

    /// <summary>First day.</summary>
    public DateOnly? StartsOn { get; set; }

    /// <summary>Due day.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>First day as it was before anybody moved it; null while nobody has.</summary>
    public DateOnly? BaseFrom { get; set; }

    /// <summary>Due day as it was before anybody moved it.</summary>
    public DateOnly? BaseDue { get; set; }

    /// <summary>How many days of one person's work it takes, where somebody has said.</summary>
    public decimal? Effort { get; set; }

    /// <summary>Where it stands.</summary>
    public TaskState State { get; set; }

    /// <summary>0–100.</summary>
    public int Progress { get; set; }

    /// <summary>The day it was done.</summary>
    public DateOnly? DoneOn { get; set; }

    /// <summary>Remark.</summary>
    public string Note { get; set; } = "";

    /// <summary>First line in the source text; 0 where it was added by hand.</summary>
    public int LineFirst { get; init; }

    /// <summary>Last line in the source text.</summary>
    public int LineLast { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Moves it to other days; the first move keeps the days as they were signed.</summary>
    public void Move(DateOnly? from, DateOnly? due)
    {
        if ((from, due) == (StartsOn, DueOn)) return;
        if (BaseFrom is null && BaseDue is null) (BaseFrom, BaseDue) = (StartsOn, DueOn);
        (StartsOn, DueOn) = (from, due);
    }

    /// <summary>The task as a report needs it.</summary>
    public TaskLine Line(int products) => new(Id, PlanId, Path, Content, Name, UnitId, DueOn, State.ToString().ToLowerInvariant(), Progress, products, DoneOn);
}

/// <summary>A product delivered for a task or an activity.</summary>
sealed class Product : IVersioned
{
    /// <summary>Id; the source of its fact.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>For this task.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>For this activity.</summary>
    public Guid? ActivityId { get; init; }

    /// <summary>What it is.</summary>
    public required string Name { get; set; }

    /// <summary>Organisation under whose key the file is kept; null without a file.</summary>
    public Guid? FileOrgId { get; set; }

    /// <summary>Name of the file; "" without one.</summary>
    public string FileName { get; set; } = "";

    /// <summary>Hash of the file.</summary>
    public string FileHash { get; set; } = "";

    /// <summary>Bytes of the file.</summary>
    public long FileSize { get; set; }

    /// <summary>Day of delivery.</summary>
    public required DateOnly DeliveredOn { get; set; }

    /// <summary>Who delivered it.</summary>
    public Guid? DeliveredBy { get; init; }

    /// <summary>Remark.</summary>
    public string Note { get; set; } = "";

    /// <summary>The day it was accepted; null until then.</summary>
    public DateOnly? AcceptedOn { get; set; }

    /// <summary>Who accepted it.</summary>
    public Guid? AcceptedBy { get; set; }

    /// <summary>The day it was returned; null unless it waits to be delivered again.</summary>
    public DateOnly? ReturnedOn { get; set; }

    /// <summary>Why it was returned.</summary>
    public string ReturnReason { get; set; } = "";

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>A remark on a plan or one of its tasks.</summary>
sealed class Comment
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The task, where it is about one.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>Who wrote it.</summary>
    public Guid? AuthorId { get; init; }

    /// <summary>Name of the writer, as it was.</summary>
    public required string Author { get; init; }

    /// <summary>The words.</summary>
    public required string Body { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A meeting held for a plan, with its minutes.</summary>
sealed class Meeting : IVersioned
{
    /// <summary>Id; the source of its fact.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Day it was held.</summary>
    public required DateOnly HeldOn { get; set; }

    /// <summary>Giao ban, sơ kết, tổng kết, khảo sát …</summary>
    public required string Kind { get; set; }

    /// <summary>Subject.</summary>
    public required string Title { get; set; }

    /// <summary>Where it stands.</summary>
    public MeetingState State { get; set; }

    /// <summary>Hour at which it begins (HH:mm), "" where none is set.</summary>
    public string StartsAt { get; set; } = "";

    /// <summary>Hour at which it ended.</summary>
    public string EndsAt { get; set; } = "";

    /// <summary>Where, or the address of an online meeting.</summary>
    public string Place { get; set; } = "";

    /// <summary>What is to be discussed.</summary>
    public string Agenda { get; set; } = "";

    /// <summary>The minutes as written on the page.</summary>
    public string Minutes { get; set; } = "";

    /// <summary>The series it belongs to.</summary>
    public Guid? SeriesId { get; init; }

    /// <summary>The day the chair agreed to the minutes.</summary>
    public DateOnly? AgreedOn { get; set; }

    /// <summary>Who agreed.</summary>
    public Guid? AgreedBy { get; set; }

    /// <summary>Who took part, as text.</summary>
    public string Attendees { get; set; } = "";

    /// <summary>Organisation under whose key the minutes are kept; null without minutes.</summary>
    public Guid? FileOrgId { get; set; }

    /// <summary>Name of the minutes' file; "" without one.</summary>
    public string FileName { get; set; } = "";

    /// <summary>Hash of the minutes' file.</summary>
    public string FileHash { get; set; } = "";

    /// <summary>Who recorded it.</summary>
    public Guid? RecordedBy { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}
