using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using LienY.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports.Tests;

public sealed class GatheringOnSqlite(SqliteSite site) : GatheringTests(site), IClassFixture<SqliteSite>;

public sealed class GatheringOnPostgres(PostgresSite site) : GatheringTests(site), IClassFixture<PostgresSite>;

/// <summary>A department's report gathered from the reports of its units; periods by calendar; kinds of report.</summary>
public abstract class GatheringTests(TestSite site)
{
    static readonly DateOnly Day = new(2025, 6, 9);

    /// <summary>A plan whose shares are counted by numerator and denominator, and two units that owe reports to its owner.</summary>
    async Task<(LivePlan Plan, Guid Owner, Guid One, Guid Two, Target Share)> BeginAsync()
    {
        site.Clock.SetDay(Day);
        var plan = await LivePlan.AdoptAsync(site, measure: (_, _) => new("formula", "E{indicator.numerator; topic=this} / E{indicator.denominator; topic=this} * 100"));
        var card = await site.HouseAsync(s => s.GetRequiredService<IPlans>().FindAsync(plan.Id, default));
        // Only units that the plan names may see it.
        var units = (await site.HouseAsync(s => s.GetRequiredService<IPlans>().TasksAsync(plan.Id, default))).Select(t => t.UnitId).OfType<Guid>().Distinct().Where(u => u != card.OwnerId).ToList();
        var (one, two) = (units[0], units[1]);
        await new Steps(site).PublishAsync(new PlanAdopted(plan.Id, card.OwnerId, card.Title, card.From, card.To, [],
            [new(Guid.CreateVersion7(), one, card.OwnerId, "half", "5/6", "đơn vị báo cáo"), new(Guid.CreateVersion7(), two, card.OwnerId, "half", "5/6", "đơn vị báo cáo")]));
        var share = plan.Target;
        foreach (var (unit, over, under) in new[] { (one, 90m, 100m), (two, 10m, 300m) })
        {
            await plan.FactAsync("indicator.numerator", share, unit, new(2025, 5, 5), over);
            await plan.FactAsync("indicator.denominator", share, unit, new(2025, 5, 5), under);
        }
        return (plan, card.OwnerId, one, two, share);
    }

    async Task<string> SendAsync(LivePlan plan, Guid owner, Guid unit, bool accepted)
    {
        var officer = await site.SignInAsAsync(Role.UnitOfficer, unit);
        await officer.OpenAsync($"/reports?plan={plan.Id}&org={unit}");
        var href = officer.Page.QuerySelector("tbody a")!.GetAttribute("href")!;
        await officer.OpenAsync(href);
        await officer.SubmitAsync(href + "/draft");
        await officer.SubmitAsync(href, [("do", "send"), ("text-Causes", "Thiết bị về chậm của " + unit)]);
        if (!accepted) return href;
        var judge = await site.SignInAsAsync(Role.DepartmentOfficer, owner);
        await judge.OpenAsync(href);
        await judge.SubmitAsync(href + "/accept");
        return href;
    }

    static (string, string)[] New(Guid receiver, string cadence = "Once") => [("cadence", cadence), ("from", "2025-01-01"), ("to", "2025-06-30"), ("receiver", receiver.ToString()), ("gathers", "on")];

