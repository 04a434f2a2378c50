using LienY.Kernel;

namespace LienY.Records;

/// <summary>A resource as a reader sees it: what passed the gate, by which basis.</summary>
/// <param name="BasisId">The basis by which it passed from its holder; null within the holder, or for the person's own eyes.</param>
/// <param name="IsIdentified">False: what identifies the person has been taken out of <paramref name="Body"/>, and its days are moved.</param>
/// <param name="MetaAt">Where version and time go into the body on the way out.</param>
/// <param name="Body">FHIR JSON without version and time; null where only its being there was asked for.</param>
sealed record SeenRow(
    string Type, string Fid, int Version, DateTimeOffset At, DateTimeOffset? Occurred, Guid HolderId, Guid? EncounterId,
    RecordKinds Kinds, Guid SourceId, string SourceRow, Guid? BasisId, bool IsIdentified, int MetaAt, byte[]? Body);

/// <summary>What is asked of a person's record.</summary>
/// <param name="Types">Only these FHIR types; null: all.</param>
/// <param name="Bodies">Only these types with their content; null: all.</param>
/// <param name="EncounterId">Only this visit.</param>
/// <param name="Fid">Only this resource.</param>
sealed record RecordAsk(IReadOnlyCollection<string>? Types = null, IReadOnlyCollection<string>? Bodies = null, Guid? EncounterId = null, string? Fid = null,
    DateOnly? From = null, DateOnly? To = null);

/// <summary>What a reader saw of a person's record, with the bases that let it pass.</summary>
sealed record SeenRecord(Guid PersonId, RecordReader Reader, IReadOnlyList<SeenRow> Rows, IReadOnlyDictionary<Guid, PassedBasis> Bases);

/// <summary>A basis that let something pass.</summary>
sealed record PassedBasis(Guid Id, BasisKind Kind, Guid HolderId, Guid ReceiverId, bool IsIdentified, string Reference, DateTimeOffset ValidTo);
