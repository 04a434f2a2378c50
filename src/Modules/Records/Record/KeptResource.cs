using System.Data.Common;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>A resource as it is kept: one version of it.</summary>
sealed record KeptResource
{
    /// <summary>Number of the row; 0 while it has none.</summary>
    public long Rid { get; init; }

    /// <summary>FHIR type.</summary>
    public required string Type { get; init; }

    /// <summary>Logical id.</summary>
    public required string Fid { get; init; }

    /// <summary>1, 2 … without gaps.</summary>
    public int Version { get; init; } = 1;

    /// <summary>When this version was made.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it happened, for timelines; null where unknown.</summary>
    public DateTimeOffset? Occurred { get; init; }

    /// <summary>The organisation that holds it.</summary>
    public required Guid HolderId { get; init; }

    /// <summary>The person it is about; null where nobody knows (yet), or it is about none.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The holder's patient in the person index.</summary>
    public Guid? PatientId { get; init; }

    /// <summary>Hash of <c>Patient/x</c> whose compartment it is in; 0 for none.</summary>
    public long Patient { get; init; }

    /// <summary>The visit, for pages.</summary>
    public Guid? EncounterId { get; init; }

    /// <summary>The episode of Feed it was made of; empty otherwise.</summary>
    public string Episode { get; init; } = "";

    /// <summary>Which part of a record it is.</summary>
    public RecordKinds Kinds { get; init; }

    /// <summary>Sensitive groups that it tells of.</summary>
    public Sensitivities Sensitive { get; init; }

    /// <summary>Of a type that never speaks of a person.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Deleted by this version.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>POST, PUT, PATCH or DELETE: how this version was made.</summary>
    public string Method { get; init; } = "PUT";

    /// <summary>Who made it; empty for the house.</summary>
    public string Author { get; init; } = "";

    /// <summary>The file or message it came in; empty for none.</summary>
    public Guid SourceId { get; init; }

    /// <summary>Where in it.</summary>
    public string SourceRow { get; init; } = "";

    /// <summary>Edition of the definitions by which it stands in the index; 0: not yet.</summary>
    public int Indexed { get; init; }

    /// <summary>Where versionId and lastUpdated go on the way out (see <see cref="Splice"/>).</summary>
    public int MetaAt { get; init; } = -1;

    /// <summary>FHIR JSON with its id, without versionId and lastUpdated.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The columns in the order of <see cref="Read"/>.</summary>
    public const string Columns = "rid, type, fid, version, at, occurred, holder_id, person_id, patient_id, patient, encounter_id, episode, kinds, sensitive, is_open, is_deleted, "
        + "method, author, source_id, source_row, indexed, meta_at, body";

    /// <summary>Hash of <c>Type/id</c>: what references in the index lead to.</summary>
    public long Ref => RefOf(Type, Fid);

    /// <summary>Hash of <c>Type/id</c>.</summary>
    public static long RefOf(string type, string fid) => Hashes.Of($"{type}/{fid}");

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static KeptResource Read(DbDataReader r) => new()
    {
        Rid = r.GetInt64(0),
        Type = r.GetString(1),
        Fid = r.GetString(2),
        Version = r.GetInt32(3),
        At = r.Instant(4),
        Occurred = r.IsDBNull(5) ? null : r.Instant(5),
        HolderId = r.GetGuid(6),
        PersonId = r.Id(7),
        PatientId = r.Id(8),
        Patient = r.GetInt64(9),
        EncounterId = r.Id(10),
        Episode = r.GetString(11),
        Kinds = (RecordKinds)r.GetInt64(12),
        Sensitive = (Sensitivities)r.GetInt64(13),
        IsOpen = r.GetBoolean(14),
        IsDeleted = r.GetBoolean(15),
        Method = r.GetString(16),
        Author = r.GetString(17),
        SourceId = r.GetGuid(18),
        SourceRow = r.GetString(19),
        Indexed = r.GetInt32(20),
        MetaAt = r.GetInt32(21),
        Body = (byte[])r.GetValue(22),
    };

    /// <summary>Reads a row of <see cref="Columns"/> from a prepared statement.</summary>
    public static KeptResource Read(Statement s) => new()
    {
        Rid = s.Long(0),
        Type = s.Text(1),
        Fid = s.Text(2),
        Version = (int)s.Long(3),
        At = s.Instant(4)!.Value,
        Occurred = s.Instant(5),
        HolderId = s.Id(6)!.Value,
        PersonId = s.Id(7),
        PatientId = s.Id(8),
        Patient = s.Long(9),
        EncounterId = s.Id(10),
        Episode = s.Text(11),
        Kinds = (RecordKinds)s.Long(12),
        Sensitive = (Sensitivities)s.Long(13),
        IsOpen = s.Long(14) != 0,
        IsDeleted = s.Long(15) != 0,
        Method = s.Text(16),
        Author = s.Text(17),
        SourceId = s.Id(18)!.Value,
        SourceRow = s.Text(19),
        Indexed = (int)s.Long(20),
        MetaAt = (int)s.Long(21),
        Body = s.Bytes(22),
    };

    /// <summary>Tells the same; where it stands in which file may differ.</summary>
    public bool SaysTheSame(KeptResource other) =>
        !IsDeleted && !other.IsDeleted && PersonId == other.PersonId && Sensitive == other.Sensitive && Kinds == other.Kinds && Occurred == other.Occurred
            && Body.AsSpan().SequenceEqual(other.Body);
}
