using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>Signed amendments and withdrawals of live plans, through their pages.</summary>
public abstract class RevisionTests(TestSite site)
{
    [Fact]
    public async Task An_amendment_changes_adds_and_ends_with_effect_from_its_day_and_the_past_keeps_its_level()
    {
        var (story, plan, officer) = await StartAsync();
        var targets = await story.TargetsAsync(plan);
        var draft = await BeginAsync(officer, plan, "2025-09-01");
        await RowAsync(officer, draft, "Target", targets[0].IndicatorId, ("value", "92"));
        await RowAsync(officer, draft, "Target", null, ("name", "Số lớp tập huấn"), ("comparator", "AtLeast"), ("value", "6"), ("measure-unit", "lớp"), ("measure", "declared"));
        await officer.OpenAsync(draft);
        await officer.SubmitAsync($"{draft}/end", [("part", "Target"), ("row", targets[1].IndicatorId.ToString())]);
        Assert.Contains("bãi bỏ", officer.Text);
        Assert.Contains(officer.Page.QuerySelectorAll("#changes del"), d => d.TextContent.Contains("90", StringComparison.Ordinal));
        Assert.Equal(90m, (await story.TargetsAsync(plan))[0].Value);
        await officer.SubmitAsync($"{draft}/publish");
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        Assert.Contains("đang có hiệu lực", officer.Text);
        await site.SettleAsync();

        var now = await story.TargetsAsync(plan);
        Assert.Equal([92m, 6m], now.Select(t => t.Value!.Value));
        Assert.Equal(targets[0].IndicatorId, now[0].IndicatorId);
        var before = await site.HouseAsync(s => s.GetRequiredService<IPlans>().TargetsOnAsync(plan, new DateOnly(2025, 8, 31), default));
        Assert.Equal([90m, 20m], before.Select(t => t.Value!.Value));
        var fact = Assert.Single(await FactsAsync(plan, "plan.revised"));
        Assert.Equal((new DateOnly(2025, 9, 1), 1m), fact);
        Assert.Equal(1L, await CellAsync("select count(*) from evidence_measure where indicator_id = @p0", now[1].IndicatorId));
        await officer.OpenAsync($"/plans/{plan}");
        Assert.Contains("sửa đổi lần 1", officer.Text);
    }

    [Fact]
    public async Task What_is_published_for_a_coming_day_waits_for_it()
    {
        var (story, plan, officer) = await StartAsync();
        var draft = await BeginAsync(officer, plan, "2025-12-10");
        await RowAsync(officer, draft, "Target", (await story.TargetsAsync(plan))[0].IndicatorId, ("value", "93"));
        await officer.SubmitAsync($"{draft}/publish");
        Assert.Contains("đã công bố, chờ hiệu lực", officer.Text);
        Assert.Equal(90m, (await story.TargetsAsync(plan))[0].Value);
        site.Clock.SetDay(new DateOnly(2025, 12, 10));
        await RunAsync("plan-revisions");
        site.Clock.SetDay(new DateOnly(2025, 11, 20));
        Assert.Equal(93m, (await story.TargetsAsync(plan))[0].Value);
    }

    [Fact]
    public async Task Of_two_officers_the_second_is_shown_both_texts_and_loses_nothing()
    {
        var (story, plan, officer) = await StartAsync();
        var second = await site.SignInAsAsync(Role.Director, story.Department);
        var target = (await story.TargetsAsync(plan))[0].IndicatorId;
        var first = await BeginAsync(officer, plan, "2025-09-01", "101/QĐ-SYT");
        var other = await BeginAsync(second, plan, "2025-10-01", "102/QĐ-SYT");
        await RowAsync(officer, first, "Target", target, ("value", "92"));
        await RowAsync(second, other, "Target", target, ("value", "94"));
        await officer.SubmitAsync($"{first}/publish");
        await second.SubmitAsync($"{other}/publish");
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
        Assert.Contains("Kế hoạch đã sửa đổi trong lúc ông/bà soạn", second.Text);
        Assert.Contains("ít nhất 90", Normal(second.Text).Replace("≥", "ít nhất", StringComparison.Ordinal));
        Assert.Contains("92", second.Text);
        Assert.Contains("94", second.Text);
        await second.SubmitAsync($"{other}/rebase");
        await second.SubmitAsync($"{other}/publish");
        Assert.Equal(HttpStatusCode.OK, second.Answer.StatusCode);
        Assert.Equal(94m, (await story.TargetsAsync(plan))[0].Value);
        Assert.Equal(92m, (await site.HouseAsync(s => s.GetRequiredService<IPlans>().TargetsOnAsync(plan, new DateOnly(2025, 9, 15), default)))[0].Value);
    }

