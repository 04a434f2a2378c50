using System.Data.Common;
using System.Globalization;
using LienY.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace LienY.DataSets;

/// <summary>A column of a bulk statement and its type.</summary>
readonly record struct Column(string Name, NpgsqlDbType Type);

/// <summary>Many rows at once: on PostgreSQL one statement with an array for each column, on SQLite one prepared statement run row by row.</summary>
static class Bulk
{
    /// <summary>Inserts rows whose cells stand in the order of the columns.</summary>
    public static Task InsertAsync(DbConnection connection, string table, IReadOnlyList<Column> columns, IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        var names = string.Join(", ", columns.Select(c => c.Name));
        return RunAsync(connection, columns, rows,
            $"insert into {table} ({names}) values ({Places(columns)})",
            $"insert into {table} ({names}) select * from unnest({Arrays(columns)})", stop);
    }

    /// <summary>Updates rows by their first column.</summary>
    public static Task UpdateAsync(DbConnection connection, string table, IReadOnlyList<Column> columns, IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        var key = columns[0].Name;
        var set = columns.Skip(1).ToList();
        return RunAsync(connection, columns, rows,
            $"update {table} set {string.Join(", ", set.Select((c, i) => $"{c.Name} = @p{(i + 1).ToString(CultureInfo.InvariantCulture)}"))} where {key} = @p0",
            $"update {table} set {string.Join(", ", set.Select(c => $"{c.Name} = n.{c.Name}"))} from (select * from unnest({Arrays(columns)}) as x({string.Join(", ", columns.Select(c => c.Name))})) n where {table}.{key} = n.{key}",
            stop);
    }

    /// <summary>
    /// Reads rows that match the keys: <paramref name="select"/> is "select … from table t", the keys are columns of t.
    /// </summary>
    public static async Task<List<T>> FindAsync<T>(DbConnection connection, string select, IReadOnlyList<Column> keys, IReadOnlyList<object?[]> rows, Func<DbDataReader, T> read, CancellationToken stop)
    {
        var found = new List<T>();
        if (rows.Count == 0) return found;
        if (connection is NpgsqlConnection postgres)
        {
            var on = string.Join(" and ", keys.Select(k => $"t.{k.Name} = k.{k.Name}"));
            await using var command = Filled(postgres, $"{select} join (select * from unnest({Arrays(keys)}) as x({string.Join(", ", keys.Select(k => k.Name))})) k on {on}", keys, rows);
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) found.Add(read(reader));
            return found;
        }
        var where = string.Join(" and ", keys.Select((k, i) => $"t.{k.Name} = @p{i.ToString(CultureInfo.InvariantCulture)}"));
        await using var one = connection.Command($"{select} where {where}", new object?[keys.Count]);
        one.Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) one.Parameters[i].Value = connection.Store(row[i]);
            // The embedded database answers at once; asynchronous calls would only cost.
            using var reader = one.ExecuteReader();
            while (reader.Read()) found.Add(read(reader));
        }
        stop.ThrowIfCancellationRequested();
        return found;
    }

    static async Task RunAsync(DbConnection connection, IReadOnlyList<Column> columns, IReadOnlyList<object?[]> rows, string one, string all, CancellationToken stop)
    {
        if (rows.Count == 0) return;
        if (connection is NpgsqlConnection postgres)
        {
            await using var command = Filled(postgres, all, columns, rows);
            await command.ExecuteNonQueryAsync(stop);
            return;
        }
        await using var single = connection.Command(one, new object?[columns.Count]);
        single.Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) single.Parameters[i].Value = connection.Store(row[i]);
            single.ExecuteNonQuery();
        }
        stop.ThrowIfCancellationRequested();
    }

    static NpgsqlCommand Filled(NpgsqlConnection connection, string sql, IReadOnlyList<Column> columns, IReadOnlyList<object?[]> rows)
    {
        var command = new NpgsqlCommand(sql, connection);
        for (var i = 0; i < columns.Count; i++)
            command.Parameters.Add(new() { Value = Array(columns[i].Type, rows, i), NpgsqlDbType = NpgsqlDbType.Array | columns[i].Type });
        return command;
    }

    static object Array(NpgsqlDbType type, IReadOnlyList<object?[]> rows, int at) => type switch
    {
        NpgsqlDbType.Uuid => rows.Select(r => (Guid?)r[at]).ToArray(),
        NpgsqlDbType.Text => rows.Select(r => (string?)r[at]).ToArray(),
        NpgsqlDbType.Date => rows.Select(r => (DateOnly?)r[at]).ToArray(),
        NpgsqlDbType.Integer => rows.Select(r => (int?)r[at]).ToArray(),
        NpgsqlDbType.Boolean => rows.Select(r => (bool?)r[at]).ToArray(),
        NpgsqlDbType.TimestampTz => rows.Select(r => ((DateTimeOffset?)r[at])?.ToUniversalTime()).ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such column type."),
    };

    static string Places(IReadOnlyList<Column> columns) => string.Join(", ", columns.Select((_, i) => "@p" + i.ToString(CultureInfo.InvariantCulture)));

    static string Arrays(IReadOnlyList<Column> columns) => string.Join(", ", columns.Select((c, i) => $"${(i + 1).ToString(CultureInfo.InvariantCulture)}::{Sql(c.Type)}[]"));

    static string Sql(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Uuid => "uuid",
        NpgsqlDbType.Date => "date",
        NpgsqlDbType.Integer => "int",
        NpgsqlDbType.Boolean => "boolean",
        NpgsqlDbType.TimestampTz => "timestamptz",
        _ => "text",
    };
}
