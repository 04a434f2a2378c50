using LienY.Fhir;
using Npgsql;

namespace LienY.Records;

/// <summary>Writes resources and their index on PostgreSQL: arrays, one statement a table, all in one round trip.</summary>
static class PostgresPen
{
    const string Insert = "insert into records_resource (rid, type, fid, ref, version, at, occurred, holder_id, person_id, patient_id, patient, encounter_id, episode, kinds, sensitive, "
        + "is_open, is_deleted, method, author, source_id, source_row, indexed, meta_at, body) select * from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::int[], "
        + "$6::timestamptz[], $7::timestamptz[], $8::uuid[], $9::uuid[], $10::uuid[], $11::bigint[], $12::uuid[], $13::text[], $14::bigint[], $15::bigint[], $16::boolean[], "
        + "$17::boolean[], $18::text[], $19::text[], $20::uuid[], $21::text[], $22::int[], $23::int[], $24::bytea[])";

    const string History = "insert into records_history (type, fid, version, at, holder_id, person_id, kinds, sensitive, is_open, is_deleted, method, author, source_id, source_row, "
        + "meta_at, body) select * from unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::bigint[], $8::bigint[], $9::boolean[], "
        + "$10::boolean[], $11::text[], $12::text[], $13::uuid[], $14::text[], $15::int[], $16::bytea[])";

    const string Update = "update records_resource r set version = t.version, at = t.at, occurred = t.occurred, person_id = t.person_id, patient_id = t.patient_id, "
        + "patient = t.patient, encounter_id = t.encounter_id, episode = t.episode, kinds = t.kinds, sensitive = t.sensitive, is_open = t.is_open, is_deleted = t.is_deleted, "
        + "method = t.method, author = t.author, source_id = t.source_id, source_row = t.source_row, indexed = t.indexed, meta_at = t.meta_at, body = t.body, ref = t.ref "
        + "from unnest($1::bigint[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::bigint[], $8::uuid[], $9::text[], $10::bigint[], $11::bigint[], "
        + "$12::boolean[], $13::boolean[], $14::text[], $15::text[], $16::uuid[], $17::text[], $18::int[], $19::int[], $20::bytea[], $21::bigint[]) "
        + "as t(rid, version, at, occurred, person_id, patient_id, patient, encounter_id, episode, kinds, sensitive, is_open, is_deleted, method, author, source_id, source_row, "
        + "indexed, meta_at, body, ref) where r.rid = t.rid";

