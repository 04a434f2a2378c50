using LienY.Kernel;

namespace LienY.Training;

/// <summary>Where a nomination stands.</summary>
enum NominationState
{
    /// <summary>Proposed by the unit.</summary>
    Proposed,

    /// <summary>Has a place.</summary>
    Approved,

    /// <summary>Waits for a place.</summary>
    Waiting,

    /// <summary>Refused with a reason.</summary>
    Refused,

    /// <summary>Withdrawn by the unit.</summary>
    Withdrawn,
}

/// <summary>Somebody whom a unit sends to a class; approved, they are a learner of it.</summary>
sealed class Nomination : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClassId { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid PractitionerId { get; init; }
    public Guid? UserId { get; init; }
    public required string Name { get; init; }
    public required string Title { get; init; }
    public Payer Payer { get; set; }
    public NominationState State { get; private set; }
    public string Reason { get; private set; } = "";

    /// <summary>The arrangers agree: a free place is theirs at once.</summary>
    public DateTimeOffset? AgreedAt { get; private set; }
    public DateTimeOffset? WaitsSince { get; private set; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string DecidedByName { get; private set; } = "";

    /// <summary>Theory, of ten, entered by hand; null: the test tells.</summary>
    public decimal? Theory { get; set; }

    /// <summary>Practice, of ten, entered by hand; null: the stations tell.</summary>
    public decimal? Practice { get; set; }
    public int Version { get; set; }

    /// <summary>Takes a place, or may take one.</summary>
    public bool IsAlive => State is NominationState.Proposed or NominationState.Approved or NominationState.Waiting;

    /// <summary>Takes a place.</summary>
    public bool IsSeated => State is NominationState.Proposed or NominationState.Approved;

    /// <summary>No place is free: it waits from now on.</summary>
    public void Wait(DateTimeOffset at) => (State, WaitsSince) = (NominationState.Waiting, WaitsSince ?? at);

    /// <summary>The unit proposes them anew after a refusal or a withdrawal.</summary>
    public void ProposeAgain()
    {
        if (IsAlive) throw Refusal.Conflict("{0} đã có trong danh sách của lớp này.", Name);
        (State, Reason, AgreedAt, WaitsSince, DecidedAt, DecidedByName) = (NominationState.Proposed, "", null, null, null, "");
    }

    /// <summary>The arrangers agree.</summary>
    public void Agree(bool hasPlace, string by, DateTimeOffset at)
    {
        if (State is not (NominationState.Proposed or NominationState.Waiting)) throw Wrong();
        (AgreedAt, DecidedAt, DecidedByName) = (at, at, by);
        if (hasPlace) State = NominationState.Approved;
        else Wait(at);
    }

    /// <summary>A place became free.</summary>
    public void MoveUp()
    {
        if (State != NominationState.Waiting) throw Wrong();
        State = AgreedAt is null ? NominationState.Proposed : NominationState.Approved;
    }

    /// <summary>The arrangers refuse.</summary>
    public void Refuse(string reason, string by, DateTimeOffset at)
    {
        if (!IsAlive) throw Wrong();
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do từ chối.") { Field = "reason" };
        (State, Reason, DecidedAt, DecidedByName) = (NominationState.Refused, reason, at, by);
    }

    /// <summary>The unit withdraws.</summary>
    public void Withdraw(string reason, string by, DateTimeOffset at)
    {
        if (!IsAlive) throw Wrong();
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do rút tên.") { Field = "reason" };
        (State, Reason, DecidedAt, DecidedByName) = (NominationState.Withdrawn, reason, at, by);
    }

    Refusal Wrong() => Refusal.Conflict("{0} đang ở trạng thái “{1}” nên không làm bước này được.", Name, TrainingWords.Of(State));
}
