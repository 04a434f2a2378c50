namespace LienY.Signing;

/// <summary>A list of revoked certificates as an authority published it.</summary>
sealed class RevocationRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Issuer { get; init; }

    /// <summary>SHA-256 in hex.</summary>
    public required string Hash { get; init; }

    public required byte[] Raw { get; init; }
    public required int Revoked { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? NextAt { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public required string AddedBy { get; init; }
}
