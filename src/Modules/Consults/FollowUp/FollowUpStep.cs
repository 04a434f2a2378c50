using LienY.Kernel;

namespace LienY.Consults;

/// <summary>When a patient is looked after.</summary>
enum FollowUpKind
{
    /// <summary>After a day.</summary>
    H24,

    /// <summary>After three days.</summary>
    H72,

    /// <summary>After a week.</summary>
    D7,
}

/// <summary>How the patient is.</summary>
enum Outcome
{
    /// <summary>Nothing was told yet.</summary>
    Unknown,

    /// <summary>Better.</summary>
    Better,

    /// <summary>The same.</summary>
    Same,

    /// <summary>Worse.</summary>
    Worse,

    /// <summary>Left the facility, well enough.</summary>
    Discharged,

    /// <summary>Died, or taken home to die.</summary>
    Died,
}

/// <summary>What became of the transfer that was on everybody's mind.</summary>
enum TransferMade
{
    /// <summary>None was in question.</summary>
    NotNeeded,

    /// <summary>The patient stayed because of the consultation.</summary>
    Avoided,

    /// <summary>The patient was transferred.</summary>
    Made,
}

/// <summary>A look at the patient after a consultation, at its due time.</summary>
sealed class FollowUpStep : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }

    /// <summary>Who owes it: the facility that holds the patient.</summary>
    public required Guid FacilityId { get; init; }

    /// <summary>The facility that gave the opinion and reads how it went.</summary>
    public required Guid AnsweringId { get; init; }
    public required FollowUpKind Kind { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? DoneAt { get; private set; }
    public Guid? DoneBy { get; private set; }
    public string DoneByName { get; private set; } = "";
    public Outcome Outcome { get; private set; }
    public TransferMade Transfer { get; private set; }

    /// <summary>Sent back by the facility to which the patient had gone.</summary>
    public bool BackReferral { get; private set; }
    public string Note { get; private set; } = "";
    public int Version { get; set; }

    /// <summary>Tells how the patient is; once.</summary>
    public void Do(Outcome outcome, TransferMade transfer, bool backReferral, string note, Guid? by, string name, DateTimeOffset at)
    {
        if (DoneAt is not null) throw Refusal.Conflict("Lần theo dõi này đã ghi xong.");
        if (outcome == Outcome.Unknown) throw new Refusal(RefusalKind.Invalid, "Xin chọn tình trạng người bệnh.") { Field = "outcome" };
        (Outcome, Transfer, BackReferral, Note, DoneBy, DoneByName, DoneAt) = (outcome, transfer, backReferral, note, by, name, at);
    }
}

/// <summary>Words of follow-ups.</summary>
static class FollowUpWords
{
    public static string Of(FollowUpKind kind) => kind switch
    {
        FollowUpKind.H24 => Words.Key("sau 24 giờ"),
        FollowUpKind.H72 => Words.Key("sau 72 giờ"),
        _ => Words.Key("sau 7 ngày")
    };

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Better => Words.Key("đỡ"),
        Outcome.Same => Words.Key("không thay đổi"),
        Outcome.Worse => Words.Key("nặng hơn"),
        Outcome.Discharged => Words.Key("đã ra viện"),
        Outcome.Died => Words.Key("tử vong, nặng xin về"),
        _ => Words.Key("chưa ghi"),
    };

    public static string Of(TransferMade transfer) => transfer switch
    {
        TransferMade.Avoided => Words.Key("giữ lại điều trị nhờ hội chẩn"),
        TransferMade.Made => Words.Key("đã chuyển cơ sở"),
        _ => Words.Key("không đặt ra việc chuyển"),
    };
}
