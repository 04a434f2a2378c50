using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LienY.Kernel;

/// <summary>How far a value can be trusted.</summary>
public enum Grade
{
    /// <summary>Computed from work done in the platform.</summary>
    Computed = 1,

    /// <summary>An official figure with its document.</summary>
    Official = 2,

    /// <summary>Declared by a unit, with a file.</summary>
    DeclaredWithFile = 3,

    /// <summary>Declared by a unit, without a file.</summary>
    Declared = 4,
}

/// <summary>
/// One thing that happened, in the append-only ledger. Two times: the day it happened and the moment it was recorded. No identity: a person is
/// at most a keyed hash. A correction is a reversing fact (<see cref="Part"/> 1, value negated) and a new version.
/// Unique by (module, source, version, kind, part).
/// </summary>
public sealed class Fact
{
    /// <summary>Order in the ledger, given by the database.</summary>
    public long Seq { get; private set; }

    /// <summary>Id, made by us.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>What happened, e.g. <c>plan.task.done</c>: module, thing, verb in the past.</summary>
    public required string Kind { get; init; }

    /// <summary>The organisation for which it counts.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>The day it happened, at Hà Nội.</summary>
    public required DateOnly OccurredOn { get; init; }

    /// <summary>When the ledger learned of it.</summary>
    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>How much: 1 for a happening, else the number with at most four decimals.</summary>
    public required decimal Value { get; init; }

    /// <summary>Module that reports.</summary>
    public required string Module { get; init; }

    /// <summary>The source record, e.g. <c>task/0198…</c>.</summary>
    public required string SourceId { get; init; }

    /// <summary>Version of the source record, from 1.</summary>
    public int SourceVersion { get; init; } = 1;

    /// <summary>0 a statement, 1 the reversal of an earlier one.</summary>
    public short Part { get; init; }

    /// <summary>The plan it belongs to, where it does.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>The indicator, activity or other topic within the plan.</summary>
    public Guid? TopicId { get; init; }

    /// <summary>Keyed hash of the person concerned, for distinct counts; never an identity.</summary>
    public string? SubjectHash { get; init; }

    /// <summary>Dimensions as JSON with sorted names, e.g. <c>{"role":"host"}</c>.</summary>
    public string Dims { get; init; } = "{}";

    /// <summary>How far it can be trusted.</summary>
    public Grade Grade { get; init; } = Grade.Computed;

    /// <summary>The fact that this one reverses or replaces.</summary>
    public Guid? Corrects { get; init; }

    /// <summary>Why it was corrected.</summary>
    public string? Reason { get; init; }

    /// <summary>SHA-256 over everything above but <see cref="Seq"/>.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Dimensions from pairs.</summary>
    public static string DimsOf(params (string Name, string Value)[] dims) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(dims.ToDictionary(d => d.Name, d => d.Value), StringComparer.Ordinal));

    /// <summary>The fact that takes this one back (same source, next version of the ledger's knowledge).</summary>
    public Fact Reversal(int version, string reason) => new()
    {
        Kind = Kind,
        UnitId = UnitId,
        OccurredOn = OccurredOn,
        Value = -Value,
        Module = Module,
        SourceId = SourceId,
        SourceVersion = version,
        Part = 1,
        PlanId = PlanId,
        TopicId = TopicId,
        SubjectHash = SubjectHash,
        Dims = Dims,
        Grade = Grade,
        Corrects = Id,
        Reason = reason,
    };

    /// <summary>Stamps the moment of recording and the hash; done by the store and the ledger.</summary>
    internal Fact Sealed(DateTimeOffset at)
    {
        RecordedAt = DateTimeOffset.UnixEpoch.AddTicks((at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond);
        Hash = Digest();
        return this;
    }

    /// <summary>The hash as it must be for the present content.</summary>
    internal byte[] Digest() => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        Id, Kind, UnitId, OccurredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Commands.Micros(RecordedAt), Ledger.Scale(Value), Module,
        SourceId, SourceVersion, Part, PlanId, TopicId, SubjectHash, Dims, (int)Grade, Corrects, Reason)));

    /// <summary>A fact as it stands in the database.</summary>
    internal static Fact Read(System.Data.Common.DbDataReader r) => new()
    {
        Seq = r.GetInt64(0),
        Id = r.GetGuid(1),
        Kind = r.GetString(2),
        UnitId = r.GetGuid(3),
        OccurredOn = r.Day(4),
        RecordedAt = r.Instant(5),
        Value = Ledger.Unscale(r.GetInt64(6)),
        Module = r.GetString(7),
        SourceId = r.GetString(8),
        SourceVersion = r.GetInt32(9),
        Part = r.GetInt16(10),
        PlanId = r.Id(11),
        TopicId = r.Id(12),
        SubjectHash = r.Text(13),
        Dims = r.GetString(14),
        Grade = Enum.Parse<Grade>(r.GetString(15)),
        Corrects = r.Id(16),
        Reason = r.Text(17),
        Hash = (byte[])r.GetValue(18),
    };
}
