using System.Diagnostics;
using System.Globalization;
using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Bench;

/// <summary>10,000 invented episodes in files of a hundred: read, checked, kept, stored with facts, one process; how soon figures follow.</summary>
static class FeedBench
{
    const int Files = 100, Each = 100;
    const string Code = "TB001";

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("lieny-feed").FullName;
        var watch = Stopwatch.StartNew();
        var day = TimeProvider.System.Today().AddDays(-1);
        var maker = new EpisodeMaker(5, Code, day);
        for (var i = 0; i < Files; i++)
        {
            await using var file = File.Create(Path.Combine(folder, FormattableString.Invariant($"{i:000}.xml")));
            EnvelopeWriter.Write(file, Code, day, [.. maker.Many(Each, (i * Each) + 1)], maker.Set);
        }
        var size = new DirectoryInfo(folder).EnumerateFiles().Sum(f => f.Length) / 1048576.0;
        Console.WriteLine($"{Files * Each} episodes in {Files} files, {Machine.Say(size)} MB, made in {Machine.Say(watch.Elapsed.TotalSeconds)} s\n");
        var rows = new List<string[]> { await OneAsync("SQLite", "", folder),
            await OneAsync("PostgreSQL (fsync off)", await PostgresServer.FreshDatabaseAsync(), folder) };
        Machine.Table("Feed: 10,000 episodes, one process, one file after the other",
            ["database", "episodes/s", "processor s", "facts", "most memory MB", "figures follow after the last file, ms", "the same again, episodes/s", "load"], rows);
        Directory.Delete(folder, recursive: true);
    }

    static async Task<string[]> OneAsync(string name, string connection, string folder)
    {
        var settings = new Settings { Data = Directory.CreateTempSubdirectory("lieny-feed").FullName, Database = connection };
        var services = new ServiceCollection().AddLogging();
        Door.AddServices(services, settings);
        await using var house = services.BuildServiceProvider();
        await House.MigrateAsync(house);
        var path = Path.Combine(settings.Data, "unit.csv");
        await File.WriteAllTextAsync(path, $"name,kind,facility_code\nBệnh viện Đo,hospital,{Code}\n");
        await CommandAsync(house, "organisations load", path);
        var following = house.GetRequiredService<Following>();
        using var stop = new CancellationTokenSource();
        var follow = FollowAsync(following, house.GetRequiredService<Wake>(), stop.Token);
        var process = Process.GetCurrentProcess();
        var (before, most) = (process.TotalProcessorTime, 0L);
        using var look = new Timer(_ => most = Math.Max(most, Environment.WorkingSet), null, 0, 100);
        var watch = Stopwatch.StartNew();
        await CommandAsync(house, "feed import", folder, "--facility", Code, "--json");
        var taken = watch.Elapsed.TotalSeconds;
        process.Refresh();
        var used = (process.TotalProcessorTime - before).TotalSeconds;
        watch.Restart();
        while (!await following.IsAtEndAsync()) await Task.Delay(5);
        var behind = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        await CommandAsync(house, "feed import", folder, "--facility", Code, "--json");
        var again = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await follow;
        await using var open = await house.GetRequiredService<Database>().OpenAsync();
        var facts = Convert.ToInt64(await open.CellAsync("select count(*) from kernel_fact where module = 'feed'", default), CultureInfo.InvariantCulture);
        var visits = Convert.ToInt64(await open.CellAsync("select count(*) from feed_episode where version = 1", default), CultureInfo.InvariantCulture);
        if (visits != Files * Each) throw new InvalidOperationException($"{visits} visits are there.");
        return [name, Machine.Say(Files * Each / taken, 0), Machine.Say(used), Machine.Say(facts, 0), Machine.Say(most / 1048576.0, 0), Machine.Say(behind, 0),
            Machine.Say(Files * Each / again, 0), Machine.Load()];
    }

    static async Task FollowAsync(Following following, Wake wake, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await following.RunAsync(stop);
                await wake.FactsOrSecondAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The measure is done.
        }
    }

    static async Task CommandAsync(IServiceProvider house, string name, params string[] args)
    {
        await using var scope = house.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var console = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            await House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == name).Run(scope.ServiceProvider, args);
        }
        finally
        {
            Console.SetOut(console);
        }
    }
}
