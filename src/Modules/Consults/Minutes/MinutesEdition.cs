using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Where an edition of minutes stands.</summary>
enum MinutesState
{
    /// <summary>Written on; nobody signs it yet.</summary>
    Draft,

    /// <summary>Its text is fixed and waits for signatures.</summary>
    Signing,

    /// <summary>Everybody who must has signed.</summary>
    Signed,

    /// <summary>A later edition stands in its place; it stays to be read.</summary>
    Replaced,

    /// <summary>Taken back before all had signed; its signatures are void.</summary>
    Void,
}

/// <summary>
/// Minutes of a consultation (biên bản hội chẩn) on one case, in one edition. From the moment it is sealed its text never changes: whatever is wrong is put right
/// by the next edition, which cites it.
/// </summary>
sealed class MinutesEdition : IVersioned
{
    /// <summary>How soon after the meeting everybody must have signed.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromHours(24);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }

    /// <summary>The meeting; null: an opinion in writing.</summary>
    public Guid? SessionId { get; init; }
    public required Guid AskingId { get; init; }
    public required Guid AnsweringId { get; init; }

    /// <summary>1, 2 … for the case.</summary>
    public required int Edition { get; init; }
    public Guid? ReplacesId { get; init; }

    /// <summary>Why there is another edition.</summary>
    public string Why { get; init; } = "";
    public MinutesState State { get; private set; }

    /// <summary>What the QR code leads to: 120 random bits, so that nobody guesses one.</summary>
    public required string Code { get; init; }

    /// <summary>Symbol on the paper; the register adds its number by hand.</summary>
    public required string Number { get; init; }
    public required DateTimeOffset HeldFrom { get; set; }
    public required DateTimeOffset HeldTo { get; set; }
    public string Place { get; set; } = "";

    /// <summary>Of whom it speaks, without who they are.</summary>
    public string About { get; set; } = "";
    public string DiagnosisBefore { get; set; } = "";
    public string Summary { get; set; } = "";
    public string Conclusion { get; set; } = "";
    public string DiagnosisAfter { get; set; } = "";
    public string Treatment { get; set; } = "";

    /// <summary>Who is responsible, by the law of the day.</summary>
    public string Liability { get; set; } = "";

    /// <summary>A foreign facility sat there: everything stands in Vietnamese and Chinese.</summary>
    public bool IsBilingual { get; set; }
    public string DiagnosisBeforeZh { get; set; } = "";
    public string SummaryZh { get; set; } = "";
    public string ConclusionZh { get; set; } = "";
    public string DiagnosisAfterZh { get; set; } = "";
    public string TreatmentZh { get; set; } = "";
    public string LiabilityZh { get; set; } = "";

    /// <summary>Who interpreted.</summary>
    public string Interpreter { get; set; } = "";

    /// <summary>The text in its canonical form, fixed when it was sealed.</summary>
    public string? Body { get; private set; }

    /// <summary>SHA-256 of <see cref="Body"/>: what is signed.</summary>
    public string? Hash { get; private set; }
    public DateTimeOffset? SealedAt { get; private set; }
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? SignedAt { get; private set; }

    /// <summary>When it was noticed that it is late.</summary>
    public DateTimeOffset? LateAt { get; set; }

    /// <summary>The DocumentReference in the record of the asking facility.</summary>
    public string? DocumentId { get; set; }
    public string? DocxHash { get; set; }
    public string? PdfHash { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public int Version { get; set; }

    /// <summary>Not all have signed though the time is over.</summary>
    public bool IsLate(DateTimeOffset now) => SignedAt is { } signed ? signed > DueAt : State is MinutesState.Draft or MinutesState.Signing && now > DueAt;

    /// <summary>Fixes the text; nothing of it changes from now on.</summary>
    public void Seal(byte[] body, DateTimeOffset at)
    {
        MustBe(MinutesState.Draft);
        (Body, Hash, SealedAt, State) = (Encoding.UTF8.GetString(body), HashOf(body), at, MinutesState.Signing);
    }

    /// <summary>Everybody who must has signed.</summary>
    public void Complete(DateTimeOffset at)
    {
        MustBe(MinutesState.Signing);
        (SignedAt, State) = (at, MinutesState.Signed);
    }

    /// <summary>Taken back: somebody found a mistake, or somebody left who was to sign.</summary>
    public void Withdraw()
    {
        MustBe(MinutesState.Signing);
        State = MinutesState.Void;
    }

    /// <summary>The next edition was signed.</summary>
    public void Replace()
    {
        MustBe(MinutesState.Signed);
        State = MinutesState.Replaced;
    }

    /// <summary>Is the text still what was sealed?</summary>
    public bool IsIntact => Body is null || HashOf(Encoding.UTF8.GetBytes(Body)) == Hash;

    /// <summary>SHA-256 in hex.</summary>
    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    void MustBe(MinutesState state)
    {
        if (State != state) throw new Refusal(RefusalKind.Conflict, "Biên bản đang ở trạng thái “{0}” nên không làm được việc này.",
            MinutesWords.Of(State))
        { Code = "minutes-state" };
    }
}

/// <summary>Somebody who sat there.</summary>
sealed class MinutesMember
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid MinutesId { get; init; }
    public Guid? UserId { get; init; }
    public required string Name { get; init; }
    public string Position { get; set; } = "";
    public Guid? FacilityId { get; init; }
    public required RoomRole Role { get; set; }

