using System.Data.Common;

namespace LienY.Kernel;

/// <summary>A place in the ledger up to which somebody has read: transaction, then sequence (on SQLite the transaction is 0).</summary>
public readonly record struct LedgerCursor(long Transaction, long Seq);

/// <summary>
/// The ledger by plain ADO.NET: bulk appends and reading in order. On PostgreSQL rows of transactions that still run are not read, so a reader
/// never skips a fact whose transaction commits late.
/// </summary>
public sealed class Ledger(Database database, TimeProvider clock, Wake wake)
{
    /// <summary>Columns in the order of <see cref="Fact"/>.</summary>
    internal const string Columns =
        "seq, id, kind, unit_id, occurred_on, recorded_at, value, module, source_id, source_version, part, plan_id, topic_id, subject_hash, dims, grade, corrects, reason, hash";

    /// <summary>Ten-thousandths of a value, exact; more than four decimals or an overflow is refused.</summary>
    public static long Scale(decimal value) => (long)decimal.Round(checked(value * 10_000m), 0, MidpointRounding.AwayFromZero);

    /// <summary>The value of ten-thousandths.</summary>
    public static decimal Unscale(long scaled) => scaled / 10_000m;

    readonly LedgerWriter writer = new(database);

    /// <summary>
    /// Appends facts in one durable transaction; a fact that is already there (same source, version, kind) is left. Returns how many were new.
    /// Callers at the same time share a transaction and its one fsync.
    /// </summary>
    public async Task<int> AppendAsync(IReadOnlyCollection<Fact> facts, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        foreach (var fact in facts) fact.Sealed(now);
        var added = await writer.WriteAsync(facts, stop);
        wake.Facts();
        if (facts.Count >= Bulk) await EaseAsync(stop);
        return added;
    }

    /// <summary>
    /// Waits while those who follow the ledger are far behind, so that a late fact of one officer is not last in the queue behind a million imported ones.
    /// To be called between the pieces of an import. Nobody follows (a command, a test): it does not wait.
    /// </summary>
    public async Task EaseAsync(CancellationToken stop = default)
    {
        await using var connection = await database.OpenAsync(stop);
        var (at, still) = (-1L, 0);
        while (still < Still)
        {
            var (end, follower) = (await connection.RowsAsync("select coalesce((select max(seq) from kernel_fact), 0), (select min(seq) from kernel_cursor)",
                r => (r.GetInt64(0), r.IsDBNull(1) ? long.MaxValue : r.GetInt64(1)), stop))[0];
            if (end - follower < Behind || follower == idle) return;
            still = follower == at ? still + 1 : 0;
            at = follower;
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, stop);
        }
        idle = at;
    }

    /// <summary>Where a follower stood still for longer than a node sleeps: nobody moves it, and nobody waits for it again.</summary>
    long idle = -1;

    /// <summary>Looks at 20 ms: a node that was not woken looks for new facts each second, so a second and a half without a step means that nobody follows.</summary>
    const int Still = 75;

    /// <summary>So many facts in one call are an import.</summary>
    const int Bulk = 500;

    /// <summary>What followers do in a fraction of a second.</summary>
    const int Behind = 4_000;

    /// <summary>Appends facts within the transaction that is open on a connection (bulk work with rows of its own); the caller wakes those who wait after commit.</summary>
    public async Task<int> AppendAsync(DbConnection connection, IReadOnlyCollection<Fact> facts, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        foreach (var fact in facts) fact.Sealed(now);
        return facts.Count == 0 ? 0 : await LedgerWriter.WriteAsync(connection, facts, stop);
    }

    /// <summary>Every fact that a module reported for these sources, reversals among them, in the order of the ledger.</summary>
    public static Task<List<Fact>> OfSourcesAsync(DbConnection connection, string module, IReadOnlyCollection<string> sources, CancellationToken stop) =>
        connection.IsPostgres()
            ? connection.RowsAsync($"select {Columns} from kernel_fact where module = @p0 and source_id = any(@p1) order by seq", Fact.Read, stop, module, sources.ToArray())
            : connection.RowsAsync($"select {Columns} from kernel_fact where module = @p0 and source_id in (select value from json_each(@p1)) order by seq", Fact.Read, stop, module,
                System.Text.Json.JsonSerializer.Serialize(sources));

    /// <summary>The next facts after a cursor, at most <paramref name="most"/>, with the cursor behind each.</summary>
    public static Task<List<(LedgerCursor After, Fact Fact)>> ReadAsync(DbConnection connection, LedgerCursor after, int most, CancellationToken stop) =>
        connection.IsPostgres()
            ? connection.RowsAsync(
                $"select {Columns}, tx::text::bigint from kernel_fact where (tx, seq) > (@p0::text::xid8, @p1) and tx < pg_snapshot_xmin(pg_current_snapshot()) order by tx, seq limit @p2",
                r => (new LedgerCursor(r.GetInt64(19), r.GetInt64(0)), Fact.Read(r)), stop, after.Transaction.ToString(System.Globalization.CultureInfo.InvariantCulture), after.Seq, most)
            : connection.RowsAsync($"select {Columns} from kernel_fact where seq > @p0 order by seq limit @p1",
                r => (new LedgerCursor(0, r.GetInt64(0)), Fact.Read(r)), stop, after.Seq, most);
}
