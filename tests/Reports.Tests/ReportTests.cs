using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using LienY.Kernel;
using LienY.Site;
using LienY.Writing;

namespace LienY.Reports.Tests;

public sealed class ReportOnSqlite(SqliteSite site) : ReportTests(site), IClassFixture<SqliteSite>;

public sealed class ReportOnPostgres(PostgresSite site) : ReportTests(site), IClassFixture<PostgresSite>;

public abstract class ReportTests(TestSite site)
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

    async Task<(LivePlan Plan, Visitor Director, string Href)> AcceptedAsync()
    {
        var (plan, officer, href) = await DraftAsync();
        await officer.SubmitAsync(href, [("do", "send")]);
        var director = await site.SignInAsAsync(Role.Director, plan.Sender);
        await director.OpenAsync(href);
        await director.SubmitAsync(href + "/accept");
        return (plan, director, href);
    }

    static (string, string)[] Issue(string number = "5") =>
        [("number", number), ("symbol", "BC-SYT"), ("day", "2025-06-10"), ("place", "Thử Nghiệm"), ("signer", "Nguyễn Thị Ví Dụ"), ("position", "Phó Giám đốc"), ("authority", "KT. Giám đốc"), ("archive", "VT, NVY"), ("recipients", "Sở Nội vụ")];

    static IElement RowOf(Visitor visitor, string name) => visitor.Page.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains(name, StringComparison.Ordinal));

    [Fact]
    public async Task Draft_holds_the_figures_of_the_cut_off_day_and_suggested_sentences()
    {
        var (plan, officer, _) = await DraftAsync();
        Assert.Contains("chốt số liệu ngày 06/06/2025", officer.Text, StringComparison.Ordinal);
        var row = RowOf(officer, plan.Target.Name);
        Assert.Equal("7", row.Children[3].TextContent.Trim());
        Assert.EndsWith($"/evidence/indicators/{plan.Target.IndicatorId}?asOf=2025-06-06", row.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("Câu gợi ý lập từ số liệu", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_goes_the_whole_way_and_leaves_its_facts()
    {
        var (plan, officer, href) = await DraftAsync();
        await officer.SubmitAsync(href, [("do", "send"), ("text-Proposals", "Đề nghị bố trí kinh phí.")]);
        Assert.Contains("Đã gửi báo cáo", officer.Text, StringComparison.Ordinal);
        var receiver = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Receiver);
        await receiver.OpenAsync(href);
        await receiver.SubmitAsync(href + "/return", [("reason", "Thiếu nguyên nhân")]);
        await officer.OpenAsync(href);
        Assert.Contains("Báo cáo bị trả lại: Thiếu nguyên nhân", officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync(href, [("do", "send"), ("text-Causes", "Thiết bị về chậm.")]);
        await receiver.OpenAsync(href);
        Assert.Contains("Thiết bị về chậm.", receiver.Text, StringComparison.Ordinal);
        await receiver.SubmitAsync(href + "/accept");
        var director = await site.SignInAsAsync(Role.Director, plan.Sender);
        await director.OpenAsync(href);
        await director.SubmitAsync(href + "/issue", Issue());
        Assert.Equal(HttpStatusCode.OK, director.Answer.StatusCode);
        Assert.Contains("05/BC-SYT", director.Text, StringComparison.Ordinal);
        Assert.Equal([("report.submitted", """{"cadence":"half","on_time":"true"}"""), ("report.accepted", "{}"), ("report.issued", "{}")], await plan.FactsAsync());
        Assert.Equal(6, director.Page.QuerySelectorAll("section.card ol li").Length);
    }

    [Fact]
    public async Task Late_report_is_reported_as_late()
    {
        var (plan, officer, href) = await DraftAsync();
        site.Clock.SetDay(new(2025, 6, 11));
        officer = await site.SignInAsAsync(Role.UnitOfficer, plan.Sender);
        await officer.OpenAsync(href);
        await officer.SubmitAsync(href, [("do", "send")]);
        Assert.Contains("gửi muộn 1 ngày", officer.Text, StringComparison.Ordinal);
        Assert.Contains("\"on_time\":\"false\"", (await plan.FactsAsync())[0].Dims, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frozen_figures_stand_still_and_late_facts_are_told_beside_them()
    {
        var (plan, officer, href) = await DraftAsync();
        await officer.SubmitAsync(href, [("do", "send")]);
        Assert.DoesNotContain("số liệu thay đổi sau chốt", officer.Text, StringComparison.Ordinal);
        await plan.ValueAsync(plan.Target, new(2025, 6, 2), 9);
        await officer.OpenAsync(href);
        var row = RowOf(officer, plan.Target.Name);
        Assert.StartsWith("7", row.Children[3].TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("số liệu thay đổi sau chốt: nay là 9", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_takes_its_figures_anew_and_keeps_what_was_written()
    {
        var (plan, officer, href) = await DraftAsync();
        await plan.ValueAsync(plan.Target, new(2025, 6, 2), 9);
        await officer.OpenAsync(href);
        Assert.Contains("Sổ sự kiện đã có số liệu mới hơn dự thảo", officer.Text, StringComparison.Ordinal);
        var estimate = RowOf(officer, plan.Target.Name).QuerySelector("input")!.GetAttribute("name")!;
        await officer.SubmitAsync(href, [("do", "anew"), ("text-Causes", "Do mưa lũ."), (estimate, "1.320,5")]);
        var row = RowOf(officer, plan.Target.Name);
        Assert.Equal("9", row.Children[3].TextContent.Trim());
        Assert.Equal("1.320,5", row.QuerySelector("input")!.GetAttribute("value"));
        Assert.Contains("Do mưa lũ.", officer.Page.QuerySelector("textarea[name=text-Causes]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_that_is_no_number_is_refused_beside_its_field_with_all_that_was_typed()
    {
        var (plan, officer, href) = await DraftAsync();
        var estimate = RowOf(officer, plan.Target.Name).QuerySelector("input")!.GetAttribute("name")!;
        await officer.SubmitAsync(href, [("do", "save"), (estimate, "nhiều"), ("text-Next", "Việc kỳ tới")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains("“nhiều” không phải là số", officer.Text, StringComparison.Ordinal);
        Assert.Contains("Việc kỳ tới", officer.Page.QuerySelector("textarea[name=text-Next]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_of_two_officers_is_told_and_loses_nothing()
    {
        var (plan, first, href) = await DraftAsync();
        var second = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Sender);
        await second.OpenAsync(href);
        await first.SubmitAsync(href, [("do", "save"), ("text-Causes", "Của người thứ nhất")]);
        await second.SubmitAsync(href, [("do", "save"), ("text-Causes", "Của người thứ hai")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
        Assert.Contains("Của người thứ hai", second.Page.QuerySelector("textarea[name=text-Causes]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Của người thứ nhất", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receiver_reads_nothing_before_it_is_sent_and_strangers_never()
    {
        var (plan, _, href) = await DraftAsync();
        var receiver = await site.SignInAsAsync(Role.Director, plan.Receiver);
        await receiver.OpenAsync("/reports");
        // The committee stands above the department, so a neighbour is asked instead.
        var stranger = await site.SignInAsAsync(Role.Director, await site.OrganisationAsync("Sở Y tế người lạ " + plan.Id));
        await stranger.OpenAsync(href);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        await stranger.DownloadAsync(href + "/docx");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
    }

    [Fact]
    public async Task Officer_of_data_may_neither_accept_nor_issue()
    {
        var (_, officer, href) = await DraftAsync();
        await officer.SubmitAsync(href, [("do", "send")]);
        Assert.DoesNotContain(officer.Page.Forms, f => f.Action.EndsWith("/accept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Number_of_the_year_is_given_once()
    {
        var (plan, director, href) = await AcceptedAsync();
        await director.OpenAsync(href);
        Assert.Equal("1", director.Page.QuerySelector("input[name=number]")!.GetAttribute("value"));
        await director.SubmitAsync(href + "/issue", Issue());
        await director.OpenAsync($"/reports/new?plan={plan.Id}");
        await director.SubmitAsync("/reports/new", [("cadence", "Once"), ("from", "2025-01-01"), ("to", "2025-06-08"), ("receiver", plan.Receiver.ToString())]);
        var second = director.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await director.SubmitAsync(second, [("do", "send")]);
        await director.SubmitAsync(second + "/accept");
        Assert.Equal("6", director.Page.QuerySelector("input[name=number]")!.GetAttribute("value"));
        await director.SubmitAsync(second + "/issue", Issue());
        Assert.Equal(HttpStatusCode.Conflict, director.Answer.StatusCode);
        Assert.Contains("Số tiếp theo còn trống là 6.", director.Text, StringComparison.Ordinal);
        Assert.Equal("Nguyễn Thị Ví Dụ", director.Page.QuerySelector("input[name=signer]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Paper_keeps_to_the_decree_before_and_after_issuing()
    {
        var (_, director, href) = await AcceptedAsync();
        var draft = await director.DownloadAsync(href + "/docx");
        Assert.Empty(Paper.Errors(draft));
        Assert.Empty(Nd30Check.Check(draft));
        Assert.Contains("DỰ THẢO", Paper.Text(draft), StringComparison.Ordinal);
        await director.OpenAsync(href);
        await director.SubmitAsync(href + "/issue", Issue());
        var issued = await director.DownloadAsync(href + "/docx");
        Assert.Empty(Paper.Errors(issued));
        Assert.Empty(Nd30Check.Check(issued));
        var text = Paper.Text(issued);
        Assert.DoesNotContain("DỰ THẢO", text, StringComparison.Ordinal);
        foreach (var words in new[] { "Số: 05/BC-SYT", "Kính gửi: Ủy ban nhân dân tỉnh Thử Nghiệm", "KT. GIÁM ĐỐC", "Nguyễn Thị Ví Dụ", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "PHỤ LỤC II", "Nghị định số 09/2019/NĐ-CP" })
            Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Equal(issued, await director.DownloadAsync(href + "/docx"));
    }

    [Fact]
    public async Task Pdf_of_the_paper_has_its_vietnamese_letters()
    {
        Assert.SkipUnless(Paper.CanReadPdf, "soffice or pdftotext is not installed.");
        var (_, director, href) = await AcceptedAsync();
        var text = await Paper.PdfTextAsync(await director.DownloadAsync(href + "/pdf"));
        foreach (var words in new[] { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO", "DỰ THẢO", "ĐÁNH GIÁ CHUNG", "Tồn tại, hạn chế" }) Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_words_stay_words()
    {
        var (_, officer, href) = await DraftAsync();
        const string Hostile = "<script>alert(1)</script> & ]]> \u202E\u0001 =cmd|' /C calc'!A0";
        await officer.SubmitAsync(href, [("do", "send"), ("text-Causes", Hostile)]);
        Assert.DoesNotContain(officer.Page.QuerySelectorAll("main script"), s => s.TextContent.Contains("alert", StringComparison.Ordinal));
        Assert.Contains("<script>alert(1)</script>", officer.Text, StringComparison.Ordinal);
        var docx = await officer.DownloadAsync(href + "/docx");
        Assert.Empty(Paper.Errors(docx));
        Assert.Empty(Nd30Check.Check(docx));
        Assert.Contains("<script>alert(1)</script> & ]]>", Paper.Text(docx), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_read_cells_with_queries_and_seals()
    {
        var (plan, officer, href) = await DraftAsync();
        await officer.SubmitAsync(href, [("do", "send")]);
        using var program = await site.ProgramAsync(Role.DataOfficer, plan.Sender);
        using var list = JsonDocument.Parse(await program.GetStringAsync($"/api/reports?plan={plan.Id}&org={plan.Receiver}"));
        Assert.Equal("sent", list.RootElement.GetProperty("reports")[0].GetProperty("state").GetString());
        using var whole = JsonDocument.Parse(await program.GetStringAsync("/api" + href));
        var cell = whole.RootElement.GetProperty("cells").EnumerateArray().First(c => c.GetProperty("indicator").GetGuid() == plan.Target.IndicatorId);
        Assert.Equal(7, cell.GetProperty("actual").GetDecimal());
        Assert.Equal(64, cell.GetProperty("hash").GetString()!.Length);
        Assert.NotEmpty(cell.GetProperty("query").GetString()!);
        using var stranger = await site.ProgramAsync(Role.DataOfficer, await site.OrganisationAsync("Đơn vị khác " + plan.Id));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/api" + href)).StatusCode);
    }
}
