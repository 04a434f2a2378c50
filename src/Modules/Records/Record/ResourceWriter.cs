using System.Data.Common;
using System.Globalization;
using LienY.Kernel;
using Npgsql;

namespace LienY.Records;

/// <summary>
/// Writes resources with plain ADO.NET: new ones in bulk (one prepared statement on SQLite, one statement of arrays on PostgreSQL); a changed one after its
/// former version went into the append-only history.
/// </summary>
sealed class ResourceWriter(DbConnection connection, DateTimeOffset at)
{
    const string Insert = $"insert into records_resource ({KeptResource.Columns}, at) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15)";

    const string Arrays = $"insert into records_resource ({KeptResource.Columns}, at) select * from unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[], $5::uuid[], $6::uuid[], "
        + "$7::uuid[], $8::uuid[], $9::text[], $10::bigint[], $11::bigint[], $12::boolean[], $13::uuid[], $14::text[], $15::bytea[], $16::timestamptz[])";

    const string Past = "insert into records_history (fid, version, type, at, holder_id, person_id, kinds, sensitive, is_deleted, source_id, source_row, body) "
        + "select fid, version, type, at, holder_id, person_id, kinds, sensitive, is_deleted, source_id, source_row, body from records_resource where fid = @p0";

    const string Change = "update records_resource set version = @p1, occurred = @p2, person_id = @p3, patient_id = @p4, kinds = @p5, sensitive = @p6, is_deleted = @p7, source_id = @p8, "
        + "source_row = @p9, body = @p10, at = @p11 where fid = @p0";

    /// <summary>Writes new resources.</summary>
    public async Task AddAsync(IReadOnlyList<KeptResource> rows, CancellationToken stop)
    {
        if (rows.Count == 0) return;
        if (connection is NpgsqlConnection postgres)
        {
            await ManyAsync(postgres, rows, stop);
            return;
        }
        await using var command = Prepared(Insert, 16);
        foreach (var row in rows)
        {
            object?[] values = [row.Fid, row.Type, row.Version, row.Occurred, row.HolderId, row.PersonId, row.PatientId, row.EncounterId, row.Episode, (long)row.Kinds,
                (long)row.Sensitive,
                row.IsDeleted, row.SourceId, row.SourceRow, row.Body, at];
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = connection.Store(values[i]);
            command.ExecuteNonQuery();
        }
    }

    DbCommand Prepared(string sql, int places)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < places; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i.ToString(CultureInfo.InvariantCulture);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    async Task ManyAsync(NpgsqlConnection postgres, IReadOnlyList<KeptResource> rows, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(Arrays, postgres);
        void Place<T>(Func<KeptResource, T> of) => command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(of).ToArray() });
        Place(r => r.Fid);
        Place(r => r.Type);
        Place(r => r.Version);
        Place(r => r.Occurred?.ToUniversalTime());
        Place(r => r.HolderId);
        Place(r => r.PersonId);
        Place(r => r.PatientId);
        Place(r => r.EncounterId);
        Place(r => r.Episode);
        Place(r => (long)r.Kinds);
        Place(r => (long)r.Sensitive);
        Place(r => r.IsDeleted);
        Place(r => r.SourceId);
        Place(r => r.SourceRow);
        Place(r => r.Body);
        Place(_ => at.ToUniversalTime());
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Replaces the present version by the next one; <paramref name="row"/> bears the new version number.</summary>
    public async Task ChangeAsync(KeptResource row, CancellationToken stop)
    {
        await connection.RunAsync(Past, stop, row.Fid);
        await connection.RunAsync(Change, stop, row.Fid, row.Version, row.Occurred, row.PersonId, row.PatientId, (long)row.Kinds, (long)row.Sensitive, row.IsDeleted,
            row.SourceId, row.SourceRow, row.Body, at);
    }
}
