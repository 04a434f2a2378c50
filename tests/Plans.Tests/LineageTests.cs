using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>Plans whose units have merged or ended: the text stays as signed, the work passes on.</summary>
public abstract class LineageTests(TestSite site)
{
    [Fact]
    public async Task The_successor_of_a_merged_department_sees_and_works_its_tasks_and_both_views_have_the_same_totals()
    {
        var (story, plan, heir) = await MergedAsync();
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, heir);
        await officer.OpenAsync($"/plans/{plan}/units");
        Assert.Contains("nay là Sở Y tế tỉnh Hợp Nhất", officer.Text);
        var signed = Totals(officer);
        await officer.OpenAsync($"/plans/{plan}/units?view=now");
        Assert.Contains("tiếp nhận nhiệm vụ của Sở Y tế tỉnh Mẫu", officer.Text);
        Assert.Equal(signed, Totals(officer));
        Assert.Contains(signed, t => t > 0);
        var task = await OneAsync("select id from plans_task where plan_id = @p0 order by ordinal", plan);
        await RunAsync("update plans_task set unit_id = @p1, due_on = @p2 where id = @p0", task, story.Department, new DateOnly(2025, 11, 22));
        await officer.OpenAsync("/tasks?unit=on");
        Assert.NotNull(officer.Page.QuerySelector($"a[href='/tasks/{task}']"));
        await officer.OpenAsync("/");
        Assert.NotNull(officer.Page.QuerySelector($"a[href='/tasks/{task}']"));
        await officer.OpenAsync($"/tasks/{task}");
        await officer.SubmitAsync($"/tasks/{task}/done", [("on", "2025-11-19")]);
        Assert.Contains("đã xong", officer.Text);
    }

    [Fact]
    public async Task Reports_of_a_merged_department_are_those_of_its_successor_and_name_whose_duty_it_was()
    {
        var (_, plan, heir) = await MergedAsync();
        await RunJobAsync("report-successors");
        Assert.Equal(heir, await OneAsync("select from_id from reports_report where plan_id = @p0 and state = 'Due' order by due_on desc", plan));
        var report = await OneAsync("select id from reports_report where plan_id = @p0 and state = 'Due' order by due_on", plan);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, heir);
        await officer.OpenAsync($"/reports/{report}");
        Assert.Contains("Đơn vị tiếp nhận nhiệm vụ của Sở Y tế tỉnh Mẫu", officer.Text);
        await officer.SubmitAsync($"/reports/{report}/draft");
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        using var docx = new System.IO.Compression.ZipArchive(new MemoryStream(await officer.DownloadAsync($"/reports/{report}/docx")));
        using var body = new StreamReader(docx.GetEntry("word/document.xml")!.Open());
        var text = System.Text.RegularExpressions.Regex.Replace(await body.ReadToEndAsync(), "<[^>]+>", "");
        Assert.Contains("tiếp nhận nhiệm vụ của Sở Y tế tỉnh Mẫu", text);
    }

    [Fact]
    public async Task Work_of_a_unit_that_ended_without_successor_is_given_to_another_from_a_day()
    {
        var story = await LinkedPlans.BeginAsync(site);
        var plan = await story.ChildAsync();
        var ended = await site.OrganisationAsync("Trung tâm giải thể " + story.Mark, story.Department, "centre");
        var other = await site.OrganisationAsync("Bệnh viện tiếp nhận " + story.Mark, story.Department, "hospital");
        var task = await OneAsync("select id from plans_task where plan_id = @p0 order by ordinal", plan);
        await RunAsync("update plans_task set unit_id = @p1 where id = @p0", task, ended);
        await RunAsync("insert into plans_party (plan_id, org_id, role) values (@p0, @p1, 'Lead')", plan, ended);
        await EndAsync(ended, null);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, story.Department);
        await officer.OpenAsync($"/plans/{plan}/units");
        Assert.Contains("chưa có đơn vị tiếp nhận", officer.Text);
        await officer.SubmitAsync($"/plans/{plan}/handovers", [("to", other.ToString()), ("day", "2025-11-18"), ("note", "55/QĐ-SYT")]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        Assert.DoesNotContain("chưa có đơn vị tiếp nhận", officer.Text);
        Assert.Equal(other, await OneAsync("select unit_id from plans_task where id = @p0", task));
        await officer.OpenAsync($"/plans/{plan}/units");
        Assert.Contains("nay là Bệnh viện tiếp nhận", officer.Text);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, other);
        await unit.OpenAsync("/tasks?unit=on");
        Assert.NotNull(unit.Page.QuerySelector($"a[href='/tasks/{task}']"));
    }

    [Fact]
    public async Task Nobody_accepts_what_he_delivered_himself_but_a_colleague_or_a_cooperating_party_may()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var lead = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await lead.OpenAsync($"/tasks/{plan.OwnTask}");
        await lead.SubmitAsync($"/tasks/{plan.OwnTask}/products", [("name", "Báo cáo khảo sát"), ("on", "2025-11-12")]);
        Assert.DoesNotContain(lead.Page.Forms, f => f.GetAttribute("action")!.EndsWith("/accept", StringComparison.Ordinal));
        var product = await OneAsync("select id from plans_product where plan_id = @p0", plan.Id);
        await RunAsync("insert into plans_assignment (id, plan_id, work_kind, work_id, org_id, role, written) values (@p0, @p1, 'Task', @p2, @p3, 'Cooperating', 'Bệnh viện')",
            Guid.CreateVersion7(), plan.Id, plan.OwnTask, plan.Hospital);
        var partner = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await partner.OpenAsync($"/tasks/{plan.OwnTask}");
        await partner.SubmitAsync($"/products/{product}/accept");
        Assert.Contains("nghiệm thu 20/11/2025", partner.Text);
    }

    async Task<(LinkedPlans Story, Guid Plan, Guid Heir)> MergedAsync()
    {
        var story = await LinkedPlans.BeginAsync(site);
        var plan = await story.ChildAsync();
        var committee = await site.OrganisationAsync("Ủy ban nhân dân tỉnh Hợp Nhất " + story.Mark, kind: "committee");
        var heir = await site.OrganisationAsync("Sở Y tế tỉnh Hợp Nhất " + story.Mark, committee, "department");
        await EndAsync(story.Department, heir);
        return (story, plan, heir);
    }

    // As the network's own page does it: the last day, the passage, a new edition of the tree.
    async Task EndAsync(Guid unit, Guid? heir)
    {
        await RunAsync("update network_organisation set ended_on = @p1 where id = @p0", unit, new DateOnly(2025, 6, 30));
        if (heir is { } to)
            await RunAsync("insert into network_passage (id, from_id, to_id, kind, happened_on) values (@p0, @p1, @p2, 'Merged', @p3)", Guid.CreateVersion7(), unit, to, new DateOnly(2025, 7, 1));
        await RunAsync("update network_edition set stamp = @p0 where id = 1", Guid.CreateVersion7());
    }

    static List<int> Totals(Visitor visitor) => [.. visitor.Page.QuerySelectorAll("tr.sum td").Select(c => int.Parse(c.TextContent, System.Globalization.CultureInfo.InvariantCulture))];

    Task RunJobAsync(string job) => site.Services.GetRequiredService<JobRunner>().RunAsync(site.Services.GetServices<Job>().Single(j => j.Name == job), default);

    async Task RunAsync(string sql, params object?[] values)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        await connection.RunAsync(sql, default, values);
    }

    async Task<Guid> OneAsync(string sql, params object?[] values)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return (await connection.RowsAsync(sql, r => r.GetGuid(0), default, values))[0];
    }
}

public sealed class Lineage_on_sqlite(SqliteSite site) : LineageTests(site), IClassFixture<SqliteSite>;

public sealed class Lineage_on_postgres(PostgresSite site) : LineageTests(site), IClassFixture<PostgresSite>;
