using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports.Tests;

public sealed class IssueOnSqlite(SqliteSite site) : IssueTests(site), IClassFixture<SqliteSite>;

public sealed class IssueOnPostgres(PostgresSite site) : IssueTests(site), IClassFixture<PostgresSite>;

/// <summary>What stands in the way of a plan, and what its facts counted, stand in the official report.</summary>
public abstract class IssueTests(TestSite site)
{
    [Fact]
    public async Task Open_issues_are_written_into_the_draft_and_what_people_wrote_stays()
    {
        var (plan, officer, href) = await BeginAsync();
        await officer.SubmitAsync(href + "/draft");
        Assert.Contains("Khó khăn, vướng mắc: Thiếu máy siêu âm", Written(officer, "Shortcomings"), StringComparison.Ordinal);
        Assert.Equal("Thiếu máy siêu âm: Gói thầu chậm.", Written(officer, "Causes"));
        Assert.Contains("Giải quyết vướng mắc “Thiếu máy siêu âm”: Mượn của bệnh viện tỉnh", Written(officer, "Next"), StringComparison.Ordinal);
        Assert.Contains("4. Khó khăn, vướng mắc đang mở", officer.Text, StringComparison.Ordinal);

        await officer.SubmitAsync(href, [("do", "save"), ("text-Causes", "Đơn vị đấu thầu thiếu người.")]);
        await CloseAsync(plan);
        officer = await site.SignInAsAsync(Role.DataOfficer, plan.Sender);
        await officer.OpenAsync(href);
        await officer.SubmitAsync(href, [("do", "anew")]);
        Assert.DoesNotContain("Thiếu máy siêu âm", Written(officer, "Shortcomings"), StringComparison.Ordinal);
        Assert.Equal("Đơn vị đấu thầu thiếu người.", Written(officer, "Causes"));
        Assert.DoesNotContain("4. Khó khăn, vướng mắc đang mở", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_facts_counted_stands_beside_the_progress_that_was_told()
    {
        var (plan, officer, href) = await BeginAsync();
        site.Clock.SetDay(new(2025, 6, 9));
        var lead = await LeadAsync(plan);
        officer = await site.SignInAsAsync(Role.DataOfficer, plan.Sender);
        await lead.OpenAsync($"/plans/{plan.Id}/tasks");
        var task = lead.Page.QuerySelector("main a[href^='/tasks/']")!.GetAttribute("href")!;
        await lead.OpenAsync(task + "/gauge");
        await lead.SubmitAsync(task + "/gauge", [("kind", "plan.meeting.held"), ("goal", "4"), ("own", "on")]);
        foreach (var day in new[] { "2025-05-12", "2025-05-19", "2025-06-08" })
        {
            await lead.OpenAsync($"/plans/{plan.Id}/meetings/new");
            await lead.SubmitAsync($"/plans/{plan.Id}/meetings", [("held", day), ("kind", "Giao ban"), ("title", "Họp thử")]);
        }
        await site.SettleAsync();
        await officer.OpenAsync(href);
        await officer.SubmitAsync(href + "/draft");
        // The third meeting came after the cut-off.
        Assert.Contains("đếm được 2/4 cuộc họp", officer.Text, StringComparison.Ordinal);
    }

    async Task<(LivePlan Plan, Visitor Officer, string Href)> BeginAsync()
    {
        site.Clock.SetDay(new(2025, 5, 20));
        var plan = await LivePlan.AdoptAsync(site);
        var lead = await LeadAsync(plan);
        await lead.OpenAsync($"/plans/{plan.Id}/issues/new");
        await lead.SubmitAsync($"/plans/{plan.Id}/issues",
            [("title", "Thiếu máy siêu âm"), ("cause", "Gói thầu chậm"), ("action", "Mượn của bệnh viện tỉnh"), ("severity", "High")]);
        site.Clock.SetDay(new(2025, 6, 4));
        var officer = await site.SignInAsAsync(Role.DataOfficer, plan.Sender);
        return (plan, officer, await plan.OpenAsync(officer));
    }

    async Task CloseAsync(LivePlan plan)
    {
        site.Clock.SetDay(new(2025, 6, 5));
        var lead = await LeadAsync(plan);
        await lead.OpenAsync($"/plans/{plan.Id}/risks");
        var issue = lead.Page.QuerySelector("main a[href^='/issues/']")!.GetAttribute("href")!;
        await lead.OpenAsync(issue);
        await lead.SubmitAsync(issue + "/close", [("result", "Đã mượn được máy")]);
    }

    // The paper itself says who issued it.
    async Task<Visitor> LeadAsync(LivePlan plan) =>
        await site.SignInAsAsync(Role.DepartmentOfficer, (await site.HouseAsync(s => s.GetRequiredService<IPlans>().FindAsync(plan.Id, default))).OwnerId);

    static string Written(Visitor officer, string part) => officer.Page.QuerySelector($"textarea[name=text-{part}]")!.TextContent.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
