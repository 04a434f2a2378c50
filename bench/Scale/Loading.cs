using System.Collections.Concurrent;
using System.Data.Common;
using LienY.Kernel;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace LienY.Bench;

/// <summary>Puts the invented network into a fresh database in bulk, with real hashes and every column; what a house would do over five years in minutes.</summary>
static class Loading
{
    static readonly string[] Indexes = ["plan", "topic", "unit"];

    public static async Task FactsAsync(Database database, IEnumerable<Fact> facts, DateTimeOffset at)
    {
        await using var connection = await database.OpenAsync();
        // Indexes over random ids are made in one go afterwards; the unique ones stay, their keys come in order.
        foreach (var index in Indexes) await connection.RunAsync($"drop index kernel_fact_{index}", default);
        using var ready = new BlockingCollection<Fact[]>(8);
        var sealing = Task.Run(() =>
        {
            foreach (var chunk in facts.Chunk(10_000))
            {
                foreach (var fact in chunk) fact.Sealed(at);
                ready.Add(chunk);
            }
            ready.CompleteAdding();
        });
        if (connection is NpgsqlConnection postgres) await CopyAsync(postgres, ready.GetConsumingEnumerable());
        else await InsertAsync((SqliteConnection)connection, ready.GetConsumingEnumerable());
        await sealing;
        foreach (var index in Indexes) await connection.RunAsync($"create index kernel_fact_{index} on kernel_fact ({index}_id, kind, occurred_on)", default);
        if (database.IsPostgres) await connection.RunAsync("analyze kernel_fact", default);
    }

    /// <summary>The entered values that stand behind the declared facts.</summary>
    public static async Task ValuesAsync(Database database)
    {
        await using var connection = await database.OpenAsync();
        var last = "f.occurred_on";
        var first = database.IsPostgres ? "date_trunc('month', f.occurred_on)::date" : "date(f.occurred_on, 'start of month')";
        await connection.RunAsync(
            "insert into evidence_value (id, entry_id, edition, is_current, is_withdrawn, indicator_id, plan_id, unit_id, from_day, to_day, value, grade, document_number, note, entered_by_name, entered_at, "
            + $"fact_id, version) select f.id, f.id, f.source_version, true, false, f.topic_id, f.plan_id, f.unit_id, {first}, {last}, f.value, f.grade, '12/BC', '', 'Bench', f.recorded_at, f.id, 1 "
            + "from kernel_fact f where f.kind = 'indicator.value' and f.part = 0 order by f.seq on conflict do nothing", default);
        if (database.IsPostgres) await connection.RunAsync("analyze evidence_value", default);
    }

    static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<Fact[]> chunks)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy kernel_fact (id, kind, unit_id, occurred_on, recorded_at, value, module, source_id, source_version, part, plan_id, topic_id, subject_hash, dims, grade, corrects, reason, hash) from stdin (format binary)");
        foreach (var f in chunks.SelectMany(c => c))
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(f.Id, NpgsqlDbType.Uuid);
            await copy.WriteAsync(f.Kind, NpgsqlDbType.Text);
            await copy.WriteAsync(f.UnitId, NpgsqlDbType.Uuid);
            await copy.WriteAsync(f.OccurredOn, NpgsqlDbType.Date);
            await copy.WriteAsync(f.RecordedAt, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(Ledger.Scale(f.Value), NpgsqlDbType.Bigint);
            await copy.WriteAsync(f.Module, NpgsqlDbType.Text);
            await copy.WriteAsync(f.SourceId, NpgsqlDbType.Text);
            await copy.WriteAsync(f.SourceVersion, NpgsqlDbType.Integer);
            await copy.WriteAsync(f.Part, NpgsqlDbType.Smallint);
            await MaybeAsync(copy, f.PlanId);
            await MaybeAsync(copy, f.TopicId);
            await MaybeAsync(copy, f.SubjectHash);
            await copy.WriteAsync(f.Dims, NpgsqlDbType.Text);
            await copy.WriteAsync(f.Grade.ToString(), NpgsqlDbType.Text);
            await MaybeAsync(copy, f.Corrects);
            await MaybeAsync(copy, f.Reason);
            await copy.WriteAsync(f.Hash, NpgsqlDbType.Bytea);
        }
        await copy.CompleteAsync();
    }

    static Task MaybeAsync(NpgsqlBinaryImporter copy, Guid? id) => id is { } one ? copy.WriteAsync(one, NpgsqlDbType.Uuid) : copy.WriteNullAsync();

    static Task MaybeAsync(NpgsqlBinaryImporter copy, string? text) => text is not null ? copy.WriteAsync(text, NpgsqlDbType.Text) : copy.WriteNullAsync();

    static async Task InsertAsync(SqliteConnection connection, IEnumerable<Fact[]> chunks)
    {
        await connection.RunAsync("pragma cache_size = -400000", default);
        foreach (var chunk in chunks)
        {
            await using var transaction = connection.BeginTransaction();
            await using var command = connection.Command(LedgerWriter.Row, new object?[18]);
            foreach (var fact in chunk)
            {
                LedgerWriter.Fill(connection, command, fact);
                command.ExecuteNonQuery();
            }
            await transaction.CommitAsync();
        }
    }
}
