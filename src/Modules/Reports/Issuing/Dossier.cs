using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LienY.Reports;

/// <summary>What a report says about itself on paper.</summary>
sealed record DossierHead(
    Guid Id, string Title, string PlanTitle, string PlanNumber, Cadence Cadence, DateOnly PeriodFrom, DateOnly PeriodTo, DateOnly Cutoff, int? Number, string Symbol, DateOnly? IssuedOn, int Year,
    string Place, string SignerName, string SignerPosition, string SignerAuthority, string Archive, string Recipients, bool IsDraft)
{
    /// <summary>Figures close before the period does.</summary>
    public bool IsEstimated => Cutoff < PeriodTo;

    /// <summary>The head of a report as it stands.</summary>
    public static DossierHead Of(Report r) => new(r.Id, r.Title, r.PlanTitle, r.PlanNumber, r.Cadence, r.PeriodFrom, r.PeriodTo, r.Cutoff, r.Number, r.Symbol, r.IssuedOn, r.DueOn.Year, r.Place,
        r.SignerName, r.SignerPosition, r.SignerAuthority, r.Archive, r.Recipients, r.State != ReportState.Issued);
}

/// <summary>The template that a paper was made with: its edition and the SHA-256 of its file.</summary>
sealed record DossierTemplate(Guid Id, Guid OrganisationId, string Name, int Edition, string Hash);

/// <summary>
/// Everything that a report's paper is composed from: names as they were, figures, texts, template. Kept at issuing; the paper made from it again is the same bytes whatever has happened to
/// data, names and clock since.
/// </summary>
sealed record Dossier(DossierHead Report, Letterhead Head, string? To, string? Law, string? Predecessor, IReadOnlyList<ReportCell> Cells, IReadOnlyList<ReportTask> Tasks,
    IReadOnlyList<ReportBudget> Budgets, IReadOnlyDictionary<TextPart, string> Texts)
{
    static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>What is told about earlier reports.</summary>
    public IReadOnlyList<ReportEarlier> Earlier { get; init; } = [];

    /// <summary>Papers issued in the period.</summary>
    public IReadOnlyList<ReportDirective> Directives { get; init; } = [];

    /// <summary>Units whose reports are gathered, and their figures.</summary>
    public IReadOnlyList<ReportUnit> Units { get; init; } = [];

    /// <summary>Figures of the units.</summary>
    public IReadOnlyList<ReportUnitFigure> UnitFigures { get; init; } = [];

    /// <summary>What stands in the way.</summary>
    public IReadOnlyList<ReportIssue> Issues { get; init; } = [];

    /// <summary>The closed report that it supplements, in words; null for a report of its own.</summary>
    public string? Supplements { get; init; }

    /// <summary>The organisation's or plan's own template; null: the layout of the house.</summary>
    public DossierTemplate? Template { get; init; }

    /// <summary>As it is kept.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>A kept one.</summary>
    public static Dossier Read(byte[] kept) => JsonSerializer.Deserialize<Dossier>(kept, Options) ?? throw new InvalidDataException("The kept dossier is empty.");
}
