using System.Net;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>Targets shared out to units, through their pages.</summary>
public abstract class ShareTests(TestSite site)
{
    [Fact]
    public async Task Units_of_a_count_must_add_up_and_what_is_missing_is_told()
    {
        var (plan, target, units, officer, story) = await StartAsync();
        var page = $"/plans/{plan}/targets/{target}/units";
        await officer.SubmitAsync($"{page}/table", [("table", $"Đơn vị\tMức\nBệnh viện Một {story.Mark}\t12\nBệnh viện Hai {story.Mark}\t6")]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        Assert.Contains("tổng 18 / 20, thiếu 2", officer.Text);
        await officer.OpenAsync($"{page}?propose=equal");
        await officer.SubmitAsync($"{page}/accept", [("propose", "equal")]);
        Assert.Contains("tổng 20 / 20, đủ", officer.Text);
        Assert.Equal(20m, (await story.TargetsAsync(plan))[1].Value);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, units[0]);
        await unit.OpenAsync("/unit-targets");
        Assert.Contains("≥ 10 buổi", unit.Text.Replace('\u00a0', ' '));
    }

    [Fact]
    public async Task A_unit_is_read_from_its_own_facts_only()
    {
        var (plan, target, units, officer, story) = await StartAsync();
        var page = $"/plans/{plan}/targets/{target}/units";
        await officer.SubmitAsync($"{page}/table", [("table", $"Bệnh viện Một {story.Mark};12\nBệnh viện Hai {story.Mark};8")]);
        await ValueAsync(plan, target, units[0], 9);
        await ValueAsync(plan, target, units[1], 2);
        await officer.OpenAsync(page);
        var league = officer.Page.QuerySelectorAll("tbody tr").Take(2).Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.StartsWith("Bệnh viện Một", league[0]);
        Assert.Contains("75", league[0]);
        Assert.Contains("25", league[1]);
        Assert.Contains("11 buổi", officer.Text.Replace('\u00a0', ' '));
    }

