using System.Net;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Plans.Tests;

/// <summary>Plans above and below: linked, tied, compared, never repaired.</summary>
public abstract class LinkTests(TestSite site)
{
    [Fact]
    public async Task The_plan_that_a_paper_cites_is_proposed_and_linked_and_both_pages_show_the_family()
    {
        var story = await LinkedPlans.BeginAsync(site);
        var child = await story.ChildAsync();
        var parent = await story.ParentAsync();
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, story.Committee);
        await officer.OpenAsync($"/plans/{child}/links");
        Assert.Contains("giống 100 %", officer.Text);
        await officer.SubmitAsync($"/plans/{child}/links/parent", [("parent", parent.ToString())]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        Assert.NotNull(officer.Page.QuerySelector($".family a[href='/plans/{parent}']"));
        await officer.OpenAsync($"/plans/{parent}/links");
        Assert.NotNull(officer.Page.QuerySelector($".family a[href='/plans/{child}']"));
    }

    [Fact]
    public async Task Targets_are_tied_one_by_one_and_the_plan_above_shows_its_parts()
    {
        var (story, parent, child, officer) = await LinkedAsync();
        await officer.OpenAsync($"/plans/{child}/links");
        Assert.Equal(2, officer.Page.QuerySelectorAll("#ties button[name=state][value=Accepted]").Count(b => b.ClassList.Contains("small")));
        var (own, above) = ((await story.TargetsAsync(child))[0], (await story.TargetsAsync(parent))[0]);
        await TieAsync(officer, child, own.IndicatorId, above.IndicatorId);
        Assert.Contains("Bỏ gắn", officer.Text);
        var (rejected, unlike) = ((await story.TargetsAsync(child))[1], (await story.TargetsAsync(parent))[1]);
        await TieAsync(officer, child, rejected.IndicatorId, unlike.IndicatorId, "Rejected");
        Assert.DoesNotContain("đề xuất, giống", officer.Text);
        await officer.OpenAsync($"/plans/{parent}/links");
        Assert.Contains("Chỉ tiêu do kế hoạch cấp dưới thực hiện", officer.Text);
        Assert.NotNull(officer.Page.QuerySelector($"a[href='/evidence/indicators/{own.IndicatorId}']"));
        Assert.Null(officer.Page.QuerySelector($"a[href='/evidence/indicators/{rejected.IndicatorId}']"));
    }

    [Fact]
    public async Task A_lower_level_is_shown_with_both_quotes_until_a_note_settles_it()
    {
        var (story, parent, child, officer) = await LinkedAsync();
        await officer.OpenAsync($"/plans/{child}/links");
        await TieAsync(officer, child, (await story.TargetsAsync(child))[0].IndicatorId, (await story.TargetsAsync(parent))[0].IndicatorId);
        Assert.Contains("Mức thấp hơn kế hoạch cấp trên: kế hoạch này 90, cấp trên 95 (%).", officer.Text);
        var quotes = officer.Page.QuerySelectorAll("#differences blockquote").Select(q => q.TextContent).ToList();
        Assert.Contains(quotes, q => q.Contains("đạt ít nhất 90%", StringComparison.Ordinal));
        Assert.Contains(quotes, q => q.Contains("đạt ít nhất 95%", StringComparison.Ordinal));
        await officer.SubmitAsync($"/plans/{child}/links/settle", [("note", "Tỉnh đã đồng ý lộ trình hai năm")]);
        Assert.Contains("đã có ý kiến", officer.Text);
        Assert.Contains("Tỉnh đã đồng ý lộ trình hai năm", officer.Text);
        Assert.Equal(90m, (await story.TargetsAsync(child))[0].Value);
        Assert.Contains("Tỉnh đã đồng ý lộ trình hai năm", System.Text.Encoding.UTF8.GetString(await officer.DownloadAsync($"/plans/{child}/links/differences.csv")));
    }

