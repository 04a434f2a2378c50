using LienY.Kernel;

namespace LienY.Records;

/// <summary>A resource as it is kept, present version.</summary>
sealed record KeptResource(
    Guid Fid, string Type, int Version, DateTimeOffset? Occurred, Guid HolderId, Guid PersonId, Guid PatientId, Guid? EncounterId, string Episode,
    RecordKinds Kinds, Sensitivities Sensitive, bool IsDeleted, Guid SourceId, string SourceRow, byte[] Body)
{
    /// <summary>The columns in this order, without rid and at.</summary>
    public const string Columns = "fid, type, version, occurred, holder_id, person_id, patient_id, encounter_id, episode, kinds, sensitive, is_deleted, source_id, source_row, body";

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static KeptResource Read(System.Data.Common.DbDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetInt32(2), r.IsDBNull(3) ? null : r.Instant(3), r.GetGuid(4), r.GetGuid(5), r.GetGuid(6), r.Id(7), r.GetString(8),
        (RecordKinds)r.GetInt64(9), (Sensitivities)r.GetInt64(10), r.GetBoolean(11), r.GetGuid(12), r.GetString(13), (byte[])r.GetValue(14));

    /// <summary>Tells the same; where it stands in which file may differ.</summary>
    public bool SaysTheSame(KeptResource other) =>
        !IsDeleted && !other.IsDeleted && PersonId == other.PersonId && Sensitive == other.Sensitive && Kinds == other.Kinds && Occurred == other.Occurred
            && Body.AsSpan().SequenceEqual(other.Body);
}
