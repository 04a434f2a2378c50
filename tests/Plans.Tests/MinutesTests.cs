using System.Net;
using LienY.Kernel;
using LienY.Site;
using LienY.Writing;

namespace LienY.Plans.Tests;

/// <summary>Meetings from invitation to agreed minutes, through their pages.</summary>
public abstract class MinutesTests(TestSite site)
{
    [Fact]
    public async Task A_meeting_is_invited_to_held_concluded_and_agreed_with_one_fact_and_a_paper_that_keeps_the_decree()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var chair = await site.AccountAsync(Role.Director, plan.Owner);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/meetings/invite");
        await owner.SubmitAsync($"/plans/{plan.Id}/meetings/invite", [("title", "Giao ban tháng"), ("on", "2025-11-20"), ("at", "08:00"), ("kind", "Giao ban"), ("place", "Phòng họp A"), ("chair", chair.Id.ToString()), ("names", "Bà Lê Thị B, Bệnh viện thử")]);
        var address = owner.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.Contains(await plan.NoticesAsync("meeting/" + address.Split('/')[^1]), n => n.Person == chair.Id);
        await owner.SubmitAsync(address + "/minutes", [("minutes", "Nghe báo cáo tiến độ.\nTrao đổi khó khăn."), ("ends", "10:30")]);
        await owner.SubmitAsync(address + "/conclusions", [("text", "Cử thêm hai bác sĩ đi học"), ("unit", plan.Hospital.ToString()), ("due", "2025-12-20"), ("decision", "on")]);
        Assert.Empty(await plan.FactsAsync("plan.meeting.held"));
        await owner.SubmitAsync(address + "/task");
        await owner.SubmitAsync(address + "/agree");
        Assert.Contains("biên bản đã thông qua", owner.Text);
        Assert.Single(await plan.FactsAsync("plan.meeting.held"));
        Assert.DoesNotContain(owner.Page.Forms, f => f.GetAttribute("action") == address + "/minutes");
        var paper = await owner.DownloadAsync(address + "/minutes.docx");
        Assert.Empty(Nd30Check.Check(paper));
        await owner.OpenAsync($"/plans/{plan.Id}/tasks");
        Assert.Contains("Cử thêm hai bác sĩ đi học", owner.Text);
    }

    [Fact]
    public async Task A_series_makes_a_meeting_each_month_and_one_can_be_called_off()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var chair = await site.AccountAsync(Role.Director, plan.Owner);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/meetings/invite");
        await owner.SubmitAsync($"/plans/{plan.Id}/meetings/invite", [("title", "Giao ban định kỳ"), ("on", "2025-11-25"), ("place", "Trực tuyến"), ("chair", chair.Id.ToString()), ("times", "3")]);
        var links = owner.Page.QuerySelectorAll("a[href^='/meetings/']").Select(a => a.GetAttribute("href")!).Distinct().ToList();
        Assert.Equal(3, links.Count);
        await owner.OpenAsync(links[0]);
        await owner.SubmitAsync(links[0] + "/cancel", [("reason", "Trùng lịch")]);
        Assert.Contains("đã hoãn", owner.Text);
        await owner.DownloadAsync($"/meetings/{Guid.CreateVersion7()}/minutes.docx");
        Assert.Equal(HttpStatusCode.NotFound, owner.Answer.StatusCode);
    }
}

/// <summary>On the embedded database.</summary>
public sealed class MinutesOnSqlite(SqliteSite site) : MinutesTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class MinutesOnPostgres(PostgresSite site) : MinutesTests(site), IClassFixture<PostgresSite>;
