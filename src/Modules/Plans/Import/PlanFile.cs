using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Where an import stands.</summary>
enum ImportState
{
    /// <summary>Read, being reviewed.</summary>
    Review,

    /// <summary>Became a plan.</summary>
    Adopted,

    /// <summary>Put aside.</summary>
    Discarded,

    /// <summary>A scan that is being recognised page by page.</summary>
    Reading,

    /// <summary>Recognised, but no plan could be read; <see cref="PlanFile.Problem"/> says why.</summary>
    Failed,
}

/// <summary>An uploaded paper: the original, its text, what was read from it, and how far the review is.</summary>
sealed class PlanFile : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The organisation that will answer for the plan; the original is kept under its key.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>Who uploaded it; null for the house.</summary>
    public Guid? UploaderId { get; init; }

    /// <summary>Name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>Hash of the original.</summary>
    public required string FileHash { get; init; }

    /// <summary>Bytes of the original.</summary>
    public required long FileSize { get; init; }

    /// <summary>"text", "docx", "odt", "html", "pdf" or "scan".</summary>
    public required string Media { get; set; }

    /// <summary>The lines that all line numbers count, parted by LF.</summary>
    public required string Text { get; set; }

    /// <summary>The reading as JSON (docs/plan-json.md).</summary>
    public required string Reading { get; set; }

    /// <summary>Where it stands.</summary>
    public ImportState State { get; set; }

    /// <summary>Why a scan could not be read, with what to do about it.</summary>
    public string Problem { get; set; } = "";

    /// <summary>Subject of the main document, for lists.</summary>
    public required string Title { get; set; }

    /// <summary>Number of the main document.</summary>
    public required string Number { get; set; }

    /// <summary>Day of issue of the main document.</summary>
    public DateOnly? IssuedOn { get; set; }

    /// <summary>The earlier import of the same paper that this one reads again.</summary>
    public Guid? DuplicateOf { get; set; }

    /// <summary>The live plan that the paper amends; null for a plan of its own.</summary>
    public Guid? RevisesId { get; init; }

    /// <summary>The plan it became.</summary>
    public Guid? PlanId { get; set; }

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>What a row of an import is.</summary>
enum RowKind
{
    /// <summary>A document with its frame.</summary>
    Document,

    /// <summary>A target.</summary>
    Indicator,

    /// <summary>A row of an activity table.</summary>
    Activity,

    /// <summary>A content item.</summary>
    Task,

    /// <summary>What a unit has to do.</summary>
    Duty,

    /// <summary>Money.</summary>
    Budget,

    /// <summary>A report owed.</summary>
    Obligation,

    /// <summary>What does not add up.</summary>
    Warning,
}

/// <summary>What the reviewer decided about a row.</summary>
enum RowState
{
    /// <summary>Not looked at.</summary>
    Unreviewed,

    /// <summary>Right as read.</summary>
    Accepted,

    /// <summary>Right after a change.</summary>
    Changed,

    /// <summary>Not part of the plan.</summary>
    Rejected,

    /// <summary>States another row again.</summary>
    Merged,

    /// <summary>A warning that was settled or accepted with a note.</summary>
    Resolved,
}

/// <summary>One extracted row under review.</summary>
sealed class ImportRow : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>What it is.</summary>
    public required RowKind Kind { get; init; }

    /// <summary>Order within its kind.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Id in the reading ("I3").</summary>
    public required string Item { get; init; }

    /// <summary>Id of its document in the reading ("D1").</summary>
    public required string Document { get; init; }

    /// <summary>Its fields as read, JSON of <see cref="RowFields"/>.</summary>
    public required string Original { get; init; }

    /// <summary>Its fields as changed; null while unchanged.</summary>
    public string? Edited { get; set; }

    /// <summary>What the reviewer decided.</summary>
    public RowState State { get; set; }

    /// <summary>The row it states again.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>Remark of the reviewer; for a warning its resolution.</summary>
    public string Note { get; set; } = "";

    /// <summary>For an indicator how it will be measured: <c>official</c>, <c>declared</c> or the formula; null: not chosen.</summary>
    public string? Measure { get; set; }

    /// <summary>First line in the source text.</summary>
    public required int LineFirst { get; init; }

    /// <summary>Last line in the source text.</summary>
    public required int LineLast { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>How a unit named in the paper was found among the organisations.</summary>
enum UnitState
{
    /// <summary>Nothing near enough: the reviewer must choose.</summary>
    Open,

    /// <summary>Proposed, to be confirmed.</summary>
    Proposed,

    /// <summary>Taken as the same without asking (score from 0.9).</summary>
    Matched,

    /// <summary>Chosen by the reviewer.</summary>
    Chosen,

    /// <summary>Created as a partner by the reviewer.</summary>
    Created,

    /// <summary>Not an organisation (a phrase such as "các đơn vị liên quan"); left as text.</summary>
    Left,
}

/// <summary>A unit as the paper names it, and the organisation it stands for; holds for all rows of the import.</summary>
sealed class ImportUnit : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The unit as written.</summary>
    public required string Name { get; init; }

    /// <summary>The name without tone marks and case.</summary>
    public required string Folded { get; init; }

    /// <summary>The organisation.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>How sure the match is, 0–1.</summary>
    public decimal Score { get; set; }

    /// <summary>How it was found.</summary>
    public UnitState State { get; set; }

    /// <summary>How many rows name it.</summary>
    public required int Mentions { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}
