using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Credits.Tests;

/// <summary>Hours at their pages.</summary>
public abstract class PagesTests(TestSite site)
{
    static readonly byte[] Paper = Encoding.UTF8.GetBytes("%PDF-1.4 giấy chứng nhận");

    async Task<(Guid At, Guid Person, Visitor Doctor, Visitor Officer)> UnitAsync(string name)
    {
        var at = await site.OrganisationAsync(name);
        var account = await site.AccountAsync(Role.Doctor, at);
        var person = await site.DoctorAsync(at, "Bác Sĩ " + name, user: account.Id);
        var doctor = site.Visitor();
        await doctor.SignInAsync(account.User, account.Password);
        return (at, person, doctor, await site.SignInAsAsync(Role.UnitOfficer, at));
    }

    static async Task<string> ClaimAsync(Visitor doctor, string hours = "24")
    {
        await doctor.OpenAsync("/credits/claims/new");
        await doctor.SubmitAsync("/credits/claims/new", [("activity", "course"), ("title", "Lớp hồi sức"), ("issuer", "Trường Y"), ("on", "2025-06-01"), ("hours", hours)],
            [("file", "giay.pdf", Paper)]);
        return doctor.Answer.RequestMessage!.RequestUri!.Segments[^1];
    }

    [Fact]
    public async Task Hours_from_elsewhere_count_once_the_unit_approves_and_go_when_it_takes_them_back()
    {
        var (_, person, doctor, officer) = await UnitAsync("Duyệt");
        var claim = await ClaimAsync(doctor);
        Assert.Equal(0, (await site.StandAsync(person))!.Earned);
        await officer.OpenAsync("/credits/claims");
        Assert.Contains("Lớp hồi sức", officer.Text);
        Assert.Equal(Paper, await officer.DownloadAsync($"/credits/claims/{claim}/file"));
        await officer.OpenAsync($"/credits/claims/{claim}");
        await officer.SubmitAsync($"/credits/claims/{claim}/approve");
        Assert.Equal(24, (await site.StandAsync(person))!.Earned);
        await officer.SubmitAsync($"/credits/claims/{claim}/revoke", [("reason", "giấy giả")]);
        await site.SettleAsync();
        Assert.Equal(0, (await site.StandAsync(person))!.Earned);
        await doctor.OpenAsync("/credits");
        Assert.Contains("thu lại", doctor.Text);
    }

    [Fact]
    public async Task Nobody_approves_the_own_hours()
    {
        var at = await site.OrganisationAsync("Tự duyệt");
        var account = await site.AccountAsync(Role.Director, at);
        await site.DoctorAsync(at, "Giám Đốc", user: account.Id);
        var director = site.Visitor();
        await director.SignInAsync(account.User, account.Password);
        var claim = await ClaimAsync(director);
        Assert.DoesNotContain("Duyệt, ghi giờ", director.Text);
        var program = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };
        using var answer = await program.PostAsync($"/credits/claims/{claim}/approve", new FormUrlEncodedContent([KeyValuePair.Create("version", "1")]));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_of_a_person_leads_from_the_bar_to_the_entry_to_its_proof_and_into_the_renewal_file()
    {
        var (at, person, doctor, officer) = await UnitAsync("Hồ sơ");
        await site.EarnAsync(new("class/ho-so/1", person, null, "course", 100, new(2025, 3, 3), at, "Lớp cấp cứu nhi", "/training/classes/1"));
        await doctor.OpenAsync("/credits");
        Assert.Contains("120 giờ trong 5 năm", doctor.Text);
        Assert.Equal("20", doctor.Page.QuerySelectorAll(".stat").Single(s => s.TextContent.Contains("Giờ còn thiếu")).QuerySelector(".value")!.TextContent);
        await doctor.OpenAsync(doctor.Page.QuerySelector("a[href^='/credits/entries/']")!.GetAttribute("href")!);
        Assert.Contains("/training/classes/1", doctor.Page.Body!.InnerHtml);
        Assert.Contains("TT 32/2023".Replace("TT", "Thông tư"), doctor.Text);
        var docx = await doctor.DownloadAsync($"/credits/people/{person}/docx");
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(docx));
        using var reader = new StreamReader(archive.GetEntry("word/document.xml")!.Open());
        var text = await reader.ReadToEndAsync();
        Assert.Contains("Lớp cấp cứu nhi", text);
        Assert.Contains("/training/classes/1", text);
        await officer.OpenAsync("/credits/unit?state=short");
        Assert.Contains("Bác Sĩ Hồ sơ", officer.Text);
        Assert.Contains("Bác Sĩ Hồ sơ", Encoding.UTF8.GetString(await officer.DownloadAsync("/credits/unit/list.csv")));
    }

    [Fact]
    public async Task A_unit_sees_no_hours_of_another()
    {
        var (_, person, _, _) = await UnitAsync("Đơn vị này");
        var (_, _, stranger, officer) = await UnitAsync("Đơn vị kia");
        foreach (var visitor in new[] { stranger, officer })
        {
            await visitor.OpenAsync($"/credits/people/{person}");
            Assert.Equal(HttpStatusCode.NotFound, visitor.Answer.StatusCode);
        }
        await officer.OpenAsync("/credits/unit");
        Assert.DoesNotContain("Bác Sĩ Đơn vị này", officer.Text);
    }

    [Theory]
    [InlineData("0", "lớn hơn 0")]
    [InlineData("abc", "không phải là số")]
    [InlineData("", "Xin nhập số giờ")]
    public async Task Hours_that_cannot_be_are_refused_with_the_form_kept(string hours, string says)
    {
        var (_, _, doctor, _) = await UnitAsync("Giờ sai " + hours);
        await ClaimAsync(doctor, hours);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, doctor.Answer.StatusCode);
        Assert.Contains(says, doctor.Text);
        Assert.Contains("Trường Y", doctor.Page.Body!.InnerHtml);
    }
}

public sealed class Pages_on_sqlite(SqliteSite site) : PagesTests(site), IClassFixture<SqliteSite>;

public sealed class Pages_on_postgres(PostgresSite site) : PagesTests(site), IClassFixture<PostgresSite>;
