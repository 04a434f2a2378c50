namespace LienY.Feed;

/// <summary>By which way a file came.</summary>
enum Channel
{
    /// <summary>JSON with base64, as the axis of Hà Nội takes it.</summary>
    Hanoi,

    /// <summary>Multipart, as the gate of Điện Biên takes it.</summary>
    DienBien,

    /// <summary>The bytes themselves at our own address.</summary>
    Plain,

    /// <summary>Chosen on a page.</summary>
    Page,

    /// <summary>Found in the watched folder.</summary>
    Folder,

    /// <summary>By the command line.</summary>
    Command,

    /// <summary>An earlier file, checked again.</summary>
    Again,
}

/// <summary>How far the house is with a file.</summary>
enum FileState
{
    /// <summary>Kept, waiting to be checked; whoever takes it up holds a claim for a while.</summary>
    Received,

    /// <summary>Checked to its end.</summary>
    Done,
}

/// <summary>What became of a file.</summary>
enum FileOutcome
{
    /// <summary>Every record was taken without a fault.</summary>
    Accepted,

    /// <summary>Every record was taken; faults are told.</summary>
    Warned,

    /// <summary>Some records were taken, others refused.</summary>
    Partly,

    /// <summary>Nothing was taken.</summary>
    Refused,

    /// <summary>Everything in it was known already.</summary>
    Same,
}

/// <summary>What became of a record of a file.</summary>
enum RecordOutcome
{
    /// <summary>A visit that was not known.</summary>
    New,

    /// <summary>Another content of a known visit: its next version.</summary>
    Changed,

    /// <summary>The same as the version that stands.</summary>
    Same,

    /// <summary>Not taken.</summary>
    Refused,

    /// <summary>The begin of a visit (XML0).</summary>
    CheckIn,
}

/// <summary>A file as it came.</summary>
sealed class ReceivedFile
{
    /// <summary>Id; also the transaction code (maGiaoDich) that the sender gets.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The hospital that sent it and holds it.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The key with which it was sent.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>Files that came in one request.</summary>
    public required Guid BatchId { get; init; }
    public required Channel Channel { get; init; }

    /// <summary>Name as sent; it may name a person, so it is shown to the hospital only.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the bytes in the hospital's files.</summary>
    public required string Hash { get; init; }
    public required long Size { get; init; }

    /// <summary>MACSKCB of the file.</summary>
    public string? FacilityTold { get; init; }

    /// <summary>NGAYLAP of the file.</summary>
    public DateOnly? MadeOn { get; init; }

    /// <summary>What its signature is worth.</summary>
    public string? Signature { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>User, key or command that brought it.</summary>
    public required string ReceivedBy { get; init; }
    public required FileState State { get; init; }
    public FileOutcome? Outcome { get; init; }

    /// <summary>Who works on it, and until when that counts.</summary>
    public Guid? Claim { get; init; }
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>Records stored so far.</summary>
    public int Progress { get; init; }

    /// <summary>How often work on it began.</summary>
    public int Tries { get; init; }
    public int Episodes { get; init; }
    public int Accepted { get; init; }
    public int Warned { get; init; }
    public int Refused { get; init; }
    public int Same { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
}

/// <summary>A visit as it stands now; version 0 while nothing of it was accepted.</summary>
sealed class Visit
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>MA_LK.</summary>
    public required string Key { get; init; }
    public int Version { get; init; }
    public string? ContentHash { get; init; }

    /// <summary>MA_LOAI_KCB.</summary>
    public string Kind { get; init; } = "";

    /// <summary>MA_KHOA.</summary>
    public string Department { get; init; } = "";
    public DateOnly? StartedOn { get; init; }
    public DateOnly? EndedOn { get; init; }

    /// <summary>The day for which the visit counts as known.</summary>
    public DateOnly KnownOn { get; init; }
    public DateTimeOffset KnownAt { get; init; }

    /// <summary>When its first version was accepted.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Minutes from the end of the visit to its first accepted record.</summary>
    public int? DelayMinutes { get; init; }
    public int Warnings { get; init; }

    /// <summary>The newest record of it was refused.</summary>
    public bool IsRefused { get; init; }
    public bool IsCheckedIn { get; init; }
    public Guid? PersonId { get; init; }
    public Guid? PatientId { get; init; }
    public Guid? EncounterId { get; init; }

    /// <summary>Sources of its facts behind <c>episode/id</c>, apart by spaces, so that they can be taken back exactly.</summary>
    public string FactSources { get; init; } = "";
}

/// <summary>A record (HOSO) of a file and what became of it.</summary>
sealed class FileRecord
{
    public required Guid Id { get; init; }
    public required Guid FileId { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>From 1 over the whole file, archives included.</summary>
    public required int Number { get; init; }

    /// <summary>Entry of the archive; empty for a single file.</summary>
    public string Part { get; init; } = "";
    public string? Key { get; init; }
    public Guid? EpisodeId { get; init; }
    public required RecordOutcome Outcome { get; init; }

    /// <summary>Version of the visit that it made or equals; 0 where it made none.</summary>
    public int Version { get; init; }
    public string? ContentHash { get; init; }
    public string RuleSet { get; init; } = "";
    public string Kind { get; init; } = "";
    public DateOnly? EndedOn { get; init; }
    public int Faults { get; init; }
    public required DateTimeOffset StoredAt { get; init; }
}

/// <summary>A fault of a file or of a record; its value may name a person.</summary>
sealed class FaultRow
{
    public required Guid Id { get; init; }
    public required Guid FileId { get; init; }
    public Guid? RecordId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required DateTimeOffset ToldAt { get; init; }
    public required int Place { get; init; }
    public required bool IsRefusal { get; init; }
    public required string Rule { get; init; }
    public required string Text { get; init; }
    public required string Remedy { get; init; }
    public string Part { get; init; } = "";
    public string? Key { get; init; }
    public string? TableName { get; init; }
    public int? RowNumber { get; init; }
    public string? Field { get; init; }
    public int? Line { get; init; }
    public string? Value { get; init; }
    public string? Expected { get; init; }

    /// <summary>What fills the places of the two sentences.</summary>
    public object[] Args => [Field is null ? TableName ?? Part : $"{TableName}.{Field}", Value ?? "", Expected ?? ""];
}
