namespace LienY.Accounts;

/// <summary>A hash that was the password of an account; the last ten are not taken again.</summary>
sealed class OldPassword
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A code on paper that replaces the second factor once; kept as SHA-256 (80 random bits).</summary>
sealed class RecoveryCode
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required byte[] Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A link that lets a person set a password once: for a new account or after a reset.</summary>
sealed class Invitation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required byte[] Hash { get; init; }

    /// <summary><c>new</c> or <c>reset</c>.</summary>
    public required string Reason { get; init; }
    public Guid? GivenBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>The one row that says that the house was set up; its key lets two set-ups at once make only one.</summary>
sealed class Opening
{
    public short Id { get; init; } = 1;
    public required Guid AccountId { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
}
