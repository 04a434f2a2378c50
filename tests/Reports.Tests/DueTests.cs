using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports.Tests;

public sealed class DueOnSqlite(SqliteSite site) : DueTests(site), IClassFixture<SqliteSite>;

public sealed class DueOnPostgres(PostgresSite site) : DueTests(site), IClassFixture<PostgresSite>;

public abstract class DueTests(TestSite site)
{
    readonly Steps steps = new(site);

    [Fact]
    public async Task Quarters_close_on_the_14th_and_are_due_two_working_days_later()
    {
        var plan = await steps.AdoptAsync(new(2025, 1, 1), new(2025, 12, 31), ("quarter", null));
        Assert.Equal([("18/03/2025", "14/03/2025"), ("17/06/2025", "14/06/2025"), ("16/09/2025", "14/09/2025"), ("16/12/2025", "14/12/2025")], await steps.DueDaysAsync(plan));
    }

    [Fact]
    public async Task Days_of_Tet_and_Hung_Kings_are_no_working_days()
    {
        var plan = await steps.AdoptAsync(new(2024, 1, 1), new(2024, 4, 30), ("month", null));
        var february = await steps.AdoptAsync(new(2026, 1, 15), new(2026, 2, 28), ("month", null));
        Assert.Equal([("16/01/2024", "14/01/2024"), ("16/02/2024", "14/02/2024"), ("18/03/2024", "14/03/2024"), ("16/04/2024", "14/04/2024")], await steps.DueDaysAsync(plan));
        Assert.Equal([("24/02/2026", "14/02/2026")], await steps.DueDaysAsync(february));
    }

    [Fact]
    public async Task Stated_days_win_over_the_rule_and_close_the_figures_before()
    {
        var plan = await steps.AdoptAsync(new(2025, 1, 1), new(2025, 12, 31), ("half", "10/6"), ("year", "trước ngày 10/12"));
        Assert.Equal([("10/06/2025", "06/06/2025"), ("10/12/2025", "08/12/2025")], await steps.DueDaysAsync(plan));
    }

    [Fact]
    public async Task Stated_day_on_a_day_of_rest_moves_to_the_next_working_day()
    {
        var plan = await steps.AdoptAsync(new(2023, 1, 1), new(2023, 12, 31), ("half", "10/6 và 10/12"));
        Assert.Equal(["12/06/2023", "11/12/2023"], (await steps.DueDaysAsync(plan)).Select(d => d.Due));
    }

    [Fact]
    public async Task Years_of_a_long_plan_each_have_a_report_and_the_end_a_final_one()
    {
        var plan = await steps.AdoptAsync(new(2026, 1, 1), new(2030, 12, 31), ("year", null), ("midterm", null), ("final", null));
        var due = (await steps.DueDaysAsync(plan)).Select(d => d.Cutoff).ToList();
        Assert.Equal(7, due.Count);
        Assert.Equal(["14/12/2026", "14/12/2027", "01/07/2028", "14/12/2028", "14/12/2029", "14/12/2030", "31/12/2030"], due);
    }

    [Fact]
    public async Task Month_with_a_stated_day_is_due_on_that_day_after_the_period()
    {
        var plan = await steps.AdoptAsync(new(2025, 7, 15), new(2025, 9, 14), ("month", "trước ngày 25 hằng tháng"));
        Assert.Equal([("25/08/2025", "14/08/2025"), ("25/09/2025", "14/09/2025")], await steps.DueDaysAsync(plan));
    }

    [Fact]
    public async Task Plan_told_twice_makes_its_reports_once()
    {
        await steps.BeginAsync();
        var adopted = new PlanAdopted(Guid.CreateVersion7(), steps.From, "Kế hoạch hai lần", new(2025, 1, 1), new(2025, 12, 31), [],
            [new(Guid.CreateVersion7(), steps.From, steps.To, "half", null, "6 tháng")]);
        await steps.PublishAsync(adopted);
        await steps.PublishAsync(adopted);
        Assert.Equal(2, (await steps.DueDaysAsync(adopted.PlanId)).Count);
    }

    [Fact]
    public async Task Next_report_of_a_plan_is_the_earliest_that_waits()
    {
        var plan = await steps.AdoptAsync(new(2025, 1, 1), new(2025, 12, 31), ("half", null));
        var next = await site.HouseAsync(s => s.GetRequiredService<IReportClock>().NextAsync([plan, Guid.CreateVersion7()], default));
        Assert.Equal([KeyValuePair.Create(plan, new DateOnly(2025, 6, 17))], next);
    }

    [Fact]
    public async Task List_says_how_late_and_how_soon()
    {
        site.Clock.SetDay(new(2025, 9, 13));
        var plan = await steps.AdoptAsync(new(2025, 1, 1), new(2025, 12, 31), ("quarter", null));
        var officer = await site.SignInAsAsync(Role.UnitOfficer, steps.From);
        await officer.OpenAsync("/reports?plan=" + plan);
        Assert.Contains("quá hạn 88 ngày", officer.Text, StringComparison.Ordinal);
        Assert.Contains("còn 3 ngày", officer.Text, StringComparison.Ordinal);
        await officer.OpenAsync("/reports?show=overdue&plan=" + plan);
        Assert.Equal(2, officer.Page.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task Strangers_see_no_report()
    {
        var plan = await steps.AdoptAsync(new(2025, 1, 1), new(2025, 12, 31), ("half", null));
        var stranger = await site.SignInAsAsync(Role.Director, await site.OrganisationAsync("Bệnh viện người lạ " + plan));
        await stranger.OpenAsync("/reports?plan=" + plan);
        Assert.Contains("Không có báo cáo nào.", stranger.Text, StringComparison.Ordinal);
    }
}
