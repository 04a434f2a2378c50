using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Outreach;

/// <summary>Where an event stands.</summary>
enum EventState
{
    /// <summary>Sắp tới.</summary>
    Planned,

    /// <summary>Đã tổ chức.</summary>
    Held,

    /// <summary>Đã hủy.</summary>
    CalledOff,
}

/// <summary>A seminar, conference, delegation or exchange: who went, the programme, who pays what, the memorandum, the result.</summary>
sealed class Event : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }

    /// <summary>One of <see cref="EventKinds"/>.</summary>
    public string Kind { get; set; } = "";

    public string Title { get; set; } = "";
    public string Partner { get; set; } = "";

    /// <summary>Country of the other side; empty: at home.</summary>
    public string Country { get; set; } = "";

    public string Place { get; set; } = "";
    public DateOnly FromDay { get; set; }
    public DateOnly ToDay { get; set; }
    public string Programme { get; set; } = "";
    public Guid? AgreementId { get; set; }
    public string AgreementTitle { get; set; } = "";
    public Guid? PlanId { get; set; }
    public Guid? TopicId { get; set; }
    public EventState State { get; private set; }
    public string Result { get; private set; } = "";
    public string Report { get; private set; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public string Folded { get; set; } = "";
    public int Version { get; set; }
    public List<EventMember> Members { get; } = [];
    public List<EventCost> Costs { get; } = [];

    /// <summary>It took place: the result is written down and counts.</summary>
    public void Hold(string result, string report, DateOnly today)
    {
        Open();
        if (FromDay > today) throw new Refusal(RefusalKind.Invalid, "Sự kiện bắt đầu ngày {0} nên chưa ghi kết quả được.", FromDay) { Field = "result" };
        if (result.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi kết quả chính.") { Field = "result" };
        (State, Result, Report) = (EventState.Held, result, report);
    }

    /// <summary>It does not take place.</summary>
    public void CallOff(string why)
    {
        Open();
        if (why.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "why" };
        (State, Result) = (EventState.CalledOff, why);
    }

    /// <summary>Refuses where it is over.</summary>
    public void Open()
    {
        if (State != EventState.Planned) throw Refusal.Conflict("Sự kiện này đã kết thúc nên không sửa được nữa.");
    }
}

/// <summary>Somebody of a delegation or at a conference.</summary>
sealed class EventMember
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EventId { get; init; }
    public Guid? PractitionerId { get; init; }
    public required string Name { get; init; }
    public required string Workplace { get; init; }

    /// <summary><c>head</c>, <c>member</c>, <c>speaker</c> or <c>attendee</c>.</summary>
    public required string Role { get; init; }
}

/// <summary>A line of cost and who pays it.</summary>
sealed class EventCost
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EventId { get; init; }
    public required string Item { get; init; }
    public required string Payer { get; init; }

    /// <summary>Đồng.</summary>
    public required long Amount { get; init; }
}

/// <summary>Kinds, roles and states in words (Vietnamese keys).</summary>
static class EventKinds
{
    /// <summary>Kinds.</summary>
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["seminar"] = Words.Key("hội thảo, tập huấn ngắn"),
        ["conference"] = Words.Key("hội nghị khoa học"),
        ["delegation-out"] = Words.Key("đoàn ra"),
        ["delegation-in"] = Words.Key("đoàn vào"),
        ["exchange"] = Words.Key("trao đổi chuyên môn"),
    };

    /// <summary>Roles of people.</summary>
    public static readonly IReadOnlyDictionary<string, string> Roles = new Dictionary<string, string>
    {
        ["head"] = Words.Key("trưởng đoàn"),
        ["member"] = Words.Key("thành viên"),
        ["speaker"] = Words.Key("báo cáo viên"),
        ["attendee"] = Words.Key("đại biểu dự"),
    };

    /// <summary>Who may pay.</summary>
    public static readonly IReadOnlyDictionary<string, string> Payers = new Dictionary<string, string>
    {
        ["province"] = Words.Key("ngân sách tỉnh"),
        ["unit"] = Words.Key("đơn vị cử người"),
        ["host"] = Words.Key("đơn vị chủ trì"),
        ["partner"] = Words.Key("đối tác, tài trợ"),
        ["self"] = Words.Key("cá nhân tự túc"),
    };

    /// <summary>A state.</summary>
    public static string Name(EventState state) => state switch
    {
        EventState.Held => Words.Key("đã tổ chức"),
        EventState.CalledOff => Words.Key("đã hủy"),
        _ => Words.Key("sắp tới"),
    };

    /// <summary>Colour of a state.</summary>
    public static string Colour(EventState state) => state switch { EventState.Held => "ok", EventState.CalledOff => "none", _ => "info" };
}
