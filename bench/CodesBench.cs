using System.Diagnostics;
using System.Globalization;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LienY.Bench;

/// <summary>
/// Code lists: loading ICD-10 and the techniques through the command, the same again, a new edition, and search with and without tone marks, on both databases.
/// <c>bench codes [--folder DIR]</c>: the folder holds <c>icd10.tsv</c> and <c>techniques.tsv</c>; without it lists of that size are invented.
/// </summary>
static class CodesBench
{
    static readonly string[] Asked = ["viêm phổi", "viem phoi", "tăng huyết áp", "tang huyet ap", "J18.9", "j18", "u ác dạ dày", "u ac da day", "siêu âm",
        "sieu am bung", "noi soi", "x quang nguc"];

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(string[] args)
    {
        var folder = args is [.., "--folder", var given] ? given : Invented();
        foreach (var postgres in new[] { false, true })
        {
            var data = Machine.Folder();
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            Door.AddServices(builder.Services, new Settings
            {
                Data = data,
                Database = postgres ? await PostgresServer.FreshDatabaseAsync() : "",
                Urls = "http://127.0.0.1:0"
            });
            using var host = builder.Build();
            await House.MigrateAsync(host.Services);
            var rows = new List<string[]>();
            async Task ImportAsync(string what, string kind, string file, string from)
            {
                await using var scope = host.Services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
                var clock = Stopwatch.StartNew();
                await House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == "codes import").Run(scope.ServiceProvider, [kind, Path.Combine(folder, file),
                    "--from", from]);
                rows.Add([what, Machine.Say(clock.Elapsed.TotalMilliseconds, 0), ""]);
            }

            await ImportAsync("icd10 loaded", "icd10", "icd10.tsv", "2020-01-01");
            await ImportAsync("techniques loaded", "techniques", "techniques.tsv", "2020-01-01");
            await ImportAsync("icd10, the same again", "icd10", "icd10.tsv", "2020-01-01");
            await ImportAsync("icd10, the next edition", "icd10", "icd10.tsv", "2026-07-01");
            await SearchAsync(host.Services.GetRequiredService<ICodeLists>(), rows);
            Machine.Table($"Code lists, {(postgres ? "PostgreSQL 15" : "SQLite")} (load {Machine.Load()})", ["what", "ms, or p50 ms", "p95 ms"], rows);
            Directory.Delete(data, true);
        }
    }

    static async Task SearchAsync(ICodeLists lists, List<string[]> rows)
    {
        foreach (var (system, name) in new[] { (CodeSystems.Icd10, "icd10"), (CodeSystems.Techniques, "techniques") })
        {
            var times = new List<double>();
            for (var i = 0; i < 40 * Asked.Length; i++)
            {
                var from = Stopwatch.GetTimestamp();
                await lists.SearchAsync(new(system, Asked[i % Asked.Length]), default);
                // The first tenth warms the caches.
                if (i >= 4 * Asked.Length) times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
            times.Sort();
            rows.Add([$"search in {name}, twelve questions with and without marks, page of 20 and total", Machine.Say(Machine.Percentile(times, 0.5), 2),
                Machine.Say(Machine.Percentile(times, 0.95), 2)]);
        }
    }

    static string Invented()
    {
        var folder = Machine.Folder();
        string[] words = ["viêm", "phổi", "u", "ác", "dạ", "dày", "tăng", "huyết", "áp", "gan", "thận", "siêu", "âm", "nội", "soi", "bụng", "ngực", "chấn",
            "thương", "mạn"];
        var chance = new Random(5);
        foreach (var (file, count) in new[] { ("icd10.tsv", 15_844), ("techniques.tsv", 8_035) })
        {
            var text = new StringBuilder("code\tname_vi\tname_en\n");
            for (var i = 0; i < count; i++)
                text.Append(CultureInfo.InvariantCulture, $"{(char)('A' + (i / 1000))}{i % 1000 / 10:00}.{i % 10}\t")
                    .AppendJoin(' ', Enumerable.Range(0, 9).Select(_ => words[chance.Next(words.Length)])).Append("\tan English name of nine words or so\n");
            File.WriteAllText(Path.Combine(folder, file), text.ToString());
        }
        return folder;
    }
}
