using System.Data.Common;
using LienY.Kernel;
using Npgsql;

namespace LienY.Evidence;

/// <summary>
/// The numbers of series, kept in memory as far as they were needed lately. Whoever gives new numbers holds the cursor of the roll-up, so two processes
/// never give the same.
/// </summary>
sealed class SeriesBook
{
    /// <summary>Some 100 bytes each.</summary>
    const int Most = 1_000_000;

    readonly Dictionary<SeriesKey, int> numbers = [];
    long edition = -1;

    /// <summary>The words of all keys.</summary>
    public Vocabulary Words { get; private set; } = new();

    /// <summary>Forgets what was kept when the roll-up was made anew, or when it has grown too large. To be called before keys are made.</summary>
    public void Check(long now)
    {
        if (now == edition && numbers.Count + Words.Count < Most) return;
        numbers.Clear();
        Words = new();
        edition = now;
    }

    /// <summary>Numbers of keys; unknown ones are entered.</summary>
    public async Task<Dictionary<SeriesKey, int>> NumbersAsync(DbConnection connection, IReadOnlyCollection<SeriesKey> keys, CancellationToken stop)
    {
        var missing = keys.Where(k => !numbers.ContainsKey(k)).ToList();
        if (missing.Count > 0)
        {
            await FindAsync(connection, missing, stop);
            missing.RemoveAll(numbers.ContainsKey);
            if (missing.Count > 0) await EnterAsync(connection, missing, stop);
        }
        return keys.ToDictionary(k => k, k => numbers[k]);
    }

    /// <summary>What was kept of a step that did not come to its end may be untrue.</summary>
    public void Forget() => edition = -1;

    async Task FindAsync(DbConnection connection, List<SeriesKey> keys, CancellationToken stop)
    {
        if (connection is NpgsqlConnection)
        {
            await using var many = connection.Command(
                "select k.place::int, s.id from unnest(@p0::uuid[], @p1::text[], @p2::uuid[], @p3::uuid[], @p4::text[], @p5::boolean[]) with ordinality k(plan_id, kind, topic_id, unit_id, dims, is_tree, place) "
                + "join evidence_series s on s.plan_id = k.plan_id and s.kind = k.kind and s.topic_id = k.topic_id and s.unit_id = k.unit_id and s.dims = k.dims and s.is_tree = k.is_tree", Arrays(keys));
            await using var rows = await many.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop)) numbers[keys[rows.GetInt32(0) - 1]] = rows.GetInt32(1);
            return;
        }
        await using var one = connection.Command(
            "select id from evidence_series where plan_id = @p0 and kind = @p1 and topic_id = @p2 and unit_id = @p3 and dims = @p4 and is_tree = @p5", new object?[6]);
        foreach (var key in keys)
        {
            Fill(connection, one, key);
            if (await one.ExecuteScalarAsync(stop) is long id) numbers[key] = (int)id;
        }
    }

    async Task EnterAsync(DbConnection connection, List<SeriesKey> keys, CancellationToken stop)
    {
        var last = Convert.ToInt32(await connection.CellAsync("select coalesce(max(id), 0) from evidence_series", stop), null);
        for (var i = 0; i < keys.Count; i++) numbers[keys[i]] = last + 1 + i;
        if (connection is NpgsqlConnection)
        {
            await connection.RunAsync(
                "insert into evidence_series (plan_id, kind, topic_id, unit_id, dims, is_tree, id) select *, (@p6 + row_number() over ())::int from "
                + "unnest(@p0::uuid[], @p1::text[], @p2::uuid[], @p3::uuid[], @p4::text[], @p5::boolean[])", stop, [.. Arrays(keys), (long)last]);
            return;
        }
        await using var one = connection.Command(
            "insert into evidence_series (plan_id, kind, topic_id, unit_id, dims, is_tree, id) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6)", new object?[7]);
        foreach (var key in keys)
        {
            Fill(connection, one, key);
            one.Parameters[6].Value = numbers[key];
            await one.ExecuteNonQueryAsync(stop);
        }
    }

    object?[] Arrays(List<SeriesKey> keys) =>
    [
        keys.ConvertAll(k => k.Plan).ToArray(), keys.ConvertAll(k => Words[k.Words].Kind).ToArray(), keys.ConvertAll(k => k.Topic).ToArray(), keys.ConvertAll(k => k.Unit).ToArray(),
        keys.ConvertAll(k => Words[k.Words].Dims).ToArray(), keys.ConvertAll(k => Words[k.Words].IsTree).ToArray(),
    ];

    void Fill(DbConnection connection, DbCommand command, SeriesKey key)
    {
        var words = Words[key.Words];
        object?[] values = [key.Plan, words.Kind, key.Topic, key.Unit, words.Dims, words.IsTree];
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = connection.Store(values[i]);
    }
}
