using LienY.Kernel;

namespace LienY.Records;

/// <summary>Where a request stands.</summary>
enum RequestState
{
    /// <summary>Chờ trả lời.</summary>
    Open,

    /// <summary>Đã cho phép.</summary>
    Approved,

    /// <summary>Đã từ chối.</summary>
    Refused,
}

/// <summary>Another facility asks the holder to open a person's record ("Xin mở hồ sơ").</summary>
sealed class OpeningRequest : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public int Version { get; set; } = 1;

    /// <summary>Who holds the record and answers.</summary>
    public required Guid HolderId { get; init; }

    /// <summary>Who asks.</summary>
    public required Guid ReceiverId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid UserId { get; init; }
    public required string Purpose { get; init; }
    public required RecordKinds Kinds { get; init; }
    public Sensitivities Sensitive { get; init; }
    public required string Reason { get; init; }
    public RequestState State { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public Guid? AnsweredBy { get; private set; }
    public string Answer { get; private set; } = "";
    public Guid? BasisId { get; private set; }

    /// <summary>The holder lets it pass by a basis.</summary>
    public void Approve(Guid basis, Guid? by, DateTimeOffset at)
    {
        Settle(RequestState.Approved, "", by, at);
        BasisId = basis;
    }

    /// <summary>The holder says no, and why.</summary>
    public void Refuse(string why, Guid? by, DateTimeOffset at) => Settle(RequestState.Refused, why, by, at);

    void Settle(RequestState state, string answer, Guid? by, DateTimeOffset at)
    {
        if (State != RequestState.Open) throw Refusal.Conflict("Yêu cầu này đã được trả lời.");
        (State, Answer, AnsweredBy, AnsweredAt) = (state, answer, by, at);
    }
}
