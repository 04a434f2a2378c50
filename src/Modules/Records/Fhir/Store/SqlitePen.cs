using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Data.Sqlite;

namespace LienY.Records;

/// <summary>Writes resources and their index on SQLite, row by row through statements that are prepared once.</summary>
sealed class SqlitePen(SqliteConnection connection) : IDisposable
{
    const string Insert = "insert into records_resource (rid, type, fid, ref, version, at, occurred, holder_id, person_id, patient_id, patient, encounter_id, episode, kinds, sensitive, "
        + "is_open, is_deleted, method, author, source_id, source_row, indexed, meta_at, body) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    const string History = "insert into records_history (type, fid, version, at, holder_id, person_id, kinds, sensitive, is_open, is_deleted, method, author, source_id, source_row, "
        + "meta_at, body) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    const string Update = "update records_resource set version = ?, at = ?, occurred = ?, person_id = ?, patient_id = ?, patient = ?, encounter_id = ?, episode = ?, kinds = ?, "
        + "sensitive = ?, is_open = ?, is_deleted = ?, method = ?, author = ?, source_id = ?, source_row = ?, indexed = ?, meta_at = ?, body = ?, ref = ? where rid = ?";

    readonly Dictionary<string, Statement> prepared = [];

    /// <summary>The connection on which it writes.</summary>
    public SqliteConnection Connection => connection;

    /// <summary>A statement, prepared at its first use.</summary>
    public Statement Of(string sql) => prepared.TryGetValue(sql, out var found) ? found : prepared[sql] = new(connection, sql);

    /// <summary>Writes changes; new rows get their numbers here.</summary>
    public void Write(ResourceChanges changes)
    {
        foreach (var past in changes.Past) WritePast(past);
        if (changes.Added.Count > 0)
        {
            var last = Of("select coalesce(max(rid), 0) from records_resource");
            last.Step();
            var rid = last.Long(0);
            last.Reset();
            foreach (var added in changes.Added) Add(added, ++rid);
        }
        foreach (var changed in changes.Changed) Change(changed);
    }

    void Add(AddedRow added, long rid)
    {
        var row = added.Row;
        Of(Insert).Bind(1, rid).Bind(2, row.Type).Bind(3, row.Fid).Bind(4, row.Ref).Bind(5, row.Version).Bind(6, row.At).Bind(7, row.Occurred).Bind(8, row.HolderId)
            .Bind(9, row.PersonId).Bind(10, row.PatientId).Bind(11, row.Patient).Bind(12, row.EncounterId).Bind(13, row.Episode).Bind(14, (long)row.Kinds)
            .Bind(15, (long)row.Sensitive).Bind(16, row.IsOpen ? 1 : 0).Bind(17, row.IsDeleted ? 1 : 0).Bind(18, row.Method).Bind(19, row.Author)
            .Bind(20, row.SourceId).Bind(21, row.SourceRow).Bind(22, row.Indexed).Bind(23, row.MetaAt).Bind(24, row.Body).Run();
        Index(added.Index, rid, adding: true);
    }

    void WritePast(KeptResource row) =>
        Of(History).Bind(1, row.Type).Bind(2, row.Fid).Bind(3, row.Version).Bind(4, row.At).Bind(5, row.HolderId).Bind(6, row.PersonId).Bind(7, (long)row.Kinds)
            .Bind(8, (long)row.Sensitive).Bind(9, row.IsOpen ? 1 : 0).Bind(10, row.IsDeleted ? 1 : 0).Bind(11, row.Method).Bind(12, row.Author)
            .Bind(13, row.SourceId).Bind(14, row.SourceRow).Bind(15, row.MetaAt).Bind(16, row.Body).Run();

    void Change(ChangedRow changed)
    {
        var row = changed.Row;
        Of(Update).Bind(1, row.Version).Bind(2, row.At).Bind(3, row.Occurred).Bind(4, row.PersonId).Bind(5, row.PatientId).Bind(6, row.Patient)
            .Bind(7, row.EncounterId).Bind(8, row.Episode).Bind(9, (long)row.Kinds).Bind(10, (long)row.Sensitive).Bind(11, row.IsOpen ? 1 : 0)
            .Bind(12, row.IsDeleted ? 1 : 0).Bind(13, row.Method).Bind(14, row.Author).Bind(15, row.SourceId).Bind(16, row.SourceRow).Bind(17, row.Indexed)
            .Bind(18, row.MetaAt).Bind(19, row.Body).Bind(20, row.Ref).Bind(21, row.Rid).Run();
        Index(changed.Gone, row.Rid, adding: false);
        Index(changed.Come, row.Rid, adding: true);
    }

    /// <summary>Adds or removes rows of the index.</summary>
    public void Index(IndexRows rows, long rid, bool adding)
    {
        foreach (var v in rows.Values)
        {
            if (IndexTables.Of(v.Kind) is not { } table) continue;
            var s = Of(adding ? table.Insert : table.Delete).Bind(1, v.Pid);
            switch (v.Kind)
            {
                case ParamKind.Token: s.Bind(2, v.Code).Bind(3, v.System).Bind(4, rid); break;
                case ParamKind.Reference: s.Bind(2, v.Code).Bind(3, rid); break;
                case ParamKind.Date: s.Bind(2, v.From).Bind(3, v.To).Bind(4, rid); break;
                case ParamKind.Number: s.Bind(2, v.Low).Bind(3, v.High).Bind(4, rid); break;
                case ParamKind.Quantity: s.Bind(2, v.Code).Bind(3, v.Low).Bind(4, v.High).Bind(5, rid); break;
                case ParamKind.String or ParamKind.Uri: s.Bind(2, v.Text ?? "").Bind(3, rid); break;
                case ParamKind.Composite:
                    s.Bind(2, v.Code).Bind(3, v.System).Bind(4, v.Other).Bind(5, v.OtherSystem).Bind(6, v.From).Bind(7, v.To).Bind(8, v.Low).Bind(9, v.High)
                        .Bind(10, v.Text ?? "").Bind(11, rid);
                    break;
            }
            s.Run();
        }
        var clinical = IndexTables.Clinical;
        foreach (var c in rows.Clinical)
            Of(adding ? clinical.Insert : clinical.Delete).Bind(1, c.Patient).Bind(2, c.Pid).Bind(3, c.Code).Bind(4, c.At).Bind(5, rid).Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
    }
}
