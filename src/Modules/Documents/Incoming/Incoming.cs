using LienY.Kernel;

namespace LienY.Documents;

/// <summary>How urgent a paper says it is (Nghị định 30/2020/NĐ-CP, Phụ lục I, dấu chỉ mức độ khẩn).</summary>
enum Urgency
{
    /// <summary>No mark.</summary>
    Normal,

    /// <summary>Khẩn.</summary>
    Urgent,

    /// <summary>Thượng khẩn.</summary>
    VeryUrgent,

    /// <summary>Hỏa tốc.</summary>
    Express,
}

/// <summary>How far an incoming paper has come.</summary>
enum IncomingState
{
    /// <summary>In the register, nobody has it yet.</summary>
    Received,

    /// <summary>Routed to somebody.</summary>
    Assigned,

    /// <summary>Somebody works on it.</summary>
    InProgress,

    /// <summary>Done, or nothing to do.</summary>
    Done,

    /// <summary>Taken back by its issuer, or entered by mistake; its number stays.</summary>
    Withdrawn,
}

/// <summary>A line of the register of incoming papers (sổ đăng ký văn bản đến; Nghị định 30/2020/NĐ-CP, Phụ lục VI).</summary>
sealed class Incoming : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrganisationId { get; init; }
    public string Book { get; init; } = Books.General;
    public int Year { get; init; }
    public int Number { get; set; }
    public DateOnly ArrivedOn { get; set; }
    public DateOnly RegisteredOn { get; init; }
    public DateTimeOffset RegisteredAt { get; init; }
    public string Issuer { get; set; } = "";
    public Guid? IssuerId { get; set; }
    public string Code { get; set; } = "";
    public string CodeKey { get; set; } = "";
    public DateOnly? PaperDay { get; set; }
    public string Type { get; set; } = "";
    public string Subject { get; set; } = "";
    public Urgency Urgency { get; set; }
    public DateOnly? DueOn { get; set; }
    public string Signer { get; set; } = "";
    public string Receiver { get; set; } = "";
    public int Pages { get; set; }
    public string Note { get; set; } = "";
    public IncomingState State { get; set; }
    public bool Frozen { get; set; }
    public string StateReason { get; set; } = "";
    public string DuplicateReason { get; set; } = "";
    public DateOnly? RoutedOn { get; set; }
    public DateOnly? DoneOn { get; set; }
    public string Result { get; set; } = "";
    public Guid? AnswerId { get; set; }
    public Guid? PlanId { get; set; }
    public Guid? MessageId { get; init; }
    public string MadeByName { get; init; } = "";
    public int Version { get; set; }

    /// <summary>Entered on the day on which it arrived.</summary>
    public bool SameDay => ArrivedOn == RegisteredOn;

    /// <summary>Still to be dealt with.</summary>
    public bool IsOpen => State is IncomingState.Received or IncomingState.Assigned or IncomingState.InProgress;

    /// <summary>Past its day and not done.</summary>
    public bool IsLate(DateOnly today) => IsOpen && DueOn < today;

    /// <summary>Refuses while it is frozen or was withdrawn.</summary>
    public void MustMove()
    {
        if (State == IncomingState.Withdrawn) throw Refusal.Conflict("Văn bản này đã thu hồi khỏi sổ nên không sửa hay chuyển nữa.");
        if (Frozen) throw Refusal.Conflict("Văn bản này đang đóng băng ({0}). Xin mở lại trước khi làm tiếp.", StateReason);
    }
}

/// <summary>Books of incoming papers: most offices keep one; letters of citizens go into another.</summary>
static class Books
{
    /// <summary>Papers of agencies.</summary>
    public const string General = "chung";

    /// <summary>Letters and complaints of citizens.</summary>
    public const string Letters = "don";

    /// <summary>Names.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [General] = Words.Key("Sổ chung"),
        [Letters] = Words.Key("Đơn, thư"),
    };
}
