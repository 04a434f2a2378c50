using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>Money of a plan as a ledger of entries, through its pages.</summary>
public abstract class MoneyTests(TestSite site)
{
    static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4 dữ liệu mẫu");

    [Fact]
    public async Task An_entry_needs_its_document_and_leaves_a_fact_in_millions()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/budget/entries?line={plan.Line}");
        await owner.SubmitAsync($"/budget/{plan.Line}", [("amount", "120.500.000")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Answer.StatusCode);
        Assert.Equal("120.500.000", owner.Page.QuerySelector("input[name=amount]")!.GetAttribute("value"));
        await owner.SubmitAsync($"/budget/{plan.Line}", [("document", "UNC 18"), ("on", "2025-06-30")], [("file", "unc.pdf", Pdf)]);
        await owner.SubmitAsync($"/budget/{plan.Line}", [("kind", "Allocated"), ("amount", "264.000.000"), ("document", "12/QĐ-SYT")]);
        Assert.Equal(HttpStatusCode.OK, owner.Answer.StatusCode);
        Assert.Equal(Pdf, await owner.DownloadAsync(owner.Page.QuerySelector("a[href^='/money/']")!.GetAttribute("href")!));
        await owner.OpenAsync($"/plans/{plan.Id}/budget");
        Assert.Contains("45,6", owner.Text);
        Assert.Contains("\"project\":", Assert.Single(await plan.FactsAsync("plan.budget.allocated")).Dims);
        Assert.Equal([120.5m], (await plan.FactsAsync("plan.budget.spent")).Select(f => f.Value));
    }

