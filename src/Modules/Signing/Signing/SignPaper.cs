using LienY.Kernel;

namespace LienY.Signing;

/// <summary>How far a paper is on its way.</summary>
enum PaperState
{
    /// <summary>Waits for a signature.</summary>
    Waiting,

    /// <summary>Signed at least once.</summary>
    Signed,

    /// <summary>Taken back.</summary>
    Dropped,
}

/// <summary>A PDF that somebody put here to be signed, with a key of the house or outside with a token.</summary>
sealed class SignPaper : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required string Type { get; init; }
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required string Folded { get; init; }
    public required string FileHash { get; init; }
    public required long Size { get; init; }

    /// <summary>The newest signed edition; null: none.</summary>
    public string? SignedHash { get; set; }

    public int Signatures { get; set; }
    public PaperState State { get; set; } = PaperState.Waiting;
    public required DateTimeOffset AskedAt { get; init; }
    public Guid? AskedById { get; init; }
    public required string AskedBy { get; init; }
    public required DateTimeOffset ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
    public int Version { get; set; }

    /// <summary>The edition to read and to sign next.</summary>
    public string Newest => SignedHash ?? FileHash;

    /// <summary>A signature more.</summary>
    public void Sign(string hash, DateTimeOffset at, string by)
    {
        if (State == PaperState.Dropped) throw Refusal.Conflict("Văn bản này đã được rút lại nên không ký được.");
        (SignedHash, Signatures, State, ChangedAt, ChangedBy) = (hash, Signatures + 1, PaperState.Signed, at, by);
    }

    /// <summary>Takes it back; what was signed stays signed.</summary>
    public void Drop(DateTimeOffset at, string by)
    {
        if (State != PaperState.Waiting) throw Refusal.Conflict("Chỉ rút lại được văn bản chưa có chữ ký.");
        (State, ChangedAt, ChangedBy) = (PaperState.Dropped, at, by);
    }
}
