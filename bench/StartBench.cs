using LienY.Site;

namespace LienY.Bench;

/// <summary>Cold start of the published server to its first page (empty house: the schema is made too), and memory when nobody asks anything.</summary>
static class StartBench
{
    public static async Task RunAsync()
    {
        var rows = new List<string[]>();
        foreach (var postgres in new[] { false, true })
        {
            var times = new List<double>();
            var memory = 0.0;
            for (var i = 0; i < 3; i++)
            {
                await using var server = await RunningServer.StartAsync(postgres ? await PostgresServer.FreshDatabaseAsync() : "", demo: false);
                times.Add(server.ToFirstPage.TotalMilliseconds);
                if (i < 2) continue;
                await Task.Delay(TimeSpan.FromSeconds(20));
                memory = server.Megabytes;
            }
            times.Sort();
            rows.Add([postgres ? "PostgreSQL 15" : "SQLite", Machine.Say(times[1], 0), Machine.Say(times[^1], 0), Machine.Say(memory, 0)]);
        }
        Machine.Table("Start to first page (3 starts) and idle memory", ["database", "median ms", "worst ms", "idle MB"], rows);
    }
}
