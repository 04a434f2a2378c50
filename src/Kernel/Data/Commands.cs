using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace LienY.Kernel;

/// <summary>Plain ADO.NET with the two databases' differences in one place: instants, ids and days as each of them stores them.</summary>
public static class Commands
{
    /// <summary>A transaction that only reads and sees one state of the database; nobody who writes has to wait for it.</summary>
    public static async Task<DbTransaction> SnapshotAsync(this DbConnection connection, CancellationToken stop = default) =>
        connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);

    /// <summary>A command whose places @p0, @p1 … are filled from <paramref name="values"/>.</summary>
    public static DbCommand Command(this DbConnection connection, string sql, params object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i.ToString(CultureInfo.InvariantCulture);
            parameter.Value = connection.Store(values[i]);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>
    /// From now on statements of this connection stay prepared, each by its text, until it is closed; for a connection of SQLite that one worker holds for long.
    /// PostgreSQL's driver does so by itself.
    /// </summary>
    public static void KeepStatements(this DbConnection connection)
    {
        if (connection is SqliteConnection) Kept.TryAdd(connection, []);
    }

    static readonly ConditionalWeakTable<DbConnection, Dictionary<string, DbCommand>> Kept = [];
    const int MostKept = 200;

    // The command of a text, with these values; true where it stays for the next time.
    static DbCommand Ready(DbConnection connection, string sql, object?[] values, out bool stays)
    {
        stays = Kept.TryGetValue(connection, out var known);
        if (!stays) return connection.Command(sql, values);
        if (known!.TryGetValue(sql, out var command))
        {
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = connection.Store(values[i]);
            return command;
        }
        if (known.Count >= MostKept)
        {
            foreach (var old in known.Values) old.Dispose();
            known.Clear();
        }
        return known[sql] = connection.Command(sql, values);
    }

    /// <summary>Runs a statement; returns the number of rows touched.</summary>
    public static async Task<int> RunAsync(this DbConnection connection, string sql, CancellationToken stop, params object?[] values)
    {
        var command = Ready(connection, sql, values, out var stays);
        try
        {
            return await command.ExecuteNonQueryAsync(stop);
        }
        finally
        {
            if (!stays) await command.DisposeAsync();
        }
    }

    /// <summary>The first cell of the first row, or null.</summary>
    public static async Task<object?> CellAsync(this DbConnection connection, string sql, CancellationToken stop, params object?[] values)
    {
        var command = Ready(connection, sql, values, out var stays);
        try
        {
            var cell = await command.ExecuteScalarAsync(stop);
            return cell is DBNull ? null : cell;
        }
        finally
        {
            if (!stays) await command.DisposeAsync();
        }
    }

    /// <summary>All rows, each read by <paramref name="read"/>.</summary>
    public static async Task<List<T>> RowsAsync<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken stop, params object?[] values)
    {
        var command = Ready(connection, sql, values, out var stays);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(stop);
            var rows = new List<T>();
            while (await reader.ReadAsync(stop)) rows.Add(read(reader));
            return rows;
        }
        finally
        {
            if (!stays) await command.DisposeAsync();
        }
    }

    /// <summary>True where the connection speaks to PostgreSQL.</summary>
    public static bool IsPostgres(this DbConnection connection) => connection is Npgsql.NpgsqlConnection;

    /// <summary>A value as this database stores it (instants are UTC microseconds on SQLite; EF does the same by <see cref="Store"/>).</summary>
    public static object Store(this DbConnection connection, object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset at when connection.IsPostgres() => at.ToUniversalTime(),
        DateTimeOffset at => Micros(at),
        DateOnly day when !connection.IsPostgres() => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Guid id when !connection.IsPostgres() => id.ToString().ToUpperInvariant(),
        _ => value,
    };

    /// <summary>Reads an instant.</summary>
    public static DateTimeOffset Instant(this DbDataReader row, int column) =>
        row is Npgsql.NpgsqlDataReader ? row.GetFieldValue<DateTimeOffset>(column) : FromMicros(row.GetInt64(column));

    /// <summary>Reads a day.</summary>
    public static DateOnly Day(this DbDataReader row, int column) =>
        row is Npgsql.NpgsqlDataReader
            ? row.GetFieldValue<DateOnly>(column)
            : DateOnly.ParseExact(row.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads an id, null where there is none.</summary>
    public static Guid? Id(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    /// <summary>Reads text, null where there is none.</summary>
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>Microseconds since 1970, the form of an instant on SQLite.</summary>
    public static long Micros(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of <see cref="Micros"/>.</summary>
    public static DateTimeOffset FromMicros(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
