using System.Data.Common;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LienY.Records;

/// <summary>A resource that is new, with what stands of it in the index.</summary>
sealed record AddedRow(KeptResource Row, IndexRows Index);

/// <summary>A resource that changed: rows of the index that go, and that come.</summary>
sealed record ChangedRow(KeptResource Row, IndexRows Gone, IndexRows Come);

/// <summary>
/// What one transaction changes of the record: new resources, changed ones, former versions for the history, and their rows in the search index. Gathered
/// in memory, written table by table: prepared statements on SQLite, arrays in one round trip on PostgreSQL.
/// </summary>
sealed class ResourceChanges
{
    /// <summary>Edition of the definitions and of the index; rows with a smaller one are indexed again (see <see cref="Reindexing"/>).</summary>
    public const int Edition = FhirTypes.Edition;

    /// <summary>New resources.</summary>
    public List<AddedRow> Added { get; } = [];

    /// <summary>Changed resources.</summary>
    public List<ChangedRow> Changed { get; } = [];

    /// <summary>Former versions.</summary>
    public List<KeptResource> Past { get; } = [];

    /// <summary>Nothing to write.</summary>
    public bool IsEmpty => Added.Count == 0 && Changed.Count == 0;

    /// <summary>A new resource as the one pass found it; null: it is deleted already.</summary>
    public void Add(KeptResource row, ReadResource? read) =>
        Added.Add(new(row with { Indexed = Edition }, read is null ? IndexRows.None : IndexRows.Of(read, row.Patient, row.Occurred)));

    /// <summary>A next version; <paramref name="between"/> are versions that lived only within this transaction. <paramref name="read"/> null: deleted.</summary>
    public void Change(KeptResource old, KeptResource row, ReadResource? read, IEnumerable<KeptResource>? between = null)
    {
        Past.Add(old);
        if (between is not null) Past.AddRange(between);
        var before = old.IsDeleted || old.Indexed == 0 ? IndexRows.None : IndexRows.Of(ResourceReader.Read(old.Body, ReadMode.Index), old.Patient, old.Occurred);
        var after = read is null ? IndexRows.None : IndexRows.Of(read, row.Patient, row.Occurred);
        Changed.Add(new(row with { Rid = old.Rid, Indexed = Edition }, before.Without(after), after.Without(before)));
    }

    /// <summary>Writes everything within the transaction that is open on the connection.</summary>
    public async Task WriteAsync(DbConnection connection, CancellationToken stop)
    {
        if (IsEmpty) return;
        if (connection is NpgsqlConnection postgres)
        {
            await PostgresPen.WriteAsync(postgres, this, stop);
            return;
        }
        using var pen = new SqlitePen((SqliteConnection)connection);
        pen.Write(this);
    }
}
