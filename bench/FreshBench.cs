using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LienY.Site;

namespace LienY.Bench;

/// <summary>From the moment a task is reported done (API) to the moment the roll-up behind the dashboards has it.</summary>
static class FreshBench
{
    public static async Task RunAsync()
    {
        var rows = new List<string[]>();
        foreach (var postgres in new[] { false, true })
        {
            await using var server = await RunningServer.StartAsync(postgres ? await PostgresServer.FreshDatabaseAsync() : "", demo: true);
            using var client = new HttpClient { BaseAddress = server.Url };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Account("so.angiang").Token);
            var times = new List<double>();
            foreach (var plan in await ListAsync(client, "/api/plans"))
            {
                foreach (var task in (await ListAsync(client, $"/api/plans/{plan}/tasks")).Take(60))
                {
                    var before = await RolledAsync(client, plan);
                    var watch = Stopwatch.StartNew();
                    using var done = await client.PostAsJsonAsync($"/api/tasks/{task}/done", new { });
                    if (!done.IsSuccessStatusCode) continue;
                    while (await RolledAsync(client, plan) == before && watch.Elapsed.TotalSeconds < 10) await Task.Delay(5);
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
            }
            times.Sort();
            rows.Add([postgres ? "PostgreSQL 15" : "SQLite", $"{times.Count}", Machine.Say(Machine.Percentile(times, 0.5), 0), Machine.Say(Machine.Percentile(times, 0.95), 0), Machine.Say(times[^1], 0)]);
        }
        Machine.Table("From a task done to the figure on the dashboard, ms", ["database", "tasks", "p50", "p95", "worst"], rows);
    }

    static async Task<List<Guid>> ListAsync(HttpClient client, string path)
    {
        var list = await client.GetFromJsonAsync<JsonElement>(path);
        var rows = list.ValueKind == JsonValueKind.Array ? list : list.EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.Array).Value;
        return [.. rows.EnumerateArray().Select(p => p.GetProperty("id").GetGuid())];
    }

    static async Task<decimal> RolledAsync(HttpClient client, Guid plan) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/evidence/plans/{plan}/counts")).TryGetProperty("plan.task.done", out var sum) ? sum.GetDecimal() : 0;
}
