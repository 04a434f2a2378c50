using System.Globalization;
using LienY.Kernel;

namespace LienY.Rotation;

/// <summary>Where an order stands.</summary>
enum OrderState
{
    /// <summary>Being drawn up.</summary>
    Draft,

    /// <summary>Before the director of the sending organisation.</summary>
    Sent,

    /// <summary>Approved: its days are owed.</summary>
    Approved,

    /// <summary>Given back with words.</summary>
    Refused,

    /// <summary>Ended before its last day.</summary>
    Ended,
}

/// <summary>One place in the week at which somebody is owed.</summary>
/// <param name="Weekday">1 Monday … 7 Sunday.</param>
sealed record Slot(int Weekday, DayPart Part)
{
    /// <summary>Slots as they are kept: <c>1:Day 4:Morning</c>.</summary>
    public static string Text(IEnumerable<Slot> slots) => string.Join(' ', slots.Distinct().OrderBy(s => s.Weekday).ThenBy(s => s.Part)
        .Select(s => s.Weekday.ToString(CultureInfo.InvariantCulture) + ":" + s.Part));

    /// <summary>Reads them.</summary>
    public static IReadOnlyList<Slot> Read(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split(':'))
        .Select(p => new Slot(int.Parse(p[0], CultureInfo.InvariantCulture), Enum.Parse<DayPart>(p[1])))];
}

/// <summary>Somebody whom an order sends.</summary>
sealed class SentPerson
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrderId { get; init; }
    public required Guid PractitionerId { get; init; }
    public Guid? UserId { get; init; }
    public required string Name { get; init; }
}

/// <summary>An order that sends people of one organisation to another, between days, daily or at weekly slots, with goals.</summary>
sealed class RotationOrder : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Scheme { get; set; }

    /// <summary>Zone of the receiving commune; empty: none.</summary>
    public string Zone { get; set; } = "";
    public required Guid SenderId { get; set; }
    public required Guid ReceiverId { get; set; }
    public required DateOnly FromDay { get; set; }
    public required DateOnly ToDay { get; set; }

    /// <summary>Weekly slots; empty: every working day.</summary>
    public string Slots { get; set; } = "";
    public string Purpose { get; set; } = "";
    public int GoalPatients { get; set; }
    public int GoalTechniques { get; set; }
    public int GoalClasses { get; set; }
    public int GoalConsults { get; set; }
    public string DecisionNumber { get; set; } = "";
    public DateOnly? DecisionOn { get; set; }
    public string? PaperHash { get; set; }
    public string PaperName { get; set; } = "";
    public OrderState State { get; set; }
    public Guid? PlanId { get; set; }
    public Guid? TopicId { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public Guid? MadeBy { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? DecidedAt { get; set; }
    public Guid? DecidedBy { get; set; }
    public string DecidedByName { get; set; } = "";

    /// <summary>Why it was refused or ended.</summary>
    public string Reason { get; set; } = "";
    public DateOnly? EndedOn { get; set; }
    public int Version { get; set; }
    public List<SentPerson> People { get; init; } = [];

    /// <summary>Last day on which it holds.</summary>
    public DateOnly Last => EndedOn is { } end && end < ToDay ? end : ToDay;

    /// <summary>May its text still be changed?</summary>
    public bool IsOpen => State is OrderState.Draft or OrderState.Refused;

    /// <summary>Puts it before the director.</summary>
    public void Send()
    {
        if (!IsOpen) throw Refusal.Conflict("Quyết định này đã được trình duyệt.");
        if (People.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một người được cử.") { Field = "people" };
        (State, Reason) = (OrderState.Sent, "");
    }

    /// <summary>Approves it, or gives it back with words; whoever drew it up does not approve it.</summary>
    public void Decide(bool approves, Guid? user, string name, DateTimeOffset at, string reason)
    {
        if (State != OrderState.Sent) throw Refusal.Conflict("Quyết định này không chờ duyệt.");
        if (user is not null && user == MadeBy) throw Refusal.Forbidden("Người lập không tự duyệt quyết định của mình. Xin trình lãnh đạo khác của đơn vị.");
        if (approves && DecisionNumber.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi số quyết định trước khi duyệt.") { Field = "decision" };
        if (!approves && reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        (State, DecidedAt, DecidedBy, DecidedByName, Reason) = (approves ? OrderState.Approved : OrderState.Refused, at, user, name, reason);
    }

    /// <summary>Ends it before its time.</summary>
    public void End(DateOnly last, string reason)
    {
        if (State != OrderState.Approved) throw Refusal.Conflict("Chỉ kết thúc sớm quyết định đang chạy.");
        if (last < FromDay.AddDays(-1) || last >= ToDay) throw new Refusal(RefusalKind.Invalid, "Ngày cuối phải ở trong thời gian của quyết định.") { Field = "last" };
        (State, EndedOn, Reason) = (OrderState.Ended, last, reason);
    }

    /// <summary>The slots of a person between its days: the weekly ones, or every working day where there are none.</summary>
    public IEnumerable<(DateOnly Day, DayPart Part)> Due(Func<DateOnly, bool> isWorkday)
    {
        var slots = Slot.Read(Slots);
        for (var day = FromDay; day <= Last; day = day.AddDays(1))
        {
            if (slots.Count == 0)
            {
                // A round of days away from home: working days, weekends only where they are worked in exchange.
                if (isWorkday(day) || IsHoliday(day, isWorkday)) yield return (day, DayPart.Day);
                continue;
            }
            var number = day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
            foreach (var slot in slots) if (slot.Weekday == number) yield return (day, slot.Part);
        }
    }

    /// <summary>A weekday on which offices do not work.</summary>
    public static bool IsHoliday(DateOnly day, Func<DateOnly, bool> isWorkday) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !isWorkday(day);
}
