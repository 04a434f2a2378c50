using LienY.Kernel;

namespace LienY.Feed;

/// <summary>Whom a trusted certificate vouches for.</summary>
enum CertificateKind
{
    /// <summary>A root authority: every certificate that leads to it.</summary>
    Authority,

    /// <summary>An authority below another: helps to reach the root, counts only where the root is trusted too.</summary>
    Between,

    /// <summary>A signer: files signed with this very certificate.</summary>
    Signer,
}

/// <summary>A certificate that an organisation (or the house) trusts for signatures of files; removed ones stay for the record.</summary>
sealed class TrustedCertificate : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>It counts for this organisation and those below it; null: for the whole house.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }
    public required string Subject { get; init; }
    public required string Issuer { get; init; }
    public required string Serial { get; init; }

    /// <summary>SHA-256 of the certificate in hex.</summary>
    public required string Thumbprint { get; init; }
    public required CertificateKind Kind { get; init; }

    /// <summary>The certificate (DER).</summary>
    public required byte[] Raw { get; init; }
    public required DateTimeOffset ValidFrom { get; init; }
    public required DateTimeOffset ValidTo { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public required string AddedBy { get; init; }
    public DateTimeOffset? RemovedAt { get; set; }
    public string? RemovedBy { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>What becomes of a file for the sake of its signature.</summary>
enum SigningVerdict
{
    /// <summary>Taken; nothing is said.</summary>
    Accepted,

    /// <summary>Taken; the fault is told.</summary>
    Warned,

    /// <summary>Refused; the original is kept.</summary>
    Refused,
}

/// <summary>How strict an organisation is about signatures; it counts for those below it that say nothing themselves.</summary>
sealed class SigningRule : IVersioned
{
    /// <summary>What holds where nobody has said anything: a wrong signature refuses, everything else is taken.</summary>
    public static readonly SigningRule Usual = new() { OrganisationId = Guid.Empty, ChangedBy = "" };

    public required Guid OrganisationId { get; init; }

    /// <summary>A file without a signature.</summary>
    public SigningVerdict Unsigned { get; set; } = SigningVerdict.Accepted;

    /// <summary>A signature that agrees with the content, by a certificate that nobody trusted vouches for; or one too large to be checked.</summary>
    public SigningVerdict Untrusted { get; set; } = SigningVerdict.Accepted;

    /// <summary>A signature that does not agree, or whose certificate has run out; never accepted in silence.</summary>
    public SigningVerdict Invalid { get; set; } = SigningVerdict.Refused;
    public DateTimeOffset ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
    public int Version { get; set; } = 1;
}
