using FsCheck.Fluent;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

public sealed class RollupOnSqlite(SqliteSite site) : RollupProperties(site), IClassFixture<SqliteSite>;

public sealed class RollupOnPostgres(PostgresSite site) : RollupProperties(site), IClassFixture<PostgresSite>;

/// <summary>
/// Random stories of facts, late facts, reversals and corrections, told to the ledger in rounds with the roll-up following now and then. What is read
/// must be what plain sums over the standing facts give, and replay must equal incremental.
/// </summary>
public abstract class RollupProperties(TestSite site)
{
    const int Stories = 1000;
    static readonly DateOnly Start = new(2025, 1, 1);

    /// <summary>One deed: state (0–5), reverse an earlier statement (6–7), correct one (8–9); Pick chooses which.</summary>
    readonly record struct Deed(int What, int Day, int Unit, int Value, int Pick);

    [Fact]
    public async Task Reading_is_the_plain_sum_of_standing_facts_and_replay_equals_incremental()
    {
        var deeds = from what in Gen.Choose(0, 9)
                    from day in Gen.Choose(0, 80)
                    from unit in Gen.Choose(0, 2)
                    from value in Gen.Choose(-5000, 50_000)
                    from pick in Gen.Choose(0, 99)
                    select new Deed(what, day, unit, value, pick);
        var stories = deeds.ListOf().Select(s => s.Take(12).ToList()).Sample(Stories, 12).ToList();
        var steps = new Steps(site);
        var targets = stories.Select(_ => (Sum: steps.Target("tổng", Comparator.AtLeast, 1), Count: steps.Target("số", Comparator.AtLeast, 1), Last: steps.Target("mới nhất", Comparator.AtLeast, 1))).ToList();
        await steps.AdoptAsync([.. targets.SelectMany(t => new[]
        {
            (t.Sum, new MeasureChoice("formula", "E{x.told; topic=" + t.Sum.IndicatorId + "}")), (t.Count, new MeasureChoice("formula", "count(E{x.told; topic=" + t.Sum.IndicatorId + "})")),
            (t.Last, new MeasureChoice("formula", "last(E{x.told; topic=" + t.Sum.IndicatorId + "})")),
        })]);
        var told = stories.Select(_ => new List<Fact>()).ToList();
        var units = new[] { steps.Unit, Guid.CreateVersion7(), Guid.CreateVersion7() };
        for (var round = 0; round < 12; round++)
        {
            var facts = new List<Fact>();
            for (var i = 0; i < stories.Count; i++)
                if (round < stories[i].Count) facts.AddRange(Tell(steps, targets[i].Sum, stories[i][round], units, told[i]));
            await site.Services.GetRequiredService<Ledger>().AppendAsync(facts, TestContext.Current.CancellationToken);
            if (round % 3 == 1) await site.SettleAsync();
        }
        await site.SettleAsync();
        foreach (var asOf in new DateOnly[] { new(2025, 1, 9), new(2025, 1, 14), new(2025, 2, 20), new(2025, 12, 31) })
        {
            var read = (await site.Services.GetRequiredService<IEvidence>().ReadAsync([.. targets.SelectMany(t => new[] { t.Sum, t.Count, t.Last })], asOf, TestContext.Current.CancellationToken))
                .Select(r => r.Value).Chunk(3).ToList();
            for (var i = 0; i < stories.Count; i++) Assert.Equal(Plain(told[i], asOf), (read[i][0], read[i][1], read[i][2]));
        }
        Assert.Equal(0, await CommandAsync("evidence check"));
        Assert.Equal(0, await CommandAsync("evidence replay"));
    }

    static IEnumerable<Fact> Tell(Steps steps, Target topic, Deed deed, Guid[] units, List<Fact> told)
    {
        var standing = Standing(told);
        var old = deed.What >= 6 && standing.Count > 0 ? standing[deed.Pick % standing.Count] : null;
        var made = new List<Fact>();
        if (old is not null) made.Add(old.Reversal(old.SourceVersion + 1, "Sai"));
        if (deed.What is < 6 or >= 8) made.Add(steps.Fact("x.told", Start.AddDays(deed.Day), deed.Value / 10m, topic, units[deed.Unit], (Grade)(1 + deed.Pick % 4)));
        told.AddRange(made);
        return made;
    }

    static List<Fact> Standing(List<Fact> told)
    {
        var taken = told.Where(f => f.Part == 1).Select(f => f.Corrects).ToHashSet();
        return [.. told.Where(f => f.Part == 0 && !taken.Contains(f.Id))];
    }

    static (decimal?, decimal?, decimal?) Plain(List<Fact> told, DateOnly asOf)
    {
        var standing = Standing(told).Where(f => f.OccurredOn <= asOf).ToList();
        if (standing.Count == 0) return (null, null, null);
        var day = standing.Max(f => f.OccurredOn);
        return (standing.Sum(f => f.Value), standing.Count, standing.Last(f => f.OccurredOn == day).Value);
    }

    async Task<int> CommandAsync(string name) =>
        await site.HouseAsync(s => new EvidenceModule().Commands.Single(c => c.Name == name).Run(s, []));
}