    [Fact]
    public async Task One_paper_cited_with_two_days_is_shown()
    {
        var story = await LinkedPlans.BeginAsync(site);
        var parent = await story.ParentAsync();
        var child = await story.ChildAsync(citedDay: "12 tháng 02");
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, story.Committee);
        await officer.OpenAsync($"/plans/{child}/links");
        await officer.SubmitAsync($"/plans/{child}/links/parent", [("parent", parent.ToString())]);
        Assert.Contains($"Một văn bản, hai ngày: {story.Number} ghi ngày 12/02/2025 ở kế hoạch này, ngày 10/02/2025 ở kế hoạch cấp trên.", officer.Text);
    }

    [Fact]
    public async Task Parts_that_do_not_add_up_are_told_on_the_page_of_the_plan_above()
    {
        var (story, parent, first, officer) = await LinkedAsync();
        var second = await story.ChildAsync(number: "32/KH-SYT", sessions: "3");
        await officer.OpenAsync($"/plans/{second}/links");
        if (officer.Page.Forms.Any(f => f.GetAttribute("action")!.EndsWith("links/parent", StringComparison.Ordinal)))
            await officer.SubmitAsync($"/plans/{second}/links/parent", [("parent", parent.ToString())]);
        var above = (await story.TargetsAsync(parent))[1].IndicatorId;
        await TieAsync(officer, second, (await story.TargetsAsync(second))[1].IndicatorId, above);
        await officer.OpenAsync($"/plans/{first}/links");
        await TieAsync(officer, first, (await story.TargetsAsync(first))[1].IndicatorId, above);
        Assert.DoesNotContain("Mức thấp hơn", officer.Text);
        await officer.OpenAsync($"/plans/{parent}/links");
        Assert.Contains("Cộng các kế hoạch cấp dưới được 23 trên 24 buổi, thiếu 1.", officer.Text);
    }

    [Fact]
    public async Task A_circle_is_refused()
    {
        var (_, parent, child, officer) = await LinkedAsync();
        await officer.OpenAsync($"/plans/{parent}/links");
        await officer.SubmitAsync($"/plans/{parent}/links/parent", [("parent", child.ToString())]);
        Assert.Equal(HttpStatusCode.Conflict, officer.Answer.StatusCode);
        Assert.Contains("vòng tròn", officer.Text);
        await officer.OpenAsync($"/plans/{parent}/links");
        Assert.Null(officer.Page.QuerySelector("select[name=parent] option[selected][value]:not([value=''])"));
    }

    [Fact]
    public async Task Only_people_with_the_right_at_the_plan_below_link_it()
    {
        var (_, parent, child, _) = await LinkedAsync();
        var doctor = await site.SignInAsAsync(Role.Doctor, (await LinkedPlans.BeginAsync(site)).Department);
        await doctor.OpenAsync($"/plans/{child}/links");
        Assert.Equal(HttpStatusCode.NotFound, doctor.Answer.StatusCode);
        using var program = await site.ProgramAsync(Role.UnitOfficer, (await LinkedPlans.BeginAsync(site)).Department);
        using var form = new FormUrlEncodedContent([new("version", "1"), new("parent", parent.ToString())]);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.PostAsync($"/plans/{child}/links/parent", form)).StatusCode);
    }

    async Task<(LinkedPlans Story, Guid Parent, Guid Child, Visitor Officer)> LinkedAsync()
    {
        var story = await LinkedPlans.BeginAsync(site);
        var parent = await story.ParentAsync();
        var child = await story.ChildAsync();
        // The reader found the parent by its number already; the page only shows it.
        return (story, parent, child, await site.SignInAsAsync(Role.DepartmentOfficer, story.Committee));
    }

    static Task TieAsync(Visitor officer, Guid plan, Guid own, Guid above, string state = "Accepted") =>
        officer.SubmitAsync($"/plans/{plan}/links/ties", [("own", own.ToString()), ("above", above.ToString()), ("state", state)]);
}

public sealed class Link_on_sqlite(SqliteSite site) : LinkTests(site), IClassFixture<SqliteSite>;

public sealed class Link_on_postgres(PostgresSite site) : LinkTests(site), IClassFixture<PostgresSite>;
