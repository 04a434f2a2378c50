using LienY.Kernel;

namespace LienY.Training;

/// <summary>Where a yearly plan stands.</summary>
enum YearPlanState
{
    /// <summary>Đang lập.</summary>
    Draft,

    /// <summary>Chờ lãnh đạo duyệt.</summary>
    Submitted,

    /// <summary>Lãnh đạo đã duyệt.</summary>
    Approved,

    /// <summary>Đã gửi các đơn vị.</summary>
    Published,
}

/// <summary>How a class reaches its learners.</summary>
enum ClassMode
{
    /// <summary>Lecturers come to the province.</summary>
    OnSite,

    /// <summary>Learners go to the host.</summary>
    AtHost,

    /// <summary>In a room of ours.</summary>
    Online,

    /// <summary>Partly online.</summary>
    Blended,
}

/// <summary>Who pays for a place.</summary>
enum Payer
{
    /// <summary>The unit that sends.</summary>
    Unit,

    /// <summary>The budget of the province.</summary>
    Province,

    /// <summary>The host that teaches.</summary>
    Host,

    /// <summary>Somebody else.</summary>
    Other,
}

/// <summary>In which paper a class ends.</summary>
enum Paper
{
    /// <summary>Giấy chứng nhận.</summary>
    Attendance,

    /// <summary>Chứng chỉ đào tạo liên tục.</summary>
    Cme,
}

/// <summary>A department's training plan of a year: lines made from needs; after approval every change is an amendment with its reason.</summary>
sealed class YearPlan : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid DepartmentId { get; init; }
    public required int Year { get; init; }
    public required string Title { get; set; }

    /// <summary>Number of the decision by which it was approved.</summary>
    public string Number { get; private set; } = "";
    public YearPlanState State { get; private set; }

    /// <summary>Why the director sent it back.</summary>
    public string Returned { get; private set; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? SubmittedAt { get; private set; }
    public string SubmittedByName { get; private set; } = "";
    public DateTimeOffset? ApprovedAt { get; private set; }
    public string ApprovedByName { get; private set; } = "";
    public DateTimeOffset? PublishedAt { get; private set; }
    public int Version { get; set; }

    /// <summary>Its lines are changed as amendments.</summary>
    public bool IsFixed => State is YearPlanState.Approved or YearPlanState.Published;

    /// <summary>Sends it to the director.</summary>
    public void Submit(int lines, string by, DateTimeOffset at)
    {
        Must(YearPlanState.Draft);
        if (lines == 0) throw Refusal.Conflict("Kế hoạch chưa có lớp nào. Xin đưa nhu cầu vào kế hoạch trước.");
        (State, SubmittedByName, SubmittedAt, Returned) = (YearPlanState.Submitted, by, at, "");
    }

    /// <summary>The director sends it back.</summary>
    public void Return(string reason)
    {
        Must(YearPlanState.Submitted);
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do trả lại.") { Field = "reason" };
        (State, Returned) = (YearPlanState.Draft, reason);
    }

    /// <summary>The director approves it.</summary>
    public void Approve(string number, string by, DateTimeOffset at)
    {
        Must(YearPlanState.Submitted);
        (State, Number, ApprovedByName, ApprovedAt) = (YearPlanState.Approved, number, by, at);
    }

    /// <summary>The units get to see it.</summary>
    public void Publish(DateTimeOffset at)
    {
        Must(YearPlanState.Approved);
        (State, PublishedAt) = (YearPlanState.Published, at);
    }

    void Must(YearPlanState state)
    {
        if (State != state) throw Refusal.Conflict("Kế hoạch đang ở trạng thái “{0}” nên không làm bước này được.", TrainingWords.Of(State));
    }
}

/// <summary>A line of a yearly plan: a class to be held.</summary>
sealed class PlanLine : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PlanId { get; init; }
    public required int Ordinal { get; init; }
    public required string Name { get; set; }
    public required string Technique { get; set; }
    public ClassMode Mode { get; set; }
    public required Guid HostId { get; set; }

    /// <summary>How many people it is for.</summary>
    public int People { get; set; }
    public Payer Payer { get; set; }
    public Paper Paper { get; set; }
    public int Quarter { get; set; }

    /// <summary>The class that was opened from it.</summary>
    public Guid? ClassId { get; set; }
    public DateTimeOffset? RemovedAt { get; set; }
    public int Version { get; set; }

    /// <summary>In one line, for amendments.</summary>
    public string Said => FormattableString.Invariant($"{Name}; {Mode}; {People}; {Payer}; {Paper}; Q{Quarter}");

    /// <summary>Takes other values.</summary>
    public void Write(LineInput input)
    {
        if (input.Name.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "name" };
        if (input.People is < 1 or > 5000) throw new Refusal(RefusalKind.Invalid, "Số học viên phải từ 1 đến 5.000.") { Field = "people" };
        if (input.Quarter is < 0 or > 4) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "quarter" };
        (Name, Mode, HostId, People, Payer, Paper, Quarter) = (input.Name, input.Mode, input.HostId, input.People, input.Payer, input.Paper, input.Quarter);
    }
}

/// <summary>What is entered of a line.</summary>
sealed record LineInput(string Name, ClassMode Mode, Guid HostId, int People, Payer Payer, Paper Paper, int Quarter);

/// <summary>A change of an approved plan: what a line said before and after (empty: it was added or removed), and why.</summary>
sealed class Amendment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PlanId { get; init; }
    public required Guid LineId { get; init; }
    public required string Before { get; init; }
    public required string After { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
}
