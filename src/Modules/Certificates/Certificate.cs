using LienY.Kernel;

namespace LienY.Certificates;

/// <summary>Where a certificate stands.</summary>
enum CertificateState
{
    /// <summary>Còn hiệu lực.</summary>
    Valid,

    /// <summary>Đã thu hồi.</summary>
    Revoked,

    /// <summary>Đã thay bằng bản khác.</summary>
    Replaced,
}

/// <summary>A certificate that was signed: what it says never changes; only its standing ends, once.</summary>
sealed class Certificate : IVersioned
{
    /// <summary>Certificates in one status list: the least that Bitstring Status List 1.0 allows.</summary>
    public const int ListSize = 131_072;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What earned it, e.g. <c>class/{class}/{practitioner}</c>.</summary>
    public required string Source { get; init; }

    /// <summary>128 random bits, the end of the address behind the QR code.</summary>
    public required string Code { get; init; }

    public required Guid IssuerId { get; init; }
    public required string IssuerName { get; init; }

    /// <summary>Code of the training institution (mã cơ sở đào tạo); empty: none.</summary>
    public required string Programme { get; init; }

    /// <summary><c>attendance</c> or <c>cme</c>.</summary>
    public required string Kind { get; init; }

    public required int Year { get; init; }

    /// <summary>Place in the register of issuer, kind and year, from 1 without a gap.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Number as printed.</summary>
    public required string Number { get; init; }

    public Guid? PractitionerId { get; init; }
    public required string Holder { get; init; }
    public DateOnly? Born { get; init; }
    public required string HolderAt { get; init; }

    /// <summary>Organisation where the holder worked on that day, where the register knows it.</summary>
    public Guid? HomeId { get; init; }

    /// <summary>Licence number of the holder; empty: none known.</summary>
    public required string Licence { get; init; }

    public required string Course { get; init; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }
    public required decimal Hours { get; init; }
    public required string Grade { get; init; }

    /// <summary>Codes of techniques, one blank between.</summary>
    public required string Techniques { get; init; }

    public required string Place { get; init; }
    public required DateOnly IssuedOn { get; init; }
    public Guid? SignerId { get; init; }
    public required string SignerName { get; init; }
    public required string SignerPosition { get; init; }

    /// <summary>How the signer showed anew who they are.</summary>
    public required string Means { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The content as compact JWS (RFC 7515, ES256).</summary>
    public string Jws { get; set; } = "";

    public required string Kid { get; init; }
    public required int StatusList { get; init; }
    public required int StatusIndex { get; init; }
    public CertificateState State { get; private set; } = CertificateState.Valid;
    public DateTimeOffset? EndedAt { get; private set; }
    public string EndedByName { get; private set; } = "";
    public string EndReason { get; private set; } = "";
    public Guid? ReplacesId { get; init; }
    public string ReplacesNumber { get; init; } = "";
    public Guid? ReplacedById { get; private set; }
    public Guid? PlanId { get; init; }
    public Guid? TopicId { get; init; }
    public string Href { get; init; } = "";
    public required string SubjectHash { get; init; }
    public required string Folded { get; init; }

    /// <summary>The PDF with the issuer's digital seal, kept with its first making; null: none yet, or the issuer has no such seal.</summary>
    public string? PdfHash { get; set; }

    public int Version { get; set; }

    /// <summary>Codes of techniques.</summary>
    public IReadOnlyList<string> TechniqueList => Techniques.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Takes it back for good.</summary>
    public void Revoke(string reason, string by, DateTimeOffset at) => End(CertificateState.Revoked, reason, by, at);

    /// <summary>Another one holds in its place.</summary>
    public void ReplaceBy(Guid other, string reason, string by, DateTimeOffset at)
    {
        End(CertificateState.Replaced, reason, by, at);
        ReplacedById = other;
    }

    void End(CertificateState state, string reason, string by, DateTimeOffset at)
    {
        if (State != CertificateState.Valid)
            throw new Refusal(RefusalKind.Conflict, "Chứng chỉ số {0} không còn hiệu lực nên không thay đổi được nữa.", Number) { Code = "certificate-ended" };
        if (reason.Trim().Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        (State, EndReason, EndedByName, EndedAt) = (state, reason.Trim(), by, at);
    }
}
