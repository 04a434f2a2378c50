using System.Net;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Plans.Tests;

/// <summary>The life of a task, through its pages.</summary>
public abstract class WorkTaskTests(TestSite site)
{
    [Fact]
    public async Task A_done_task_leaves_one_fact_for_its_unit_on_its_day()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await officer.OpenAsync($"/tasks/{plan.Task}");
        await officer.SubmitAsync($"/tasks/{plan.Task}/done", [("on", "2025-11-15")]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        Assert.Contains("đã xong", officer.Text);
        var fact = Assert.Single(await plan.FactsAsync("plan.task.done"));
        Assert.Equal((new DateOnly(2025, 11, 15), 1m, 1, (short)0, plan.Hospital), (fact.On, fact.Value, fact.Version, fact.Part, fact.Unit));
        Assert.Equal("""{"late":"false","path":"II.1"}""", fact.Dims);
    }

    [Fact]
    public async Task A_task_done_after_its_day_is_late_in_the_fact_and_on_the_page()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await officer.OpenAsync($"/tasks/{plan.OwnTask}");
        Assert.Contains("quá hạn 50 ngày", officer.Text);
        await officer.SubmitAsync($"/tasks/{plan.OwnTask}/done", [("on", "2025-10-05")]);
        Assert.Contains("xong sau hạn 4 ngày", officer.Text);
        Assert.Contains("\"late\":\"true\"", Assert.Single(await plan.FactsAsync("plan.task.done")).Dims);
    }

    [Fact]
    public async Task Opening_a_done_task_again_takes_its_fact_back_and_doing_it_again_states_a_new_one()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await officer.OpenAsync($"/tasks/{plan.Task}");
        await officer.SubmitAsync($"/tasks/{plan.Task}/done", [("on", "2025-11-10")]);
        await officer.SubmitAsync($"/tasks/{plan.Task}/reopen", [("reason", "Thiếu danh sách học viên")]);
        Assert.Contains("đang làm", officer.Text);
        await officer.SubmitAsync($"/tasks/{plan.Task}/done", [("on", "2025-11-18")]);
        var facts = await plan.FactsAsync("plan.task.done");
        Assert.Equal([(1m, 1, (short)0), (-1m, 2, (short)1), (1m, 3, (short)0)], facts.Select(f => (f.Value, f.Version, f.Part)));
        Assert.Equal("Thiếu danh sách học viên", facts[1].Reason);
        Assert.Equal(new DateOnly(2025, 11, 10), facts[1].On);
    }

    [Theory]
    [InlineData("2025-11-21", "Ngày hoàn thành không được sau hôm nay.")]
    [InlineData("2024-12-31", "Ngày hoàn thành không được trước ngày bắt đầu kế hoạch")]
    public async Task A_task_is_not_done_in_the_future_nor_before_its_plan(string on, string said)
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        site.Clock.SetDay(new DateOnly(2025, 11, 20));
        await officer.OpenAsync($"/tasks/{plan.Task}");
        await officer.SubmitAsync($"/tasks/{plan.Task}/done", [("on", on)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains(said, officer.Text);
        Assert.Empty(await plan.FactsAsync("plan.task.done"));
    }

    [Fact]
    public async Task A_dropped_task_keeps_its_reason_in_the_history()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await officer.OpenAsync($"/tasks/{plan.Task}");
        await officer.SubmitAsync($"/tasks/{plan.Task}/drop", [("reason", "Đối tác dừng khóa học")]);
        Assert.Contains("đã dừng", officer.Text);
        await officer.OpenAsync($"/plans/{plan.Id}/history");
        Assert.Contains("Dừng nhiệm vụ “Cử bác sĩ đi đào tạo”: Đối tác dừng khóa học", officer.Text);
    }

    [Fact]
    public async Task The_second_of_two_officers_is_told_and_keeps_what_was_typed()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var first = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        var second = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await first.OpenAsync($"/tasks/{plan.Task}/edit");
        await second.OpenAsync($"/tasks/{plan.Task}/edit");
        await first.SubmitAsync($"/tasks/{plan.Task}", [("name", "Cử 12 bác sĩ đi đào tạo")]);
        Assert.Equal(HttpStatusCode.OK, first.Answer.StatusCode);
        await second.SubmitAsync($"/tasks/{plan.Task}", [("name", "Cử bác sĩ đi Chợ Rẫy"), ("note", "Ghi chú dài của người thứ hai")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
        Assert.Contains("vừa được người khác sửa", second.Text);
        Assert.Contains("Cử 12 bác sĩ đi đào tạo", second.Text);
        Assert.Equal("Ghi chú dài của người thứ hai", second.Page.QuerySelector("textarea[name=note]")!.TextContent.Trim());
        await second.SubmitAsync($"/tasks/{plan.Task}");
        Assert.Equal(HttpStatusCode.OK, second.Answer.StatusCode);
        Assert.Contains("Cử bác sĩ đi Chợ Rẫy", second.Text);
        Assert.Contains("Ghi chú dài của người thứ hai", second.Text);
    }

    [Fact]
    public async Task A_foreign_organisation_finds_neither_plan_nor_task()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var stranger = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Stranger);
        foreach (var path in new[] { $"/plans/{plan.Id}", $"/plans/{plan.Id}/tasks", $"/plans/{plan.Id}/budget", $"/plans/{plan.Id}/history", $"/tasks/{plan.Task}", $"/tasks/{plan.Task}/edit" })
        {
            await stranger.OpenAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        }
        var program = await site.ProgramAsync(Role.DepartmentOfficer, plan.Stranger);
        Assert.Equal(HttpStatusCode.NotFound, (await program.PostAsync($"/api/tasks/{plan.Task}/done", null)).StatusCode);
    }

    [Fact]
    public async Task A_unit_officer_sees_but_does_not_change_the_task_of_another_unit()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await officer.OpenAsync($"/tasks/{plan.OwnTask}");
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        Assert.DoesNotContain(officer.Page.Forms, f => f.GetAttribute("action")?.EndsWith("/done", StringComparison.Ordinal) == true);
        var program = await site.ProgramAsync(Role.UnitOfficer, plan.Hospital);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.PostAsync($"/api/tasks/{plan.OwnTask}/done", null)).StatusCode);
        Assert.Empty(await plan.FactsAsync("plan.task.done"));
    }

    [Fact]
    public async Task A_doctor_of_the_owner_changes_tasks_of_the_own_unit_only()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var program = await site.ProgramAsync(Role.Doctor, plan.Owner);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.PostAsync($"/api/tasks/{plan.Task}/done", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await program.PostAsync($"/api/tasks/{plan.OwnTask}/done", null)).StatusCode);
    }

    [Fact]
    public async Task A_new_task_is_made_given_and_found_by_its_words_without_marks()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await officer.OpenAsync($"/plans/{plan.Id}/tasks/new");
        await officer.SubmitAsync($"/plans/{plan.Id}/tasks", [("name", "Tổ chức diễn tập phòng dịch"), ("unit", plan.Hospital.ToString()), ("due", "2025-12-20")]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        await officer.OpenAsync($"/plans/{plan.Id}/tasks?q=dien+tap");
        Assert.Contains("1 trên 3 nhiệm vụ", officer.Text);
        Assert.Contains("Tổ chức diễn tập phòng dịch", officer.Text);
        await officer.OpenAsync($"/plans/{plan.Id}/tasks?overdue=on");
        Assert.Contains("Khảo sát nhu cầu", officer.Text);
        Assert.DoesNotContain("Tổ chức diễn tập", officer.Page.QuerySelector("tbody")!.TextContent);
    }

    [Fact]
    public async Task My_tasks_show_what_is_due_first_and_are_done_with_one_button()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var account = await site.AccountAsync(Role.UnitOfficer, plan.Hospital);
        await plan.GiveAsync(plan.Task, account.Id);
        var sooner = Guid.CreateVersion7();
        await plan.AddTaskAsync(sooner, 9, "II.9", "Gửi danh sách", plan.Hospital, new DateOnly(2025, 11, 1));
        await plan.GiveAsync(sooner, account.Id);
        var person = site.Visitor();
        await person.SignInAsync(account.User, account.Password);
        await person.OpenAsync("/tasks");
        Assert.Contains("1 nhiệm vụ quá hạn", person.Text);
        Assert.True(person.Text.IndexOf("Gửi danh sách", StringComparison.Ordinal) < person.Text.IndexOf("Cử bác sĩ", StringComparison.Ordinal));
        await person.SubmitAsync($"/tasks/{sooner}/done");
        Assert.EndsWith("/tasks", person.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("Gửi danh sách", person.Text);
        Assert.Single(await plan.FactsAsync("plan.task.done"));
    }

    [Fact]
    public async Task The_table_of_tasks_can_be_taken_away_and_holds_no_formula()
    {
        var plan = await WorkPlan.MakeAsync(site);
        await plan.RunAsync("update plans_task set name = @p1 where id = @p0", plan.Task, "=HYPERLINK(\"http://xấu\")");
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        var bytes = await officer.DownloadAsync($"/plans/{plan.Id}/tasks.csv");
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.Contains("Khảo sát nhu cầu", text);
        Assert.Contains("'=HYPERLINK", text);
    }
}

/// <summary>On the embedded database.</summary>
public sealed class WorkTaskOnSqlite(SqliteSite site) : WorkTaskTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class WorkTaskOnPostgres(PostgresSite site) : WorkTaskTests(site), IClassFixture<PostgresSite>;
