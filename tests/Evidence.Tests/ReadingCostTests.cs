using System.Diagnostics;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

/// <summary>What a reading costs, told by the commands that PostgreSQL gets.</summary>
public sealed class ReadingCostTests(PostgresSite site) : IClassFixture<PostgresSite>
{
    static readonly AsyncLocal<List<string>?> Heard = new();

    [Fact]
    public async Task Sixty_targets_cost_no_more_queries_than_one()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = a => Heard.Value?.Add(a.DisplayName),
        };
        ActivitySource.AddActivityListener(listener);
        var steps = new Steps(site);
        var targets = Enumerable.Range(0, 60).Select(i => steps.Target($"Chỉ tiêu {i}", Comparator.AtLeast, 100, i % 2 == 0 ? "%" : "lần")).ToList();
        await steps.AdoptAsync([.. targets.Select((t, i) => (t, i % 3 == 0 ? new MeasureChoice("formula", "count(E{plan.task.done; late=false}) + E{plan.meeting.held}") : new("official", null)))]);
        await steps.HappenAsync([.. targets.SelectMany(t => Enumerable.Range(1, 12).Select(m => steps.Fact("indicator.value", new(2025, m, 28), m, t)))]);
        var one = await QueriesAsync([targets[0]]);
        var all = await QueriesAsync(targets);
        Assert.InRange(one.Count, 1, 6);
        Assert.InRange(all.Count, 1, 6);
    }

    async Task<List<string>> QueriesAsync(IReadOnlyList<Target> targets)
    {
        Heard.Value = [];
        var readings = await site.Services.GetRequiredService<IEvidence>().ReadAsync(targets, new(2025, 11, 20), TestContext.Current.CancellationToken);
        Assert.Equal(targets.Count, readings.Count);
        var heard = Heard.Value;
        Heard.Value = null;
        return heard;
    }
}
