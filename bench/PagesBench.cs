using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using LienY.Site;

namespace LienY.Bench;

/// <summary>Pages of the demonstration at 50 requests a second for 20 seconds, open loop: a slow answer does not slow the next question.</summary>
static class PagesBench
{
    const int PerSecond = 50;
    const int Seconds = 20;

    public static async Task RunAsync()
    {
        var rows = new List<string[]>();
        foreach (var postgres in new[] { false, true })
        {
            await using var server = await RunningServer.StartAsync(postgres ? await PostgresServer.FreshDatabaseAsync() : "", demo: true);
            var account = server.Account("so.angiang");
            var visitor = new Visitor(server.Url);
            await visitor.SignInAsync(account.User, account.Password);
            await visitor.OpenAsync("/plans");
            var plan = visitor.Page.QuerySelectorAll("a[href^='/plans/']").Select(a => a.GetAttribute("href")!).First(h => Guid.TryParse(h["/plans/".Length..], out _));
            foreach (var (name, path) in new[] { ("plan", plan), ("today", "/"), ("plans", "/plans") })
                rows.Add([postgres ? "PostgreSQL 15" : "SQLite", name, .. await LoadAsync(server, visitor, path)]);
        }
        Machine.Table($"Pages at {PerSecond}/s for {Seconds} s, ms at the client", ["database", "page", "bytes on the wire", "p50", "p95", "p99", "CPU ms a request", "not 200"], rows);
    }

    static async Task<string[]> LoadAsync(RunningServer server, Visitor visitor, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = visitor.Cookies, AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false })
        {
            BaseAddress = server.Url,
            DefaultRequestHeaders = { { "Accept-Encoding", "br" }, { "Accept", "text/html" } },
        };
        for (var i = 0; i < 30; i++) await client.GetByteArrayAsync(path);
        var bytes = (await client.GetByteArrayAsync(path)).Length;
        var times = new ConcurrentBag<double>();
        var wrong = 0;
        var cpu = server.Cpu;
        var watch = Stopwatch.StartNew();
        var asked = new List<Task>();
        for (var i = 0; i < PerSecond * Seconds; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / PerSecond);
            if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed);
            asked.Add(Task.Run(async () =>
            {
                var one = Stopwatch.StartNew();
                using var answer = await client.GetAsync(path);
                await answer.Content.ReadAsByteArrayAsync();
                times.Add(one.Elapsed.TotalMilliseconds);
                if (answer.StatusCode != HttpStatusCode.OK) Interlocked.Increment(ref wrong);
            }));
        }
        await Task.WhenAll(asked);
        var spent = (server.Cpu - cpu).TotalMilliseconds / asked.Count;
        var sorted = times.Order().ToList();
        return [Machine.Say(bytes, 0), Machine.Say(Machine.Percentile(sorted, 0.5)), Machine.Say(Machine.Percentile(sorted, 0.95)), Machine.Say(Machine.Percentile(sorted, 0.99)), Machine.Say(spent, 2), $"{wrong}"];
    }
}
