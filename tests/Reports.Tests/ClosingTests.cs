using System.Net;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Site;
using LienY.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports.Tests;

public sealed class ClosingOnSqlite(SqliteSite site) : ClosingTests(site), IClassFixture<SqliteSite>;

public sealed class ClosingOnPostgres(PostgresSite site) : ClosingTests(site), IClassFixture<PostgresSite>;

/// <summary>After a report was closed: nothing changes in silence, and the paper can be made again bit by bit.</summary>
public abstract class ClosingTests(TestSite site)
{
    static readonly DateOnly Day = new(2025, 6, 9);

    async Task<(LivePlan Plan, Visitor Officer, string Href)> DraftAsync()
    {
        site.Clock.SetDay(Day);
        var plan = await LivePlan.AdoptAsync(site);
        await plan.ValueAsync(plan.Target, new(2025, 5, 20), 7);
        var officer = await site.SignInAsAsync(Role.DataOfficer, plan.Sender);
        var href = await plan.OpenAsync(officer);
        await officer.SubmitAsync(href + "/draft");
        return (plan, officer, href);
    }

    async Task<(LivePlan Plan, Visitor Officer, string Href)> SentAsync()
    {
        var (plan, officer, href) = await DraftAsync();
        await officer.SubmitAsync(href, [("do", "send")]);
        return (plan, officer, href);
    }

    async Task<(LivePlan Plan, Visitor Director, string Href)> IssuedAsync()
    {
        var (plan, _, href) = await SentAsync();
        var director = await site.SignInAsAsync(Role.Director, plan.Sender);
        await director.OpenAsync(href);
        await director.SubmitAsync(href + "/accept");
        await director.SubmitAsync(href + "/issue", Given());
        Assert.Equal(HttpStatusCode.OK, director.Answer.StatusCode);
        return (plan, director, href);
    }

    static (string, string)[] Given() =>
        [("symbol", "BC-SYT"), ("day", "2025-06-10"), ("place", "Thử Nghiệm"), ("signer", "Nguyễn Thị Ví Dụ"), ("position", "Giám đốc"), ("archive", "VT, NVY"), ("recipients", "Sở Nội vụ")];

    async Task WatchAsync()
    {
        var job = site.Services.GetServices<Job>().Single(j => j.Name == "report-changes");
        Assert.True(await site.Services.GetRequiredService<JobRunner>().RunAsync(job, default));
    }

