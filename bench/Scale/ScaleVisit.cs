using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Bench;

/// <summary>An officer of the first department at the running server: dashboards, drill-downs, late values.</summary>
sealed class ScaleVisit(RunningServer server, MadeAccount account, World world)
{
    readonly List<BenchPlan> plans = [.. world.Plans.Where(p => p.Owner == world.Plans[0].Owner)];
    int asked;

    public async Task<List<string[]>> PagesAsync()
    {
        var visitor = new Visitor(server.Url);
        await visitor.SignInAsync(account.User, account.Password);
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = visitor.Cookies, AllowAutoRedirect = false }) { BaseAddress = server.Url };
        await TimeAsync(client, "/");
        var rows = new List<string[]>();
        foreach (var (name, path) in new[] { ("plan dashboard (evidence)", "/evidence/plans/"), ("plan page", "/plans/") })
        {
            var cold = new List<double>();
            foreach (var plan in plans) cold.Add(await TimeAsync(client, path + plan.Id));
            var warm = new List<double>();
            for (var i = 0; i < 100; i++) warm.Add(await TimeAsync(client, path + plans[i % Math.Min(5, plans.Count)].Id));
            rows.Add(ScaleBench.Row($"{name}, each plan once", "p95 ≤ 1 s", Say(cold)));
            rows.Add(ScaleBench.Row($"{name}, again", "p95 ≤ 300 ms", Say(warm)));
        }
        var facts = new List<double>();
        for (var i = 0; i < 100; i++) facts.Add(await TimeAsync(client, $"/evidence/indicators/{plans[i % plans.Count].Indicators[i * 7 % plans[0].Indicators.Count]}"));
        rows.Add(ScaleBench.Row("drill-down, first 50 facts", "p95 ≤ 500 ms", Say(facts)));
        foreach (var row in rows) ScaleBench.Tell(row);
        return rows;
    }

    /// <summary>From the moment a value for a past month is sent to the moment the figure shows it.</summary>
    public async Task<string[]> LateAsync(string name, int most, CancellationToken until)
    {
        using var client = new HttpClient { BaseAddress = server.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };
        var times = new List<double>();
        var posts = new List<double>();
        while (times.Count < most && !until.IsCancellationRequested)
        {
            // Places 8–11 of every 20 add up over months; a unit that has not declared is late with one of the 60.
            var number = asked++;
            var plan = plans[number % plans.Count];
            var turn = number / plans.Count;
            var place = 8 + turn % 4;
            var indicator = plan.Indicators[place];
            var month = World.Start.AddMonths(turn / 4 % 60);
            var unit = plan.Units[(place + 1 + turn / 240) % plan.Units.Count];
            var before = await FigureAsync(client, indicator);
            var watch = Stopwatch.StartNew();
            using var answer = await client.PostAsJsonAsync($"/api/evidence/indicators/{indicator}/values",
                new { unit, from = month, to = month.AddMonths(1).AddDays(-1), value = 7.5m + number }, CancellationToken.None);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"A value was refused: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            posts.Add(watch.Elapsed.TotalMilliseconds);
            while (await FigureAsync(client, indicator) == before && watch.Elapsed.TotalSeconds < 60) await Task.Delay(10, CancellationToken.None);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return ScaleBench.Row(name, "p95 ≤ 2 s", Say(times) + $"; the post alone {Say(posts)}");
    }

    /// <summary>The same while another process imports facts, 1,000 a transaction.</summary>
    public async Task<List<string[]>> LateDuringImportAsync(Ledger ledger, long facts)
    {
        using var over = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var import = Task.Run(async () =>
        {
            var chance = new Random(7);
            for (var done = 0L; done < facts; done += 1000)
                await ledger.AppendAsync([.. Enumerable.Range(0, 1000).Select(i => new Fact
                {
                    Kind = "data.value", UnitId = world.Stations[(int)((done + i) % world.Stations.Count)], OccurredOn = World.Start.AddDays(chance.Next(1800)), Value = chance.Next(500), Module = "import",
                    SourceId = $"import/{done + i:D10}", TopicId = world.Elements[chance.Next(10)], Dims = "{\"pt\":\"Monthly\"}", Grade = Grade.Declared,
                })]);
            var took = watch.Elapsed.TotalSeconds;
            await over.CancelAsync();
            return took;
        });
        var late = await LateAsync($"late value → figure, during an import of {facts:N0} facts", int.MaxValue, over.Token);
        var row = ScaleBench.Row($"import of {facts:N0} facts beside it", "–", $"{await import:N0} s, {facts / await import:N0} facts/s");
        ScaleBench.Tell(late);
        ScaleBench.Tell(row);
        return [late, row];
    }

    static async Task<string> FigureAsync(HttpClient client, Guid indicator)
    {
        var read = await client.GetFromJsonAsync<JsonElement>($"/api/evidence/indicators/{indicator}");
        return read.GetProperty("value").ToString();
    }

    static async Task<double> TimeAsync(HttpClient client, string path)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await client.GetAsync(path);
        await answer.Content.ReadAsByteArrayAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"'{path}' answered {(int)answer.StatusCode}.");
        return watch.Elapsed.TotalMilliseconds;
    }

    static string Say(List<double> times)
    {
        times.Sort();
        return $"p50 {Machine.Percentile(times, 0.5):N0}, p95 {Machine.Percentile(times, 0.95):N0}, worst {times[^1]:N0} ms ({times.Count})";
    }
}
