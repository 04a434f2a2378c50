using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using LienY.People;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LienY.Bench;

/// <summary>
/// The person index: links claims (each a new person) until there are a million, then searches and matches as a reader of one of the hospitals, through
/// the release gate and with the entry in the trail, on both databases. <c>bench persons [--count N] [--database sqlite|postgres|both]</c>.
/// </summary>
static class PersonBench
{
    const int Batch = 2_000;
    const int Hospitals = 8;

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(string[] args)
    {
        var count = int.Parse(After(args, "--count") ?? "1000000", CultureInfo.InvariantCulture);
        var which = After(args, "--database") ?? "both";
        if (which is "sqlite" or "both") await OneAsync("SQLite", "", count);
        if (which is "postgres" or "both") await OneAsync("PostgreSQL", await PostgresServer.FreshDatabaseAsync(), count);
    }

    static string? After(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    static async Task OneAsync(string title, string connection, int count)
    {
        var folder = Machine.Folder();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        Door.AddServices(builder.Services, new Settings { Data = folder, Database = connection, Urls = "http://127.0.0.1:0" });
        using var host = builder.Build();
        await House.MigrateAsync(host.Services);
        var hospitals = new Guid[Hospitals];
        await using (var scope = Seat(host.Services, Caller.House))
            for (var n = 0; n < Hospitals; n++)
                hospitals[n] = await scope.ServiceProvider.GetRequiredService<IOrganisations>().CreatePartnerAsync($"Bệnh viện thử {n + 1}", "hospital", null, default);
        var rates = await LinkAsync(host.Services, hospitals, count);
        if (connection.Length > 0)
        {
            await using var open = await host.Services.GetRequiredService<Database>().OpenAsync();
            await open.RunAsync("analyze", default);
        }
        var caller = new Caller(Guid.CreateVersion7(), "Bác sĩ thử", hospitals[0], "Bệnh viện thử 1",
            [new(Role.Doctor, hospitals[0], new HashSet<Guid> { hospitals[0] })]);
        var everywhere = new Caller(Guid.CreateVersion7(), "Bác sĩ thử", hospitals[0], "Bệnh viện thử 1",
            [.. hospitals.Select(h => new Post(Role.Doctor, h, new HashSet<Guid> { h }))]);
        var rows = new List<string[]>
        {
            new[] { "claims linked/s, first tenth", Machine.Say(rates.First, 0), "", "" },
            new[] { "claims linked/s, last tenth", Machine.Say(rates.Last, 0), "", "" },
        };
        foreach (var (who, reader) in new[] { ("one hospital", caller), ("all eight", everywhere) })
        {
            var mine = Enumerable.Range(0, 400).Select(n => (long)n * 7_919 % count / Hospitals * Hospitals).ToArray();
            await TimeAsync(rows, $"search by full name with marks ({who})", host.Services, reader, mine, h => Search(h.Name));
            await TimeAsync(rows, $"search by full name without marks ({who})", host.Services, reader, mine, h => Search(LabelledSet.Plain(h.Name).ToLowerInvariant()));
            await TimeAsync(rows, $"search by given name and year ({who})", host.Services, reader, mine, h => Search(h.Name.Split(' ')[^1] + " " + h.Birth[..4]));
            await TimeAsync(rows, $"search by two words ({who})", host.Services, reader, mine, h => Search(h.Name.Split(' ')[^1] + " " + h.Name.Split(' ')[0]));
            await TimeAsync(rows, $"search by last five digits ({who})", host.Services, reader, mine, h => Search(h.Personal[^5..]));
            await TimeAsync(rows, $"search by whole number ({who})", host.Services, reader, mine, h => Search(h.Personal));
            await TimeAsync(rows, $"match with numbers ({who})", host.Services, reader, mine, h => Match(h.Claim(Guid.Empty, "")));
            await TimeAsync(rows, $"match without numbers ({who})", host.Services, reader, mine, h => Match(h.Claim(Guid.Empty, "") with { Identifiers = [] }));
        }
        Machine.Table($"Person index, {count.ToString("N0", CultureInfo.InvariantCulture)} persons, {title} (load {Machine.Load()})",
            ["what", "p50 ms", "p95 ms", "found on average"], rows);
        Directory.Delete(folder, true);
    }

    static AsyncServiceScope Seat(IServiceProvider services, Caller caller)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = caller;
        return scope;
    }

    static async Task<(double First, double Last)> LinkAsync(IServiceProvider services, Guid[] hospitals, int count)
    {
        var database = services.GetRequiredService<Database>();
        var tenth = Math.Max(Batch, count / 10);
        var clock = Stopwatch.StartNew();
        double first = 0, from = 0;
        await using var scope = Seat(services, Caller.House);
        var persons = scope.ServiceProvider.GetRequiredService<IPersons>();
        for (var n = 0; n < count; n += Batch)
        {
            await using var connection = await database.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var claims = Enumerable.Range(n, Math.Min(Batch, count - n)).Select(i =>
                Humans.One(i).Claim(hospitals[i % Hospitals], "BN" + i.ToString(CultureInfo.InvariantCulture))).ToList();
            await persons.LinkAsync(connection, claims, default);
            await transaction.CommitAsync();
            if (n + Batch >= tenth && first == 0) first = (n + Batch) / clock.Elapsed.TotalSeconds;
            if (n + Batch >= count - tenth && from == 0) from = clock.Elapsed.TotalSeconds;
            if (n / Batch % 50 == 0) Console.Error.WriteLine($"{n + Batch} persons, {clock.Elapsed.TotalSeconds:0} s, load {Machine.Load()}");
        }
        return (first, Math.Min(tenth, count) / Math.Max(0.001, clock.Elapsed.TotalSeconds - from));
    }

    static Func<IPersonLookup, Task<int>> Search(string text) => async l => (await l.SearchAsync(text, "treatment", default)).Count;

    static Func<IPersonLookup, Task<int>> Match(PersonClaim claim) => async l => (await l.MatchAsync(claim, "treatment", default)).Count;

    static async Task TimeAsync(List<string[]> rows, string what, IServiceProvider services, Caller caller, long[] numbers, Func<Human, Func<IPersonLookup,
        Task<int>>> work)
    {
        var times = new List<double>();
        var found = 0;
        for (var n = 0; n < numbers.Length; n++)
        {
            await using var scope = Seat(services, caller);
            var lookup = scope.ServiceProvider.GetRequiredService<IPersonLookup>();
            var ask = work(Humans.One(numbers[n]));
            var from = Stopwatch.GetTimestamp();
            var hits = await ask(lookup);
            // The first tenth warms the caches.
            if (n < numbers.Length / 10) continue;
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            found += hits;
        }
        times.Sort();
        rows.Add([what, Machine.Say(Machine.Percentile(times, 0.5), 2), Machine.Say(Machine.Percentile(times, 0.95), 2), Machine.Say((double)found / times.Count)]);
        Console.Error.WriteLine(string.Join(" | ", rows[^1]));
    }
}
