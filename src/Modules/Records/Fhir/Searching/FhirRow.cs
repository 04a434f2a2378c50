namespace LienY.Records;

/// <summary>A resource as it passed the gate, present version.</summary>
/// <param name="BasisId">The basis by which it passed from its holder; null within the holder and for open types.</param>
/// <param name="SourceId">The file it was made of; empty for none.</param>
/// <param name="SourceRow">Where in it.</param>
/// <param name="Body">As it is kept, or masked.</param>
/// <param name="MetaAt">Where the server's own meta is put in (see <see cref="LienY.Fhir.Splice"/>).</param>
sealed record FhirRow(long Rid, string Type, string Fid, int Version, DateTimeOffset At, int MetaAt, Guid HolderId, Guid? PersonId, Guid? BasisId, Guid SourceId,
    string SourceRow, byte[] Body)
{
    /// <summary>False: what identifies the person has been taken out of the body, and its days are moved.</summary>
    public bool IsIdentified { get; init; } = true;

    /// <summary>What it was sorted by.</summary>
    public IReadOnlyList<object> Keys { get; init; } = [];
}
