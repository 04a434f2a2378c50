using System.Collections.Concurrent;
using System.Data.Common;
using LienY.Kernel;
using Microsoft.Data.Sqlite;

namespace LienY.Records;

/// <summary>Connections for reading with their prepared statements, used again and again (SQLite); on PostgreSQL the pool of the driver does the same.</summary>
sealed class ReadSeats(Database database) : IDisposable
{
    const string One = $"select {KeptResource.Columns} from records_resource where type = ? and fid = ?";
    const string Same = $"select {KeptResource.Columns} from records_resource where type = $1 and fid = $2";
    readonly ConcurrentBag<SqlitePen> free = [];

    /// <summary>A row by type and id, whoever may see it; null where there is none.</summary>
    public async ValueTask<KeptResource?> FindAsync(string type, string id, CancellationToken stop)
    {
        if (database.Postgres is { } postgres)
        {
            await using var command = postgres.CreateCommand(Same);
            command.Parameters.Add(new() { Value = type });
            command.Parameters.Add(new() { Value = id });
            await using var row = await command.ExecuteReaderAsync(stop);
            return await row.ReadAsync(stop) ? KeptResource.Read(row) : null;
        }
        var pen = free.TryTake(out var kept) ? kept : await NewAsync(stop);
        try
        {
            var statement = pen.Of(One).Bind(1, type).Bind(2, id);
            if (!statement.Step()) return null;
            var found = KeptResource.Read(statement);
            statement.Reset();
            return found;
        }
        finally
        {
            free.Add(pen);
        }
    }

    /// <summary>
    /// A connection for other questions, with the statements that were prepared on it; given back when disposed. On SQLite it is never closed in between: whoever
    /// else opens it from the driver's pool may set what makes SQLite prepare every statement anew.
    /// </summary>
    public async ValueTask<ReadLease> LeaseAsync(CancellationToken stop)
    {
        if (database.Postgres is { } postgres) return new(await postgres.OpenConnectionAsync(stop), null, null);
        var pen = free.TryTake(out var kept) ? kept : await NewAsync(stop);
        return new(pen.Connection, free, pen);
    }

    async ValueTask<SqlitePen> NewAsync(CancellationToken stop)
    {
        var connection = await database.OpenAsync(stop);
        connection.KeepStatements();
        return new((SqliteConnection)connection);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (free.TryTake(out var pen))
        {
            pen.Dispose();
            pen.Connection.Dispose();
        }
    }
}

/// <summary>A connection that is lent.</summary>
sealed class ReadLease(DbConnection connection, ConcurrentBag<SqlitePen>? home, SqlitePen? pen) : IAsyncDisposable
{
    /// <summary>The connection; not to be disposed.</summary>
    public DbConnection Connection => connection;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (home is null || pen is null) return connection.DisposeAsync();
        home.Add(pen);
        return ValueTask.CompletedTask;
    }
}
