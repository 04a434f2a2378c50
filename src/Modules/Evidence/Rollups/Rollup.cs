using System.Data.Common;
using System.Globalization;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// Keeps the half-month cells up to date, fact by fact, in the transaction that moves its cursor. A late fact or a reversal lands in the half-month
/// in which it happened. What a cell holds depends only on its facts, never on their order, so replay and incremental agree.
/// </summary>
sealed class Rollup : IFollowLedger
{
    public const string Cursor = "rollup";
    internal const string Columns =
        "plan_id, kind, topic_id, unit_id, bucket, total, computed, official, filed, declared, last_on, last_seq, last_value, last_fact";

    public string Name => Cursor;

    public async Task ApplyAsync(DbConnection connection, IReadOnlyList<Fact> facts, CancellationToken stop)
    {
        await using var find = connection.Command(
            $"select {Columns} from evidence_rollup where plan_id = @p0 and kind = @p1 and topic_id = @p2 and unit_id = @p3 and bucket = @p4", new object?[5]);
        await using var save = connection.Command(
            $"insert into evidence_rollup ({Columns}) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13) "
            + "on conflict (plan_id, kind, topic_id, unit_id, bucket) do update set total = excluded.total, computed = excluded.computed, official = excluded.official, "
            + "filed = excluded.filed, declared = excluded.declared, last_on = excluded.last_on, last_seq = excluded.last_seq, last_value = excluded.last_value, "
            + "last_fact = excluded.last_fact", new object?[14]);
        foreach (var group in facts.GroupBy(CellKey.Of))
        {
            var cell = await FindAsync(connection, find, group.Key, stop) ?? new Cell();
            var lost = false;
            // One taken back may be followed by a later one in the same batch: looked up once, at the end.
            foreach (var fact in group) lost |= cell.Add(fact);
            if (lost) cell.Latest(Cell.Standing(await StatementsAsync(connection, group.Key, stop)));
            await SaveAsync(connection, save, group.Key, cell, stop);
        }
    }

    static async Task<Cell?> FindAsync(DbConnection connection, DbCommand find, CellKey key, CancellationToken stop)
    {
        Fill(connection, find, key.PlanId, key.Kind, key.TopicId, key.UnitId, key.Bucket);
        await using var row = await find.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? Read(row).Cell : null;
    }

    static async Task SaveAsync(DbConnection connection, DbCommand save, CellKey key, Cell cell, CancellationToken stop)
    {
        Fill(connection, save, key.PlanId, key.Kind, key.TopicId, key.UnitId, key.Bucket, cell.Total, cell.Computed, cell.Official, cell.Filed, cell.Declared,
            cell.LastOn, cell.LastSeq, cell.LastValue, cell.LastFact);
        await save.ExecuteNonQueryAsync(stop);
    }

    static void Fill(DbConnection connection, DbCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = connection.Store(values[i]);
    }

    internal static Task<List<Statement>> StatementsAsync(DbConnection connection, CellKey key, CancellationToken stop)
    {
        var same = (key.PlanId == Guid.Empty ? "plan_id is null" : "plan_id = @p4") + " and " + (key.TopicId == Guid.Empty ? "topic_id is null" : "topic_id = @p5");
        return connection.RowsAsync(
            $"select id, seq, occurred_on, value, part, corrects from kernel_fact where unit_id = @p0 and kind = @p1 and occurred_on between @p2 and @p3 and {same}",
            r => new Statement(r.GetGuid(0), r.GetInt64(1), r.Day(2), r.GetInt64(3), r.GetInt16(4), r.Id(5)), stop,
            key.UnitId, key.Kind, key.Bucket, HalfMonth.Last(key.Bucket), key.PlanId, key.TopicId);
    }

    /// <summary>A cell as it stands in the database.</summary>
    internal static (CellKey Key, Cell Cell) Read(DbDataReader r) =>
        (new(r.GetGuid(0), r.GetString(1), r.GetGuid(2), r.GetGuid(3), r.Day(4)),
        new Cell
        {
            Total = r.GetInt64(5),
            Computed = r.GetInt32(6),
            Official = r.GetInt32(7),
            Filed = r.GetInt32(8),
            Declared = r.GetInt32(9),
            LastOn = r.IsDBNull(10) ? null : r.Day(10),
            LastSeq = r.IsDBNull(11) ? null : r.GetInt64(11),
            LastValue = r.IsDBNull(12) ? null : r.GetInt64(12),
            LastFact = r.Id(13),
        });
}
