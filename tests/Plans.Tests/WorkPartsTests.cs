using System.Net;
using System.Text;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Plans.Tests;

/// <summary>Products, meetings, money, remarks and reminders of a live plan, through its pages.</summary>
public abstract class WorkPartsTests(TestSite site)
{
    static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4 dữ liệu mẫu");

    [Fact]
    public async Task A_product_is_delivered_returned_delivered_again_and_accepted_with_a_fact_for_each()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await unit.OpenAsync($"/tasks/{plan.Task}");
        await unit.SubmitAsync($"/tasks/{plan.Task}/products", [("name", "Danh sách học viên"), ("on", "2025-11-12")], [("file", "danh sách.pdf", Pdf)]);
        Assert.Contains("chờ nghiệm thu", unit.Text);
        Assert.DoesNotContain(unit.Page.Forms, f => f.GetAttribute("action")?.EndsWith("/accept", StringComparison.Ordinal) == true);
        await owner.OpenAsync($"/tasks/{plan.Task}");
        await owner.SubmitAsync(Action(owner, "/return"), [("reason", "Thiếu chữ ký")]);
        await unit.OpenAsync($"/tasks/{plan.Task}");
        Assert.Contains("Lý do trả lại: Thiếu chữ ký", unit.Text);
        await unit.SubmitAsync(Action(unit, "/again"), [("on", "2025-11-19")], [("file", "danh sách 2.pdf", Pdf)]);
        await owner.OpenAsync($"/tasks/{plan.Task}");
        await owner.SubmitAsync(Action(owner, "/accept"));
        Assert.Contains("nghiệm thu 20/11/2025", owner.Text);
        Assert.Equal([(1m, 1), (-1m, 2), (1m, 3)], (await plan.FactsAsync("plan.product.delivered")).Select(f => (f.Value, f.Version)));
        Assert.Equal(plan.Hospital, Assert.Single(await plan.FactsAsync("plan.product.accepted")).Unit);
    }

    [Fact]
    public async Task A_product_is_only_given_as_a_download_and_not_to_strangers()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await unit.OpenAsync($"/tasks/{plan.Task}");
        await unit.SubmitAsync($"/tasks/{plan.Task}/products", [("name", "Ảnh")], [("file", "..\\..\\<b>lớp học.pdf", Pdf)]);
        var link = unit.Page.QuerySelector("a[href^='/products/']")!.GetAttribute("href")!;
        Assert.Equal(Pdf, await unit.DownloadAsync(link));
        Assert.Equal("attachment", unit.Answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("blớp học.pdf", unit.Answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", unit.Answer.Headers.GetValues("X-Content-Type-Options").Single());
        var stranger = await site.SignInAsAsync(Role.UnitOfficer, plan.Stranger);
        await stranger.DownloadAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
    }

    [Theory]
    [InlineData("chay.exe", "MZ", "Loại tệp “.exe” không nhận")]
    [InlineData("gia.pdf", "PK khong phai pdf", "Nội dung tệp không đúng với đuôi “.pdf”")]
    public async Task A_file_of_another_kind_than_its_name_is_refused_and_the_form_kept(string name, string content, string said)
    {
        var plan = await WorkPlan.MakeAsync(site);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await unit.OpenAsync($"/tasks/{plan.Task}");
        await unit.SubmitAsync($"/tasks/{plan.Task}/products", [("name", "Báo cáo lớp học")], [("file", name, Encoding.UTF8.GetBytes(content))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unit.Answer.StatusCode);
        Assert.Contains(said, unit.Text);
        Assert.Equal("Báo cáo lớp học", unit.Page.QuerySelector("form[action$='/products'] input[name=name]")!.GetAttribute("value"));
        Assert.Empty(await plan.FactsAsync("plan.product.delivered"));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_whole()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await unit.OpenAsync($"/tasks/{plan.Task}");
        await unit.SubmitAsync($"/tasks/{plan.Task}/products", [("name", "Tệp lớn")], [("file", "lon.txt", new byte[50 * 1024 * 1024 + 1])]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, unit.Answer.StatusCode);
        Assert.Empty(await plan.FactsAsync("plan.product.delivered"));
    }

    [Fact]
    public async Task A_meeting_moved_to_another_day_leaves_one_standing_fact()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/meetings/new");
        await owner.SubmitAsync($"/plans/{plan.Id}/meetings", [("held", "2025-09-10"), ("kind", "Sơ kết"), ("title", "Sơ kết giữa kỳ")], [("minutes", "bien-ban.pdf", Pdf)]);
        Assert.Contains("bien-ban.pdf", owner.Text);
        await owner.OpenAsync(owner.Page.QuerySelector("a[href^='/meetings/'][href$='/edit']")!.GetAttribute("href")!);
        await owner.SubmitAsync("/meetings/", [("held", "2025-09-12")]);
        Assert.Contains("12/09/2025", owner.Text);
        var facts = await plan.FactsAsync("plan.meeting.held");
        Assert.Equal([(10, 1m), (10, -1m), (12, 1m)], facts.Select(f => (f.On.Day, f.Value)));
        Assert.Equal("""{"kind":"Sơ kết"}""", System.Text.RegularExpressions.Regex.Unescape(facts[2].Dims));
    }

    [Fact]
    public async Task Contradictions_of_the_paper_are_shown_beside_the_money()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/budget");
        Assert.Contains("Văn bản ghi tổng 300.000.000 đồng, các dòng cộng lại 264.000.000 đồng.", owner.Text);
        Assert.Contains("Các năm cộng lại không bằng tổng đã ghi", owner.Text);
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await unit.OpenAsync($"/tasks/{plan.Task}");
        await unit.SubmitAsync($"/tasks/{plan.Task}/comments", [("body", "<script>alert(1)</script><img src=x onerror=alert(2)>")]);
        Assert.Equal(HttpStatusCode.OK, unit.Answer.StatusCode);
        Assert.Contains("<script>alert(1)</script>", unit.Text);
        Assert.DoesNotContain(unit.Page.Scripts, s => s.Text.Contains("alert", StringComparison.Ordinal));
        Assert.Empty(unit.Page.QuerySelectorAll("img[onerror]"));
        await unit.OpenAsync($"/plans/{plan.Id}/comments");
        Assert.Contains("<script>alert(1)</script>", unit.Text);
        await unit.OpenAsync($"/plans/{plan.Id}/tasks?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
        Assert.DoesNotContain(unit.Page.Scripts, s => s.Text.Contains("alert", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_remark_is_told_to_whoever_does_the_task()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var person = await site.AccountAsync(Role.UnitOfficer, plan.Hospital);
        await plan.GiveAsync(plan.Task, person.Id);
        var before = (await plan.NoticesAsync("comment/")).Count;
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/tasks/{plan.Task}");
        await owner.SubmitAsync($"/tasks/{plan.Task}/comments", [("body", "Xin gửi danh sách trước ngày 25")]);
        var told = await plan.NoticesAsync("comment/");
        Assert.Equal(before + 1, told.Count);
        Assert.Contains(told, n => n.Person == person.Id);
    }

    [Fact]
    public async Task Reminders_come_on_their_days_once_and_the_owner_is_told_the_day_after()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var key = $"task/{plan.Task}/2025-11-30/";
        try
        {
            foreach (var (day, wanted) in new[] { (22, 0), (23, 1), (24, 1), (27, 2), (30, 3) })
            {
                site.Clock.SetDay(new DateOnly(2025, 11, day));
                await plan.RemindAsync();
                await plan.RemindAsync();
                Assert.Equal(wanted, (await plan.NoticesAsync(key)).Count);
            }
            site.Clock.SetDay(new DateOnly(2025, 12, 1));
            await plan.RemindAsync();
            var notices = await plan.NoticesAsync(key);
            Assert.Equal([key + "T-7", key + "T-3", key + "T", key + "late"], notices.Select(n => n.Once));
            Assert.Equal([plan.Hospital, plan.Hospital, plan.Hospital, plan.Owner], notices.Select(n => n.Organisation!.Value));
        }
        finally
        {
            site.Clock.SetDay(new DateOnly(2025, 11, 20));
        }
    }

    [Fact]
    public async Task A_program_reads_tasks_and_reports_one_done()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var program = await site.ProgramAsync(Role.UnitOfficer, plan.Hospital);
        Assert.Contains(plan.Id.ToString(), await program.GetStringAsync("/api/plans"));
        Assert.Contains("atleast", await program.GetStringAsync($"/api/plans/{plan.Id}"));
        Assert.Contains("\"overdue\":true", await program.GetStringAsync($"/api/plans/{plan.Id}/tasks?overdue=on"));
        using var body = new StringContent("""{"on":"2025-11-15","version":1}""", Encoding.UTF8, "application/json");
        var answer = await program.PostAsync($"/api/tasks/{plan.Task}/done", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"doneOn\":\"2025-11-15\"", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await program.PostAsync($"/api/tasks/{plan.Task}/done", null)).StatusCode);
        using var broken = new StringContent("{", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await program.PostAsync($"/api/tasks/{plan.Task}/done", broken)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/timeline")]
    [InlineData("/tasks")]
    [InlineData("/budget")]
    [InlineData("/meetings")]
    [InlineData("/comments")]
    [InlineData("/source")]
    [InlineData("/history")]
    public async Task Every_part_of_a_plan_opens_in_three_languages(string part)
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.Director, plan.Owner);
        foreach (var language in new[] { "vi", "en", "zh" })
        {
            await officer.OpenAsync($"/plans/{plan.Id}{part}");
            if (language != "vi") await officer.SubmitAsync("/language", [("language", language)]);
            await officer.OpenAsync($"/plans/{plan.Id}{part}");
            Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
            Assert.Equal(language, officer.Page.DocumentElement.GetAttribute("lang"));
            Assert.NotNull(officer.Page.QuerySelector("nav.tabs a[aria-current]"));
        }
    }

    static string Action(Visitor visitor, string end) =>
        visitor.Page.Forms.Select(f => f.GetAttribute("action") ?? "").First(a => a.StartsWith("/products/", StringComparison.Ordinal) && a.EndsWith(end, StringComparison.Ordinal));
}

/// <summary>On the embedded database.</summary>
public sealed class WorkPartsOnSqlite(SqliteSite site) : WorkPartsTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class WorkPartsOnPostgres(PostgresSite site) : WorkPartsTests(site), IClassFixture<PostgresSite>;
