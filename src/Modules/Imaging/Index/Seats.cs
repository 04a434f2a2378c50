using System.Collections.Concurrent;
using System.Data.Common;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>Connections for reading the index: on the embedded database they stay open with their statements prepared, on PostgreSQL the pool does both.</summary>
sealed class Seats(Database database) : IAsyncDisposable
{
    const int Most = 16;
    readonly ConcurrentBag<DbConnection> free = [];

    /// <summary>A connection until the lease is disposed.</summary>
    public async ValueTask<Seat> TakeAsync(CancellationToken stop)
    {
        if (free.TryTake(out var waiting)) return new(this, waiting);
        var connection = await database.OpenAsync(stop);
        connection.KeepStatements();
        return new(this, connection);
    }

    ValueTask GiveAsync(DbConnection connection)
    {
        if (database.IsPostgres || free.Count >= Most) return connection.DisposeAsync();
        free.Add(connection);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (free.TryTake(out var connection)) await connection.DisposeAsync();
    }

    /// <summary>A lease; a connection whose use failed is not used again.</summary>
    public readonly struct Seat(Seats seats, DbConnection connection) : IAsyncDisposable
    {
        /// <summary>The connection.</summary>
        public DbConnection Connection => connection;

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => connection.State == System.Data.ConnectionState.Open ? seats.GiveAsync(connection) : connection.DisposeAsync();
    }
}
