using LienY.Kernel;

namespace LienY.Reports;

/// <summary>One edition of a DOCX template of an organisation, for all its reports or for those on one plan. Editions are kept: a report remembers the one it used.</summary>
sealed class Template : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }

    /// <summary>The plan whose reports use it; null: every report of the organisation.</summary>
    public Guid? PlanId { get; init; }
    public required string Name { get; init; }

    /// <summary>1, 2, 3 … under the same name.</summary>
    public required int Edition { get; init; }
    public required string FileName { get; init; }
    public required string FileHash { get; init; }
    public required long FileSize { get; init; }

    /// <summary>Where it departs from the decree's layout, one a line.</summary>
    public required string Warnings { get; init; }
    public required string UploadedBy { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>No new report takes it from then on.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}
