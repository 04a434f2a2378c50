using LienY.Kernel;

namespace LienY.Credits;

/// <summary>A line of the ledger of hours; the database itself refuses to change or delete it.</summary>
sealed class Entry
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose hours.</summary>
    public required Guid PractitionerId { get; init; }

    /// <summary>The activity of the person; credited once.</summary>
    public required string Key { get; init; }

    /// <summary>The entry that this one takes back; null: hours earned.</summary>
    public Guid? ReversesId { get; init; }

    /// <summary>Hundredths of an hour; negative where it takes back.</summary>
    public required long Hundredths { get; init; }

    /// <summary>Form a–d of Law 15/2023, article 22.</summary>
    public required string Form { get; init; }

    /// <summary>What was done.</summary>
    public required string Activity { get; init; }

    /// <summary>Edition of the rule by which it was counted.</summary>
    public required string Rule { get; init; }

    /// <summary>Day of the activity.</summary>
    public required DateOnly OnDay { get; init; }

    /// <summary>Who stands for it.</summary>
    public Guid? IssuerId { get; init; }

    /// <summary>In words.</summary>
    public required string Title { get; init; }

    /// <summary>Where the proof is kept.</summary>
    public required string Href { get; init; }

    /// <summary>Why it was taken back; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset NotedAt { get; init; }

    /// <summary>Who posted it.</summary>
    public required string NotedBy { get; init; }

    /// <summary>Hours.</summary>
    public decimal Hours => Hundredths / 100m;
}

/// <summary>An activity that could not be posted yet, or must never be.</summary>
sealed class Waiting
{
    /// <summary>Key of the activity.</summary>
    public required string Key { get; init; }

    /// <summary>Whose account, where only it is known.</summary>
    public Guid? UserId { get; init; }

    /// <summary><c>person</c>: the register does not know them yet; <c>rule</c>: no rule holds on the day; <c>lost</c>: taken back before it came.</summary>
    public required string Why { get; set; }

    /// <summary>The activity as it came, JSON.</summary>
    public required string Body { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset NotedAt { get; init; }
}

/// <summary>Where a claim stands.</summary>
enum ClaimState
{
    /// <summary>Waits for the unit.</summary>
    Sent,

    /// <summary>Approved: its hours are posted.</summary>
    Approved,

    /// <summary>Refused with a reason.</summary>
    Refused,

    /// <summary>Approved once, then taken back: its hours are reversed.</summary>
    Revoked,
}

/// <summary>Hours earned elsewhere, or before this house was used: entered with a document, approved by the unit.</summary>
sealed class Claim : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose hours.</summary>
    public required Guid PractitionerId { get; init; }

    /// <summary>The unit that approves.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>What was done; <c>opening</c>: hours from before.</summary>
    public required string Activity { get; init; }

    /// <summary>Hundredths of the hours stated.</summary>
    public required long Hundredths { get; init; }

    /// <summary>Day of the activity, or up to which the opening hours count.</summary>
    public required DateOnly OnDay { get; init; }

    /// <summary>In words.</summary>
    public required string Title { get; init; }

    /// <summary>Who held it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The document in the files of the unit.</summary>
    public string? FileHash { get; init; }

    /// <summary>Its name.</summary>
    public string? FileName { get; init; }

    /// <summary>Where it stands.</summary>
    public ClaimState State { get; set; } = ClaimState.Sent;

    /// <summary>Why it was refused or taken back.</summary>
    public string Reason { get; set; } = "";

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who entered it.</summary>
    public Guid? MadeBy { get; init; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Who decided.</summary>
    public string? DecidedBy { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Key of its entry.</summary>
    public string Key => $"claim/{Id}";
}
