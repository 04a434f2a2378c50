using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>Clocks and rosters: who is told, what happens when nobody answers, and that it happens once.</summary>
public abstract class ClockTests(TestSite site)
{
    async Task<List<MadeAccount>> RosterAsync(Scene scene, int people)
    {
        var accounts = new List<MadeAccount>();
        for (var i = 0; i < people; i++) accounts.Add(await site.AccountAsync(Role.Doctor, scene.Answering));
        var officer = await site.SignInAsAsync(Role.UnitOfficer, scene.Answering);
        var day = site.Clock.Today();
        var rank = 0;
        foreach (var account in accounts)
        {
            await officer.OpenAsync("/consults/roster");
            await officer.SubmitAsync("/consults/roster", [("user", account.Id.ToString()),
                ("from", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
                ("to", day.AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("start", "00:00"), ("end", "00:00"),
                ("rank", (++rank).ToString(System.Globalization.CultureInfo.InvariantCulture))]);
            Assert.True(officer.Answer.IsSuccessStatusCode, officer.Text);
        }
        return accounts;
    }

    Escalating Escalating => site.Services.GetRequiredService<Escalating>();

    [Fact]
    public async Task A_clock_that_runs_out_goes_to_the_next_then_to_the_director()
    {
        var scene = await Scene.MakeAsync(site);
        var people = await RosterAsync(scene, 2);
        var director = await site.AccountAsync(Role.Director, scene.Answering);
        var id = await scene.SentAsync(("urgency", "Immediate"));
        Assert.Equal(people[0].Id, (await scene.CaseAsync(id)).OnCallId);
        site.Clock.Pass(TimeSpan.FromMinutes(14));
        await Escalating.RunAsync(Scene.Stop);
        Assert.Equal(people[0].Id, (await scene.CaseAsync(id)).OnCallId);
        site.Clock.Pass(TimeSpan.FromMinutes(1));
        await Escalating.RunAsync(Scene.Stop);
        Assert.Equal((people[1].Id, 1), ((await scene.CaseAsync(id)).OnCallId, (await scene.CaseAsync(id)).Level));
        site.Clock.Pass(TimeSpan.FromMinutes(15));
        await Escalating.RunAsync(Scene.Stop);
        var one = await scene.CaseAsync(id);
        Assert.Equal((null, null, 2), (one.OnCallId, one.NextAt, one.Level));
        Assert.Equal([1, 1], await scene.FactsAsync(id, "consult.timeout"));
        var visitor = site.Visitor();
        await visitor.SignInAsync(director.User, director.Password);
        await visitor.OpenAsync("/");
        Assert.Contains("Hết giờ mà chưa ai trả lời", visitor.Text, StringComparison.Ordinal);
        await visitor.OpenAsync("/consults/clocks");
        Assert.Contains("quá hạn 15 phút", visitor.Text, StringComparison.Ordinal);
        await Scene.DoAsync(visitor, id, "accept");
        Assert.Null((await scene.CaseAsync(id)).DueAt);
    }

    [Fact]
    public async Task Many_processes_at_once_move_a_clock_once()
    {
        var scene = await Scene.MakeAsync(site);
        await RosterAsync(scene, 3);
        var id = await scene.SentAsync(("urgency", "Immediate"));
        site.Clock.Pass(TimeSpan.FromMinutes(15));
        // Each run reads and writes on connections of its own, as another process would; the lock of jobs is not taken.
        var moved = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Escalating.RunAsync(Scene.Stop))));
        Assert.Equal(1, moved.Sum());
        Assert.Single((await scene.CaseAsync(id)).Steps, s => s.Act == "clock-next");
        Assert.Equal([1], await scene.FactsAsync(id, "consult.timeout"));
    }

    [Fact]
    public async Task A_case_that_was_taken_in_time_is_left_alone()
    {
        var scene = await Scene.MakeAsync(site);
        await RosterAsync(scene, 1);
        var id = await scene.SentAsync(("urgency", "Immediate"));
        await Scene.DoAsync(scene.Expert, id, "accept");
        site.Clock.Pass(TimeSpan.FromHours(2));
        await Escalating.RunAsync(Scene.Stop);
        Assert.DoesNotContain((await scene.CaseAsync(id)).Steps, s => s.Act.StartsWith("clock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_roster_is_imported_as_it_is_exported_and_twice_changes_nothing()
    {
        var scene = await Scene.MakeAsync(site);
        var people = await RosterAsync(scene, 2);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, scene.Answering);
        var table = await officer.DownloadAsync("/consults/roster.csv");
        await officer.OpenAsync("/consults/roster");
        await officer.SubmitAsync("/consults/roster/import", [], [("file", "truc.csv", table)]);
        Assert.True(officer.Answer.IsSuccessStatusCode, officer.Text);
        Assert.Equal(2, await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Duties.CountAsync(d => d.OrganisationId == scene.Answering)));
        await officer.SubmitAsync("/consults/roster/import", [],
            [("file", "truc.csv", "người,chuyên khoa,từ,đến,giờ,giờ,thứ tự\nNgười Lạ,,20/11/2025,,,,\n"u8.ToArray())]);
        Assert.Contains("không rõ người trực", officer.Text, StringComparison.Ordinal);
        Assert.Equal(2, people.Count);
    }

    [Fact]
    public async Task A_limit_is_set_from_tomorrow_on_and_never_changes_what_holds()
    {
        var administrator = await site.SignInAsAsync(Role.Administrator, await site.OrganisationAsync("Sở Y tế Thời hạn " + Guid.CreateVersion7()
            .ToString("N")[20..], null, "department"));
        await administrator.OpenAsync("/consults/rules");
        var today = site.Clock.Today();
        async Task SetAsync(DateOnly from) => await administrator.SubmitAsync("/consults/rules", [("clock", "Acceptance"), ("urgency", "SameDay"),
            ("minutes", "300"), ("next", "60"),
            ("from", from.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("source", "Quyết định thử")]);
        await SetAsync(today);
        Assert.Contains("chỉ áp dụng từ ngày mai", administrator.Text, StringComparison.Ordinal);
        await SetAsync(today.AddDays(3));
        Assert.Contains("Quyết định thử", administrator.Text, StringComparison.Ordinal);
        async Task<int> MinutesAsync(int days) => (await site.HouseAsync(s => s.GetRequiredService<Clocks>().RuleAsync(ClockKind.Acceptance,
            Urgency.SameDay, site.Clock.GetUtcNow().AddDays(days), Scene.Stop))).Minutes;
        Assert.Equal((0, 300), (await MinutesAsync(2), await MinutesAsync(3)));
    }
}

public sealed class Clock_on_sqlite(SqliteSite site) : ClockTests(site), IClassFixture<SqliteSite>;

public sealed class Clock_on_postgres(PostgresSite site) : ClockTests(site), IClassFixture<PostgresSite>;
