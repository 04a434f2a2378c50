using System.Data.Common;
using System.Globalization;

namespace LienY.Kernel;

/// <summary>Follows the ledger: keeps something computed from facts (roll-ups) up to date, in the transaction that moves its cursor.</summary>
public interface IFollowLedger
{
    /// <summary>Name of its cursor.</summary>
    string Name { get; }

    /// <summary>The tables it computes: not in a backup, made again from the ledger after a restore.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Applies the next facts, in the order of the ledger up to <paramref name="end"/>, on this connection (a transaction is open and the cursor is held).</summary>
    Task ApplyAsync(DbConnection connection, IReadOnlyList<LedgerRow> facts, LedgerCursor end, CancellationToken stop);

    /// <summary>True when something beside new facts asks for a step, with no facts or some (the tree of organisations has changed).</summary>
    Task<bool> WantsAsync(DbConnection connection, CancellationToken stop) => Task.FromResult(false);
}

/// <summary>
/// Moves followers along the ledger: each fact exactly once, one process at a time (the cursor row is locked). To replay, delete the
/// computed rows and the cursor.
/// </summary>
public sealed class Following(Database database, IEnumerable<IFollowLedger> followers)
{
    /// <summary>A step when up to date: short, so that nobody waits for it.</summary>
    const int Near = 2_000;

    /// <summary>A step when far behind: what is looked up once serves more facts.</summary>
    const int Far = 20_000;

    /// <summary>Runs every follower to the end of the ledger; returns how many facts were applied.</summary>
    public async Task<long> RunAsync(CancellationToken stop = default)
    {
        var total = 0L;
        foreach (var follower in followers)
        {
            var most = Near;
            for (int done; ; most = done == most ? Far : Near)
            {
                total += done = await StepAsync(follower, most, stop);
                if (done < most) break;
            }
        }
        return total;
    }

    /// <summary>True when every follower has applied every fact that is in the ledger.</summary>
    public async Task<bool> IsAtEndAsync(CancellationToken stop = default)
    {
        await using var connection = await database.OpenAsync(stop);
        foreach (var follower in followers)
            if (await WaitsAsync(connection, await CursorAsync(connection, follower.Name, false, stop), stop)) return false;
        return true;
    }

    async Task<int> StepAsync(IFollowLedger follower, int most, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var cursor = await CursorAsync(connection, follower.Name, false, stop);
        // A look without a write lock: an idle house writes nothing. The facts are read before the lock too, so that it is held only for the work.
        var (facts, end) = await WaitsAsync(connection, cursor, stop) ? await LedgerScan.NextAsync(connection, cursor, most, stop) : ([], cursor);
        if (facts.Count == 0 && !await follower.WantsAsync(connection, stop)) return 0;
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.RunAsync("insert into kernel_cursor (name, tx, seq) values (@p0, 0, 0) on conflict do nothing", stop, follower.Name);
        if (await CursorAsync(connection, follower.Name, true, stop) is var held && held != cursor)
        {
            // Another process was faster: its place counts.
            (facts, end) = await LedgerScan.NextAsync(connection, held, most, stop);
        }
        await follower.ApplyAsync(connection, facts, end, stop);
        await connection.RunAsync("update kernel_cursor set tx = @p1, seq = @p2 where name = @p0", stop, follower.Name, end.Transaction, end.Seq);
        await transaction.CommitAsync(stop);
        return facts.Count;
    }

    static async Task<LedgerCursor> CursorAsync(DbConnection connection, string name, bool held, CancellationToken stop) =>
        (await connection.RowsAsync("select tx, seq from kernel_cursor where name = @p0" + (held && connection.IsPostgres() ? " for update" : ""),
            r => new LedgerCursor(r.GetInt64(0), r.GetInt64(1)), stop, name)).FirstOrDefault();

    static async Task<bool> WaitsAsync(DbConnection connection, LedgerCursor at, CancellationToken stop) =>
        (connection.IsPostgres()
            ? await connection.CellAsync("select 1 from kernel_fact where (tx, seq) > (@p0::text::xid8, @p1) limit 1", stop,
                at.Transaction.ToString(CultureInfo.InvariantCulture), at.Seq)
            : await connection.CellAsync("select 1 from kernel_fact where seq > @p0 limit 1", stop, at.Seq)) is not null;
}
