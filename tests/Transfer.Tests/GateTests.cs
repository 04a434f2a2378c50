using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer.Tests;

/// <summary>Gates open by records and by nothing else.</summary>
public abstract class GateTests(TransferSite site)
{
    [Fact]
    public async Task The_first_gate_needs_a_whole_survey_that_both_signed()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.BegunAsync();
        Assert.Equal("gate-closed", (await scene.PassAsync())?.Code);
        var paper = await scene.SurveyedAsync();
        await scene.SignAsync(paper, scene.GiverDirector);
        Assert.Equal("gate-closed", (await scene.PassAsync())?.Code);
        await scene.SignAsync(paper, scene.ReceiverDirector);
        Assert.Null(await scene.PassAsync());
        Assert.Equal(2, (await scene.PackageAsync()).Phase);
        await site.SettleAsync();
        Assert.Equal([Scene.First], site.Books.Watched[scene.Receiver]);
        Assert.Equal("transferring", await scene.Site.HouseAsync(s => ((ITransfers)s.GetService(typeof(ITransfers))!).StateAsync(scene.Receiver, Scene.First, null,
            Scene.Stop)));
    }

    [Fact]
    public async Task One_person_never_signs_for_both_sides()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.BegunAsync();
        var paper = await scene.SurveyedAsync();
        await scene.SignAsync(paper, scene.GiverDirector);
        Assert.Equal(RefusalKind.Conflict, (await Assert.ThrowsAsync<Refusal>(() => scene.SignAsync(paper, scene.GiverDirector))).Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Assert.ThrowsAsync<Refusal>(() => scene.SignAsync(paper, scene.ReceiverOfficer))).Kind);
    }

    [Fact]
    public async Task The_second_gate_needs_certificates_protocol_and_equipment()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.BegunAsync();
        await scene.SignAsync(await scene.SurveyedAsync());
        Assert.Null(await scene.PassAsync());
        await scene.RecordAsync(RecordKind.Protocol);
        var device = await scene.RecordAsync(RecordKind.Equipment, approve: false);
        scene.Certify();
        Assert.NotNull(await scene.PassAsync());
        await scene.DoAsync<RecordKeeping>(scene.ReceiverDirector, (use, _) => use.ApproveAsync(device, 0, Scene.Stop));
        Assert.Null(await scene.PassAsync());
    }

    [Fact]
    public async Task A_certificate_on_another_technique_opens_nothing()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.BegunAsync();
        await scene.SignAsync(await scene.SurveyedAsync());
        Assert.Null(await scene.PassAsync());
        await scene.RecordAsync(RecordKind.Protocol);
        await scene.RecordAsync(RecordKind.Equipment);
        foreach (var person in scene.Team) site.Books.Certify(person.Id, scene.Today, Scene.Second);
        Assert.Equal("gate-closed", (await scene.PassAsync())?.Code);
    }

    [Fact]
    public async Task Evidence_that_is_withdrawn_shakes_the_gate_and_the_phase_stays_passed()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.ThirdAsync();
        var lost = site.Books.Certificates.First(c => c.PractitionerId == scene.Team[0].Id);
        site.Books.Certificates.Remove(lost);
        await scene.ReadAsync(async s =>
        {
            s.Publish("certificate/x", new CertificateEnded(lost.Id, lost.Source, null, "cấp nhầm"));
            return await s.SaveChangesAsync(Scene.Stop);
        });
        await site.SettleAsync();
        Assert.Equal("roles", Assert.Single(await scene.ReadAsync(s => s.Shakes.Where(x => x.PackageId == scene.Package && x.RestoredOn == null)
            .ToListAsync(Scene.Stop))).Condition);
        Assert.Equal(3, (await scene.PackageAsync()).Phase);
        Assert.Equal(2, await scene.ReadAsync(s => s.Set<Notice>().CountAsync(n => n.Once.StartsWith($"transfer/{scene.Package}/shaken/"), Scene.Stop)));
        var page = await scene.AsAsync(scene.ReceiverOfficer);
        await page.OpenAsync("/transfer/packages/" + scene.Package);
        Assert.Contains("không còn đủ", page.Text, StringComparison.Ordinal);
        scene.Certify();
        await scene.RecountAsync();
        Assert.Empty(await scene.ReadAsync(s => s.Shakes.Where(x => x.PackageId == scene.Package && x.RestoredOn == null).ToListAsync(Scene.Stop)));
    }

    [Fact]
    public async Task A_contract_that_ends_in_phase_3_stops_the_package_until_both_extend_it()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.ThirdAsync(months: 2);
        scene.Case(CompetencyLevel.IndirectlySupervised);
        scene.Case(CompetencyLevel.IndirectlySupervised);
        await scene.HoldAsync(await scene.RoundAsync());
        site.Clock.SetDay(scene.Today.AddMonths(3));
        Assert.Equal("contract-ended", (await scene.PassAsync())?.Code);
        Assert.Equal("contract-ended", (await Assert.ThrowsAsync<Refusal>(scene.RoundAsync)).Code);
        var officer = await scene.AsAsync(scene.ReceiverOfficer);
        await officer.OpenAsync("/transfer/packages/" + scene.Package);
        Assert.Contains("Lập phụ lục gia hạn", officer.Text, StringComparison.Ordinal);
        var paper = Guid.Empty;
        await scene.DoAsync<Agreeing>(scene.GiverOfficer, async (use, _) => paper = await use.ExtendAsync(scene.Package, "02/PL", scene.Today.AddMonths(6), Scene.Stop));
        Assert.Equal("contract-ended", (await scene.PassAsync())?.Code);
        await scene.SignAsync(paper);
        Assert.Null(await scene.PassAsync());
        Assert.Equal(4, (await scene.PackageAsync()).Phase);
    }

    [Fact]
    public async Task A_run_is_broken_by_a_guided_case_and_by_too_many_complications()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.FourthAsync();
        var day = scene.Today;
        site.Clock.SetDay(day.AddDays(9));
        for (var i = 1; i <= 2; i++) scene.Case(CompetencyLevel.Independent, on: day.AddDays(i));
        scene.Case(CompetencyLevel.DirectlySupervised, on: day.AddDays(3));
        for (var i = 4; i <= 5; i++) scene.Case(CompetencyLevel.Independent, "complication", day.AddDays(i));
        Assert.Equal("gate-closed", (await scene.PassAsync())?.Code);
        var run = CaseCount.Run(CaseCount.Once(site.Books.Cases.Where(c => c.Facility == scene.Receiver).Select(c => c.Case)), scene.Ekip);
        Assert.Equal((2, 2), (run.Cases.Count, run.Complications));
        Assert.False(run.Suffices(2, 40));
    }
}

public sealed class Gates_on_sqlite(TransferOnSqlite site) : GateTests(site), IClassFixture<TransferOnSqlite>;

public sealed class Gates_on_postgres(TransferOnPostgres site) : GateTests(site), IClassFixture<TransferOnPostgres>;
