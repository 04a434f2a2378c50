using LienY.Kernel;

namespace LienY.Reports;

/// <summary>Where a composed paper stands.</summary>
enum PaperState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>In the chain of approval; it stands still.</summary>
    Presented,

    /// <summary>Agreed; waits for its number.</summary>
    Approved,

    /// <summary>Numbered and issued.</summary>
    Issued,
}

/// <summary>A paper of the decree composed here: dispatch, invitation, minutes, decision …</summary>
sealed class OfficePaper : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }

    /// <summary>The plan that it serves; null: none.</summary>
    public Guid? PlanId { get; set; }

    /// <summary>Abbreviation by Phụ lục III of Nghị định 30/2020/NĐ-CP; CV for a dispatch.</summary>
    public required string Type { get; init; }
    public required string Subject { get; set; }

    /// <summary>Subject and number without tone marks, for search.</summary>
    public string Folded { get; set; } = "";

    /// <summary>Kính gửi, one a line.</summary>
    public string Addressees { get; set; } = "";

    /// <summary>Căn cứ, one a line.</summary>
    public string Bases { get; set; } = "";

    /// <summary>Content in light markup.</summary>
    public string Body { get; set; } = "";

    /// <summary>Fields of its type as JSON: times of minutes, place of an invitation, parties of a memorandum.</summary>
    public string Extra { get; set; } = "{}";
    public string Symbol { get; set; } = "";
    public string Place { get; set; } = "";
    public string SignerName { get; set; } = "";
    public string SignerPosition { get; set; } = "";
    public string SignerAuthority { get; set; } = "";

    /// <summary>Nơi nhận, one a line.</summary>
    public string Recipients { get; set; } = "";
    public string Archive { get; set; } = "VT";
    public PaperState State { get; set; }
    public int? Number { get; set; }
    public int? NumberYear { get; set; }
    public DateOnly? IssuedOn { get; set; }
    public string? DocxHash { get; set; }

    /// <summary>What it was composed from at issuing; null where it was issued before that was kept.</summary>
    public string? DossierHash { get; set; }
    public string? PdfHash { get; set; }
    public string? SignedHash { get; set; }

    /// <summary>Who returned it last and why.</summary>
    public string? ReturnReason { get; set; }
    public Guid? MadeBy { get; init; }
    public required string MadeByName { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>"05/GM-SYT", empty until issued.</summary>
    public string NumberText => Number is { } n ? $"{n.ToString("00", System.Globalization.CultureInfo.InvariantCulture)}/{Symbol}" : "";

    /// <summary>Refused once it is no draft.</summary>
    public void MustBeDraft()
    {
        if (State != PaperState.Draft) throw Refusal.Conflict("Văn bản đang ở trạng thái “{0}” nên không sửa được.", PaperWords.Word(State));
    }
}

/// <summary>Words and colours of states of papers.</summary>
static class PaperWords
{
    /// <summary>Word of a state, a Vietnamese key.</summary>
    public static string Word(PaperState state) => state switch
    {
        PaperState.Draft => Words.Key("đang soạn"),
        PaperState.Presented => Words.Key("đang trình duyệt"),
        PaperState.Approved => Words.Key("đã duyệt, chờ phát hành"),
        _ => Words.Key("đã phát hành"),
    };

    /// <summary>Kind (colour and sign).</summary>
    public static string Kind(PaperState state) => state switch { PaperState.Draft => "info", PaperState.Presented => "warn", _ => "ok" };
}
