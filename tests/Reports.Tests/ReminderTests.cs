using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports.Tests;

public sealed class RemindersOnSqlite(SqliteSite site) : ReminderTests(site), IClassFixture<SqliteSite>;

public sealed class RemindersOnPostgres(PostgresSite site) : ReminderTests(site), IClassFixture<PostgresSite>;

public abstract class ReminderTests(TestSite site)
{
    readonly Steps steps = new(site);

    async Task<List<string>> MarksAsync(DateOnly day)
    {
        site.Clock.SetDay(day);
        var job = site.Services.GetServices<Job>().Single(j => j.Name == "report-reminders");
        Assert.True(await site.Services.GetRequiredService<JobRunner>().RunAsync(job, default));
        Assert.True(await site.Services.GetRequiredService<JobRunner>().RunAsync(job, default));
        return await site.HouseAsync(async s =>
        {
            await using var desk = new Desk(s.GetRequiredService<StoreScope>());
            return (await desk.Set<Notice>().Where(n => n.Once.StartsWith("report/")).OrderBy(n => n.CreatedAt).ToListAsync())
                .ConvertAll(n => (n.OrganisationId == steps.From ? "from " : n.OrganisationId == steps.To ? "to " : "else ") + n.Once.Split('/')[2]);
        });
    }

    [Fact]
    public async Task Reminders_come_at_seven_three_and_no_days_and_then_go_up_each_once()
    {
        await steps.AdoptAsync(new(2025, 1, 1), new(2025, 6, 30), ("half", null));
        Assert.Empty(await MarksAsync(new(2025, 6, 9)));
        Assert.Equal(["from T-7"], await MarksAsync(new(2025, 6, 10)));
        Assert.Equal(["from T-7"], await MarksAsync(new(2025, 6, 13)));
        Assert.Equal(["from T-7", "from T-3"], await MarksAsync(new(2025, 6, 14)));
        Assert.Equal(["from T-7", "from T-3", "from T"], await MarksAsync(new(2025, 6, 17)));
        Assert.Equal(["from T-7", "from T-3", "from T", "from late", "to late"], await MarksAsync(new(2025, 6, 18)));
        Assert.Equal(5, (await MarksAsync(new(2025, 6, 25))).Count);
    }
}
