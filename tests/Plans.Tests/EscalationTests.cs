using LienY.Site;

namespace LienY.Plans.Tests;

/// <summary>A task that is three days late goes up to the organisation above its unit.</summary>
public abstract class EscalationTests(TestSite site)
{
    [Fact]
    public async Task Organisation_above_the_unit_is_told_once_three_days_after_the_due_day()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var above = await site.OrganisationAsync("Bộ thử " + plan.Id.ToString("N")[^6..], kind: "ministry");
        var unit = await site.OrganisationAsync("Bệnh viện tuyến trên thử " + plan.Id.ToString("N")[^6..], above, "hospital");
        await plan.RunAsync("insert into plans_party (plan_id, org_id, role) values (@p0, @p1, 'Lead')", plan.Id, unit);
        var (late, done) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await plan.AddTaskAsync(late, 3, "II.3", "Cử chuyên gia xuống", unit, new DateOnly(2025, 11, 20));
        await plan.AddTaskAsync(done, 4, "II.4", "Gửi tài liệu", unit, new DateOnly(2025, 11, 20));
        await plan.RunAsync("update plans_task set state = 'Done', done_on = @p1 where id = @p0", done, new DateOnly(2025, 11, 22));
        try
        {
            await OnAsync(plan, 22);
            Assert.Equal([plan.Owner], await ToldAsync(plan, late, "late"));
            Assert.Empty(await ToldAsync(plan, late, "T+3"));
            await OnAsync(plan, 23);
            await OnAsync(plan, 24);
            Assert.Equal([above], await ToldAsync(plan, late, "T+3"));
            Assert.Empty(await ToldAsync(plan, done, ""));
            var director = await site.SignInAsAsync(Kernel.Role.Director, above);
            await director.OpenAsync("/");
            Assert.Contains("Nhiệm vụ “Cử chuyên gia xuống” của đơn vị trực thuộc quá hạn 20/11/2025 từ 3 ngày trở lên", director.Text, StringComparison.Ordinal);
            await director.OpenAsync($"/tasks/{late}");
            Assert.Contains("Cử chuyên gia xuống", director.Text, StringComparison.Ordinal);
        }
        finally
        {
            site.Clock.SetDay(new DateOnly(2025, 11, 20));
        }
    }

    [Fact]
    public async Task Where_the_organisation_above_owns_the_plan_it_is_not_told_twice()
    {
        var plan = await WorkPlan.MakeAsync(site);
        try
        {
            site.Clock.SetDay(new DateOnly(2025, 12, 8));
            await plan.RemindAsync();
            Assert.Equal([plan.Owner], await ToldAsync(plan, plan.Task, "late"));
            Assert.Empty(await ToldAsync(plan, plan.Task, "T+3"));
        }
        finally
        {
            site.Clock.SetDay(new DateOnly(2025, 11, 20));
        }
    }

    async Task OnAsync(WorkPlan plan, int day)
    {
        site.Clock.SetDay(new DateOnly(2025, 11, day));
        await plan.RemindAsync();
        await plan.RemindAsync();
    }

    static async Task<List<Guid>> ToldAsync(WorkPlan plan, Guid task, string mark) =>
        (await plan.NoticesAsync($"task/{task}/")).Where(n => n.Once.EndsWith(mark, StringComparison.Ordinal)).Select(n => n.Organisation!.Value).ToList();
}

public sealed class Escalation_on_sqlite(SqliteSite site) : EscalationTests(site), IClassFixture<SqliteSite>;

public sealed class Escalation_on_postgres(PostgresSite site) : EscalationTests(site), IClassFixture<PostgresSite>;
