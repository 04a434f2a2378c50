using System.Diagnostics;
using LienY.Contracts;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

/// <summary>What figures cost, told by the commands that PostgreSQL gets.</summary>
public sealed class AnalyticsCostTests(PostgresSite site) : IClassFixture<PostgresSite>
{
    static readonly AsyncLocal<List<string>?> Heard = new();

    [Fact]
    public async Task Four_hundred_figures_cost_no_more_queries_than_four()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = a => Heard.Value?.Add(a.DisplayName),
        };
        ActivitySource.AddActivityListener(listener);
        var units = new List<Guid>();
        for (var i = 0; i < 5; i++) units.Add(await site.OrganisationAsync("Đơn vị " + Guid.CreateVersion7()));
        string[] formulas = ["E{plan.task.done}", "lastSum(E{indicator.value})", "distinct(E{plan.meeting.held})", "E{plan.task.done}.aggregationType(LAST) / count(E{report.submitted; on_time=true})"];
        var all = (from unit in units
                   from month in Enumerable.Range(0, 20)
                   from formula in formulas
                   select new FigureAsk(formula, unit, new DateOnly(2024, 1, 3).AddMonths(month), new DateOnly(2024, 2, 3).AddMonths(month))).ToList();
        await QueriesAsync(all[..4]);
        var few = await QueriesAsync(all[..4]);
        var many = await QueriesAsync(all);
        Assert.InRange(many.Count, 1, few.Count);
    }

    async Task<List<string>> QueriesAsync(IReadOnlyList<FigureAsk> asks)
    {
        Heard.Value = [];
        await using var scope = site.Services.CreateAsyncScope();
        var figures = await scope.ServiceProvider.GetRequiredService<IAnalytics>().ReadAsync(asks, new(), TestContext.Current.CancellationToken);
        Assert.Equal(asks.Count, figures.Count);
        var heard = Heard.Value;
        Heard.Value = null;
        return heard;
    }
}