    /// <summary>Writes changes; new rows get their numbers here.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, ResourceChanges changes, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, History, changes.Past, r => r.Type, r => r.Fid, r => r.Version, r => r.At.ToUniversalTime(), r => r.HolderId, r => r.PersonId, r => (long)r.Kinds,
            r => (long)r.Sensitive, r => r.IsOpen, r => r.IsDeleted, r => r.Method, r => r.Author, r => r.SourceId, r => r.SourceRow, r => r.MetaAt, r => r.Body);
        var rids = await NumbersAsync(connection, changes.Added.Count, stop);
        var added = changes.Added.Select((a, i) => a.Row with { Rid = rids[i] }).ToList();
        Add(batch, Insert, added, r => r.Rid, r => r.Type, r => r.Fid, r => r.Ref, r => r.Version, r => r.At.ToUniversalTime(), r => r.Occurred?.ToUniversalTime(), r => r.HolderId,
            r => r.PersonId, r => r.PatientId, r => r.Patient, r => r.EncounterId, r => r.Episode, r => (long)r.Kinds, r => (long)r.Sensitive, r => r.IsOpen,
            r => r.IsDeleted, r => r.Method, r => r.Author, r => r.SourceId, r => r.SourceRow, r => r.Indexed, r => r.MetaAt, r => r.Body);
        Add(batch, Update, [.. changes.Changed.Select(c => c.Row)], r => r.Rid, r => r.Version, r => r.At.ToUniversalTime(), r => r.Occurred?.ToUniversalTime(), r => r.PersonId,
            r => r.PatientId, r => r.Patient, r => r.EncounterId, r => r.Episode, r => (long)r.Kinds, r => (long)r.Sensitive, r => r.IsOpen, r => r.IsDeleted,
            r => r.Method, r => r.Author, r => r.SourceId, r => r.SourceRow, r => r.Indexed, r => r.MetaAt, r => r.Body, r => r.Ref);
        Index(batch, [.. changes.Changed.Select(c => (c.Row.Rid, c.Gone))], adding: false);
        Index(batch, [.. changes.Added.Select((a, i) => (rids[i], a.Index)), .. changes.Changed.Select(c => (c.Row.Rid, c.Come))], adding: true);
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(stop);
    }

    static async Task<long[]> NumbersAsync(NpgsqlConnection connection, int count, CancellationToken stop)
    {
        if (count == 0) return [];
        await using var command = new NpgsqlCommand("select array_agg(nextval(pg_get_serial_sequence('records_resource', 'rid'))) from generate_series(1, $1)", connection);
        command.Parameters.Add(new() { Value = count });
        return (long[])(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Adds or removes rows of the index.</summary>
    public static void Index(NpgsqlBatch batch, IReadOnlyList<(long Rid, IndexRows Rows)> rows, bool adding)
    {
        List<(long Rid, IndexValue V)> Of(ParamKind kind) => [.. rows.SelectMany(r => r.Rows.Values.Where(v => v.Kind == kind).Select(v => (r.Rid, v)))];
        void Write<T>(IndexTable table, List<T> all, params Func<T, object?>[] cells) => Add(batch, adding ? table.InsertMany : table.DeleteMany, all, cells);
        Write(IndexTables.Token, Of(ParamKind.Token), r => r.V.Pid, r => r.V.Code, r => r.V.System, r => r.Rid);
        Write(IndexTables.Reference, Of(ParamKind.Reference), r => r.V.Pid, r => r.V.Code, r => r.Rid);
        Write(IndexTables.Date, Of(ParamKind.Date), r => r.V.Pid, r => r.V.From, r => r.V.To, r => r.Rid);
        Write(IndexTables.Number, Of(ParamKind.Number), r => r.V.Pid, r => r.V.Low, r => r.V.High, r => r.Rid);
        Write(IndexTables.Quantity, Of(ParamKind.Quantity), r => r.V.Pid, r => r.V.Code, r => r.V.Low, r => r.V.High, r => r.Rid);
        Write(IndexTables.Text, Of(ParamKind.String), r => r.V.Pid, r => r.V.Text ?? "", r => r.Rid);
        Write(IndexTables.Uri, Of(ParamKind.Uri), r => r.V.Pid, r => r.V.Text ?? "", r => r.Rid);
        Write(IndexTables.Pair, Of(ParamKind.Composite), r => r.V.Pid, r => r.V.Code, r => r.V.System, r => r.V.Other, r => r.V.OtherSystem, r => r.V.From, r => r.V.To,
            r => r.V.Low, r => r.V.High, r => r.V.Text ?? "", r => r.Rid);
        Write(IndexTables.Clinical, [.. rows.SelectMany(r => r.Rows.Clinical.Select(c => (r.Rid, C: c)))], r => r.C.Patient, r => r.C.Pid, r => r.C.Code, r => r.C.At,
            r => r.Rid);
    }

    static void Add<T>(NpgsqlBatch batch, string sql, IReadOnlyList<T> rows, params Func<T, object?>[] cells)
    {
        if (rows.Count == 0) return;
        var command = new NpgsqlBatchCommand(sql);
        foreach (var cell in cells)
        {
            var values = new object?[rows.Count];
            for (var i = 0; i < values.Length; i++) values[i] = cell(rows[i]);
            command.Parameters.Add(new NpgsqlParameter { Value = Typed(values) });
        }
        batch.BatchCommands.Add(command);
    }

    // Arrays of one type go over in one piece; boxes would be looked at one by one. All cells of a column have the type of the first that is not null.
    static Array Typed(object?[] values) => Array.Find(values, v => v is not null) switch
    {
        long => Array.ConvertAll(values, v => (long)v!),
        int => Array.ConvertAll(values, v => (int)v!),
        double => Array.ConvertAll(values, v => (double)v!),
        bool => Array.ConvertAll(values, v => (bool)v!),
        string => Array.ConvertAll(values, v => (string?)v),
        byte[] => Array.ConvertAll(values, v => (byte[]?)v),
        Guid => Array.ConvertAll(values, v => (Guid?)v),
        DateTimeOffset => Array.ConvertAll(values, v => (DateTimeOffset?)v),
        _ => new string?[values.Length],
    };
}