    [Fact]
    public async Task A_wrong_entry_is_reversed_once_and_stays_to_be_seen()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await SpendAsync(owner, plan, "200.000.050", "UNC 1");
        await owner.SubmitAsync("/money/", [("reason", "Ghi nhầm dòng")]);
        Assert.Contains("bút toán đảo", owner.Text);
        Assert.Contains("Ghi nhầm dòng", owner.Text);
        Assert.Equal([200.0001m, -200.0001m], (await plan.FactsAsync("plan.budget.spent")).Select(f => f.Value));
        Assert.DoesNotContain(owner.Page.Forms, f => f.GetAttribute("action")!.EndsWith("/reverse", StringComparison.Ordinal));
        Assert.Contains("giải ngân 0 đồng", owner.Text);
        var line = Assert.Single(await site.HouseAsync(s => s.GetRequiredService<IPlans>().BudgetAsync(plan.Id, default)), l => l.Id == plan.Line);
        Assert.Equal(0, line.Spent);
    }

    [Fact]
    public async Task The_plan_is_adjusted_by_entries_and_no_sum_falls_below_zero()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/budget/entries?line={plan.Line}");
        await owner.SubmitAsync($"/budget/{plan.Line}", [("kind", "Planned"), ("amount", "-64.000.000"), ("document", "30/QĐ-SYT")]);
        var line = Assert.Single(await site.HouseAsync(s => s.GetRequiredService<IPlans>().BudgetAsync(plan.Id, default)), l => l.Id == plan.Line);
        Assert.Equal(200_000_000, line.Planned);
        await owner.SubmitAsync($"/budget/{plan.Line}", [("kind", "Spent"), ("amount", "-1"), ("document", "31/QĐ-SYT")]);
        Assert.Contains("tổng không được âm", owner.Text);
    }

    [Fact]
    public async Task A_running_sum_of_before_is_the_opening_entry()
    {
        var plan = await WorkPlan.MakeAsync(site);
        await plan.RunAsync("insert into plans_money (id, plan_id, line_id, kind, amount, made_on, document, file_name, file_hash, note, is_opening, recorded_name, recorded_at) "
            + "values (@p0, @p1, @p2, 'Spent', 1000000, @p3, 'BK 1', '', '', '', @p4, 'Liên Y', @p5)", Guid.CreateVersion7(), plan.Id, plan.Line, new DateOnly(2025, 10, 1), true, site.Clock.GetUtcNow());
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/budget/entries?line={plan.Line}");
        Assert.Contains("số mở sổ", owner.Text);
    }

    [Fact]
    public async Task A_file_is_answered_row_by_row_and_read_again_takes_nothing_twice()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        var file = Encoding.UTF8.GetBytes("\uFEFFNội dung;Nguồn;Năm;Loại;Số tiền (đồng);Ngày;Số văn bản;Ngày văn bản;Ghi chú\r\n"
            + "Thuê phần mềm;Ngân sách;2025;giao;264.000.000;15/01/2025;5/QĐ-SYT;14/01/2025;\r\nthue phan mem;;2025;giải ngân;100.000.000;30/06/2025;UNC 9;;\"đợt 1; đủ\"\r\n"
            + "Thuê phần mềm;Ngân sách;2025;chi;nhiều;30/06/2025;UNC 10;;\r\nXe cứu thương;;2025;giao;1;30/06/2025;1;;\r\nThuê phần mềm;;2025;giao;5;31/12/2030;1;;\r\n");
        foreach (var (taken, refused) in new[] { (2, 3), (0, 5) })
        {
            await owner.OpenAsync($"/plans/{plan.Id}/budget");
            await owner.SubmitAsync($"/plans/{plan.Id}/budget/import", [], [("file", "khoan.csv", file)]);
            Assert.Contains($"Đã nhận {taken} dòng, không nhận {refused} dòng.", owner.Text);
        }
        Assert.Equal([100m], (await plan.FactsAsync("plan.budget.spent")).Select(f => f.Value));
        await owner.DownloadAsync($"/plans/{plan.Id}/budget/entries.csv");
        Assert.Equal(HttpStatusCode.OK, owner.Answer.StatusCode);
    }

    [Fact]
    public async Task Cross_sums_of_projects_sources_and_years_agree_and_what_the_paper_states_stands_beside()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        foreach (var (project, source, year, amount) in new[] { ("Đào tạo", "Ngân sách", "2025", "1.000.000"), ("Đào tạo", "Xã hội hóa", "2026", "2.000.000") })
        {
            await owner.OpenAsync($"/plans/{plan.Id}/budget");
            await owner.SubmitAsync($"/plans/{plan.Id}/budget/lines", [("project", project), ("source", source), ("year", year), ("planned", amount)]);
            Assert.Equal(HttpStatusCode.OK, owner.Answer.StatusCode);
        }
        await owner.OpenAsync($"/plans/{plan.Id}/budget");
        var sum = owner.Page.QuerySelector("table tr.sum")!.QuerySelectorAll("td b").Select(b => b.TextContent).ToList();
        Assert.Equal(["265.000.000", "2.000.000", "267.000.000"], sum);
        Assert.Contains("Văn bản ghi tổng 300.000.000 đồng, các dòng cộng lại 264.000.000 đồng.", owner.Text);
    }

    [Fact]
    public async Task A_unit_that_does_not_lead_sees_the_money_and_enters_none()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await unit.OpenAsync($"/plans/{plan.Id}/budget/entries?line={plan.Line}");
        Assert.Equal(HttpStatusCode.OK, unit.Answer.StatusCode);
        Assert.DoesNotContain(unit.Page.Forms, f => f.GetAttribute("action")!.StartsWith("/budget/", StringComparison.Ordinal));
    }

    static async Task SpendAsync(Visitor owner, WorkPlan plan, string amount, string document)
    {
        await owner.OpenAsync($"/plans/{plan.Id}/budget/entries?line={plan.Line}");
        await owner.SubmitAsync($"/budget/{plan.Line}", [("amount", amount), ("document", document)]);
    }
}

/// <summary>On the embedded database.</summary>
public sealed class MoneyOnSqlite(SqliteSite site) : MoneyTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class MoneyOnPostgres(PostgresSite site) : MoneyTests(site), IClassFixture<PostgresSite>;
