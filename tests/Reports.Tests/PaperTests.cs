using System.Net;
using LienY.Kernel;
using LienY.Site;
using LienY.Writing;

namespace LienY.Reports.Tests;

public sealed class PapersOnSqlite(SqliteSite site) : PaperTests(site), IClassFixture<SqliteSite>;

public sealed class PapersOnPostgres(PostgresSite site) : PaperTests(site), IClassFixture<PostgresSite>;

/// <summary>Papers of the decree, composed, approved in a chain, numbered and issued.</summary>
public abstract class PaperTests(TestSite site)
{
    const string Body = "# I. TÌNH HÌNH\n## Nhân lực\nĐơn vị đã bố trí đủ người.\n- Bác sĩ: 10\n- Điều dưỡng: 20\n| TT | Việc | Số |\n|---|---|---:|\n| 1 | Hội chẩn | 12 |\n# ĐỀ NGHỊ\nĐề nghị xem xét.";

    public static TheoryData<string> Types => ["CV", "GM", "BB", "TB", "TTr", "KH", "BC", "QĐ", "BGN", "HD", "CTr", "PB", "PC", "GGT"];

    async Task<(Guid Unit, Visitor Director)> BeginAsync()
    {
        site.Clock.SetDay(new(2025, 9, 8));
        var mark = Guid.CreateVersion7().ToString("N")[..12];
        var above = await site.OrganisationAsync($"Ủy ban nhân dân tỉnh Văn Thư {mark}", kind: "committee");
        var unit = await site.OrganisationAsync($"Sở Y tế tỉnh Văn Thư {mark}", above, "department");
        return (unit, await site.SignInAsAsync(Role.Director, unit));
    }

