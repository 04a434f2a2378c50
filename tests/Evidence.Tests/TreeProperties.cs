using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

public sealed class TreeOnSqlite(SqliteSite site) : TreeProperties(site, 9_000), IClassFixture<SqliteSite>;

public sealed class TreeOnPostgres(PostgresSite site) : TreeProperties(site, 400), IClassFixture<PostgresSite>;

/// <summary>
/// Random stories (facts, late facts, reversals, corrections, the same fact sent twice) told at the units of a network in which units merge and come under
/// others meanwhile. Every sum over the tree must be what plain addition over the tree of today gives, and replay must equal incremental.
/// </summary>
public abstract class TreeProperties(TestSite site, int stories)
{
    const int Rounds = 6;
    static readonly DateOnly Start = new(2025, 1, 1);
    readonly Random chance = new(20251120 + stories);

    /// <summary>One random sequence of happenings about a topic of its own.</summary>
    sealed record Story(Guid Topic, List<Fact> Told);

    [Fact]
    public async Task Sums_over_the_tree_are_plain_sums_whatever_merges_and_replay_equals_incremental()
    {
        var steps = new Steps(site);
        var root = await site.OrganisationAsync("Bộ thử " + Guid.CreateVersion7());
        var departments = new List<Guid>();
        var units = new List<Guid> { root };
        for (var d = 0; d < 3; d++)
        {
            departments.Add(await site.OrganisationAsync($"Sở {d} " + Guid.CreateVersion7(), root));
            for (var u = 0; u < 5; u++) units.Add(await site.OrganisationAsync($"Đơn vị {d}.{u} " + Guid.CreateVersion7(), departments[d]));
        }
        units.AddRange(departments);
        var all = Enumerable.Range(0, stories).Select(_ => new Story(Guid.CreateVersion7(), [])).ToList();
        var ended = new HashSet<Guid>();
        for (var round = 0; round < Rounds; round++)
        {
            await site.Services.GetRequiredService<Ledger>().AppendAsync([.. all.SelectMany(s => Tell(steps, s, units))], TestContext.Current.CancellationToken);
            if (round % 2 == 0) await site.SettleAsync();
            var before = await TotalsAsync(root, all);
            if (round < Rounds - 1) await ReorganiseAsync(units.Except([root, .. departments]).Except(ended).ToList(), departments, ended);
            // Lineage keeps totals: nothing is lost and nothing counted twice by a merger, moved sums or not.
            Assert.Equal(before, await TotalsAsync(root, all));
        }
        await site.SettleAsync();
        var tree = await site.Services.GetRequiredService<IOrganisationTree>().OnAsync(null, TestContext.Current.CancellationToken);
        foreach (var unit in departments.Append(root).Append(units[1]))
        {
            var below = tree.Below(unit).ToHashSet();
            Assert.Equal(all.Take(60).Select(s => Plain(s, below)), await TotalsAsync(unit, all));
        }
        Assert.Equal(0, await CommandAsync("evidence check"));
        Assert.Equal(0, await CommandAsync("evidence replay"));
        Assert.Equal(all.Take(60).Select(s => Plain(s, units.ToHashSet())), await TotalsAsync(root, all));
    }

    IEnumerable<Fact> Tell(Steps steps, Story story, List<Guid> units)
    {
        var deed = chance.Next(10);
        var taken = story.Told.Where(f => f.Part == 1).Select(f => f.Corrects).ToHashSet();
        var standing = story.Told.Where(f => f.Part == 0 && !taken.Contains(f.Id)).ToList();
        var made = new List<Fact>();
        if (deed >= 6 && standing.Count > 0) made.Add(Taken(standing[chance.Next(standing.Count)]));
        if (deed is < 6 or >= 8)
            made.Add(new()
            {
                Kind = "y.told",
                UnitId = units[chance.Next(units.Count)],
                OccurredOn = Start.AddDays(chance.Next(400)),
                Value = chance.Next(-50, 500) / 10m,
                Module = "test",
                SourceId = $"y/{story.Topic}/{story.Told.Count}",
                TopicId = story.Topic,
                Grade = (Grade)(1 + chance.Next(4)),
                Dims = chance.Next(3) == 0 ? "{\"coc\":\"NU\"}" : "{}",
            });
        story.Told.AddRange(made);
        // Sent twice: the ledger keeps it once.
        return deed == 0 ? [.. made, .. made] : made;
    }

    static Fact Taken(Fact old) => old.Reversal(old.SourceVersion + 1, "Sai");

    static decimal? Plain(Story story, HashSet<Guid> units)
    {
        var here = story.Told.Where(f => units.Contains(f.UnitId)).ToList();
        return here.Sum(f => f.Part == 1 ? -1 : 1) > 0 ? here.Sum(f => f.Value) : null;
    }

    /// <summary>The sums of the first stories below a unit, as the analytics of the house tell them.</summary>
    async Task<List<decimal?>> TotalsAsync(Guid unit, List<Story> all) => await site.HouseAsync(async s =>
        (await s.GetRequiredService<IAnalytics>().ReadAsync([.. all.Take(60).Select(story => new FigureAsk($"E{{y.told; topic={story.Topic}}}", unit, Start, new(2026, 12, 31)))], new(),
            TestContext.Current.CancellationToken)).Select(f => f.Value).ToList());

    /// <summary>One unit merges into another, one comes under another department; the network has a new edition.</summary>
    async Task ReorganiseAsync(List<Guid> open, List<Guid> departments, HashSet<Guid> ended)
    {
        var (from, to, moved) = (open[chance.Next(open.Count)], open[chance.Next(open.Count)], open[chance.Next(open.Count)]);
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        if (from != to)
        {
            ended.Add(from);
            await connection.RunAsync("update network_organisation set ended_on = @p1 where id = @p0", default, from, new DateOnly(2025, 6, 30));
            await connection.RunAsync("insert into network_passage (id, from_id, to_id, kind, happened_on) values (@p0, @p1, @p2, 'Merged', @p3)", default,
                Guid.CreateVersion7(), from, to, new DateOnly(2025, 7, 1));
        }
        await connection.RunAsync("update network_parent set parent_id = @p1 where organisation_id = @p0", default, moved, departments[chance.Next(departments.Count)]);
        await connection.RunAsync("update network_edition set stamp = @p0 where id = 1", default, Guid.CreateVersion7());
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }

    async Task<int> CommandAsync(string name) =>
        await site.HouseAsync(async s => await new EvidenceModule().Commands.Single(c => c.Name == name).Run(s, []));
}
