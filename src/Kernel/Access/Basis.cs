namespace LienY.Kernel;

/// <summary>What allows a person's data to pass from the organisation that holds it to another (Law 91/2025, article 26 clause 2 and article 19).</summary>
public enum BasisKind
{
    /// <summary>The person, or who stands for them, asked in writing.</summary>
    WrittenRequest,

    /// <summary>Life or health in urgent danger; also break-glass, which names one reader.</summary>
    Emergency,

    /// <summary>A law demands it; the reference names the article.</summary>
    Law,

    /// <summary>A contract between the two organisations with a scope.</summary>
    Contract,
}

/// <summary>Parts of a record, as a mask: what a basis covers and what a row is.</summary>
[Flags]
public enum RecordKinds : long
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Who the person is (Patient).</summary>
    Identity = 1,

    /// <summary>Visits and stays (Encounter).</summary>
    Encounter = 2,

    /// <summary>Diagnoses (Condition).</summary>
    Condition = 4,

    /// <summary>Techniques and operations (Procedure).</summary>
    Procedure = 8,

    /// <summary>Drugs (MedicationRequest).</summary>
    Medication = 16,

    /// <summary>Laboratory and measurements (Observation).</summary>
    Observation = 32,

    /// <summary>Reports (DiagnosticReport).</summary>
    Report = 64,

    /// <summary>Referrals and appointments (ServiceRequest).</summary>
    Referral = 128,

    /// <summary>Documents and originals (DocumentReference).</summary>
    Document = 256,

    /// <summary>Images (ImagingStudy).</summary>
    Imaging = 512,

    /// <summary>Allergies, immunisations and what else a summary has.</summary>
    Summary = 1024,

    /// <summary>Everything that there is today.</summary>
    All = 2047,
}

/// <summary>Groups of data that need a basis of their own, as a mask.</summary>
[Flags]
public enum Sensitivities : long
{
    /// <summary>Health data without more.</summary>
    None = 0,

    /// <summary>HIV.</summary>
    Hiv = 1,

    /// <summary>Mental and behavioural disorders.</summary>
    Mental = 2,

    /// <summary>Reproduction and sexual health.</summary>
    Reproductive = 4,

    /// <summary>Genetic data.</summary>
    Genetic = 8,

    /// <summary>Violence, and protection of children.</summary>
    Protection = 16,
}

/// <summary>
/// A live legal basis: from whom to whom, about whom, for what, how much of the record, until when, with which evidence. It ends by its date or by being
/// revoked, from the next query on.
/// </summary>
public sealed class Basis : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What it rests on.</summary>
    public required BasisKind Kind { get; init; }

    /// <summary>The organisation that holds the data.</summary>
    public required Guid HolderId { get; init; }

    /// <summary>The organisation that may read it.</summary>
    public required Guid ReceiverId { get; init; }

    /// <summary>Only this reader (break-glass); null: whoever has the right at the receiver.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Only this person's record; null: every record within the scope (law, contract).</summary>
    public Guid? PersonId { get; set; }

    /// <summary>For what: <c>treatment</c>, <c>consultation</c>, <c>referral</c>, <c>payment</c>, <c>public-health</c>, <c>registry</c>, <c>training</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Which parts of the record.</summary>
    public required RecordKinds Kinds { get; init; }

    /// <summary>Which sensitive groups are included.</summary>
    public Sensitivities Sensitive { get; init; }

    /// <summary>False: only without what identifies the person.</summary>
    public bool IsIdentified { get; init; } = true;

    /// <summary>Number and day of the request or contract, or the article of the law.</summary>
    public required string Reference { get; init; }

    /// <summary>In words, why.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Hash of the signed paper in the holder's files.</summary>
    public string? Evidence { get; init; }

    /// <summary>Name of that paper, as it was handed in.</summary>
    public string? EvidenceName { get; init; }

    /// <summary>The agreement of the network on which a contract basis rests.</summary>
    public Guid? AgreementId { get; init; }

    /// <summary>From when.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Until when, this moment not included.</summary>
    public required DateTimeOffset ValidTo { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Why it was revoked.</summary>
    public string? RevokedReason { get; set; }

    /// <summary>Who revoked it.</summary>
    public Guid? RevokedBy { get; set; }

    /// <summary>Who entered it; null: the house.</summary>
    public Guid? MadeBy { get; init; }

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}
