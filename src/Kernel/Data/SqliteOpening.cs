using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LienY.Kernel;

/// <summary>Every connection of the embedded database is durable (synchronous=FULL) and keeps foreign keys.</summary>
sealed class SqliteOpening : DbConnectionInterceptor
{
    public static readonly SqliteOpening Instance = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Database.Prepare(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Database.Prepare(connection);
        return Task.CompletedTask;
    }
}
