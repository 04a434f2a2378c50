using System.Diagnostics;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Bench;

/// <summary>Durable facts per second: one transaction each, and in batches.</summary>
static class LedgerBench
{
    static readonly Guid Unit = Guid.CreateVersion7();

    public static async Task RunAsync()
    {
        var rows = new List<string[]>();
        foreach (var postgres in new[] { false, true })
        {
            var folder = Machine.Folder();
            await using var database = new Database(postgres ? await PostgresServer.FreshDatabaseAsync() : "", folder);
            await new Migrator(database, TimeProvider.System).RunAsync(Migrator.Steps(typeof(Store).Assembly, "kernel", postgres));
            var ledger = new Ledger(database, TimeProvider.System, new Wake());
            await ledger.AppendAsync(Facts("warm", 200));
            foreach (var (batch, count) in new[] { (1, 5_000), (100, 50_000), (5_000, 100_000) })
            {
                var watch = Stopwatch.StartNew();
                for (var done = 0; done < count; done += batch) await ledger.AppendAsync(Facts($"{batch}-{done}", batch));
                rows.Add([Name(postgres), batch == 1 ? "one by one" : $"batches of {batch}", Machine.Say(count / watch.Elapsed.TotalSeconds, 0)]);
            }
            var writers = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
            {
                for (var i = 0; i < 1_000; i++) await ledger.AppendAsync(Facts($"w{w}-{i}", 1));
            })));
            rows.Add([Name(postgres), "one by one, 8 writers", Machine.Say(8_000 / writers.Elapsed.TotalSeconds, 0)]);
            Directory.Delete(folder, recursive: true);
        }
        Machine.Table("Ledger, durable facts a second", ["database", "how", "facts/s"], rows);
    }

    static string Name(bool postgres) => postgres ? "PostgreSQL 15" : "SQLite";

    static List<Fact> Facts(string name, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Fact
        {
            Kind = "bench.made", UnitId = Unit, OccurredOn = new(2025, 1 + i % 12, 1 + i % 28), Value = 1, Module = "bench", SourceId = $"{name}/{i}", PlanId = Unit,
        })];
}
