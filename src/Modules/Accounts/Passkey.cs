namespace LienY.Accounts;

/// <summary>A passkey (WebAuthn credential) of a person.</summary>
sealed class Passkey
{
    /// <summary>Id in addresses of our pages.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Id that the authenticator gave it.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>Public key, COSE.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>Name by which the person knows it.</summary>
    public required string Name { get; set; }

    /// <summary>Counter of the authenticator; a step back means a copy.</summary>
    public long SignCount { get; set; }

    /// <summary>How the authenticator is reached, separated by spaces.</summary>
    public string Transports { get; init; } = "";

    /// <summary>The authenticator checks the person (finger, PIN).</summary>
    public bool IsUserVerified { get; set; }

    /// <summary>May be copied to other devices of the person.</summary>
    public bool IsBackupEligible { get; init; }

    /// <summary>Is copied.</summary>
    public bool IsBackedUp { get; set; }

    /// <summary>What the authenticator said at registration.</summary>
    public required byte[] Attestation { get; init; }

    /// <summary>What the browser said at registration.</summary>
    public required byte[] ClientData { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last sign-in with it.</summary>
    public DateTimeOffset? SeenAt { get; set; }
}
