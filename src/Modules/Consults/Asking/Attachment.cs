using LienY.Kernel;

namespace LienY.Consults;

/// <summary>What a file turned out to be by its first bytes, whatever its name says.</summary>
enum FileNature
{
    /// <summary>A picture that a browser may show (JPEG, PNG, WebP, GIF).</summary>
    Picture,

    /// <summary>A PDF.</summary>
    Pdf,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>A DICOM object.</summary>
    Dicom,

    /// <summary>Anything else: only ever handed out as a file to keep.</summary>
    Other,
}

/// <summary>A file of a case: of the asker, or of an opinion. Never changed.</summary>
sealed class CaseAttachment
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>In whose files it lies.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Name as it was handed in, without folders.</summary>
    public required string Name { get; init; }

    /// <summary>What it is by its bytes.</summary>
    public required FileNature Nature { get; init; }

    /// <summary>Media type by its bytes.</summary>
    public required string MediaType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of its content.</summary>
    public required string Hash { get; init; }

    /// <summary>The name, a number or the face can be seen in it: the other side opens it only with a release.</summary>
    public required bool ShowsIdentity { get; init; }

    /// <summary>Who handed it in.</summary>
    public required Guid MadeById { get; init; }

    /// <summary>Their name.</summary>
    public required string MadeByName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When it was taken out of the case before it was sent; the file stays.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>A file on its way in chunks; its id is chosen by the client, so that what is sent again arrives once.</summary>
sealed class CaseUpload : IVersioned
{
    /// <summary>Bytes of a chunk, but for the last.</summary>
    public const int Chunk = 256 * 1024;

    /// <summary>The client's id of this file.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>In whose files it will lie.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Who sends.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Name as the client says.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes as announced.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 as announced.</summary>
    public required string Hash { get; init; }

    /// <summary>See <see cref="CaseAttachment.ShowsIdentity"/>.</summary>
    public required bool ShowsIdentity { get; init; }

    /// <summary>What became of it; null while it is on its way.</summary>
    public Guid? AttachmentId { get; set; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>How many chunks it has.</summary>
    public int Parts => (int)((Size + Chunk - 1) / Chunk);
}

/// <summary>A chunk that arrived whole.</summary>
sealed class UploadPart
{
    /// <summary>The file.</summary>
    public required Guid UploadId { get; init; }

    /// <summary>From 0.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of its bytes.</summary>
    public required string Hash { get; init; }
}
