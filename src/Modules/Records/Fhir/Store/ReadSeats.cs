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
        var pen = free.TryTake(out var kept) ? kept : new((SqliteConnection)await database.OpenAsync(stop));
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

    /// <summary>A connection for other questions; the caller disposes it.</summary>
    public Task<DbConnection> OpenAsync(CancellationToken stop) => database.OpenAsync(stop);

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
