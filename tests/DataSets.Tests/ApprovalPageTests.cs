using System.Net;
using System.Text;
using LienY.Kernel;
using LienY.Periods;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets.Tests;

/// <summary>People approve on pages, take back with a reason, ask; reorganised units; writers at the same time.</summary>
public abstract class ApprovalPageTests(TestSite site)
{
    const string Hostile = "<script>alert(1)</script> \"'; drop table datasets_approval;-- {0}";

    [Fact]
    public async Task Units_are_approved_together_taken_back_with_a_reason_and_everything_stands_in_the_history()
    {
        var given = await ApprovalGiven.NewAsync(site);
        await given.SendAsync(given.FirstUid, "202507", 100);
        await given.SendAsync(given.FirstUid, "202508", 400);
        var head = await site.SignInAsAsync(Role.Director, given.Department);
        var list = $"/data/approvals?workflow={given.Workflow}&period=202508";
        await head.OpenAsync(list);
        Assert.Equal(3, head.Page.QuerySelectorAll("tbody tr").Length);
        await head.SubmitAsync("/data/approvals/act", [("action", "Approve")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, head.Answer.StatusCode);
        await head.OpenAsync(list);
        await head.SubmitAsync("/data/approvals/act", [("action", "Approve"), ("unit", given.Second.ToString()), ("unit", given.First.ToString()), ("comment", Hostile)]);
        Assert.Contains("Đã duyệt số liệu.", head.Text, StringComparison.Ordinal);
        Assert.Contains("2/3 đơn vị", head.Text, StringComparison.Ordinal);
        var unit = $"/data/approvals/unit?workflow={given.Workflow}&unit={given.First}&period=202508";
        await head.OpenAsync(unit);
        Assert.Contains(Hostile, head.Text, StringComparison.Ordinal);
        Assert.Empty(head.Page.QuerySelectorAll("main script"));
        Assert.Contains("+300", head.Text, StringComparison.Ordinal);
        Assert.Contains(head.Page.QuerySelectorAll(".badge.warn"), b => b.TextContent.Contains("+300", StringComparison.Ordinal));
        await head.SubmitAsync("/data/approvals/act", [("action", "Unapprove"), ("comment", "")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, head.Answer.StatusCode);
        await head.OpenAsync(unit);
        await head.SubmitAsync("/data/approvals/act", [("action", "Unapprove"), ("comment", "Số tháng 8 cao bất thường")]);
        Assert.Contains("Đã thu hồi duyệt.", head.Text, StringComparison.Ordinal);
        var history = Encoding.UTF8.GetString(await head.DownloadAsync($"/data/approvals/history.csv?workflow={given.Workflow}&unit={given.First}&period=202508"));
        Assert.Contains("Số tháng 8 cao bất thường", history, StringComparison.Ordinal);
        Assert.Equal(3, history.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("APPROVED_HERE", Encoding.UTF8.GetString(await head.DownloadAsync($"/data/approvals/export.csv?workflow={given.Workflow}&period=202508")), StringComparison.Ordinal);
        Assert.Equal("PK"u8.ToArray(), (await head.DownloadAsync($"/data/approvals/export.xlsx?workflow={given.Workflow}&period=202508"))[..2]);
        // The unit reads why on its form and on "Hôm nay".
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.First);
        await officer.OpenAsync($"/data/entry?set={given.Set}&unit={given.First}&period=202508");
        Assert.Contains("Số tháng 8 cao bất thường", officer.Text, StringComparison.Ordinal);
        Assert.NotEmpty(officer.Page.QuerySelectorAll("form#figures input[type=text]"));
        await officer.OpenAsync("/");
        Assert.Contains("Số tháng 8 cao bất thường", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_stands_on_today_and_the_level_above_is_told_when_all_below_are_ready()
    {
        var given = await ApprovalGiven.NewAsync(site);
        var director = await site.SignInAsAsync(Role.Director, given.First);
        await director.OpenAsync("/");
        Assert.Contains($"Duyệt số liệu: Duyệt {given.Mark}", director.Text, StringComparison.Ordinal);
        await director.OpenAsync($"/data/approvals?workflow={given.Workflow}&period=202510&show=mine");
        await director.SubmitAsync("/data/approvals/act", [("action", "Approve"), ("unit", given.First.ToString())]);
        Assert.Contains("Không có gì chờ ông/bà trong kỳ này", director.Text, StringComparison.Ordinal);
        await given.ApproveAsync(given.SecondDirector, given.SecondUid, "202510");
        var head = await site.SignInAsAsync(Role.Director, given.Department);
        await head.OpenAsync("/");
        Assert.Contains("đã đủ điều kiện để đơn vị duyệt", head.Text, StringComparison.Ordinal);
        Assert.Contains($"Duyệt số liệu: Duyệt {given.Mark}", head.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_asks_for_its_figures_back_and_the_highest_that_approved_is_told()
    {
        var given = await ApprovalGiven.NewAsync(site);
        foreach (var unit in new[] { given.FirstUid, given.SecondUid, given.DepartmentUid }) await given.ApproveAsync(given.Head, unit, "202508");
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.First);
        await officer.OpenAsync($"/data/entry?set={given.Set}&unit={given.First}&period=202508");
        await officer.SubmitAsync("/data/approvals/ask", [("reason", Hostile)]);
        Assert.Contains("Đã gửi đề nghị thu hồi duyệt.", officer.Text, StringComparison.Ordinal);
        var head = await site.SignInAsAsync(Role.Director, given.Department);
        await head.OpenAsync("/");
        Assert.Contains($"Bệnh viện Một {given.Mark} đề nghị thu hồi duyệt số liệu", head.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(head.Page.QuerySelectorAll("script"), s => s.TextContent.Contains("alert(1)", StringComparison.Ordinal));
        await head.OpenAsync($"/data/approvals/unit?workflow={given.Workflow}&unit={given.Department}&period=202508");
        Assert.Contains("đề nghị thu hồi", head.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_with_approved_periods_keeps_its_data_sets_and_two_who_change_it_are_told()
    {
        var given = await ApprovalGiven.NewAsync(site);
        await given.ApproveAsync(given.Head, given.FirstUid, "202508");
        var first = await site.SignInAsAsync(Role.DepartmentOfficer, given.Department);
        var second = await site.SignInAsAsync(Role.DepartmentOfficer, given.Department);
        var form = $"/data/approvals/workflows/{given.Workflow}";
        await first.OpenAsync(form);
        await second.OpenAsync(form);
        await first.SubmitAsync(form, [("set", "")]);
        Assert.Equal(HttpStatusCode.Conflict, first.Answer.StatusCode);
        await first.OpenAsync(form);
        await first.SubmitAsync(form, [("name", "Duyệt đổi tên " + given.Mark)]);
        Assert.Contains("Đã lưu quy trình duyệt.", first.Text, StringComparison.Ordinal);
        await second.SubmitAsync(form, [("name", "Duyệt tên khác " + given.Mark)]);
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
        await first.OpenAsync(form);
        await first.SubmitAsync(form + "/delete");
        Assert.Equal(HttpStatusCode.Conflict, first.Answer.StatusCode);
        // Nor is an element taken out, or the period type changed, beneath an approval.
        var set = $"/data/sets/{given.Set}/edit";
        await first.OpenAsync(set);
        await first.SubmitAsync(set, [("element", "")]);
        Assert.Equal(HttpStatusCode.Conflict, first.Answer.StatusCode);
        var meta = await Given.PostAsync(given.Data, "/api/metadata", $$"""{"dataSets":[{"id":"sets{{given.Mark.PadRight(7, 'x')}}","code":"S-{{given.Mark}}","name":"Báo cáo {{given.Mark}}","periodType":"Quarterly"}]}""", "application/json", "vi");
        Assert.Contains("thuộc một quy trình duyệt", meta.Text, StringComparison.Ordinal);
        await first.OpenAsync($"/data?set={given.Set}&period=202508");
        Assert.Contains("đã được duyệt", first.Page.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("Bệnh viện Một " + given.Mark, StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_before_a_merger_is_approved_as_the_unit_that_was_and_one_after_it_by_the_successor()
    {
        var given = await ApprovalGiven.NewAsync(site);
        await given.SendAsync(given.FirstUid, "202505", 3);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, given.Department);
        await officer.OpenAsync($"/network/{given.First}/change");
        await officer.SubmitAsync($"/network/{given.First}/merge", [("on", "2025-07-01"), ("into", given.Second.ToString())]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        // May: both stood by themselves; whoever leads the successor today approves for the one that is gone.
        Assert.Equal("UNAPPROVED_WAITING", (await given.StateAsync(given.Head, given.DepartmentUid, "202505")).State);
        var successor = await site.ProgramAsync(Role.Director, given.Second);
        Assert.True((await given.StateAsync(successor, given.FirstUid, "202505")).All.GetProperty("mayApprove").GetBoolean());
        await given.ApproveAsync(successor, given.FirstUid, "202505");
        Assert.Equal("UNAPPROVED_READY", (await given.StateAsync(successor, given.SecondUid, "202505")).State);
        Assert.Equal(["E7642"], (await given.SendAsync(given.FirstUid, "202505", 4)).Codes);
        await given.ApproveAsync(successor, given.SecondUid, "202505");
        await given.ApproveAsync(given.Head, given.DepartmentUid, "202505");
        // August: the unit that is gone counts below its successor, and nobody waits for it.
        Assert.Equal("UNAPPROVED_ABOVE", (await given.StateAsync(successor, given.FirstUid, "202508")).State);
        await given.ApproveAsync(successor, given.SecondUid, "202508");
        Assert.Equal("APPROVED_ABOVE", (await given.StateAsync(successor, given.FirstUid, "202508")).State);
        Assert.Equal("UNAPPROVED_READY", (await given.StateAsync(given.Head, given.DepartmentUid, "202508")).State);
        Assert.Equal(["E7642"], (await given.SendAsync(given.FirstUid, "202508", 4)).Codes);
    }

    [Fact]
    public async Task A_figure_that_waited_for_an_approval_to_commit_is_refused()
    {
        var given = await ApprovalGiven.NewAsync(site);
        // The row is there, taken back; the second writer begins while the first has approved and not yet committed.
        await given.ApproveAsync(given.FirstDirector, given.FirstUid, "202508");
        await given.FirstDirector.DeleteAsync(given.Of(given.FirstUid, "202508"));
        var outcomes = await site.HouseAsync(async services =>
        {
            var (database, glossaries, values) = (services.GetRequiredService<Database>(), services.GetRequiredService<GlossaryBook>(), services.GetRequiredService<ValueBook>());
            var glossary = await glossaries.NowAsync(default);
            var entry = new Entry(glossary.Elements.Find(given.Element, IdScheme.Code)!, glossary.Default, glossary.Default, given.First, Period.Parse("202508")) { Value = "5", Number = 5, StoredBy = "x" };
            await using var approving = await database.OpenAsync();
            await using var approval = await approving.BeginTransactionAsync();
            await Importing.LockAsync(approving, default);
            Assert.Equal(1, await approving.RunAsync("update datasets_approval set is_approved = @p2 where unit_id = @p0 and period = @p1", default, given.First, "202508", true));
            var writing = Task.Run(async () =>
            {
                await using var connection = await database.OpenAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                await Importing.LockAsync(connection, default);
                var all = await values.WriteAsync(connection, [entry], Strategy.CreateAndUpdate, "test", dry: false, default);
                await transaction.CommitAsync();
                return all;
            });
            await approval.CommitAsync();
            return await writing;
        });
        Assert.Equal([Outcome.Closed], outcomes);
        Assert.Equal(0, await Given.FactsAsync(site, given.Element, new(2025, 8, 31)));
    }
}

/// <summary>On SQLite.</summary>
public sealed class ApprovalPagesOnSqlite(SqliteSite site) : ApprovalPageTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class ApprovalPagesOnPostgres(PostgresSite site) : ApprovalPageTests(site), IClassFixture<PostgresSite>;
