using System.Net;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Plans.Tests;

/// <summary>The workload over plans, through its pages.</summary>
public abstract class WorkloadTests(TestSite site)
{
    [Fact]
    public async Task A_month_shows_what_a_unit_leads_and_where_it_cooperates_and_opens_the_tasks()
    {
        var plan = await WorkPlan.MakeAsync(site);
        await plan.RunAsync("insert into plans_assignment (id, plan_id, work_kind, work_id, org_id, role, written) values (@p0, @p1, 'Task', @p2, @p3, 'Cooperating', '')",
            Guid.CreateVersion7(), plan.Id, plan.OwnTask, plan.Hospital);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/workload?plan={plan.Id}");
        // November: one led (due 30/11) and one overdue in which it cooperates.
        var row = owner.Page.QuerySelectorAll("table tbody tr").Single(r => r.TextContent.Contains("Bệnh viện thử", StringComparison.Ordinal));
        var cell = row.QuerySelector("td a[aria-label*='11/2025']")!;
        Assert.Equal("1+1", cell.TextContent.Trim());
        await owner.OpenAsync(cell.GetAttribute("href")!);
        Assert.Contains("Cử bác sĩ đi đào tạo", owner.Text);
        Assert.Contains("phối hợp", owner.Text);
        await owner.DownloadAsync($"/workload.csv?plan={plan.Id}");
        Assert.Equal(HttpStatusCode.OK, owner.Answer.StatusCode);
    }

    [Fact]
    public async Task Load_above_what_the_unit_can_carry_is_marked()
    {
        var plan = await WorkPlan.MakeAsync(site);
        await plan.RunAsync("update plans_task set effort = 30, starts_on = @p1 where id = @p0", plan.Task, new DateOnly(2025, 11, 21));
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await unit.OpenAsync($"/workload?plan={plan.Id}");
        Assert.Null(unit.Page.QuerySelector(".over"));
        await unit.OpenAsync($"/workload/tasks?unit={plan.Hospital}");
        await unit.SubmitAsync($"/workload/capacity/{plan.Hospital}", [("days", "20")]);
        await unit.OpenAsync($"/workload?plan={plan.Id}");
        Assert.NotNull(unit.Page.QuerySelector(".over"));
        Assert.Contains("30 công", unit.Text);
    }

    [Fact]
    public async Task Another_unit_cannot_set_what_a_unit_can_carry()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await unit.OpenAsync($"/workload/tasks?unit={plan.Owner}");
        Assert.DoesNotContain(unit.Page.Forms, f => f.GetAttribute("action")!.Contains("capacity", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, unit.Answer.StatusCode);
    }
}

/// <summary>On the embedded database.</summary>
public sealed class WorkloadOnSqlite(SqliteSite site) : WorkloadTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class WorkloadOnPostgres(PostgresSite site) : WorkloadTests(site), IClassFixture<PostgresSite>;
