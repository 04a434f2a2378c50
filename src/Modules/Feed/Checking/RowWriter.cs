using System.Data.Common;
using System.Globalization;
using LienY.Kernel;
using Npgsql;

namespace LienY.Feed;

/// <summary>Writes many rows into one table within an open transaction: one round trip on PostgreSQL, one prepared statement on SQLite.</summary>
sealed class RowWriter(string table, params string[] columns)
{
    /// <summary>What follows the values, e.g. <c>on conflict (id) do update set …</c>.</summary>
    public string Then { get; init; } = "";

    readonly List<object?[]> rows = [];

    /// <summary>Rows that wait.</summary>
    public int Count => rows.Count;

    string Sql(string mark, int from) =>
        $"insert into {table} ({string.Join(", ", columns)}) values "
            + $"({string.Join(", ", columns.Select((_, i) => mark + (i + from).ToString(CultureInfo.InvariantCulture)))}) {Then}";

    /// <summary>One row more, its values in the order of the columns.</summary>
    public void Add(params object?[] values) => rows.Add(values);

    /// <summary>Writes them.</summary>
    public async Task WriteAsync(DbConnection connection, CancellationToken stop)
    {
        if (rows.Count == 0) return;
        if (connection is NpgsqlConnection postgres) await BatchAsync(postgres, stop);
        else Prepared(connection);
        rows.Clear();
    }

    async Task BatchAsync(NpgsqlConnection postgres, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(postgres);
        var sql = Sql("$", 1);
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in row) command.Parameters.Add(new NpgsqlParameter { Value = postgres.Store(value) });
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(stop);
    }

    void Prepared(DbConnection connection)
    {
        using var command = connection.Command(Sql("@p", 0), new object?[columns.Length]);
        command.Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = connection.Store(row[i]);
            command.ExecuteNonQuery();
        }
    }
}