    /// <summary>Minutes they were there; 0: in writing.</summary>
    public int Attended { get; init; }

    /// <summary>The minutes are not complete without them.</summary>
    public bool MustSign { get; set; }
    public int Ordinal { get; init; }
}

/// <summary>What one of them thought, also against the conclusion.</summary>
sealed class MinutesView
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid MinutesId { get; init; }
    public required string Name { get; init; }
    public Guid? FacilityId { get; init; }

    /// <summary>Ordinal of the member whose view it is: two may bear one name. Null in what was written before this was noted.</summary>
    public int? Member { get; init; }

    /// <summary>Ý kiến khác: differs from the conclusion.</summary>
    public bool IsDissent { get; init; }
    public required string Text { get; init; }
    public string TextZh { get; init; } = "";
    public int Ordinal { get; init; }
}

/// <summary>How strongly a signature binds.</summary>
enum SignatureLevel
{
    /// <summary>Who signs has shown anew who they are; the house seals it with its key.</summary>
    A,

    /// <summary>Signed by a personal certificate outside the house; the house seals what it has checked.</summary>
    B,
}

/// <summary>A member's signature on a sealed text; never changed.</summary>
sealed class MinutesSignature
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid MinutesId { get; init; }
    public required Guid MemberId { get; init; }
    public required Guid UserId { get; init; }
    public required string Name { get; init; }
    public required RoomRole Role { get; init; }
    public required SignatureLevel Level { get; init; }

    /// <summary>How they showed who they are: <c>password</c>, <c>password+code</c>, <c>passkey</c>, <c>certificate</c>.</summary>
    public required string Means { get; init; }

    /// <summary>Hash of the text that was signed.</summary>
    public required string Hash { get; init; }
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The house's signature over all of it (ECDSA P-256).</summary>
    public byte[] Seal { get; set; } = [];

    /// <summary>The detached CMS of level B.</summary>
    public byte[]? Cms { get; init; }
    public string Subject { get; init; } = "";
    public string Issuer { get; init; } = "";

    /// <summary>What the house seals.</summary>
    public byte[] Sealed() => Encoding.UTF8.GetBytes(string.Join('\n', "lieny-signature-1", MinutesId, MemberId, UserId, Name, Role, Level, Means, Hash,
        Commands.Micros(SignedAt), Subject, Issuer,
        Cms is null ? "" : MinutesEdition.HashOf(Cms)));
}

/// <summary>What the treating doctor decides on the ground of the minutes.</summary>
sealed class TreatingDecision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required Guid MinutesId { get; init; }
    public Guid? UserId { get; init; }
    public required string Name { get; init; }

    /// <summary>As the minutes conclude.</summary>
    public required bool Follows { get; init; }
    public required string Text { get; init; }

    /// <summary>Why it differs.</summary>
    public string Reason { get; init; } = "";
    public required DateTimeOffset DecidedAt { get; init; }
}

/// <summary>Words of minutes.</summary>
static class MinutesWords
{
    /// <summary>Word of a state (a key).</summary>
    public static string Of(MinutesState state) => state switch
    {
        MinutesState.Draft => Words.Key("đang soạn"),
        MinutesState.Signing => Words.Key("chờ ký"),
        MinutesState.Signed => Words.Key("đủ chữ ký"),
        MinutesState.Replaced => Words.Key("đã thay bằng bản sau"),
        _ => Words.Key("đã rút lại"),
    };

    /// <summary>Kind (colour and sign).</summary>
    public static string Kind(MinutesState state) => state switch
    {
        MinutesState.Signed => "ok",
        MinutesState.Signing => "warn",
        MinutesState.Draft => "info",
        _ => "none"
    };
}