    [Fact]
    public async Task Shares_of_units_are_never_added_and_units_that_did_not_send_are_named()
    {
        var (plan, owner, one, two, share) = await BeginAsync();
        await SendAsync(plan, owner, one, accepted: true);
        var waiting = await SendAsync(plan, owner, two, accepted: false);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, owner);
        await officer.OpenAsync($"/reports/new?plan={plan.Id}");
        await officer.SubmitAsync("/reports/new", [.. New(plan.Receiver), ("sender", owner.ToString())]);
        var href = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.Contains("đã gửi, chưa duyệt nên chưa tổng hợp", officer.Text, StringComparison.Ordinal);
        Assert.Contains("Thiết bị về chậm của " + one, officer.Page.QuerySelector("textarea[name=text-Causes]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(90, Total(officer, share));
        var docx = await officer.DownloadAsync(href + "/docx");
        var text = Paper.Text(docx);
        Assert.Contains("tổng hợp từ 1/2 đơn vị", text, StringComparison.Ordinal);
        Assert.Contains("Chưa tổng hợp được báo cáo của 1 đơn vị: ", text, StringComparison.Ordinal);
        Assert.Empty(Nd30Check.Check(docx));
        Assert.Empty(Paper.Errors(docx));
        var judge = await site.SignInAsAsync(Role.DepartmentOfficer, owner);
        await judge.OpenAsync(waiting);
        await judge.SubmitAsync(waiting + "/accept");
        await officer.OpenAsync(href);
        await officer.SubmitAsync(href, [("do", "gather")]);
        // 100 of 400, not 90 % + 3.3 %.
        Assert.Equal(25, Total(officer, share));
        Assert.Contains("Thiết bị về chậm của " + two, officer.Page.QuerySelector("textarea[name=text-Causes]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("tổng hợp từ 2/2 đơn vị", Paper.Text(await officer.DownloadAsync(href + "/docx")), StringComparison.Ordinal);
    }

    static decimal Total(Visitor visitor, Target share)
    {
        var row = visitor.Page.QuerySelectorAll("table").First(t => t.QuerySelector("caption")?.TextContent == "Số liệu theo đơn vị").QuerySelectorAll("tbody tr")
            .First(r => r.TextContent.Contains(share.Name, StringComparison.Ordinal) && r.TextContent.Contains("Chung các đơn vị", StringComparison.Ordinal));
        return decimal.Parse(row.QuerySelector("b")!.TextContent, Say.Vietnam);
    }

    [Fact]
    public async Task Unit_reports_its_own_part_to_the_owner_of_the_plan()
    {
        var (plan, owner, one, _, share) = await BeginAsync();
        var href = await SendAsync(plan, owner, one, accepted: false);
        using var program = await site.ProgramAsync(Role.UnitOfficer, one);
        using var whole = JsonDocument.Parse(await program.GetStringAsync("/api" + href));
        Assert.Equal(90, whole.RootElement.GetProperty("cells").EnumerateArray().First(c => c.GetProperty("indicator").GetGuid() == share.IndicatorId).GetProperty("actual").GetDecimal());
    }

    [Theory]
    [InlineData("Year", "ĐỀ NGHỊ CHO KẾ HOẠCH NĂM SAU", "So với năm trước", "text-NextPlan")]
    [InlineData("Midterm", "ĐỀ NGHỊ ĐIỀU CHỈNH KẾ HOẠCH", "Khung logic", "text-Adjusting")]
    [InlineData("Final", "Bài học kinh nghiệm", "Điều chỉnh kế hoạch từ khi ban hành", "text-Lessons")]
    public async Task Yearly_midterm_and_final_reports_carry_their_own_parts(string cadence, string heading, string table, string field)
    {
        var (plan, owner, _, _, _) = await BeginAsync();
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, owner);
        await officer.OpenAsync($"/reports/new?plan={plan.Id}");
        await officer.SubmitAsync("/reports/new", [.. New(plan.Receiver, cadence).SkipLast(1), ("sender", owner.ToString()), ("title", "Báo cáo thử riêng")]);
        Assert.Equal("Báo cáo thử riêng", officer.Page.QuerySelector("h1")!.TextContent);
        Assert.NotNull(officer.Page.QuerySelector($"textarea[name={field}]"));
        var docx = await officer.DownloadAsync(officer.Answer.RequestMessage!.RequestUri!.AbsolutePath + "/docx");
        var text = Paper.Text(docx);
        Assert.Contains(heading, text, StringComparison.Ordinal);
        Assert.Contains(table, text, StringComparison.Ordinal);
        Assert.Empty(Nd30Check.Check(docx));
        Assert.Empty(Paper.Errors(docx));
    }

    [Fact]
    public async Task Obligation_may_close_by_the_calendar_instead_of_the_decree()
    {
        var steps = new Steps(site);
        var plan = await steps.AdoptAsync(new(2025, 1, 1), new(2025, 12, 31), ("quarter", null));
        Assert.Equal("14/03/2025", (await steps.DueDaysAsync(plan))[0].Cutoff);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, steps.From);
        await officer.OpenAsync("/reports?plan=" + plan);
        var href = officer.Page.QuerySelector("tbody a")!.GetAttribute("href")!;
        await officer.OpenAsync(href);
        Assert.Contains("Nghị định số 09/2019/NĐ-CP", officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync(href + "/rule", [("rule", "calendar")]);
        Assert.Equal(["31/03/2025", "30/06/2025", "30/09/2025", "31/12/2025"], (await steps.DueDaysAsync(plan)).Select(d => d.Cutoff).Order(StringComparer.Ordinal).OrderBy(d => d[3..5], StringComparer.Ordinal));
    }
}
