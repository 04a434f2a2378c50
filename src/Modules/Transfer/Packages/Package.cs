using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>Where a package of techniques stands.</summary>
enum PackageState
{
    /// <summary>Being written.</summary>
    Drafted,

    /// <summary>Before both directors.</summary>
    Proposed,

    /// <summary>Both directors signed.</summary>
    Agreed,

    /// <summary>In one of the four phases.</summary>
    Running,

    /// <summary>Handed over; the first 90 days alone.</summary>
    Accepted,

    /// <summary>The four quarters after them.</summary>
    Sustaining,

    /// <summary>Performed in each of the four quarters.</summary>
    Sustained,

    /// <summary>Not performed enough in one of the four quarters.</summary>
    Lapsed,

    /// <summary>Ended before its time, with a reason.</summary>
    Ended,
}

/// <summary>
/// Techniques that a giver hands over to a receiver by a contract, through four phases: survey, training, supervised rounds, acceptance. A phase is left only
/// through its gate (see <see cref="Gate"/>).
/// </summary>
sealed class Package : IVersioned
{
    /// <summary>Days after acceptance in which the technique must be applied, before the quarters begin.</summary>
    public const int FirstDays = 90;

    /// <summary>Days without any case in phase 3 after which a technique is stalled.</summary>
    public const int StallDays = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Code { get; init; }
    public required int Year { get; init; }
    public required int Ordinal { get; init; }
    public required string Name { get; set; }
    public required Guid GiverId { get; set; }
    public required Guid ReceiverId { get; set; }

    /// <summary>The agreement of the network under which it stands.</summary>
    public Guid? AgreementId { get; set; }
    public string ContractNumber { get; set; } = "";
    public DateOnly? ContractFrom { get; set; }
    public DateOnly? ContractTo { get; set; }

    /// <summary>Who pays, in words.</summary>
    public string Payer { get; set; } = "";
    public int PlannedCases { get; set; }

    /// <summary>Cases at level 4 or higher that every member needs.</summary>
    public int RequiredCases { get; set; }

    /// <summary>Consecutive independent cases that every team needs.</summary>
    public int AloneCases { get; set; }

    /// <summary>Most complications among them, in percent.</summary>
    public int ComplicationPercent { get; set; }

    /// <summary>Independent cases with good outcome within 90 days after acceptance.</summary>
    public int ApplyCases { get; set; }

    /// <summary>Cases in each of the four quarters.</summary>
    public int SustainCases { get; set; }

    /// <summary>Roles that every team must fill, comma between.</summary>
    public string Roles { get; set; } = "";
    public Guid? GiverFocalId { get; set; }
    public string GiverFocal { get; set; } = "";
    public Guid? ReceiverFocalId { get; set; }
    public string ReceiverFocal { get; set; } = "";
    public Guid? PlanId { get; set; }

    /// <summary>The target of the plan that it serves.</summary>
    public Guid? TopicId { get; set; }
    public DateOnly? Due1 { get; set; }
    public DateOnly? Due2 { get; set; }
    public DateOnly? Due3 { get; set; }
    public DateOnly? Due4 { get; set; }
    public PackageState State { get; private set; }

    /// <summary>1–4 while it runs; 0 before; 5 afterwards.</summary>
    public int Phase { get; private set; }
    public DateOnly? AgreedOn { get; private set; }
    public DateOnly? AcceptedOn { get; private set; }

