using LienY.Kernel;

namespace LienY.Plans;

/// <summary>How a task waits for another.</summary>
enum TaskLinkKind
{
    /// <summary>Begins after the other has ended.</summary>
    FinishStart,

    /// <summary>Begins when the other has begun.</summary>
    StartStart,

    /// <summary>Ends when the other has ended.</summary>
    FinishFinish,
}

/// <summary>A task waits for another, with so many days between.</summary>
sealed class TaskLink
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The task that comes first.</summary>
    public required Guid FromId { get; init; }

    /// <summary>The task that waits.</summary>
    public required Guid ToId { get; init; }

    /// <summary>How it waits.</summary>
    public required TaskLinkKind Kind { get; init; }

    /// <summary>Days between; negative where it may begin before.</summary>
    public required int Lag { get; init; }

    /// <summary>Who tied them; null for the house.</summary>
    public Guid? MadeBy { get; init; }

    /// <summary>The kind in words (a Vietnamese key).</summary>
    public static string Word(TaskLinkKind kind) => kind switch
    {
        TaskLinkKind.FinishStart => Words.Key("xong trước mới bắt đầu"),
        TaskLinkKind.StartStart => Words.Key("bắt đầu cùng hoặc sau"),
        _ => Words.Key("kết thúc cùng hoặc sau"),
    };
}

/// <summary>How a plan counts days: all of them, or only those that offices work.</summary>
sealed class Timing : IVersioned
{
    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Weekends, public holidays and Tết do not count.</summary>
    public required bool Workdays { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>A day that matters on the way of a task or of the whole plan.</summary>
sealed class Milestone : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Of this task; null for the whole plan.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>What is reached.</summary>
    public required string Name { get; set; }

    /// <summary>One of the four phases of a technique transfer (<see cref="Phases"/>), or "".</summary>
    public string Phase { get; init; } = "";

    /// <summary>The day.</summary>
    public required DateOnly DueOn { get; set; }

    /// <summary>The day it was reached.</summary>
    public DateOnly? DoneOn { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The four phases in which a technique is handed over, with their words.</summary>
    public static readonly IReadOnlyList<(string Code, string Word)> Phases =
    [
        ("survey", Words.Key("Khảo sát")), ("training", Words.Key("Đào tạo")), ("transfer", Words.Key("Chuyển giao")), ("supervision", Words.Key("Giám sát")),
    ];
}

/// <summary>What a unit can carry; a month's load above it is marked.</summary>
sealed class Capacity : IVersioned
{
    /// <summary>The unit.</summary>
    public required Guid OrgId { get; init; }

    /// <summary>Most tasks at once; null where the unit has not said.</summary>
    public int? Tasks { get; set; }

    /// <summary>Days of work in a month.</summary>
    public decimal? Days { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}
