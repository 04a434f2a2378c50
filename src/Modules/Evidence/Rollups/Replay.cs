using System.Data.Common;
using System.Globalization;
using System.Threading.Channels;
using LienY.Contracts;
using LienY.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace LienY.Evidence;

/// <summary>
/// Makes the roll-up anew from the whole ledger beside the present one and puts it in its place in one transaction. While it is made the old figures
/// stand and are followed; whatever breaks off leaves them as they are.
/// </summary>
sealed class Replay(Database database, IOrganisationTree trees, Following following, TimeProvider clock)
{
    const long Lock = 0x4C69656E59E1;
    const int Rows = 50_000;

    /// <summary>Rebuilds everything; returns how many facts were read.</summary>
    public async Task<long> RebuildAsync(CancellationToken stop)
    {
        await using var alone = await AloneAsync(stop);
        using var folder = new WorkFolder(database.Folder, clock);
        var shape = TreeShape.Of(await trees.OnAsync(null, stop));
        var words = new Vocabulary();
        using var build = new PageBuild(folder.Path, shape, words, []);
        await using var connection = await database.OpenAsync(stop);
        var end = await ReadAsync(connection, build, stop);
        await MakeAsync(connection, build, words, stop);
        await SwapAsync(connection, shape, end, stop);
        await following.RunAsync(stop);
        return build.Facts;
    }

    /// <summary>Reads the ledger up to its end; the snapshot is over before anything is written.</summary>
    static async Task<LedgerCursor> ReadAsync(DbConnection connection, PageBuild build, CancellationToken stop)
    {
        await using var snapshot = await connection.SnapshotAsync(stop);
        var end = await LedgerScan.EndAsync(connection, stop);
        await FillAsync(build, connection, end, stop);
        return end;
    }

    /// <summary>Adds every fact up to a place; reading and adding run beside each other.</summary>
    internal static async Task FillAsync(PageBuild build, DbConnection connection, LedgerCursor end, CancellationToken stop)
    {
        var channel = Channel.CreateBounded<LedgerRow[]>(8);
        var reading = Task.Run(async () =>
        {
            try
            {
                foreach (var rows in LedgerScan.UpTo(connection, end).Chunk(2048)) await channel.Writer.WriteAsync(rows, stop);
                channel.Writer.Complete();
            }
            catch (Exception problem)
            {
                channel.Writer.Complete(problem);
            }
        }, stop);
        await foreach (var rows in channel.Reader.ReadAllAsync(stop))
            foreach (ref readonly var row in rows.AsSpan()) build.Add(row);
        await reading;
    }

