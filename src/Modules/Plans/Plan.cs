using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Where a plan stands.</summary>
enum PlanState
{
    /// <summary>Being made; not yet live.</summary>
    Draft,

    /// <summary>Adopted and live.</summary>
    Active,

    /// <summary>Its period has ended and it was closed.</summary>
    Closed,

    /// <summary>Taken back by its issuer.</summary>
    Withdrawn,
}

/// <summary>A signed cooperation plan that is live: the aggregate whose id leads every row below it.</summary>
sealed class Plan : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The organisation that answers for the plan.</summary>
    public required Guid OwnerId { get; set; }

    /// <summary>Number and symbol ("111/KH-SYT"); "" when the paper leaves it blank.</summary>
    public required string Number { get; set; }

    /// <summary>Type of the paper: Kế hoạch, Chương trình …</summary>
    public required string Kind { get; init; }

    /// <summary>Subject (trích yếu).</summary>
    public required string Title { get; set; }

    /// <summary>Who issued it, as written.</summary>
    public required string Issuer { get; init; }

    /// <summary>Day of issue; null when the paper leaves it blank.</summary>
    public DateOnly? IssuedOn { get; init; }

    /// <summary>First day of its period.</summary>
    public required DateOnly StartsOn { get; set; }

    /// <summary>Last day of its period.</summary>
    public required DateOnly EndsOn { get; set; }

    /// <summary>Where it stands.</summary>
    public PlanState State { get; set; } = PlanState.Active;

    /// <summary>The plan it carries out, where that one is known here.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>The plan it carries out, as cited.</summary>
    public required string ParentRef { get; init; }

    /// <summary>The agreement it rests on.</summary>
    public Guid? AgreementId { get; set; }

    /// <summary>The import it came from.</summary>
    public Guid? ImportId { get; init; }

    /// <summary>Organisation under whose key the original file is kept.</summary>
    public Guid? FileOrgId { get; init; }

    /// <summary>Hash of the original file.</summary>
    public required string FileHash { get; init; }

    /// <summary>Name of the original file.</summary>
    public required string FileName { get; init; }

    /// <summary>Who signed.</summary>
    public required string Signer { get; init; }

    /// <summary>Position of the signer.</summary>
    public required string SignerPosition { get; init; }

    /// <summary>Number, title and issuer folded for search.</summary>
    public required string Folded { get; set; }

    /// <summary>When it was adopted here.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who adopted it; null for the house.</summary>
    public Guid? AdoptedBy { get; init; }

    /// <summary>1 as first signed, one more with each amendment in effect.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>First day on which it holds no longer because it was withdrawn.</summary>
    public DateOnly? WithdrawnOn { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The plan in one line, for other modules.</summary>
    public PlanCard Card() => new(Id, Title, Number, OwnerId, StartsOn, EndsOn, State.ToString().ToLowerInvariant());
}

/// <summary>What an organisation is for a plan; who is a party sees the plan.</summary>
enum PartyRole
{
    /// <summary>Answers for it.</summary>
    Owner,

    /// <summary>Leads some of its work (chủ trì).</summary>
    Lead,

    /// <summary>Cooperates (phối hợp).</summary>
    Cooperating,

    /// <summary>Receives its reports.</summary>
    Recipient,
}

/// <summary>An organisation that has a part in a plan.</summary>
sealed class Party
{
    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The organisation.</summary>
    public required Guid OrgId { get; init; }

    /// <summary>Its part.</summary>
    public required PartyRole Role { get; init; }
}

/// <summary>The parties again, as the row filters look at them (a filter cannot look at a filtered table).</summary>
sealed class Reach
{
    /// <summary>The plan.</summary>
    public Guid PlanId { get; init; }

    /// <summary>A party of the plan.</summary>
    public Guid OrgId { get; init; }
}

/// <summary>One line of a plan's history: what changed, when, by whom.</summary>
sealed class Change
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; null for the house.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Name of who, as it was.</summary>
    public required string UserName { get; init; }

    /// <summary>Vietnamese key of the sentence, marked with <see cref="Words.Key"/>.</summary>
    public required string What { get; init; }

    /// <summary>What fills its places, as JSON array of strings.</summary>
    public required string Args { get; init; }

    /// <summary>Kind of the thing that changed: plan, task, product, meeting, budget …</summary>
    public required string ObjectKind { get; init; }

    /// <summary>The thing that changed.</summary>
    public Guid? ObjectId { get; init; }
}