    static string CellOf(Visitor visitor, LivePlan plan, string field) => visitor.Page.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains(plan.Target.Name, StringComparison.Ordinal))
        .QuerySelectorAll("input").Select(i => i.GetAttribute("name")!).First(n => n.StartsWith(field, StringComparison.Ordinal));

    [Fact]
    public async Task Estimate_needs_its_basis_before_the_report_is_sent()
    {
        var (plan, officer, href) = await DraftAsync();
        await officer.SubmitAsync(href, [("do", "send"), (CellOf(officer, plan, "estimate-"), "8")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains("Xin ghi căn cứ của số ước cả kỳ", officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync(href, [("do", "send"), (CellOf(officer, plan, "basis-"), "Theo tiến độ 5 tháng")]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        Assert.Contains("Theo tiến độ 5 tháng", officer.Text, StringComparison.Ordinal);
        Assert.Contains("Theo tiến độ 5 tháng (chỉ tiêu", Paper.Text(await officer.DownloadAsync(href + "/docx")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Actual_estimate_and_official_figure_stand_side_by_side_and_the_next_report_tells_all_three()
    {
        var (plan, officer, href) = await DraftAsync();
        await officer.SubmitAsync(href, [("do", "suggest")]);
        Assert.Contains("Ước giữ nguyên mức đã đạt đến ngày chốt", officer.Page.QuerySelector($"input[name={CellOf(officer, plan, "basis-")}]")!.GetAttribute("value"), StringComparison.Ordinal);
        await officer.SubmitAsync(href, [("do", "send")]);
        Assert.DoesNotContain(officer.Page.Forms, f => f.Action.EndsWith("/final", StringComparison.Ordinal));
        site.Clock.SetDay(new(2025, 7, 2));
        await plan.ValueAsync(plan.Target, new(2025, 6, 12), 8.5m);
        officer = await site.SignInAsAsync(Role.DataOfficer, plan.Sender);
        await officer.OpenAsync(href);
        await officer.SubmitAsync(href + "/final");
        Assert.Contains("Số chính thức của kỳ đã chốt ngày 02/07/2025", officer.Text, StringComparison.Ordinal);
        using var program = await site.ProgramAsync(Role.DataOfficer, plan.Sender);
        using var whole = JsonDocument.Parse(await program.GetStringAsync("/api" + href));
        var cell = whole.RootElement.GetProperty("cells").EnumerateArray().First(c => c.GetProperty("indicator").GetGuid() == plan.Target.IndicatorId);
        Assert.Equal((7m, 7m, 8.5m), (cell.GetProperty("actual").GetDecimal(), cell.GetProperty("estimate").GetDecimal(), cell.GetProperty("finalValue").GetDecimal()));
        await officer.OpenAsync($"/reports/new?plan={plan.Id}");
        await officer.SubmitAsync("/reports/new", [("cadence", "Once"), ("from", "2025-06-15"), ("to", "2025-07-01"), ("receiver", plan.Receiver.ToString())]);
        var row = officer.Page.QuerySelectorAll("table").First(t => t.TextContent.Contains("Ngày chốt chính thức", StringComparison.Ordinal)).QuerySelectorAll("tbody tr")
            .First(r => r.TextContent.Contains(plan.Target.Name, StringComparison.Ordinal));
        Assert.Equal(["7", "7", "8,5", "02/07/2025"], row.Children.Skip(1).Select(c => c.TextContent.Trim()));
        var docx = await officer.DownloadAsync(officer.Answer.RequestMessage!.RequestUri!.AbsolutePath + "/docx");
        Assert.Contains("Số liệu kỳ trước và số liệu thay đổi sau chốt", Paper.Text(docx), StringComparison.Ordinal);
        Assert.Empty(Nd30Check.Check(docx));
        Assert.Empty(Paper.Errors(docx));
    }

    [Fact]
    public async Task Every_change_after_closing_is_written_down_once_with_the_facts_that_made_it()
    {
        var (plan, officer, href) = await SentAsync();
        await WatchAsync();
        await officer.OpenAsync(href);
        Assert.Contains("Chưa ghi nhận số liệu nào thay đổi sau chốt", officer.Text, StringComparison.Ordinal);
        await plan.ValueAsync(plan.Target, new(2025, 6, 2), 9);
        await WatchAsync();
        await WatchAsync();
        await plan.ValueAsync(plan.Target, new(2025, 6, 3), 11);
        await WatchAsync();
        var rows = Encoding.UTF8.GetString(await officer.DownloadAsync(href + "/changes.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains("7", rows[0], StringComparison.Ordinal);
        Assert.Contains("ngày 02/06/2025: 9", rows[0], StringComparison.Ordinal);
        Assert.Contains("ngày 03/06/2025: 11", rows[1], StringComparison.Ordinal);
        await officer.OpenAsync(href);
        Assert.Equal(2, officer.Page.QuerySelectorAll("#changes tbody tr").Length);
        Assert.NotEmpty(await plan.NoticesAsync(href + "#changes", "/changed/"));
    }

    [Fact]
    public async Task Closed_report_is_not_sent_again_but_supplemented()
    {
        var (plan, officer, href) = await DraftAsync();
        var second = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Sender);
        await second.OpenAsync(href);
        await officer.SubmitAsync(href, [("do", "send")]);
        await second.SubmitAsync(href, [("do", "send")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
        Assert.Contains("xin bấm “Lập báo cáo bổ sung”", second.Text, StringComparison.Ordinal);
        await plan.ValueAsync(plan.Target, new(2025, 6, 2), 9);
        await WatchAsync();
        await officer.OpenAsync(href);
        await officer.SubmitAsync(href + "/supplement");
        var own = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.NotEqual(href, own);
        Assert.Contains("Bổ sung báo cáo", officer.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        var text = Paper.Text(await officer.DownloadAsync(own + "/docx"));
        Assert.Contains("Báo cáo này bổ sung báo cáo 6 tháng đầu năm 2025", text, StringComparison.Ordinal);
        Assert.Contains("ngày 02/06/2025: 9", text, StringComparison.Ordinal);
        await officer.OpenAsync(href);
        Assert.Contains(own, officer.Page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
        await officer.SubmitAsync(href + "/supplement");
        Assert.Equal(own, officer.Answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Issued_report_is_rebuilt_bit_for_bit_a_year_later_whatever_has_changed()
    {
        var (plan, director, href) = await IssuedAsync();
        var issued = await director.DownloadAsync(href + "/docx");
        site.Clock.SetDay(new(2026, 6, 20));
        await plan.ValueAsync(plan.Target, new(2025, 6, 2), 99);
        await WatchAsync();
        var above = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Receiver);
        await above.OpenAsync($"/network/{plan.Sender}/change");
        await above.SubmitAsync($"/network/{plan.Sender}/rename", [("name", "Sở Y tế tỉnh Đổi Tên"), ("on", "2026-01-01")]);
        Assert.Equal(HttpStatusCode.OK, above.Answer.StatusCode);
        director = await site.SignInAsAsync(Role.Director, plan.Sender);
        await director.OpenAsync(href + "/rebuild");
        Assert.Contains("giống từng bit bản đã phát hành", director.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Đổi Tên", Paper.Text(issued), StringComparison.Ordinal);
        Assert.Equal(issued, await director.DownloadAsync(href + "/docx"));
        using var program = await site.ProgramAsync(Role.DataOfficer, plan.Sender);
        using var found = JsonDocument.Parse(await program.GetStringAsync("/api" + href + "/rebuild"));
        Assert.True(found.RootElement.GetProperty("equal").GetBoolean());
    }

    [Fact]
    public async Task Row_changed_behind_the_house_is_named_by_the_comparison()
    {
        var (_, director, href) = await IssuedAsync();
        await using (var connection = await site.Services.GetRequiredService<Database>().OpenAsync())
            await connection.RunAsync("update reports_text set body = 'đổi' where report_id = @p0 and part = 'Next'", default, Guid.Parse(href.Split('/')[^1]));
        await director.OpenAsync(href + "/rebuild");
        Assert.Contains("Có phần khác với bản đã phát hành", director.Text, StringComparison.Ordinal);
        Assert.Contains("Next", director.Page.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("khác", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Annex_names_code_facts_query_and_seal_of_every_figure()
    {
        var (plan, director, href) = await IssuedAsync();
        var text = Paper.Text(await director.DownloadAsync(href + "/docx"));
        Assert.Contains(plan.Target.IndicatorId.ToString("N")[^12..], text, StringComparison.Ordinal);
        using var program = await site.ProgramAsync(Role.DataOfficer, plan.Sender);
        using var whole = JsonDocument.Parse(await program.GetStringAsync("/api" + href));
        var seal = whole.RootElement.GetProperty("cells").EnumerateArray().First().GetProperty("hash").GetString()!;
        Assert.Contains(seal[..32], text, StringComparison.Ordinal);
        Assert.Contains(seal[32..], text, StringComparison.Ordinal);
    }
}
