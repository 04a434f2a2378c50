namespace LienY.Signing;

/// <summary>One signature that was made: who, with which key, over which paper (SHA-256), when, which type and number. Only ever added to.</summary>
sealed class KeyUse
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The key; null: made outside, with the officer's own token.</summary>
    public Guid? KeyId { get; init; }

    public required Guid OrganisationId { get; init; }
    public Guid? UserId { get; init; }
    public required string Person { get; init; }

    /// <summary>Name on the certificate.</summary>
    public required string Signer { get; init; }

    public required DateTimeOffset At { get; init; }
    public required string Type { get; init; }
    public required string Number { get; init; }

    /// <summary><c>seal</c>, <c>person</c> or <c>outside</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>pdf</c> or <c>xml</c>.</summary>
    public required string Format { get; init; }

    public required string BeforeHash { get; init; }
    public required string AfterHash { get; init; }
    public string Note { get; init; } = "";

    /// <summary>The house did it because the organisation allowed it for this type.</summary>
    public bool IsAutomatic { get; init; }
}
