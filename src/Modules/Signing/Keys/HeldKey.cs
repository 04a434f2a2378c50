using LienY.Kernel;

namespace LienY.Signing;

/// <summary>Whose a certificate is.</summary>
enum KeyKind
{
    /// <summary>The organisation's own (chứng thư số cơ quan): its seal.</summary>
    Seal,

    /// <summary>A person's.</summary>
    Person,
}

/// <summary>A certificate whose private key lies here, sealed with the organisation's key; taken back, the private key is destroyed and the certificate
/// remains.</summary>
sealed class HeldKey : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }

    /// <summary>The person; null for a seal.</summary>
    public Guid? UserId { get; init; }

    public required KeyKind Kind { get; init; }
    public required string Label { get; set; }
    public required string Subject { get; init; }
    public required string Issuer { get; init; }
    public required string Serial { get; init; }

    /// <summary>SHA-256 in hex.</summary>
    public required string Thumbprint { get; init; }

    public required byte[] Raw { get; init; }

    /// <summary>Certificates of the authorities above it as PEM, without the root.</summary>
    public string Above { get; init; } = "";

    /// <summary>PKCS#8, sealed; null once it was taken back.</summary>
    public byte[]? Secret { get; set; }

    /// <summary>PNG of the hand or the seal; null: none.</summary>
    public byte[]? Picture { get; set; }

    /// <summary>Types of papers on which the house puts this seal by itself, separated by commas; empty: none.</summary>
    public string Seals { get; set; } = "";

    public required DateTimeOffset ValidFrom { get; init; }
    public required DateTimeOffset ValidTo { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public required string AddedBy { get; init; }
    public DateTimeOffset? WithdrawnAt { get; set; }
    public string WithdrawnBy { get; set; } = "";
    public string Reason { get; set; } = "";
    public int Version { get; set; }

    /// <summary>May be used at a moment as far as itself is concerned.</summary>
    public bool IsUsable(DateTimeOffset at) => WithdrawnAt is null && Secret is not null && ValidFrom <= at && at <= ValidTo;

    /// <summary>Takes it back: the private key is gone for good.</summary>
    public void Withdraw(DateTimeOffset at, string by, string reason)
    {
        if (WithdrawnAt is not null) throw Refusal.Conflict("Chứng thư này đã được rút khỏi hệ thống.");
        (WithdrawnAt, WithdrawnBy, Reason, Secret, Seals) = (at, by, reason, null, "");
    }
}
