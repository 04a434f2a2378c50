using System.Net;
using System.Text;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Network.Tests;

/// <summary>The pages of the network, as people use them.</summary>
public abstract class PageTests(TestSite site)
{
    async Task<(Visitor Officer, Dictionary<string, Guid> Keys)> AtAsync(string key, Role role = Role.DepartmentOfficer)
    {
        var keys = (await site.WorldAsync()).Organisations;
        return (await site.SignInAsAsync(role, keys[key]), keys);
    }

    [Fact]
    public async Task The_list_finds_with_and_without_tone_marks_and_for_any_day()
    {
        var (officer, _) = await AtAsync("syt-lao-cai");
        await officer.OpenAsync("/network?q=san+nhi+lao+cai");
        Assert.Contains("Bệnh viện Sản Nhi tỉnh Lào Cai", officer.Text);
        await officer.OpenAsync("/network?q=Sản+Nhi+Lào+Cai");
        Assert.Contains("Bệnh viện Sản Nhi tỉnh Lào Cai", officer.Text);
        await officer.OpenAsync("/network?on=2025-06-30&kind=department");
        Assert.Contains("Sở Y tế tỉnh Kiên Giang", officer.Text);
        await officer.OpenAsync("/network?on=2025-07-01&kind=department");
        Assert.DoesNotContain("Sở Y tế tỉnh Kiên Giang", officer.Text);
        await officer.OpenAsync("/network?on=2025-07-01&kind=department&state=ended");
        Assert.Contains("Sở Y tế tỉnh Kiên Giang", officer.Text);
        var csv = Encoding.UTF8.GetString(await officer.DownloadAsync("/network/export.csv?q=phu+quoc&on=2025-07-01"));
        Assert.StartsWith("\uFEFF", csv);
        Assert.Contains("Trung tâm Y tế đặc khu Phú Quốc", csv);
    }

    [Fact]
    public async Task A_page_shows_names_parents_codes_and_what_became_of_it()
    {
        var (officer, keys) = await AtAsync("syt-lao-cai");
        await officer.OpenAsync($"/network/{keys["ttyt-phu-quoc"]}?on=2025-06-30");
        Assert.Equal("Trung tâm Y tế thành phố Phú Quốc", officer.Page.QuerySelector("h1")!.TextContent.Trim());
        Assert.Contains("Trung tâm Y tế đặc khu Phú Quốc", officer.Text);
        Assert.Contains("Sở Y tế tỉnh An Giang", officer.Text);
        Assert.Contains("999", officer.Text);
        await officer.OpenAsync($"/network/{keys["syt-kien-giang"]}?on=2025-07-01");
        Assert.Contains("Thành Sở Y tế tỉnh An Giang: sáp nhập 01/07/2025", officer.Text);
        Assert.NotNull(officer.Page.QuerySelector("svg[role=img]"));
    }

    [Fact]
    public async Task An_officer_renames_moves_and_ends_a_unit_and_the_past_stays()
    {
        var (officer, keys) = await AtAsync("syt-lai-chau");
        await officer.OpenAsync($"/network/new?parent={keys["syt-lai-chau"]}");
        await officer.SubmitAsync("/network/new", [("name", "Trạm Y tế Đầu"), ("kind", "station"), ("tier", "Commune"), ("level", "Initial"), ("country", "VN")]);
        var address = new Uri(officer.Page.Url).AbsolutePath;
        await officer.OpenAsync(address + "/change");
        await officer.SubmitAsync(address + "/rename", [("name", "Trạm Y tế Sau"), ("on", "2025-08-01")]);
        await officer.OpenAsync(address + "/change");
        await officer.SubmitAsync(address + "/move", [("parent", "Bệnh viện Đa khoa Than Uyên"), ("on", "2025-09-01")]);
        await officer.OpenAsync(address + "/change");
        await officer.SubmitAsync(address + "/end", [("on", "2025-10-31")]);
        await officer.OpenAsync(address + "?on=2025-07-15");
        Assert.Equal("Trạm Y tế Đầu", officer.Page.QuerySelector("h1")!.TextContent.Trim());
        await officer.OpenAsync(address + "?on=2025-10-15");
        Assert.Equal("Trạm Y tế Sau", officer.Page.QuerySelector("h1")!.TextContent.Trim());
        Assert.Contains("Bệnh viện Đa khoa Than Uyên", officer.Text);
        await officer.OpenAsync(address + "?on=2025-11-01");
        Assert.Contains("Không hoạt động", officer.Text);
    }