    /// <summary>Since when no case was done in phase 3; null: it goes on.</summary>
    public DateOnly? StalledOn { get; set; }
    public DateOnly? EndedOn { get; private set; }
    public string EndReason { get; private set; } = "";
    public string Folded { get; set; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public int Version { get; set; }
    public List<PackageTechnique> Techniques { get; init; } = [];
    public List<Ekip> Ekips { get; init; } = [];

    /// <summary>Roles every team must fill.</summary>
    public IReadOnlyList<string> RoleKeys => Roles.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Codes of the techniques.</summary>
    public IReadOnlyList<string> Codes => [.. Techniques.OrderBy(t => t.Ordinal).Select(t => t.Technique)];

    /// <summary>Its terms may still be changed.</summary>
    public bool IsDraft => State is PackageState.Drafted;

    /// <summary>It is in one of the four phases.</summary>
    public bool IsRunning => State is PackageState.Running;

    /// <summary>It was handed over.</summary>
    public bool IsHandedOver => AcceptedOn is not null;

    /// <summary>The contract is in force on a day.</summary>
    public bool Covers(DateOnly day) => ContractFrom <= day && day <= ContractTo;

    /// <summary>It runs, but its contract ended: nothing goes on before both sides have extended it.</summary>
    public bool IsLapsedContract(DateOnly day) => IsRunning && ContractTo < day;

    /// <summary>The day by which a phase should be over.</summary>
    public DateOnly? Due(int phase) => phase switch { 1 => Due1, 2 => Due2, 3 => Due3, 4 => Due4, _ => null };

    /// <summary>The phase should be over and is not.</summary>
    public bool IsOverdue(DateOnly day) => IsRunning && Due(Phase) < day;

    /// <summary>Puts it before both directors.</summary>
    public void Propose()
    {
        Must(PackageState.Drafted);
        if (ContractNumber.Length == 0 || ContractFrom is null || ContractTo is null)
            throw new Refusal(RefusalKind.Invalid, "Xin ghi số và thời hạn hợp đồng chuyển giao trước khi trình ký.") { Field = "contract" };
        if (Techniques.Count == 0) throw Refusal.Invalid("Xin chọn ít nhất một kỹ thuật trước khi trình ký.");
        if (Ekips.Count == 0) throw Refusal.Invalid("Xin lập ít nhất một ekip trước khi trình ký.");
        if (RoleKeys.Count == 0) throw Refusal.Invalid("Xin chọn các vai trò mà mỗi ekip phải đủ trước khi trình ký.");
        State = PackageState.Proposed;
    }

    /// <summary>Back to the draft: a side does not agree.</summary>
    public void TakeBack()
    {
        Must(PackageState.Proposed);
        State = PackageState.Drafted;
    }

    /// <summary>Both directors signed.</summary>
    public void Agree(DateOnly on)
    {
        Must(PackageState.Proposed);
        (State, AgreedOn) = (PackageState.Agreed, on);
    }

    /// <summary>The survey begins.</summary>
    public void Begin()
    {
        Must(PackageState.Agreed);
        (State, Phase) = (PackageState.Running, 1);
    }

    /// <summary>A gate is open: the next phase begins; after the fourth it is handed over. Only <see cref="Passing"/> calls it.</summary>
    public void Pass(DateOnly on)
    {
        Must(PackageState.Running);
        Phase++;
        if (Phase > 4) (State, AcceptedOn, StalledOn) = (PackageState.Accepted, on, null);
    }

    /// <summary>What the count says after hand-over.</summary>
    public bool Becomes(PackageState state)
    {
        if (!IsHandedOver || State == state || State == PackageState.Ended) return false;
        State = state;
        return true;
    }

    /// <summary>Ends before its time.</summary>
    public void End(string reason, DateOnly on)
    {
        if (State is PackageState.Ended or PackageState.Sustained) throw Refusal.Conflict("Gói này đang ở trạng thái “{0}” nên không làm được việc này.",
            PackageWords.Of(State));
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        (State, EndedOn, EndReason) = (PackageState.Ended, on, reason);
    }

    /// <summary>Refuses (409) unless it stands there.</summary>
    public void Must(PackageState state)
    {
        if (State != state) throw Refusal.Conflict("Gói này đang ở trạng thái “{0}” nên không làm được việc này.", PackageWords.Of(State));
    }

    /// <summary>Refuses (409) unless this phase runs and the contract is in force.</summary>
    public void MustRun(int phase, DateOnly day)
    {
        Must(PackageState.Running);
        if (Phase != phase) throw Refusal.Conflict("Gói đang ở pha {0}; việc này thuộc pha {1}.", Phase, phase);
        MustBeCovered(day);
    }

    /// <summary>Refuses (409) while the contract has ended; the way on is an extension.</summary>
    public void MustBeCovered(DateOnly day)
    {
        if (ContractTo < day)
            throw new Refusal(RefusalKind.Conflict,
                "Hợp đồng {0} đã hết hạn ngày {1} nên gói tạm dừng. Xin lập phụ lục gia hạn và hai giám đốc cùng ký, rồi làm tiếp.", ContractNumber,
                    Say.Day(ContractTo))
            { Code = "contract-ended" };
    }
}

/// <summary>A technique of a package, with the name it had when it was chosen.</summary>
sealed class PackageTechnique
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PackageId { get; init; }
    public required string Technique { get; init; }
    public required string Name { get; init; }
    public required int Ordinal { get; init; }
}

/// <summary>A team that is trained.</summary>
sealed class Ekip
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PackageId { get; init; }
    public required string Name { get; set; }
    public required int Ordinal { get; init; }
    public List<Member> Members { get; init; } = [];
}

/// <summary>Somebody in a team, in a role, between days.</summary>
sealed class Member
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EkipId { get; init; }
    public required Guid PackageId { get; init; }
    public required string Role { get; init; }
    public required Guid PractitionerId { get; init; }
    public required string Name { get; init; }
    public required DateOnly FromDay { get; init; }
    public DateOnly? ToDay { get; set; }

    /// <summary>In the team on a day.</summary>
    public bool IsIn(DateOnly day) => FromDay <= day && (ToDay is null || day <= ToDay);
}

/// <summary>Something that happened to a package; never changed. Passing a gate keeps the evidence as it stood.</summary>
sealed class PackageStep
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PackageId { get; init; }
    public required DateOnly OnDay { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary><c>drafted</c>, <c>proposed</c>, <c>returned</c>, <c>agreed</c>, <c>begun</c>, <c>passed</c>, <c>extended</c>, <c>shaken</c>, <c>restored</c>,
    /// <c>stalled</c>, <c>resumed</c>, <c>sustaining</c>, <c>sustained</c>, <c>lapsed</c>, <c>ended</c>.</summary>
    public required string What { get; init; }
    public required int Phase { get; init; }
    public Guid? ById { get; init; }
    public required string ByName { get; init; }
    public string Note { get; init; } = "";

    /// <summary>Conditions of the gate with their evidence, as JSON; empty for other steps.</summary>
    public string Evidence { get; init; } = "";
    public string Hash { get; init; } = "";
}

/// <summary>Evidence of a phase that was passed no longer stands.</summary>
sealed class Shake
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PackageId { get; init; }
    public required int Phase { get; init; }

    /// <summary>Key of the condition of the gate.</summary>
    public required string Condition { get; init; }
    public required DateOnly Since { get; init; }
    public DateOnly? RestoredOn { get; set; }
}
