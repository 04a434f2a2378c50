using System.Net;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Plans.Tests;

/// <summary>Dependencies, proposals and milestones through their pages.</summary>
public abstract class DependencyTests(TestSite site)
{
    [Fact]
    public async Task A_late_task_pushes_the_one_that_waits_and_the_proposal_moves_it()
    {
        var plan = await WorkPlan.MakeAsync(site);
        await plan.RunAsync("update plans_task set starts_on = @p1 where id = @p0", plan.Task, new DateOnly(2025, 11, 10));
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        // The owner's task was due on 01/10 and is not done on 20/11: it ends today at the earliest, the hospital's 21 days begin tomorrow.
        await TieAsync(owner, plan, plan.OwnTask, plan.Task);
        Assert.Contains("chậm 50 ngày làm muộn 1 nhiệm vụ sau", owner.Text);
        Assert.Contains("21/11/2025 – 11/12/2025", owner.Text);
        await owner.SubmitAsync($"/plans/{plan.Id}/dependencies/shift");
        Assert.Equal(HttpStatusCode.OK, owner.Answer.StatusCode);
        await owner.OpenAsync($"/tasks/{plan.Task}");
        Assert.Contains("21/11/2025 – 11/12/2025", owner.Text);
        Assert.Contains("theo việc phải xong trước", owner.Text);
        Assert.Contains(await plan.NoticesAsync($"task/{plan.Task}/shift"), n => n.Organisation == plan.Hospital);
        await owner.OpenAsync($"/plans/{plan.Id}/timeline?zoom=month&group=unit");
        Assert.Contains("mốc gốc 10/11/2025 – 30/11/2025", owner.Text);
        Assert.Contains("trên đường găng", owner.Text);
        Assert.NotNull(owner.Page.QuerySelector(".gantt .arrows path.critical"));
    }

    [Fact]
    public async Task A_circle_is_refused_with_the_chain_named()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var third = Guid.CreateVersion7();
        await plan.AddTaskAsync(third, 3, "II.3", "Chuyển giao kỹ thuật", plan.Hospital, new DateOnly(2025, 12, 20));
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await TieAsync(owner, plan, plan.OwnTask, plan.Task);
        await TieAsync(owner, plan, plan.Task, third);
        await TieAsync(owner, plan, third, plan.OwnTask);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Answer.StatusCode);
        Assert.Contains("“Khảo sát nhu cầu” → “Cử bác sĩ đi đào tạo” → “Chuyển giao kỹ thuật” → “Khảo sát nhu cầu”", owner.Text);
    }

    [Fact]
    public async Task A_proposal_made_from_an_old_page_is_refused()
    {
        var plan = await WorkPlan.MakeAsync(site);
        await plan.RunAsync("update plans_task set starts_on = @p1 where id = @p0", plan.Task, new DateOnly(2025, 11, 10));
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await TieAsync(owner, plan, plan.OwnTask, plan.Task);
        await plan.RunAsync("update plans_task set version = version + 1 where id = @p0", plan.Task);
        await owner.SubmitAsync($"/plans/{plan.Id}/dependencies/shift");
        Assert.Equal(HttpStatusCode.Conflict, owner.Answer.StatusCode);
    }

    [Fact]
    public async Task Only_working_days_count_where_the_plan_says_so()
    {
        var plan = await WorkPlan.MakeAsync(site);
        await plan.RunAsync("update plans_task set starts_on = @p1, due_on = @p2 where id = @p0", plan.Task, new DateOnly(2025, 11, 10), new DateOnly(2025, 11, 14));
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await TieAsync(owner, plan, plan.OwnTask, plan.Task);
        await owner.SubmitAsync($"/plans/{plan.Id}/dependencies/days", [("workdays", "on")]);
        Assert.Contains("21/11/2025 – 27/11/2025", owner.Text);
    }

    [Fact]
    public async Task The_four_phases_of_a_transfer_stand_on_the_timeline_and_keep_their_order()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/dependencies");
        await owner.SubmitAsync($"/plans/{plan.Id}/milestones", [("name", "Lọc máu"), ("task", plan.Task.ToString()), ("survey", "2025-10-01"), ("training", "2025-09-01")]);
        Assert.Contains("Các pha chuyển giao phải theo thứ tự", owner.Text);
        await owner.SubmitAsync($"/plans/{plan.Id}/milestones", [("training", "2025-10-20"), ("transfer", "2025-11-15"), ("supervision", "2025-12-15")]);
        await owner.OpenAsync($"/plans/{plan.Id}/timeline");
        Assert.Contains("Chuyển giao: Lọc máu 15/11/2025", owner.Text);
    }

    [Fact]
    public async Task A_unit_that_does_not_lead_cannot_tie_tasks()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await unit.OpenAsync($"/plans/{plan.Id}/dependencies");
        Assert.DoesNotContain(unit.Page.Forms, f => f.GetAttribute("action") == $"/plans/{plan.Id}/dependencies");
    }

    static async Task TieAsync(Visitor owner, WorkPlan plan, Guid from, Guid to)
    {
        await owner.OpenAsync($"/plans/{plan.Id}/dependencies");
        await owner.SubmitAsync($"/plans/{plan.Id}/dependencies", [("from", from.ToString()), ("to", to.ToString())]);
    }
}

/// <summary>On the embedded database.</summary>
public sealed class DependenciesOnSqlite(SqliteSite site) : DependencyTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class DependenciesOnPostgres(PostgresSite site) : DependencyTests(site), IClassFixture<PostgresSite>;