    static async Task MakeAsync(DbConnection connection, PageBuild build, Vocabulary words, CancellationToken stop)
    {
        await connection.RunAsync("drop table if exists evidence_page_next", stop);
        await connection.RunAsync("drop table if exists evidence_series_next", stop);
        await connection.RunAsync(
            "create table evidence_series_next (id integer primary key, is_tree boolean not null, plan_id uuid not null, kind text not null, topic_id uuid not null, unit_id uuid not null, dims text not null)", stop);
        await connection.RunAsync(connection.IsPostgres()
            ? "create table evidence_page_next (series integer not null, year integer not null, cells bytea not null)"
            : "create table evidence_page_next (series integer not null, year integer not null, cells blob not null, primary key (series, year)) without rowid", stop);
        var pages = build.UnitPages().Concat(build.TreePages());
        var series = build.Numbers.OrderBy(n => n.Value).Select(n => (n.Value, Words: words[n.Key.Words], n.Key));
        if (connection is NpgsqlConnection postgres)
        {
            await using (var copy = await postgres.BeginBinaryImportAsync("copy evidence_page_next (series, year, cells) from stdin (format binary)", stop))
            {
                foreach (var page in pages)
                {
                    await copy.StartRowAsync(stop);
                    await copy.WriteAsync(page.Series, NpgsqlDbType.Integer, stop);
                    await copy.WriteAsync(page.Year, NpgsqlDbType.Integer, stop);
                    await copy.WriteAsync(page.Cells, NpgsqlDbType.Bytea, stop);
                }
                await copy.CompleteAsync(stop);
            }
            await using (var copy = await postgres.BeginBinaryImportAsync("copy evidence_series_next (id, is_tree, plan_id, kind, topic_id, unit_id, dims) from stdin (format binary)", stop))
            {
                foreach (var (id, said, key) in series)
                {
                    await copy.StartRowAsync(stop);
                    await copy.WriteAsync(id, NpgsqlDbType.Integer, stop);
                    await copy.WriteAsync(said.IsTree, NpgsqlDbType.Boolean, stop);
                    await copy.WriteAsync(key.Plan, NpgsqlDbType.Uuid, stop);
                    await copy.WriteAsync(said.Kind, NpgsqlDbType.Text, stop);
                    await copy.WriteAsync(key.Topic, NpgsqlDbType.Uuid, stop);
                    await copy.WriteAsync(key.Unit, NpgsqlDbType.Uuid, stop);
                    await copy.WriteAsync(said.Dims, NpgsqlDbType.Text, stop);
                }
                await copy.CompleteAsync(stop);
            }
            await connection.RunAsync("alter table evidence_page_next add primary key (series, year)", stop);
        }
        else
        {
            await InsertAsync(connection, "insert into evidence_page_next (series, year, cells) values (@p0, @p1, @p2)", 3, pages, (p, values) =>
                (values[0].Value, values[1].Value, values[2].Value) = (p.Series, p.Year, p.Cells), stop);
            await InsertAsync(connection, "insert into evidence_series_next (id, is_tree, plan_id, kind, topic_id, unit_id, dims) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6)", 7, series, (s, values) =>
            {
                object?[] row = [s.Value, s.Words.IsTree, s.Key.Plan, s.Words.Kind, s.Key.Topic, s.Key.Unit, s.Words.Dims];
                for (var i = 0; i < row.Length; i++) values[i].Value = connection.Store(row[i]);
            }, stop);
        }
        var edition = Convert.ToInt64(await connection.CellAsync("select edition from evidence_edition where id = 1", stop), CultureInfo.InvariantCulture) + 1;
        await connection.RunAsync(FormattableString.Invariant($"create unique index evidence_series_key_{edition} on evidence_series_next (plan_id, kind, topic_id, unit_id, dims, is_tree)"), stop);
        await connection.RunAsync(FormattableString.Invariant($"create index evidence_series_topic_{edition} on evidence_series_next (kind, topic_id, unit_id)"), stop);
        if (connection.IsPostgres()) await connection.RunAsync("analyze evidence_page_next, evidence_series_next", stop);
    }

    static async Task InsertAsync<T>(DbConnection connection, string sql, int width, IEnumerable<T> rows, Action<T, DbParameterCollection> fill, CancellationToken stop)
    {
        foreach (var chunk in rows.Chunk(Rows))
        {
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await using var command = connection.Command(sql, new object?[width]);
            foreach (var row in chunk)
            {
                fill(row, command.Parameters);
                command.ExecuteNonQuery();
            }
            await transaction.CommitAsync(stop);
        }
    }

    static async Task SwapAsync(DbConnection connection, TreeShape shape, LedgerCursor end, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // The cursor row first: a follower at work holds it, so nobody applies facts while the pages change.
        await connection.RunAsync("insert into kernel_cursor (name, tx, seq) values (@p0, @p1, @p2) on conflict (name) do update set tx = excluded.tx, seq = excluded.seq", stop,
            Rollup.Cursor, end.Transaction, end.Seq);
        foreach (var table in new[] { "evidence_page", "evidence_series" })
        {
            await connection.RunAsync($"drop table {table}", stop);
            await connection.RunAsync($"alter table {table}_next rename to {table}", stop);
        }
        await connection.RunAsync("update evidence_edition set edition = edition + 1 where id = 1", stop);
        await shape.StoreAsync(connection, stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Keeps a second process out until disposed.</summary>
    async Task<IAsyncDisposable> AloneAsync(CancellationToken stop)
    {
        if (database.IsPostgres)
        {
            var connection = await database.OpenAsync(stop);
            if (await connection.CellAsync("select pg_try_advisory_lock(@p0)", stop, Lock) is true) return new Held(connection);
            await connection.DisposeAsync();
            throw Busy();
        }
        try
        {
            return new FileStream(Path.Combine(database.Folder, "replay.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw Busy();
        }
    }

    static Refusal Busy() => Refusal.Conflict("Một tiến trình khác đang tính lại số tổng hợp; xin chờ tiến trình đó xong.");

    sealed class Held(DbConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await connection.CellAsync("select pg_advisory_unlock(@p0)", CancellationToken.None, Lock);
            await connection.DisposeAsync();
        }
    }
}