    [Fact]
    public async Task An_amending_paper_is_matched_to_the_rows_of_the_plan()
    {
        var (story, plan, officer) = await StartAsync();
        var text = story.Text("SỞ Y TẾ TỈNH MẪU", "88/KH-SYT", "01 tháng 9", "Sửa đổi kế hoạch nâng cao chất lượng", "Căn cứ Kế hoạch số 31/KH-SYT ngày 05 tháng 3 năm 2025 của Sở Y tế.",
            "- Tỷ lệ người bệnh nội trú hài lòng đạt ít nhất 96%.", "- Tổ chức ít nhất 12 lớp tập huấn cấp cứu.");
        await officer.OpenAsync($"/plans/{plan}/revisions");
        await officer.SubmitAsync($"/plans/{plan}/revisions/import", [], [("paper", "sua-doi.txt", Encoding.UTF8.GetBytes(text))]);
        var import = officer.Page.QuerySelector("a[href$='/changes']")!.GetAttribute("href")!;
        await officer.OpenAsync(import);
        Assert.Contains("96 %", Normal(officer.Text));
        Assert.Contains("bổ sung", officer.Text);
        var id = Guid.Parse(import.Split('/')[3]);
        await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            await connection.RunAsync("update plans_import_row set state = 'Accepted' where import_id = @p0 and kind <> 'Warning'", default, id);
            await connection.RunAsync("update plans_import_row set state = 'Resolved', note = 'giữ' where import_id = @p0 and kind = 'Warning'", default, id);
            return await connection.RunAsync("update plans_import_unit set state = 'Left' where import_id = @p0 and state in ('Open', 'Proposed')", default, id);
        });
        await officer.OpenAsync($"/plans/imports/{id}");
        await officer.SubmitAsync($"/plans/imports/{id}/adopt");
        Assert.Contains("/revisions/", officer.Page.Url);
        Assert.Equal(90m, (await story.TargetsAsync(plan))[0].Value);
        await officer.SubmitAsync($"{new Uri(officer.Page.Url).AbsolutePath}/publish");
        var now = await story.TargetsAsync(plan);
        Assert.Equal([96m, 20m, 12m], now.Select(t => t.Value!.Value));
    }

    [Fact]
    public async Task Changed_reports_stop_and_new_ones_fall_due()
    {
        var (_, plan, officer) = await StartAsync();
        var quarter = (Guid)(await OneAsync("select id from plans_obligation where plan_id = @p0 and cadence = 'quarter'", plan));
        var draft = await BeginAsync(officer, plan, "2025-08-01");
        await officer.OpenAsync($"{draft}/row?part=Obligation&row={quarter}");
        await officer.SubmitAsync($"{draft}/rows", [("cadence", "month")]);
        await officer.SubmitAsync($"{draft}/publish");
        await site.SettleAsync();
        Assert.True((long)(await CellAsync("select count(*) from reports_report where obligation_id = @p0 and stopped_on is not null", quarter))! > 0);
        Assert.Equal(0L, await CellAsync("select count(*) from reports_report where obligation_id = @p0 and stopped_on is not null and period_to < @p1", quarter, new DateOnly(2025, 8, 1)));
        Assert.True((long)(await CellAsync("select count(*) from reports_report where plan_id = @p0 and cadence = 'Month'", plan))! >= 4);
        Assert.Equal(0L, await CellAsync("select count(*) from reports_report where plan_id = @p0 and cadence = 'Month' and period_to < @p1", plan, new DateOnly(2025, 8, 1)));
    }

    [Fact]
    public async Task A_withdrawn_plan_is_only_read_owes_nothing_and_may_be_restored_on_its_day_only()
    {
        var (_, plan, officer) = await StartAsync();
        var unfinished = await CellAsync("select count(*) from reports_report where plan_id = @p0 and stopped_on is null", plan);
        await WithdrawAsync(officer, plan);
        Assert.Contains("Kế hoạch đã thu hồi từ ngày 20/11/2025", officer.Text);
        Assert.Single(await FactsAsync(plan, "plan.withdrawn"));
        await site.SettleAsync();
        Assert.Equal(0L, await CellAsync("select count(*) from reports_report where plan_id = @p0 and stopped_on is null and period_to >= @p1", plan, new DateOnly(2025, 11, 20)));
        var task = (Guid)await OneAsync("select id from plans_task where plan_id = @p0 order by ordinal", plan);
        using var program = await site.ProgramAsync(Role.DepartmentOfficer, (Guid)await OneAsync("select owner_id from plans_plan where id = @p0", plan));
        Assert.Equal(HttpStatusCode.Conflict, (await program.PostAsync($"/api/tasks/{task}/done", null)).StatusCode);
        await officer.OpenAsync($"/plans/{plan}");
        Assert.Contains("kế hoạch đã thu hồi", officer.Text);
        await officer.OpenAsync($"/plans/{plan}/revisions");
        await officer.SubmitAsync($"/plans/{plan}/revisions/restore");
        await site.SettleAsync();
        Assert.Equal(unfinished, await CellAsync("select count(*) from reports_report where plan_id = @p0 and stopped_on is null", plan));
        Assert.Equal([1m, -1m], (await FactsAsync(plan, "plan.withdrawn")).Select(f => f.Value));
        await WithdrawAsync(officer, plan);
        site.Clock.SetDay(new DateOnly(2025, 11, 21));
        await officer.OpenAsync($"/plans/{plan}/revisions");
        site.Clock.SetDay(new DateOnly(2025, 11, 20));
        Assert.DoesNotContain(officer.Page.Forms, f => f.GetAttribute("action")!.EndsWith("/restore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_draft_is_no_matter_of_others()
    {
        var (story, plan, officer) = await StartAsync();
        var draft = await BeginAsync(officer, plan, "2025-09-01");
        var unit = await site.SignInAsAsync(Role.UnitOfficer, story.Department);
        await unit.OpenAsync(draft);
        Assert.Equal(HttpStatusCode.NotFound, unit.Answer.StatusCode);
        await unit.OpenAsync($"/plans/{plan}/revisions");
        Assert.DoesNotContain("101/QĐ-SYT", unit.Text);
    }

    [Fact]
    public async Task An_amendment_gives_the_plan_another_title_and_a_longer_period_and_shows_which_reports_come()
    {
        var (_, plan, officer) = await StartAsync();
        var before = await CellAsync("select count(*) from reports_report where plan_id = @p0 and stopped_on is null", plan);
        var draft = await BeginAsync(officer, plan, "2025-11-01");
        await RowAsync(officer, draft, "Plan", plan, ("name", "Nâng cao chất lượng khám chữa bệnh đến giữa năm 2026"), ("to", "2026-06-30"));
        Assert.Contains("Báo cáo thay đổi theo thời gian mới", officer.Text);
        Assert.Contains("phải lập thêm", officer.Page.QuerySelector("#shifts")!.TextContent);
        Assert.Contains(officer.Page.QuerySelectorAll("#changes ins"), i => i.TextContent.Contains("30/06/2026", StringComparison.Ordinal));
        Assert.Equal(before, await CellAsync("select count(*) from reports_report where plan_id = @p0 and stopped_on is null", plan));
        await officer.SubmitAsync($"{draft}/publish");
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        await site.SettleAsync();

        var card = await site.HouseAsync(s => s.GetRequiredService<IPlans>().FindAsync(plan, default));
        Assert.Equal(("Nâng cao chất lượng khám chữa bệnh đến giữa năm 2026", new DateOnly(2026, 6, 30)), (card.Title, card.To));
        Assert.True((long)(await CellAsync("select count(*) from reports_report where plan_id = @p0 and stopped_on is null", plan))! > (long)before!);
        Assert.True((long)(await CellAsync("select count(*) from reports_report where plan_id = @p0 and stopped_on is null and period_to > @p1", plan, new DateOnly(2025, 12, 31)))! > 0);
        Assert.Equal(0L, await CellAsync("select count(*) from reports_report where plan_id = @p0 and state = 'Due' and stopped_on is null and plan_title <> @p1", plan, card.Title));
        await officer.OpenAsync($"/plans?q={Uri.EscapeDataString("giữa năm 2026")}");
        Assert.NotNull(officer.Page.QuerySelector($"main a[href='/plans/{plan}']"));
    }

    [Fact]
    public async Task A_shorter_period_spares_reports_names_what_falls_outside_and_can_be_given_back()
    {
        var (_, plan, officer) = await StartAsync();
        var before = await CellAsync("select count(*) from reports_report where plan_id = @p0 and stopped_on is null", plan);
        var draft = await BeginAsync(officer, plan, "2025-07-01");
        await RowAsync(officer, draft, "Plan", plan, ("to", "2025-09-30"));
        Assert.Contains("không còn phải lập", officer.Page.QuerySelector("#shifts")!.TextContent);
        Assert.Contains("có hạn ngoài thời gian mới của kế hoạch", officer.Text);
        await officer.SubmitAsync($"{draft}/publish");
        await site.SettleAsync();
        Assert.Equal(0L, await CellAsync("select count(*) from reports_report where plan_id = @p0 and stopped_on is null and period_to > @p1", plan, new DateOnly(2025, 9, 30)));
        Assert.Equal(90m, (await site.HouseAsync(s => s.GetRequiredService<IPlans>().TargetsAsync(plan, default)))[0].Value);

        // The plan has ended by today: the amendment that gives the time back must still be possible.
        var again = await BeginAsync(officer, plan, "2025-09-01", "130/QĐ-SYT");
        await RowAsync(officer, again, "Plan", plan, ("to", "2025-12-31"));
        await officer.SubmitAsync($"{again}/publish");
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        await site.SettleAsync();
        Assert.Equal(before, await CellAsync("select count(*) from reports_report where plan_id = @p0 and stopped_on is null", plan));
    }

    [Fact]
    public async Task A_period_that_ends_before_it_begins_is_refused_beside_its_field_and_a_plan_is_not_ended_by_a_row()
    {
        var (_, plan, officer) = await StartAsync();
        var draft = await BeginAsync(officer, plan, "2025-09-01");
        await officer.OpenAsync($"{draft}/row?part=Plan&row={plan}");
        await officer.SubmitAsync($"{draft}/rows", [("name", "Tên khác"), ("from", "2025-05-01"), ("to", "2025-04-01")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains("Ngày kết thúc của kế hoạch phải từ ngày bắt đầu trở đi.", officer.Text);
        Assert.Equal("Tên khác", officer.Page.QuerySelector("[name=name]")!.TextContent);
        await officer.OpenAsync(draft);
        await officer.SubmitAsync($"{draft}/end", [("part", "Plan"), ("row", plan.ToString())]);
        Assert.Equal(HttpStatusCode.Conflict, officer.Answer.StatusCode);
    }

    async Task<(LinkedPlans Story, Guid Plan, Visitor Officer)> StartAsync()
    {
        var story = await LinkedPlans.BeginAsync(site);
        return (story, await story.ChildAsync(), await site.SignInAsAsync(Role.DepartmentOfficer, story.Department));
    }

    static async Task<string> BeginAsync(Visitor officer, Guid plan, string effective, string number = "101/QĐ-SYT")
    {
        await officer.OpenAsync($"/plans/{plan}/revisions");
        await officer.SubmitAsync($"/plans/{plan}/revisions", [("number", number), ("date", "2025-08-25"), ("effective", effective)]);
        return new Uri(officer.Page.Url).AbsolutePath;
    }

    static async Task RowAsync(Visitor officer, string draft, string part, Guid? row, params (string, string)[] values)
    {
        await officer.OpenAsync($"{draft}/row?part={part}" + (row is { } id ? $"&row={id}" : ""));
        await officer.SubmitAsync($"{draft}/rows", values);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
    }

    static async Task WithdrawAsync(Visitor officer, Guid plan)
    {
        await officer.OpenAsync($"/plans/{plan}/revisions");
        await officer.SubmitAsync($"/plans/{plan}/revisions/withdraw", [("number", "140/QĐ-SYT"), ("date", "2025-11-18"), ("effective", "2025-11-20"), ("note", "Thay bằng kế hoạch mới")]);
    }

    static string Normal(string text) => text.Replace('\u00a0', ' ');

    Task RunAsync(string job) => site.Services.GetRequiredService<JobRunner>().RunAsync(site.Services.GetServices<Job>().Single(j => j.Name == job), default);

    async Task<List<(DateOnly On, decimal Value)>> FactsAsync(Guid plan, string kind)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.RowsAsync("select occurred_on, value from kernel_fact where plan_id = @p0 and kind = @p1 order by seq", r => (r.Day(0), r.GetInt64(1) / 10_000m), default, plan, kind);
    }

    async Task<object?> CellAsync(string sql, params object?[] values)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.CellAsync(sql, default, values);
    }

    async Task<object> OneAsync(string sql, params object?[] values)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return (await connection.RowsAsync(sql, r => r.GetGuid(0), default, values))[0];
    }
}

public sealed class Revision_on_sqlite(SqliteSite site) : RevisionTests(site), IClassFixture<SqliteSite>;

public sealed class Revision_on_postgres(PostgresSite site) : RevisionTests(site), IClassFixture<PostgresSite>;
