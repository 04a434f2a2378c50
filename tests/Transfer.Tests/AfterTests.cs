using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer.Tests;

/// <summary>What becomes of a technique after hand-over.</summary>
public abstract class AfterTests(TransferSite site)
{
    [Fact]
    public async Task A_technique_is_transferred_applied_and_sustained_by_its_cases()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.AcceptedAsync();
        var accepted = scene.Today;
        Assert.Equal(1, await scene.FactsAsync("transfer.technique.transferred"));
        Assert.Equal(4, await scene.FactsAsync("transfer.phase.passed"));
        Assert.Equal(1, await scene.FactsAsync("transfer.ekip.independent"));
        scene.Case(CompetencyLevel.Independent, on: accepted.AddDays(10));
        scene.Case(CompetencyLevel.Independent, on: accepted.AddDays(20));
        foreach (var (from, _) in CaseCount.QuartersAfter(accepted)) site.Books.Case(scene.Receiver, Scene.First, from.AddDays(3), null, [],
            CompetencyLevel.Independent, "", feed: true);
        site.Clock.SetDay(accepted.AddDays(100));
        await scene.RecountAsync();
        Assert.Equal(PackageState.Sustaining, (await scene.PackageAsync()).State);
        Assert.Equal((1, 0), (await scene.FactsAsync("transfer.technique.applied"), await scene.FactsAsync("transfer.technique.sustained")));
        site.Clock.SetDay(CaseCount.QuartersAfter(accepted)[3].To.AddDays(1));
        await scene.RecountAsync();
        Assert.Equal(PackageState.Sustained, (await scene.PackageAsync()).State);
        Assert.Equal(1, await scene.FactsAsync("transfer.technique.sustained"));
        Assert.Equal("performed", await site.HouseAsync(s => ((ITransfers)s.GetService(typeof(ITransfers))!).StateAsync(scene.Receiver, Scene.First, null, Scene.Stop)));
    }

    [Fact]
    public async Task A_case_taken_back_takes_its_facts_back()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.AcceptedAsync();
        scene.Case(CompetencyLevel.Independent, on: scene.Today.AddDays(5));
        var last = scene.Case(CompetencyLevel.Independent, on: scene.Today.AddDays(6));
        site.Clock.SetDay(scene.Today.AddDays(7));
        await scene.RecountAsync();
        Assert.Equal(1, await scene.FactsAsync("transfer.technique.applied"));
        site.Books.Cases.RemoveAll(c => c.Case.Key == last.Key);
        await scene.ReadAsync(async s =>
        {
            s.Publish("case/" + scene.Receiver, new CaseCounted(last.Key, scene.Receiver, Scene.First, last.On, true));
            return await s.SaveChangesAsync(Scene.Stop);
        });
        await site.SettleAsync();
        Assert.Equal(0, await scene.FactsAsync("transfer.technique.applied"));
        Assert.Null((await scene.ReadAsync(s => s.Standings.SingleAsync(x => x.PackageId == scene.Package, Scene.Stop))).AppliedOn);
    }

    [Fact]
    public async Task A_quarter_without_cases_is_told_once_and_a_refresher_is_proposed()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.AcceptedAsync();
        var before = site.Books.Proposed.Count;
        site.Clock.SetDay(CaseCount.QuartersAfter(scene.Today)[0].To.AddDays(2));
        await scene.RecountAsync();
        await scene.RecountAsync();
        Assert.Equal(before + 1, site.Books.Proposed.Count);
        Assert.Equal(scene.Receiver, site.Books.Proposed[^1].Learner);
        Assert.NotNull((await scene.ReadAsync(s => s.Refreshers.SingleAsync(r => r.PackageId == scene.Package, Scene.Stop))).ClassId);
        Assert.Equal(1, await scene.FactsAsync("transfer.technique.lapsed"));
    }

    [Fact]
    public async Task Sixty_days_without_a_case_in_phase_3_stall_a_package_until_the_next_one()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.ThirdAsync();
        var began = scene.Today;
        site.Clock.SetDay(began.AddDays(61));
        await scene.RecountAsync();
        Assert.Equal(began.AddDays(60), (await scene.PackageAsync()).StalledOn);
        Assert.Equal(1, await scene.FactsAsync("transfer.technique.stalled"));
        var next = scene.Case(CompetencyLevel.DirectlySupervised);
        await scene.RecountAsync();
        Assert.Null((await scene.PackageAsync()).StalledOn);
        Assert.Equal(1, await scene.FactsAsync("transfer.technique.stalled"));
        // The case was wrong: it stands still again, and nobody is told the same twice.
        site.Books.Cases.RemoveAll(c => c.Case.Key == next.Key);
        await scene.RecountAsync();
        Assert.Equal(began.AddDays(60), (await scene.PackageAsync()).StalledOn);
        Assert.Equal(2, await scene.ReadAsync(s => s.Set<Notice>().CountAsync(n => n.Once.StartsWith($"transfer/{scene.Package}/stalled/"), Scene.Stop)));
    }

    [Fact]
    public async Task Teams_are_known_to_the_logbook_from_training_on()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.ThirdAsync();
        var card = Assert.Single(await site.HouseAsync(s => ((ITransfers)s.GetService(typeof(ITransfers))!).EkipsAsync(scene.Receiver, Scene.Stop)));
        Assert.Equal((scene.Ekip, scene.Giver, scene.Today, 2), (card.Id, card.GiverId, card.From!.Value, card.Members.Count));
    }
}

public sealed class After_on_sqlite(TransferOnSqlite site) : AfterTests(site), IClassFixture<TransferOnSqlite>;

public sealed class After_on_postgres(TransferOnPostgres site) : AfterTests(site), IClassFixture<TransferOnPostgres>;
