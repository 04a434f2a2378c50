using System.Data;
using System.Data.Common;
using LienY.Kernel;
using Microsoft.Data.Sqlite;

namespace LienY.Evidence;

/// <summary>What a comparison of replay with incremental found; must be 0 differences.</summary>
sealed class RollupCheck
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public required DateTimeOffset CheckedAt { get; init; }
    public required long Facts { get; init; }
    public required int Cells { get; init; }
    public required int Differences { get; init; }

    /// <summary>The first difference in words, for the administrator.</summary>
    public string First { get; init; } = "";
}

/// <summary>Replays the ledger in memory up to the roll-up's cursor and compares; rebuilds the roll-up from nothing.</summary>
sealed class Replay(Database database, Following following, TimeProvider clock)
{
    /// <summary>
    /// Brings the roll-up to the end of the ledger and compares. Facts that arrive between the two look like differences; so a difference counts only
    /// when it is found three times.
    /// </summary>
    public async Task<RollupCheck> CheckAsync(CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            await following.RunAsync(stop);
            var check = await CompareAsync(stop);
            if (check.Differences == 0 || tries == 3) return check;
        }
    }

    /// <summary>Compares one state of the database.</summary>
    async Task<RollupCheck> CompareAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var end = (await connection.RowsAsync("select tx, seq from kernel_cursor where name = @p0", r => new LedgerCursor(r.GetInt64(0), r.GetInt64(1)), stop, Rollup.Cursor)).FirstOrDefault();
        var (cells, facts) = await ReplayAsync(connection, end, stop);
        var stored = (await connection.RowsAsync($"select {Rollup.Columns} from evidence_rollup", Rollup.Read, stop)).ToDictionary(c => c.Key, c => c.Cell);
        var wrong = cells.Keys.Union(stored.Keys).Where(k => cells.GetValueOrDefault(k) != stored.GetValueOrDefault(k)).ToList();
        return new()
        {
            CheckedAt = clock.GetUtcNow(),
            Facts = facts,
            Cells = cells.Count,
            Differences = wrong.Count,
            First = wrong.Count == 0 ? "" : $"{wrong[0]}: {cells.GetValueOrDefault(wrong[0])} / {stored.GetValueOrDefault(wrong[0])}",
        };
    }

    /// <summary>Empties the roll-up and follows the ledger from its first fact; returns how many facts were applied.</summary>
    public async Task<long> RebuildAsync(CancellationToken stop)
    {
        await using (var connection = await database.OpenAsync(stop))
        await using (var transaction = await connection.BeginTransactionAsync(stop))
        {
            // The cursor row first: a follower at work holds it, so nobody applies while the cells go.
            await connection.RunAsync("delete from kernel_cursor where name = @p0", stop, Rollup.Cursor);
            await connection.RunAsync("delete from evidence_rollup", stop);
            await transaction.CommitAsync(stop);
        }
        return await following.RunAsync(stop);
    }

    static async Task<(Dictionary<CellKey, Cell> Cells, long Facts)> ReplayAsync(DbConnection connection, LedgerCursor end, CancellationToken stop)
    {
        var (cells, lost, count, at) = (new Dictionary<CellKey, Cell>(), new HashSet<CellKey>(), 0L, default(LedgerCursor));
        while ((await Ledger.ReadAsync(connection, at, 5000, stop)).Where(f => Before(f.After, end)).ToList() is { Count: > 0 } facts)
        {
            foreach (var (after, fact) in facts)
            {
                var key = CellKey.Of(fact);
                if (!cells.TryGetValue(key, out var cell)) cells[key] = cell = new();
                if (cell.Add(fact)) lost.Add(key);
                at = after;
            }
            count += facts.Count;
        }
        foreach (var key in lost) cells[key].Latest(Cell.Standing([.. (await Rollup.StatementsAsync(connection, key, stop)).Where(s => s.Seq <= end.Seq || end.Transaction > 0)]));
        return (cells, count);
    }

    static bool Before(LedgerCursor a, LedgerCursor end) => (a.Transaction, a.Seq).CompareTo((end.Transaction, end.Seq)) <= 0;
}
