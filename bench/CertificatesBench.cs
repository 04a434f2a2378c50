using System.Diagnostics;
using LienY.Site;

namespace LienY.Bench;

/// <summary>The open page that checks a certificate, one after the other: what a person waits, and what the server works.</summary>
static class CertificatesBench
{
    const int Times = 300;

    public static async Task RunAsync()
    {
        var rows = new List<string[]>();
        foreach (var postgres in new[] { false, true })
        {
            await using var server = await RunningServer.StartAsync(postgres ? await PostgresServer.FreshDatabaseAsync() : "", demo: true);
            var account = server.Account("gd.nhitw");
            var visitor = new Visitor(server.Url);
            await visitor.SignInAsync(account.User, account.Password);
            await visitor.OpenAsync("/certificates");
            await visitor.OpenAsync(visitor.Page.QuerySelector("main tbody a[href^='/certificates/']")!.GetAttribute("href")!);
            var path = visitor.Page.QuerySelector("a[href^='/verify/certificate/']")!.GetAttribute("href")!;
            using var client = new HttpClient { BaseAddress = server.Url };
            for (var i = 0; i < 50; i++) await client.GetByteArrayAsync(path);
            var (times, cpu) = (new List<double>(), server.Cpu);
            for (var i = 0; i < Times; i++)
            {
                var one = Stopwatch.StartNew();
                await client.GetByteArrayAsync(path);
                times.Add(one.Elapsed.TotalMilliseconds);
            }
            var spent = (server.Cpu - cpu).TotalMilliseconds / Times;
            times.Sort();
            rows.Add([postgres ? "PostgreSQL 15" : "SQLite", Machine.Say(Machine.Percentile(times, 0.5)), Machine.Say(Machine.Percentile(times, 0.95)), Machine.Say(spent, 2)]);
        }
        Machine.Table($"Check page of a certificate, {Times} times, ms at the client", ["database", "p50", "p95", "CPU ms a request"], rows);
    }
}
