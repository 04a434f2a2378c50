using System.Diagnostics;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Bench;

/// <summary>Hours of continuing education: windows of 20,000 practitioners with 20 entries each recomputed as a whole, and one person's.</summary>
static class CreditsBench
{
    const int People = 20_000;
    const int Entries = 20;

    public static async Task RunAsync()
    {
        var table = new List<string[]>();
        await using (var site = new SqliteSite()) table.Add(await MeasureAsync("SQLite", site));
        await using (var site = new PostgresSite()) table.Add(await MeasureAsync("PostgreSQL 15", site));
        Machine.Table($"Hours of {People} practitioners, {People * Entries} entries (targets: all ≤ 2 s, one ≤ 10 ms)",
            ["database", "all, s", "of which the register, s", "all again, s", "processor of the last, s", "one p50, ms", "one p95, ms"], [.. table]);
    }

    static async Task<string[]> MeasureAsync(string name, TestSite site)
    {
        await site.InitializeAsync();
        var at = await site.OrganisationAsync("Bệnh viện Đo", kind: "hospital");
        await FillAsync(site, at);
        var ids = await IdsAsync(site);
        var register = await TimeAsync(site, s => s.GetRequiredService<IPractitioners>().CardsAsync(ids, null, default));
        var first = await TimeAsync(site, s => s.GetRequiredService<ICredits>().StandingAsync(ids, null, default));
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var again = await TimeAsync(site, s => s.GetRequiredService<ICredits>().StandingAsync(ids, null, default));
        var processor = Process.GetCurrentProcess().TotalProcessorTime - before;
        var one = new List<double>();
        for (var i = 0; i < 220; i++)
        {
            var id = ids[i * 53];
            var time = await TimeAsync(site, s => s.GetRequiredService<ICredits>().StandingAsync([id], null, default));
            if (i >= 20) one.Add(time.TotalMilliseconds);
        }
        one.Sort();
        return [name, Machine.Say(first.TotalSeconds, 2), Machine.Say(register.TotalSeconds, 2), Machine.Say(again.TotalSeconds, 2),
            Machine.Say(processor.TotalSeconds, 2),
            Machine.Say(Machine.Percentile(one, 0.5)), Machine.Say(Machine.Percentile(one, 0.95))];
    }

    static Task<TimeSpan> TimeAsync<T>(TestSite site, Func<IServiceProvider, Task<T>> work) => site.HouseAsync(async s =>
    {
        var watch = Stopwatch.StartNew();
        await work(s);
        return watch.Elapsed;
    });

    static async Task<List<Guid>> IdsAsync(TestSite site)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.RowsAsync("select id from practitioners_person order by name", r => r.GetGuid(0), default);
    }

    // Rows are made by the database itself: what is measured is the reading.
    static async Task FillAsync(TestSite site, Guid at)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        var postgres = connection.IsPostgres();
        var id = postgres ? "gen_random_uuid()"
            : "upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)))";
        string Series(int most) => postgres ? $"generate_series(1, {most}) as n(i)"
            : $"(with recursive n(i) as (select 1 union all select i + 1 from n where i < {most}) select i from n) n";
        string Day(string days) => postgres ? $"date '2020-01-01' + cast({days} as integer)" : $"date('2020-01-01', '+' || ({days}) || ' days')";
        var now = DateTimeOffset.UnixEpoch;
        await connection.RunAsync($"insert into practitioners_person select {id}, 'Người ' || n.i, 'nguoi ' || n.i, null, 'doctor', null, null, null, @p0, 1 from {Series(People)}",
            default, now);
        await connection.RunAsync($"insert into practitioners_workplace select {id}, id, @p0, '', {Day("0")}, null from practitioners_person", default, at);
        await connection.RunAsync($"insert into practitioners_licence select {id}, id, 'GP ' || name, 'GP' || name, '', '' from practitioners_person", default);
        await connection.RunAsync($"insert into practitioners_licence_span select {id}, id, 'Valid', {Day("length(number) * 30")}, null, '', @p0, '' from practitioners_licence",
            default, now);
        await connection.RunAsync($"insert into credits_entry select {id}, p.id, 'bench/' || p.name || '/' || n.i, null, 50 + n.i, 'a', 'course', 'KH@2013-10-01', {Day("n.i * 100")}, null, "
            + $"'Lớp', '/', '', @p0, '' from practitioners_person p, {Series(Entries)}", default, now);
        await connection.RunAsync("analyze", default);
    }
}
