using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports.Tests;

public sealed class EscalationOnSqlite(SqliteSite site) : EscalationTests(site), IClassFixture<SqliteSite>;

public sealed class EscalationOnPostgres(PostgresSite site) : EscalationTests(site), IClassFixture<PostgresSite>;

/// <summary>An overdue report goes up to the organisation above the one that owes it, once the day after and once more after three days.</summary>
public abstract class EscalationTests(TestSite site)
{
    [Fact]
    public async Task Organisation_above_is_told_the_day_after_and_once_more_three_days_after()
    {
        var (above, from, plan) = await OwedAsync();
        Assert.Empty(await ToldAsync(plan, above, new(2025, 6, 17)));
        Assert.Equal(["late"], await ToldAsync(plan, above, new(2025, 6, 18)));
        Assert.Equal(["late"], await ToldAsync(plan, above, new(2025, 6, 19)));
        Assert.Equal(["late", "T+3"], await ToldAsync(plan, above, new(2025, 6, 20)));
        Assert.Equal(["late", "T+3"], await ToldAsync(plan, above, new(2025, 7, 30)));
        Assert.DoesNotContain("T+3", await ToldAsync(plan, from, new(2025, 7, 30)));
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, above);
        await officer.OpenAsync("/");
        Assert.Contains("Đơn vị trực thuộc chưa gửi báo cáo quá hạn từ 3 ngày trở lên (17/06/2025)", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task House_that_did_not_run_for_a_week_still_goes_up_and_a_report_no_longer_owed_does_not()
    {
        var (above, _, plan) = await OwedAsync();
        Assert.Equal(["T+3", "late"], (await ToldAsync(plan, above, new(2025, 6, 30))).Order(StringComparer.Ordinal));
        var (other, _, ended) = await OwedAsync();
        await site.HouseAsync(async s =>
        {
            await using var desk = new Desk(s.GetRequiredService<StoreScope>());
            desk.Publish("plan/" + ended, new PlanWithdrawn(ended, new(2025, 3, 1)));
            return await desk.SaveChangesAsync();
        });
        await site.SettleAsync();
        Assert.Empty(await ToldAsync(ended, other, new(2025, 6, 30)));
    }

    async Task<(Guid Above, Guid From, Guid Plan)> OwedAsync()
    {
        site.Clock.SetDay(new(2025, 1, 2));
        var mark = Guid.CreateVersion7().ToString("N")[^8..];
        var above = await site.OrganisationAsync($"Sở Y tế trên {mark}", kind: "department");
        var from = await site.OrganisationAsync($"Bệnh viện dưới {mark}", above, "hospital");
        var to = await site.OrganisationAsync($"Bệnh viện trung ương {mark}", kind: "hospital");
        var plan = Guid.CreateVersion7();
        await new Steps(site).PublishAsync(new PlanAdopted(plan, to, $"Kế hoạch {mark}", new(2025, 1, 1), new(2025, 6, 30), [],
            [new AdoptedObligation(Guid.CreateVersion7(), from, to, "half", null, "báo cáo 6 tháng")]));
        return (above, from, plan);
    }

    /// <summary>Runs the reminders on a day and tells which marks this organisation has got for this plan so far.</summary>
    async Task<List<string>> ToldAsync(Guid plan, Guid organisation, DateOnly day)
    {
        site.Clock.SetDay(day);
        var job = site.Services.GetServices<Job>().Single(j => j.Name == "report-reminders");
        Assert.True(await site.Services.GetRequiredService<JobRunner>().RunAsync(job, default));
        Assert.True(await site.Services.GetRequiredService<JobRunner>().RunAsync(job, default));
        return await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            var reports = (await connection.RowsAsync("select id from reports_report where plan_id = @p0", r => "/reports/" + r.GetGuid(0), default, plan)).ToHashSet();
            await using var desk = new Desk(s.GetRequiredService<StoreScope>());
            return (await desk.Set<Notice>().Where(n => n.OrganisationId == organisation).OrderBy(n => n.CreatedAt).ThenBy(n => n.Id).ToListAsync())
                .Where(n => reports.Contains(n.Link)).Select(n => n.Once.Split('/')[2]).ToList();
        });
    }
}