    [Fact]
    public async Task A_table_with_a_strange_unit_is_refused_whole_and_kept_on_the_page()
    {
        var (plan, target, _, officer, story) = await StartAsync();
        var page = $"/plans/{plan}/targets/{target}/units";
        await officer.SubmitAsync($"{page}/table", [("table", $"Bệnh viện Một {story.Mark};12\nPhòng khám Không Có Thật;8")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains("Phòng khám Không Có Thật", officer.Page.QuerySelector("textarea[name=table]")!.TextContent);
        await officer.OpenAsync(page);
        Assert.Contains("chưa giao cho đơn vị nào", officer.Text);
    }

    [Fact]
    public async Task A_rate_is_weighed_by_its_denominators()
    {
        var (plan, _, _, officer, story) = await StartAsync();
        var rate = (await story.TargetsAsync(plan))[0].IndicatorId;
        var page = $"/plans/{plan}/targets/{rate}/units";
        await officer.OpenAsync(page);
        await officer.SubmitAsync($"{page}/table", [("table", $"Bệnh viện Một {story.Mark};95;300\nBệnh viện Hai {story.Mark};80;100")]);
        Assert.Contains("1 đơn vị có mức kém mức chung 90", officer.Text);
        await officer.SubmitAsync($"{page}/way", [("way", "Weighted")]);
        Assert.Contains("bình quân theo mẫu số 91,25 / 90, vượt 1,25", officer.Text);
    }

    [Fact]
    public async Task The_reported_population_in_force_weighs_the_units()
    {
        var (plan, target, units, officer, story) = await StartAsync();
        var data = await site.SignInAsAsync(Role.DataOfficer, story.Department);
        await data.OpenAsync("/data/elements/new");
        await data.SubmitAsync("/data/elements/new", [("name", "Dân số " + story.Mark), ("code", "dan-so-" + story.Mark), ("aggregation", "LAST")]);
        var element = data.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await data.SubmitAsync(element + "/versions", [("name", "Tổng điều tra " + story.Mark), ("code", "dt" + story.Mark), ("from", "2019-04-01")]);
        await data.SubmitAsync(element + "/versions", [("name", "Ước mới " + story.Mark), ("code", "u" + story.Mark), ("from", "2025-01-01")]);
        using var program = await site.ProgramAsync(Role.DataOfficer, story.Department);
        var listed = System.Text.Json.JsonDocument.Parse(await program.GetStringAsync("/api/organisationUnits?paging=false&fields=id,name")).RootElement.GetProperty("organisationUnits").EnumerateArray()
            .ToDictionary(u => u.GetProperty("name").GetString()!, u => u.GetProperty("id").GetString()!);
        var one = listed[$"Bệnh viện Một {story.Mark}"];
        var two = listed[$"Bệnh viện Hai {story.Mark}"];
        var table = $"ma;nam;nhom;so;phien ban\n{one};2025;;1000;dt{story.Mark}\n{one};2025;;30000;u{story.Mark}\n{two};2025;;10000;u{story.Mark}\n";
        await data.SubmitAsync(element + "/populations", files: [("file", "dan-so.csv", System.Text.Encoding.UTF8.GetBytes(table))]);
        Assert.Equal(HttpStatusCode.OK, data.Answer.StatusCode);
        await site.SettleAsync();

        var page = $"/plans/{plan}/targets/{target}/units";
        await officer.SubmitAsync($"{page}/table", [("table", $"Bệnh viện Một {story.Mark}\nBệnh viện Hai {story.Mark}")]);
        Assert.Contains($"Dân số {story.Mark} · Ước mới {story.Mark}", officer.Page.QuerySelector("select[name=population]")!.TextContent);
        await officer.SubmitAsync($"{page}/weights", [("population", "dan-so-" + story.Mark), ("year", "1890")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        await officer.OpenAsync(page);
        await officer.SubmitAsync($"{page}/weights", [("population", "dan-so-" + story.Mark), ("year", "2025")]);
        Assert.Contains("Đã lấy dân số của 2 đơn vị", officer.Text);
        Assert.Equal(["15", "5"], officer.Page.QuerySelectorAll("#proposal tbody tr").Select(r => r.Children[2].TextContent.Trim()).OrderByDescending(n => n.Length));
        await officer.SubmitAsync($"{page}/accept", [("propose", "weight")]);
        Assert.Contains("tổng 20 / 20, đủ", officer.Text);
        await officer.OpenAsync($"/plans/{plan}/history");
        Assert.Contains($"lấy mẫu số từ Dân số {story.Mark} · Ước mới {story.Mark}, 2025", officer.Text);
        Assert.Equal(2, units.Length);
    }

    [Fact]
    public async Task A_work_measured_by_facts_counts_them_and_says_where_none_have_come()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await officer.OpenAsync($"/tasks/{plan.OwnTask}/gauge");
        await officer.SubmitAsync($"/tasks/{plan.OwnTask}/gauge", [("kind", "consult.session.held"), ("goal", "20")]);
        Assert.Contains("chưa có dữ liệu: buổi hội chẩn chưa ghi nhận lần nào", officer.Text);
        await officer.OpenAsync($"/tasks/{plan.OwnTask}/gauge");
        await officer.SubmitAsync($"/tasks/{plan.OwnTask}/gauge", [("kind", "plan.meeting.held"), ("goal", "4"), ("dims", "kind=Sơ kết")]);
        foreach (var (day, kind) in new[] { ("2025-09-10", "Sơ kết"), ("2025-10-10", "Giao ban") })
        {
            await officer.OpenAsync($"/plans/{plan.Id}/meetings/new");
            await officer.SubmitAsync($"/plans/{plan.Id}/meetings", [("held", day), ("kind", kind), ("title", "Họp thử")]);
        }
        await officer.OpenAsync($"/tasks/{plan.OwnTask}");
        Assert.Contains("1/4 cuộc họp đã ghi nhận", officer.Text);
        Assert.NotNull(officer.Page.QuerySelector($"a[href^='/evidence/ledger?kind=plan.meeting.held']"));
        await officer.OpenAsync($"/plans/{plan.Id}/timeline");
        Assert.Contains("25 %", officer.Text.Replace('\u00a0', ' '));
    }

    async Task<(Guid Plan, Guid Target, Guid[] Units, Visitor Officer, LinkedPlans Story)> StartAsync()
    {
        var story = await LinkedPlans.BeginAsync(site);
        var plan = await story.ChildAsync();
        Guid[] units = [await site.OrganisationAsync("Bệnh viện Một " + story.Mark, story.Department, "hospital"), await site.OrganisationAsync("Bệnh viện Hai " + story.Mark, story.Department, "hospital")];
        var target = (await story.TargetsAsync(plan))[1].IndicatorId;
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, story.Department);
        await officer.OpenAsync($"/plans/{plan}/targets/{target}/units");
        return (plan, target, units, officer, story);
    }

    async Task ValueAsync(Guid plan, Guid target, Guid unit, decimal value)
    {
        await site.Services.GetRequiredService<Ledger>().AppendAsync([new Fact
        {
            Kind = "indicator.value", UnitId = unit, OccurredOn = new DateOnly(2025, 9, 15), Value = value, Module = "test", SourceId = "value/" + Guid.CreateVersion7(), PlanId = plan, TopicId = target,
            Grade = Grade.DeclaredWithFile,
        }]);
        await site.SettleAsync();
    }
}

public sealed class Share_on_sqlite(SqliteSite site) : ShareTests(site), IClassFixture<SqliteSite>;

public sealed class Share_on_postgres(PostgresSite site) : ShareTests(site), IClassFixture<PostgresSite>;

/// <summary>A number shared out loses nothing.</summary>
public sealed class ApportioningTests
{
    [Fact]
    public void Parts_always_add_up_to_the_whole_and_stay_within_one_step_of_their_due()
    {
        var chance = new Random(20251122);
        for (var round = 0; round < 3000; round++)
        {
            var digits = chance.Next(0, 5);
            var step = 1m;
            for (var i = 0; i < digits; i++) step /= 10;
            var whole = chance.Next(0, 1_000_000) * step;
            // A whole number is shared out in whole numbers, however it is written.
            step = new[] { 1m, 0.1m, 0.01m, 0.001m, 0.0001m }.First(s => whole % s == 0);
            var weights = Enumerable.Range(0, chance.Next(1, 60)).Select(_ => chance.Next(10) == 0 ? 0m : (decimal)chance.Next(1, 5_000_000)).ToList();
            var parts = Apportioning.Split(whole, weights);
            Assert.Equal(whole, parts.Sum());
            Assert.All(parts, p => Assert.True(p >= 0 && p % step == 0));
            if (weights.Sum() is > 0 and var all)
                Assert.All(parts.Zip(weights), x => Assert.True(Math.Abs(x.First - whole * x.Second / all) <= step, $"{x.First} of {whole} by {x.Second}/{all}"));
        }
    }

    [Fact]
    public void Equal_parts_differ_by_one_at_most() =>
        Assert.All(Enumerable.Range(1, 200), n => Assert.True(Apportioning.Split(500, n) is var parts && parts.Sum() == 500 && parts.Max() - parts.Min() <= 1));
}
