using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>What both sides sign.</summary>
enum PaperKind
{
    /// <summary>The package itself.</summary>
    Package,

    /// <summary>The survey of phase 1.</summary>
    Survey,

    /// <summary>The minutes of the council of phase 4.</summary>
    Council,

    /// <summary>The extension of the contract.</summary>
    Extension,
}

/// <summary>For which side somebody signs.</summary>
enum PaperSide
{
    /// <summary>Who hands over.</summary>
    Giver,

    /// <summary>Who receives.</summary>
    Receiver,
}

/// <summary>A text that was fixed and lies before both directors; complete once each side has signed. It never changes; a wrong one is withdrawn and written
/// anew.</summary>
sealed class Paper : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PackageId { get; init; }
    public required PaperKind Kind { get; init; }
    public required int Edition { get; init; }

    /// <summary>What is signed, as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>SHA-256 of <see cref="Body"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>The day it speaks of.</summary>
    public required DateOnly OnDay { get; init; }

    /// <summary>The new last day, for an extension.</summary>
    public DateOnly? ContractTo { get; init; }
    public string ContractNumber { get; init; } = "";
    public required DateTimeOffset SealedAt { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? CompletedAt { get; set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string WithdrawnWhy { get; private set; } = "";
    public int Version { get; set; }

    /// <summary>It waits for signatures.</summary>
    public bool IsOpen => CompletedAt is null && WithdrawnAt is null;

    /// <summary>Signed by both and not withdrawn.</summary>
    public bool Stands => CompletedAt is not null && WithdrawnAt is null;

    /// <summary>The text is still the one that was fixed.</summary>
    public bool IsIntact => HashOf(Body) == Hash;

    /// <summary>Takes it back.</summary>
    public void Withdraw(string why, DateTimeOffset at)
    {
        if (WithdrawnAt is not null) throw Refusal.Conflict("Văn bản này đã được rút lại rồi.");
        if (why.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        (WithdrawnAt, WithdrawnWhy) = (at, why);
    }

    /// <summary>SHA-256 in hex.</summary>
    public static string HashOf(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}

/// <summary>A director's signature for a side, sealed by the house.</summary>
sealed class PaperSignature
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PaperId { get; init; }
    public required Guid PackageId { get; init; }
    public required PaperSide Side { get; init; }
    public required Guid OrganisationId { get; init; }
    public required Guid UserId { get; init; }
    public required string Name { get; init; }

    /// <summary>By what they showed anew who they are.</summary>
    public required string Means { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset SignedAt { get; init; }
    public byte[] Seal { get; set; } = [];

    /// <summary>What the house seals.</summary>
    public byte[] Sealed() => Encoding.UTF8.GetBytes(string.Join('\n', "lieny-transfer-1", PaperId, Hash, Side, OrganisationId, UserId, Name, Means,
        Commands.Micros(SignedAt)));
}

/// <summary>What a record of phase 2 is.</summary>
enum RecordKind
{
    /// <summary>The technique's protocol, adapted to the receiver.</summary>
    Protocol,

    /// <summary>A device that was accepted.</summary>
    Equipment,
}

/// <summary>A document of phase 2 with its file: a protocol that was approved, a device that was accepted.</summary>
sealed class TransferRecord : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PackageId { get; init; }
    public required RecordKind Kind { get; init; }
    public required string Title { get; init; }
    public required string Number { get; init; }
    public required DateOnly OnDay { get; init; }
    public string FileName { get; init; } = "";
    public string FileHash { get; init; } = "";
    public long FileSize { get; init; }

    /// <summary>With whose key the file is kept.</summary>
    public required Guid HolderId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    public Guid? ApprovedBy { get; private set; }
    public string ApprovedByName { get; private set; } = "";
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string WithdrawnWhy { get; private set; } = "";
    public int Version { get; set; }

    /// <summary>Approved and not withdrawn.</summary>
    public bool Stands => ApprovedAt is not null && WithdrawnAt is null;

    /// <summary>The receiver's director approves it.</summary>
    public void Approve(Actor by, DateTimeOffset at)
    {
        if (ApprovedAt is not null || WithdrawnAt is not null) throw Refusal.Conflict("Hồ sơ này đã được duyệt hoặc đã rút lại.");
        (ApprovedAt, ApprovedBy, ApprovedByName) = (at, by.UserId, by.Name);
    }

    /// <summary>It no longer holds.</summary>
    public void Withdraw(string why, DateTimeOffset at)
    {
        if (WithdrawnAt is not null) throw Refusal.Conflict("Văn bản này đã được rút lại rồi.");
        if (why.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        (WithdrawnAt, WithdrawnWhy) = (at, why);
    }
}