    static async Task<string> DraftAsync(Visitor who, string type, string subject = "về việc thử soạn văn bản")
    {
        await who.OpenAsync("/papers");
        await who.SubmitAsync("/papers", [("type", type), ("subject", subject)]);
        return who.Answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    /// <summary>Everything that a type asks for, filled in.</summary>
    static (string, string)[] Filled(Visitor who, string deed) => [("do", deed), ("body", Body), ("signer", "Nguyễn Thị Ví Dụ"), ("recipients", "Sở Nội vụ"), ("archive", "VT, NVY"), ("place", "Văn Thư"),
        .. who.Page.QuerySelector("[name=addressees]") is null ? [] : new[] { ("addressees", "Ủy ban nhân dân tỉnh") }, .. who.Page.QuerySelector("[name=bases]") is null ? [] : new[] { ("bases", "Căn cứ Luật Khám bệnh, chữa bệnh") },
        .. who.Page.QuerySelectorAll("[name^='x-']").Select(f => (f.GetAttribute("name")!, f.GetAttribute("name") switch { "x-secretary" => "Bà Phạm Thị Ví Dụ, chuyên viên", "x-chair" => "Ông Lê Văn Thí Dụ", var n => "Nội dung " + n }))];

    [Theory, MemberData(nameof(Types))]
    public async Task Every_type_is_composed_issued_and_keeps_to_the_decree(string type)
    {
        var (unit, director) = await BeginAsync();
        var href = await DraftAsync(director, type);
        await director.SubmitAsync(href, Filled(director, "present"));
        Assert.Contains("đã duyệt, chờ phát hành", director.Text, StringComparison.Ordinal);
        await director.SubmitAsync(href + "/issue", [("day", "2025-09-08")]);
        Assert.Contains("Đã phát hành văn bản", director.Text, StringComparison.Ordinal);
        var docx = await director.DownloadAsync(href + "/docx");
        Assert.Empty(Paper.Errors(docx));
        Assert.Empty(Nd30Check.Check(docx));
        var text = Paper.Text(docx);
        Assert.Contains("Số: 01/", text, StringComparison.Ordinal);
        Assert.Contains(type == "CV" ? "V/v thử soạn" : DocumentType.Of(type)!.Name, text, StringComparison.Ordinal);
        Assert.DoesNotContain("DỰ THẢO", text, StringComparison.Ordinal);
        Assert.Equal(docx, await director.DownloadAsync(href + "/docx"));
        // A year later it is made again from what was kept, bit by bit.
        site.Clock.SetDay(new(2026, 9, 8));
        var later = await site.SignInAsAsync(Role.Director, unit);
        await later.OpenAsync(href + "/rebuild");
        Assert.Contains("giống từng bit", later.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("khác với bản đã phát hành", later.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paper_without_what_its_type_needs_is_refused_at_that_field()
    {
        var (_, director) = await BeginAsync();
        var href = await DraftAsync(director, "GM");
        await director.SubmitAsync(href, [.. Filled(director, "present").Where(f => f.Item1 != "x-where")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, director.Answer.StatusCode);
        Assert.Contains("Nội dung x-guests", director.Page.QuerySelector("[name=x-guests]")!.TextContent, StringComparison.Ordinal);
    }

    async Task<(Visitor Officer, Visitor Head, Visitor Leader, Guid Unit, MadeUp Names)> ChainAsync(string type)
    {
        var (unit, director) = await BeginAsync();
        var (officer, head, leader) = (await site.AccountAsync(Role.UnitOfficer, unit), await site.AccountAsync(Role.DepartmentOfficer, unit), await site.AccountAsync(Role.Director, unit));
        foreach (var (title, user) in new[] { ("Trưởng phòng", head.Id), ("Lãnh đạo", leader.Id) })
        {
            await director.OpenAsync($"/reports/chain?organisation={unit}&type={Uri.EscapeDataString(type)}");
            await director.SubmitAsync("/reports/chain/steps", [("title", title), ("user", user.ToString()), ("workdays", "2")]);
            Assert.Contains(title, director.Text, StringComparison.Ordinal);
        }
        async Task<Visitor> InAsync(Contracts.MadeAccount account)
        {
            var visitor = site.Visitor();
            await visitor.SignInAsync(account.User, account.Password);
            return visitor;
        }
        return (await InAsync(officer), await InAsync(head), await InAsync(leader), unit, new(officer.Id, head.Id, leader.Id));
    }

    sealed record MadeUp(Guid Officer, Guid Head, Guid Leader);

    static string Step(Visitor who) => who.Page.Forms.Select(f => f.GetAttribute("action") ?? "").First(a => a.StartsWith("/approvals/", StringComparison.Ordinal));

    [Fact]
    public async Task Draft_stands_still_in_its_chain_and_comes_back_with_a_reason()
    {
        var (officer, head, leader, _, _) = await ChainAsync("CV");
        var href = await DraftAsync(officer, "CV", "về việc qua từng bước");
        await officer.SubmitAsync(href, Filled(officer, "present"));
        Assert.Contains("đang trình duyệt", officer.Text, StringComparison.Ordinal);
        Assert.Null(officer.Page.QuerySelector("textarea[name=body]"));
        await leader.OpenAsync(href);
        Assert.DoesNotContain(leader.Page.Forms, f => (f.GetAttribute("action") ?? "").StartsWith("/approvals/", StringComparison.Ordinal));
        await head.OpenAsync("/");
        Assert.Contains("về việc qua từng bước", head.Text, StringComparison.Ordinal);
        await head.OpenAsync(href);
        await head.SubmitAsync(Step(head), [("do", "agree"), ("opinion", "Đã xem kỹ")]);
        await leader.OpenAsync(href);
        await leader.SubmitAsync(Step(leader), [("do", "return")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, leader.Answer.StatusCode);
        await leader.OpenAsync(href);
        await leader.SubmitAsync(Step(leader), [("do", "return"), ("opinion", "Bổ sung căn cứ")]);
        await officer.OpenAsync(href);
        Assert.Contains("Bổ sung căn cứ", officer.Text, StringComparison.Ordinal);
        Assert.Contains("Đã xem kỹ", officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync(href, Filled(officer, "present"));
        foreach (var who in new[] { head, leader })
        {
            await who.OpenAsync(href);
            await who.SubmitAsync(Step(who), [("do", "agree")]);
        }
        await leader.SubmitAsync(href + "/issue", [("day", "2025-09-08")]);
        Assert.Contains("Đã phát hành văn bản", leader.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delegate_decides_in_the_place_of_who_asked()
    {
        var (officer, head, leader, unit, names) = await ChainAsync("TB");
        await head.OpenAsync($"/reports/chain?organisation={unit}");
        await head.SubmitAsync("/reports/chain/delegates", [("to", names.Leader.ToString()), ("from", "2025-09-01"), ("until", "2025-09-30")]);
        Assert.Contains("Đã ghi ủy quyền", head.Text, StringComparison.Ordinal);
        var href = await DraftAsync(officer, "TB");
        await officer.SubmitAsync(href, Filled(officer, "present"));
        await leader.OpenAsync(href);
        await leader.SubmitAsync(Step(leader), [("do", "agree")]);
        Assert.Contains("duyệt thay", leader.Text, StringComparison.Ordinal);
        await leader.SubmitAsync(Step(leader), [("do", "agree")]);
        Assert.Contains("đó là bước duyệt cuối", leader.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_passes_its_chain_before_it_leaves_the_organisation()
    {
        site.Clock.SetDay(new(2025, 6, 9));
        var plan = await LivePlan.AdoptAsync(site);
        var director = await site.SignInAsAsync(Role.Director, plan.Sender);
        var leader = await site.AccountAsync(Role.Director, plan.Sender);
        await director.OpenAsync($"/reports/chain?organisation={plan.Sender}");
        await director.SubmitAsync("/reports/chain/steps", [("title", "Lãnh đạo"), ("user", leader.Id.ToString())]);
        var officer = await site.SignInAsAsync(Role.DataOfficer, plan.Sender);
        var href = await plan.OpenAsync(officer);
        await officer.SubmitAsync(href + "/draft");
        await officer.SubmitAsync(href, [("do", "send")]);
        Assert.Contains("Đã trình duyệt trong đơn vị", officer.Text, StringComparison.Ordinal);
        Assert.Null(officer.Page.QuerySelector("textarea[name=text-Causes]"));
        var judge = site.Visitor();
        await judge.SignInAsync(leader.User, leader.Password);
        await judge.OpenAsync(href);
        await judge.SubmitAsync(Step(judge), [("do", "agree")]);
        Assert.Contains("đã gửi, chờ duyệt", judge.Text, StringComparison.Ordinal);
        Assert.Equal("report.submitted", (await plan.FactsAsync())[0].Kind);
    }

    [Fact]
    public async Task Stranger_finds_no_paper()
    {
        var (_, director) = await BeginAsync();
        var href = await DraftAsync(director, "CV");
        var stranger = await site.SignInAsAsync(Role.Director, await site.OrganisationAsync("Sở lạ " + Guid.CreateVersion7()));
        await stranger.DownloadAsync(href + "/docx");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        await stranger.OpenAsync("/papers");
        Assert.Contains("Chưa có văn bản nào", stranger.Text, StringComparison.Ordinal);
    }
}
