using System.Diagnostics;
using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Bench;

/// <summary>
/// A national house: 1,000 plans of 200 indicators, 12,000 units, 60 months, 20 million facts (fewer plans for fewer facts), put into the database and
/// measured against the goals.
/// </summary>
static class ScaleBench
{
    public static async Task RunAsync(string[] args)
    {
        string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        var facts = long.Parse(Option("--facts") ?? "20000000", CultureInfo.InvariantCulture);
        var which = Option("--database") ?? "both";
        foreach (var postgres in new[] { false, true })
        {
            if (which != "both" && which == "postgres" != postgres) continue;
            var folder = Option("--folder") is { } given ? Directory.CreateDirectory(Path.Combine(given, postgres ? "postgres" : "sqlite")).FullName : Machine.Folder();
            try
            {
                await OneAsync(facts, postgres ? await PostgresServer.FreshDatabaseAsync() : "", folder);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>The network for a number of facts: the units stay, the plans grow with the facts.</summary>
    public static World WorldFor(long facts) => new(facts < 100_000 ? 900 : 12_000, (int)Math.Max(2, facts / 20_000), facts < 100_000 ? 20 : 200, 60);

    /// <summary>Fills a fresh database.</summary>
    public static async Task FillAsync(IServiceProvider services, World world, long facts)
    {
        var (database, now) = (services.GetRequiredService<Database>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        await House.MigrateAsync(services);
        await WorldRows.WriteAsync(database, world, now);
        await Loading.FactsAsync(database, new Happenings(world, facts).All(), now);
        await Loading.ValuesAsync(database);
    }

    static async Task OneAsync(long facts, string connection, string folder)
    {
        var services = new ServiceCollection().AddLogging();
        Door.AddServices(services, new Settings { Data = folder, Database = connection });
        await using var provider = services.BuildServiceProvider();
        var world = WorldFor(facts);
        var rows = new List<string[]> { Row("load (machine's load before)", "–", Machine.Load()) };
        var watch = Stopwatch.StartNew();
        await FillAsync(provider, world, facts);
        rows.Add(Row("generated", "–", $"{facts:N0} facts, {world.Plans.Count:N0} plans, {world.Units.Count:N0} units in {watch.Elapsed.TotalSeconds:N0} s; {Size(folder)}"));
        Tell(rows[^1]);
        var account = await AccountAsync(provider, world.Plans[0].Owner);

        var replay = await ProgramRun.OfAsync(connection, folder, "evidence", "replay", "--only");
        rows.Add(Row("full replay", "≤ 5 min, ≤ 2 GB", replay.Told));
        Tell(rows[^1]);
        var check = await ProgramRun.OfAsync(connection, folder, "evidence", "check");
        rows.Add(Row("check: replay = stored", "0 differences", $"{check.Said.Trim().ReplaceLineEndings(" ")} {check.Told}"));
        Tell(rows[^1]);
        var evaluate = await ProgramRun.OfAsync(connection, folder, "evidence", "evaluate", "--as-of", "2026-11-20");
        rows.Add(Row("full evaluation", "≤ 60 s, ≤ 2 GB", $"{evaluate.Told}: {evaluate.Said.Trim().ReplaceLineEndings("; ")}"));
        Tell(rows[^1]);

        await using (var server = await RunningServer.StartAsync(connection, demo: false, folder))
        {
            var visit = new ScaleVisit(server, account, world);
            rows.AddRange(await visit.PagesAsync());
            rows.Add(await visit.LateAsync("late value → figure, idle", 60, CancellationToken.None));
            Tell(rows[^1]);
            rows.AddRange(await visit.LateDuringImportAsync(provider.GetRequiredService<Ledger>(), Math.Min(1_000_000, facts / 2)));
            rows.Add(Row("server, most memory", "≤ 2 GB", $"{server.PeakMegabytes:N0} MB"));
        }
        var after = await ProgramRun.OfAsync(connection, folder, "evidence", "check");
        rows.Add(Row("check after the import", "0 differences", after.Said.Trim().ReplaceLineEndings(" ")));
        Machine.Table($"National scale, {facts:N0} facts, {(connection.Length > 0 ? "PostgreSQL 15" : "SQLite")}", ["what", "goal", "measured"], rows);
    }

    public static string[] Row(string what, string goal, string measured) => [what, goal, measured];

    public static void Tell(string[] row) => Console.WriteLine(string.Join(" | ", row));

    static string Size(string folder) => $"{new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1e9:N1} GB in the data folder";

    static async Task<MadeAccount> AccountAsync(IServiceProvider services, Guid organisation)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        return await scope.ServiceProvider.GetRequiredService<IAccountMaker>().MakeAsync("bench", "Người đo", "Chuyên viên", Role.DepartmentOfficer, organisation, default);
    }
}
