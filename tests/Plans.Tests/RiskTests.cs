using System.Net;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>Risks and issues through their pages.</summary>
public abstract class RiskTests(TestSite site)
{
    [Fact]
    public async Task A_risk_stands_in_the_matrix_and_leaves_a_fact()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await unit.OpenAsync($"/plans/{plan.Id}/risks/new");
        await unit.SubmitAsync($"/plans/{plan.Id}/risks", [("title", "Chuyên gia không xuống đúng lịch"), ("likelihood", "4"), ("impact", "5"), ("task", plan.Task.ToString())]);
        Assert.Contains("20 · cao", unit.Text);
        await unit.OpenAsync($"/plans/{plan.Id}/risks");
        Assert.Equal("R1", unit.Page.QuerySelector("table.matrix td.bad a")!.TextContent);
        Assert.Contains("high", Assert.Single(await plan.FactsAsync("plan.risk.raised")).Dims);
        await unit.OpenAsync($"/plans/{plan.Id}/risks/new");
        await unit.SubmitAsync($"/plans/{plan.Id}/risks", [("title", "Thử"), ("likelihood", "6")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unit.Answer.StatusCode);
    }

    [Fact]
    public async Task An_issue_is_raised_from_a_risk_solved_and_opened_again_with_its_facts()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/risks/new");
        await owner.SubmitAsync($"/plans/{plan.Id}/risks", [("title", "Thiếu người đi học")]);
        await owner.OpenAsync(owner.Page.QuerySelector("a[href*='issues/new?risk=']")!.GetAttribute("href")!);
        await owner.SubmitAsync($"/plans/{plan.Id}/issues", [("cause", "Khoa thiếu bác sĩ"), ("severity", "High")]);
        Assert.Contains("V1 · Thiếu người đi học", owner.Text);
        var address = owner.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        var open = await site.HouseAsync(s => s.GetRequiredService<IPlans>().OpenIssuesAsync(plan.Id, new DateOnly(2025, 11, 20), default));
        Assert.Equal(("high", "Khoa thiếu bác sĩ"), (Assert.Single(open).Severity, open[0].Cause));
        await owner.SubmitAsync(address + "/close", [("result", "Chia lớp hai đợt")]);
        await owner.SubmitAsync(address + "/reopen", [("reason", "Đợt hai chưa đủ")]);
        Assert.Equal([1m, -1m], (await plan.FactsAsync("plan.issue.closed")).Select(f => f.Value));
        await owner.OpenAsync($"/plans/{plan.Id}/risks");
        Assert.Contains("đã xảy ra", owner.Text);
    }

    [Fact]
    public async Task An_issue_put_before_the_level_above_is_told_there_and_seen_there()
    {
        var above = await site.OrganisationAsync("Ủy ban thử " + Guid.CreateVersion7().ToString("N")[^6..], kind: "committee");
        var plan = await WorkPlan.MakeAsync(site, above);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/issues/new");
        await owner.SubmitAsync($"/plans/{plan.Id}/issues", [("title", "Vượt thẩm quyền"), ("severity", "Critical")]);
        var address = owner.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await owner.SubmitAsync(address + "/escalate");
        Assert.Contains("báo cấp trên 20/11/2025", owner.Text);
        Assert.Contains(await plan.NoticesAsync(address.TrimStart('/').Replace("issues", "issue", StringComparison.Ordinal)), n => n.Organisation == above);
        var higher = await site.SignInAsAsync(Role.Director, above);
        await higher.OpenAsync(address);
        Assert.Contains("Vượt thẩm quyền", higher.Text);
    }

    [Fact]
    public async Task A_stranger_sees_neither_risks_nor_issues()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/issues/new");
        await owner.SubmitAsync($"/plans/{plan.Id}/issues", [("title", "Chậm thanh toán")]);
        var stranger = await site.SignInAsAsync(Role.UnitOfficer, plan.Stranger);
        await stranger.OpenAsync(owner.Answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
    }
}

/// <summary>On the embedded database.</summary>
public sealed class RisksOnSqlite(SqliteSite site) : RiskTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class RisksOnPostgres(PostgresSite site) : RiskTests(site), IClassFixture<PostgresSite>;
