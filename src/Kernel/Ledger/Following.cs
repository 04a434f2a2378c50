using System.Data.Common;
using System.Globalization;

namespace LienY.Kernel;

/// <summary>Follows the ledger: keeps something computed from facts (roll-ups) up to date, in the transaction that moves its cursor.</summary>
public interface IFollowLedger
{
    /// <summary>Name of its cursor.</summary>
    string Name { get; }

    /// <summary>Applies the next facts, in the order of the ledger, on this connection (a transaction is open).</summary>
    Task ApplyAsync(DbConnection connection, IReadOnlyList<Fact> facts, CancellationToken stop);
}

/// <summary>
/// Moves followers along the ledger: each fact exactly once, one process at a time (the cursor row is locked). To replay, delete the
/// computed rows and the cursor.
/// </summary>
public sealed class Following(Database database, IEnumerable<IFollowLedger> followers)
{
    const int Batch = 2000;

    /// <summary>Runs every follower to the end of the ledger; returns how many facts were applied.</summary>
    public async Task<long> RunAsync(CancellationToken stop = default)
    {
        var total = 0L;
        foreach (var follower in followers)
            for (var step = Batch; step == Batch; total += step) step = await StepAsync(follower, stop);
        return total;
    }

    /// <summary>True when every follower has applied every fact that is in the ledger.</summary>
    public async Task<bool> IsAtEndAsync(CancellationToken stop = default)
    {
        await using var connection = await database.OpenAsync(stop);
        foreach (var follower in followers)
            if (await WaitsAsync(connection, follower.Name, stop)) return false;
        return true;
    }

    async Task<int> StepAsync(IFollowLedger follower, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        if (!await WaitsAsync(connection, follower.Name, stop)) return 0;
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.RunAsync("insert into kernel_cursor (name, tx, seq) values (@p0, 0, 0) on conflict do nothing", stop, follower.Name);
        var cursor = (await connection.RowsAsync(
            "select tx, seq from kernel_cursor where name = @p0" + (database.IsPostgres ? " for update" : ""),
            r => new LedgerCursor(r.GetInt64(0), r.GetInt64(1)), stop, follower.Name))[0];
        var facts = await Ledger.ReadAsync(connection, cursor, Batch, stop);
        if (facts.Count == 0) return 0;
        await follower.ApplyAsync(connection, [.. facts.Select(f => f.Fact)], stop);
        var last = facts[^1].After;
        await connection.RunAsync("update kernel_cursor set tx = @p1, seq = @p2 where name = @p0", stop, follower.Name, last.Transaction, last.Seq);
        await transaction.CommitAsync(stop);
        return facts.Count;
    }

    // A look without a write lock: an idle house writes nothing.
    static async Task<bool> WaitsAsync(DbConnection connection, string name, CancellationToken stop)
    {
        var cursor = await connection.RowsAsync("select tx, seq from kernel_cursor where name = @p0", r => new LedgerCursor(r.GetInt64(0), r.GetInt64(1)), stop, name);
        var at = cursor.Count == 0 ? default : cursor[0];
        return connection.IsPostgres()
            ? await connection.CellAsync("select 1 from kernel_fact where (tx, seq) > (@p0::text::xid8, @p1) limit 1", stop,
                at.Transaction.ToString(CultureInfo.InvariantCulture), at.Seq) is not null
            : await connection.CellAsync("select 1 from kernel_fact where seq > @p0 limit 1", stop, at.Seq) is not null;
    }
}
