using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace LienY.Kernel;

/// <summary>
/// Writes facts with group commit: while one transaction is being made durable, the facts of all who wait gather for the next. On PostgreSQL a
/// group goes over in one statement of arrays; on SQLite row by row through one prepared statement.
/// </summary>
sealed class LedgerWriter(Database database)
{
    const string Names = "id, kind, unit_id, occurred_on, recorded_at, value, module, source_id, source_version, part, plan_id, topic_id, subject_hash, dims, grade, corrects, reason, hash";

    internal const string Row =
        $"insert into kernel_fact ({Names}) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17) on conflict do nothing";

    const string Arrays =
        $"insert into kernel_fact ({Names}) select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::date[], $5::timestamptz[], $6::bigint[], $7::text[], $8::text[], "
        + "$9::int[], $10::smallint[], $11::uuid[], $12::uuid[], $13::text[], $14::text[], $15::text[], $16::uuid[], $17::text[], $18::bytea[]) on conflict do nothing returning id";

    readonly Lock gate = new();
    List<Waiting> gathering = [];
    Task running = Task.CompletedTask;

    sealed record Waiting(IReadOnlyCollection<Fact> Facts)
    {
        public TaskCompletionSource<int> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Returns when the facts are durable, with the number that was new. Once gathered, facts are written even if the caller leaves.</summary>
    public Task<int> WriteAsync(IReadOnlyCollection<Fact> facts, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var waiting = new Waiting(facts);
        lock (gate)
        {
            gathering.Add(waiting);
            if (running.IsCompleted) running = Task.Run(RunAsync, CancellationToken.None);
        }
        return waiting.Done.Task;
    }

    /// <summary>Writes facts within the caller's transaction; returns how many were new.</summary>
    public static async Task<int> WriteAsync(DbConnection connection, IReadOnlyCollection<Fact> facts, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var group = new List<Waiting> { new(facts) };
        return (connection is NpgsqlConnection postgres ? await ArraysAsync(postgres, group) : Rows(connection, group))[0];
    }

    async Task RunAsync()
    {
        while (true)
        {
            List<Waiting> group;
            lock (gate)
            {
                if (gathering.Count == 0)
                {
                    running = Task.CompletedTask;
                    return;
                }
                (group, gathering) = (gathering, []);
            }
            try
            {
                var added = await CommitAsync(group);
                for (var i = 0; i < group.Count; i++) group[i].Done.SetResult(added[i]);
            }
            catch (Exception problem)
            {
                foreach (var waiting in group) waiting.Done.TrySetException(problem);
            }
        }
    }

    async Task<int[]> CommitAsync(List<Waiting> group)
    {
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var added = connection is NpgsqlConnection postgres ? await ArraysAsync(postgres, group) : Rows(connection, group);
        await transaction.CommitAsync();
        return added;
    }

    static int[] Rows(DbConnection connection, List<Waiting> group)
    {
        using var command = connection.Command(Row, new object?[18]);
        command.Prepare();
        var added = new int[group.Count];
        for (var i = 0; i < group.Count; i++)
        {
            foreach (var f in group[i].Facts)
            {
                Fill(connection, command, f);
                added[i] += command.ExecuteNonQuery();
            }
        }
        return added;
    }

    /// <summary>Puts a fact into the places of <see cref="Row"/>.</summary>
    internal static void Fill(DbConnection connection, DbCommand command, Fact f)
    {
        object?[] values =
        [
            f.Id, f.Kind, f.UnitId, f.OccurredOn, f.RecordedAt, Ledger.Scale(f.Value), f.Module, f.SourceId, f.SourceVersion, f.Part, f.PlanId, f.TopicId,
            f.SubjectHash, f.Dims, f.Grade.ToString(), f.Corrects, f.Reason, f.Hash,
        ];
        for (var v = 0; v < values.Length; v++) command.Parameters[v].Value = connection.Store(values[v]);
    }

    static async Task<int[]> ArraysAsync(NpgsqlConnection connection, List<Waiting> group)
    {
        var facts = group.SelectMany(w => w.Facts).ToList();
        await using var command = new NpgsqlCommand(Arrays, connection);
        void Add<T>(NpgsqlDbType type, Func<Fact, T> of) => command.Parameters.Add(new() { Value = facts.ConvertAll(f => of(f)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
        Add(NpgsqlDbType.Uuid, f => f.Id);
        Add(NpgsqlDbType.Text, f => f.Kind);
        Add(NpgsqlDbType.Uuid, f => f.UnitId);
        Add(NpgsqlDbType.Date, f => f.OccurredOn);
        Add(NpgsqlDbType.TimestampTz, f => f.RecordedAt);
        Add(NpgsqlDbType.Bigint, f => Ledger.Scale(f.Value));
        Add(NpgsqlDbType.Text, f => f.Module);
        Add(NpgsqlDbType.Text, f => f.SourceId);
        Add(NpgsqlDbType.Integer, f => f.SourceVersion);
        Add(NpgsqlDbType.Smallint, f => f.Part);
        Add(NpgsqlDbType.Uuid, f => f.PlanId);
        Add(NpgsqlDbType.Uuid, f => f.TopicId);
        Add(NpgsqlDbType.Text, f => f.SubjectHash);
        Add(NpgsqlDbType.Text, f => f.Dims);
        Add(NpgsqlDbType.Text, f => f.Grade.ToString());
        Add(NpgsqlDbType.Uuid, f => f.Corrects);
        Add(NpgsqlDbType.Text, f => f.Reason);
        Add(NpgsqlDbType.Bytea, f => f.Hash);
        var written = new HashSet<Guid>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) written.Add(reader.GetGuid(0));
        return [.. group.Select(w => w.Facts.Count(f => written.Contains(f.Id)))];
    }
}