    [Fact]
    public async Task A_merger_takes_the_units_along_and_a_split_keeps_the_old_one()
    {
        var (officer, keys) = await AtAsync("syt-hcm");
        var a = await site.OrganisationAsync("Bệnh viện Nhập Một", keys["syt-hcm"]);
        var room = await site.OrganisationAsync("Khoa Nhập", a);
        var b = await site.OrganisationAsync("Bệnh viện Nhập Hai", keys["syt-hcm"]);
        await officer.OpenAsync($"/network/{a}/change");
        await officer.SubmitAsync($"/network/{a}/merge", [("into", "Bệnh viện Nhập Hai"), ("on", "2025-11-01"), ("along", "on")]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        Assert.Equal([b], await site.AskAsync(o => o.SuccessorsAsync(a, new(2025, 11, 1), default)));
        Assert.Equal(b, (await site.AskAsync(o => o.FindAsync(room, null, default)))!.ParentId);
        await officer.OpenAsync($"/network/{b}/change");
        await officer.SubmitAsync($"/network/{b}/split", [("name", "Trung tâm Tách"), ("on", "2025-11-10")]);
        Assert.Contains("Thành Trung tâm Tách: tách ra 10/11/2025", officer.Text);
        Assert.Equal([b], await site.AskAsync(o => o.SuccessorsAsync(b, new(2025, 11, 20), default)));
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_and_keeps_what_was_typed()
    {
        var (first, keys) = await AtAsync("syt-lao-cai");
        var second = await site.SignInAsAsync(Role.DepartmentOfficer, keys["syt-lao-cai"]);
        var edit = $"/network/{keys["bvdk-bac-ha"]}/edit";
        await first.OpenAsync(edit);
        await second.OpenAsync(edit);
        await first.SubmitAsync(edit, [("note", "Của người thứ nhất")]);
        await second.SubmitAsync(edit, [("note", "Của người thứ hai")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
        Assert.Contains("vừa được người khác sửa", second.Text);
        Assert.Contains("Của người thứ hai", second.Page.QuerySelector("textarea[name=note]")!.TextContent);
    }

    [Fact]
    public async Task The_two_kinds_of_codes_are_never_mixed_and_belong_to_one_organisation()
    {
        var (officer, keys) = await AtAsync("syt-lao-cai");
        var change = $"/network/{keys["khtc-lao-cai"]}/change";
        var code = $"/network/{keys["khtc-lao-cai"]}/code";
        await officer.OpenAsync(change);
        await officer.SubmitAsync(code, [("kind", "Facility"), ("code", "9990000000001")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        await officer.OpenAsync(change);
        await officer.SubmitAsync(code, [("kind", "Identification"), ("code", "XD777")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        await officer.OpenAsync(change);
        await officer.SubmitAsync(code, [("kind", "Facility"), ("code", "XD001")]);
        Assert.Equal(HttpStatusCode.Conflict, officer.Answer.StatusCode);
        await officer.OpenAsync(change);
        await officer.SubmitAsync(code, [("kind", "Facility"), ("code", "xd777")]);
        Assert.Contains("XD777", officer.Text);
    }

    [Fact]
    public async Task An_officer_changes_only_units_of_the_own_reach()
    {
        var (officer, keys) = await AtAsync("syt-lao-cai");
        await officer.OpenAsync($"/network/{keys["bv-cho-ray"]}/edit");
        Assert.Equal(HttpStatusCode.Forbidden, officer.Answer.StatusCode);
        await officer.OpenAsync($"/network/{keys["bv-cho-ray"]}");
        Assert.Null(officer.Page.QuerySelector($"a[href='/network/{keys["bv-cho-ray"]}/edit']"));
    }

    [Fact]
    public async Task An_agreement_is_seen_by_its_parties_only()
    {
        var (party, keys) = await AtAsync("bv-nhi-tw", Role.Director);
        await party.OpenAsync("/agreements?q=ban+ghi+nho");
        Assert.Contains("Bệnh viện Nhi Trung ương giai đoạn 2023–2028", party.Text);
        var address = party.Page.QuerySelector("tbody a")!.GetAttribute("href")!;
        await party.OpenAsync(address);
        Assert.Contains("Hội chẩn từ xa định kỳ và đột xuất", party.Text);
        var stranger = await site.SignInAsAsync(Role.Director, keys["bvdk-than-uyen"]);
        await stranger.OpenAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        await stranger.OpenAsync("/agreements");
        Assert.DoesNotContain("Nhi Trung ương", stranger.Text);
        var successor = await site.SignInAsAsync(Role.Director, keys["syt-an-giang"]);
        await successor.OpenAsync("/agreements");
        Assert.Contains("Đồng bằng sông Cửu Long", successor.Text);
        Assert.Contains("Sắp hết hạn", successor.Text);
    }

    [Fact]
    public async Task An_agreement_is_written_with_its_file_and_changed()
    {
        var (director, keys) = await AtAsync("bv-hung-vuong", Role.Director);
        await director.OpenAsync("/agreements/new");
        await director.SubmitAsync("/agreements/new",
            [("title", "Bản ghi nhớ thử"), ("kind", "Memorandum"), ("signed", "2025-11-01"), ("to", "2026-01-31"), ("party0", "Bệnh viện Hùng Vương"), ("party1", "Bệnh viện Chợ Rẫy"), ("contents", "Một\nHai")],
            [("file", "ban-ghi-nho.pdf", "%PDF-1.4 thử"u8.ToArray())]);
        Assert.Contains("Sắp hết hạn", director.Text);
        Assert.Contains("ban-ghi-nho.pdf", director.Text);
        var address = new Uri(director.Page.Url).AbsolutePath;
        Assert.Equal("%PDF-1.4 thử", Encoding.UTF8.GetString(await director.DownloadAsync(address + "/file")));
        await director.OpenAsync(address + "/edit");
        await director.SubmitAsync(address + "/edit", [("contents", "Hai\nBa"), ("to", "2028-01-31")]);
        Assert.Contains("Đang hiệu lực", director.Text);
        Assert.Contains("Ba", director.Page.QuerySelectorAll("ol li").Select(l => l.TextContent.Trim()));
        Assert.Contains("ban-ghi-nho.pdf", director.Text);
        await director.OpenAsync("/agreements/new");
        await director.SubmitAsync("/agreements/new", [("title", "Của người khác"), ("party0", "Bệnh viện Chợ Rẫy"), ("party1", "Bệnh viện Nhi Trung ương")]);
        Assert.Equal(HttpStatusCode.Forbidden, director.Answer.StatusCode);
    }

    [Fact]
    public async Task Places_of_the_demonstration_tell_what_became_of_Kien_Giang()
    {
        var (officer, _) = await AtAsync("syt-lao-cai");
        await officer.OpenAsync("/places?on=2025-06-30&q=kien+giang");
        await officer.OpenAsync(officer.Page.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Contains("Thành Tỉnh An Giang: toàn bộ 01/07/2025", officer.Text);
        Assert.Contains("15 huyện, quận, thị xã vào ngày 30/06/2025", officer.Text);
        await officer.OpenAsync(new Uri(officer.Page.Url).AbsolutePath + "?on=2025-07-01");
        Assert.Contains("không có hiệu lực", officer.Text);
    }
}

/// <summary>On SQLite.</summary>
public sealed class PagesOnSqlite(SqliteSite site) : PageTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class PagesOnPostgres(PostgresSite site) : PageTests(site), IClassFixture<PostgresSite>;
