using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LienY.Kernel;

/// <summary>
/// The one database of an installation: embedded SQLite (WAL, synchronous=FULL) unless the connection string has <c>Host=</c>, then PostgreSQL.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    readonly NpgsqlDataSource? postgres;
    readonly string sqlite = "";

    /// <param name="connection">A PostgreSQL connection string, or empty for the embedded default.</param>
    /// <param name="folder">The data folder, which holds <c>lieny.db</c> of the embedded default.</param>
    public Database(string? connection, string folder)
    {
        Folder = Path.GetFullPath(folder);
        if (connection?.Contains("Host=", StringComparison.OrdinalIgnoreCase) == true)
        {
            var settings = new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 64, AutoPrepareMinUsages = 2 };
            if (settings.ApplicationName is null) settings.ApplicationName = "lieny";
            postgres = NpgsqlDataSource.Create(settings);
        }
        else
        {
            Directory.CreateDirectory(Folder);
            sqlite = new SqliteConnectionStringBuilder
            {
                DataSource = FilePath,
                // Foreign keys are switched on once for each handle (below): the driver would do it at each opening, after which every statement is prepared anew.
                Pooling = true,
                DefaultTimeout = 30,
            }.ToString();
        }
    }

    /// <summary>The data folder (files, keys, and the embedded database).</summary>
    public string Folder { get; }

    /// <summary>The file of the embedded database.</summary>
    public string FilePath => Path.Combine(Folder, "lieny.db");

    /// <summary>True on PostgreSQL.</summary>
    public bool IsPostgres => postgres is not null;

    /// <summary>The PostgreSQL pool; null on the embedded database.</summary>
    public NpgsqlDataSource? Postgres => postgres;

    /// <summary>An open connection for plain ADO.NET; the caller disposes it.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken stop = default)
    {
        if (postgres is not null) return await postgres.OpenConnectionAsync(stop);
        var connection = new SqliteConnection(sqlite);
        await connection.OpenAsync(stop);
        Prepare(connection);
        return connection;
    }

    /// <summary>Points an EF context at this database.</summary>
    public void Use(DbContextOptionsBuilder options)
    {
        // By a connection of the pool, not by the pool: EF keeps models and compiled queries apart for each pool, and tests open hundreds.
        if (postgres is not null) options.UseNpgsql(postgres.CreateConnection(), contextOwnsConnection: true);
        // A list goes as one JSON value: SQLite finds each named parameter by walking all of them (20,000 ids: 154 s instead of one).
        else options.UseSqlite(sqlite, o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(SqliteOpening.Instance);
    }

    // The pool hands out handles that were prepared before; asking again at each opening would cost more than most queries. The busy time-out is
    // SQLite's own, which looks again after a millisecond; the driver's would sleep 150.
    internal static void Prepare(DbConnection connection)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (Prepared.TryGetValue(handle, out _)) return;
        using var command = connection.CreateCommand();
        command.CommandText = "pragma busy_timeout=30000; pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma wal_autocheckpoint=4000; pragma temp_store=memory;";
        command.ExecuteNonQuery();
        Prepared.AddOrUpdate(handle, true);
    }

    static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> Prepared = [];

    /// <summary>Closes the pool.</summary>
    public async ValueTask DisposeAsync()
    {
        if (postgres is not null) await postgres.DisposeAsync();
        else SqliteConnection.ClearPool(new SqliteConnection(sqlite));
    }
}
