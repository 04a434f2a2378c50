using System.Net;
using LienY.Kernel;
using LienY.Site;

namespace LienY.DataSets.Tests;

/// <summary>People enter figures, say that a report is complete, define what is counted.</summary>
public abstract class PageTests(TestSite site)
{
    static async Task<string> SetAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/data/sets");
        return visitor.Page.QuerySelectorAll("tbody a").First(a => a.TextContent == "Báo cáo tháng").GetAttribute("href")!.Split('/')[^1];
    }

    [Fact]
    public async Task A_form_is_filled_in_corrected_and_completed()
    {
        var given = await Given.OfAsync(site);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.Other);
        var set = await SetAsync(officer);
        var form = $"/data/entry?set={set}&unit={given.Other}&period=202408";
        await officer.OpenAsync(form);
        Assert.Contains("Lượt khám", officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync("/data/entry", [("visitsUid01", "1.320"), ($"birthsUid01-{Given.Female}", "12"), ($"birthsUid01-{Given.Male}", "13"), ("remarkUid01", "Mưa lũ")]);
        Assert.Contains("Đã lưu số liệu.", officer.Text, StringComparison.Ordinal);
        Assert.Equal("1.320", officer.Page.QuerySelector("input[name=visitsUid01]")!.GetAttribute("value"));
        Assert.Equal("25", officer.Page.QuerySelector("[data-sum]")!.TextContent.Trim());
        Assert.Equal(1320, await Given.SumAsync(site, "KCB01", given.Other, new(2024, 8, 31)));
        await officer.SubmitAsync("/data/entry", [("visitsUid01", "1.400"), ("then", "complete")]);
        Assert.Contains("Đã lưu và đánh dấu hoàn thành.", officer.Text, StringComparison.Ordinal);
        Assert.Equal(1400, await Given.SumAsync(site, "KCB01", given.Other, new(2024, 8, 31)));
        await officer.OpenAsync(form);
        await officer.OpenAsync(officer.Page.QuerySelector("a[href^='/data/values/']")!.GetAttribute("href")!);
        Assert.Equal(2, officer.Page.QuerySelectorAll("tbody tr").Length);
        await officer.OpenAsync(form);
        await officer.SubmitAsync("/data/complete");
        Assert.Contains("Đã bỏ đánh dấu hoàn thành.", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_number_is_told_beside_its_cell_and_nothing_typed_is_lost()
    {
        var given = await Given.OfAsync(site);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.Other);
        await officer.OpenAsync($"/data/entry?set={await SetAsync(officer)}&unit={given.Other}&period=202409");
        await officer.SubmitAsync("/data/entry", [("visitsUid01", "mười"), ($"birthsUid01-{Given.Female}", "12")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Equal(("mười", "true"), (officer.Page.QuerySelector("input[name=visitsUid01]")!.GetAttribute("value"), officer.Page.QuerySelector("input[name=visitsUid01]")!.GetAttribute("aria-invalid")));
        Assert.Equal("12", officer.Page.QuerySelector($"input[name='birthsUid01-{Given.Female}']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Two_people_at_one_form_keep_each_others_cells()
    {
        var given = await Given.OfAsync(site);
        var first = await site.SignInAsAsync(Role.UnitOfficer, given.Other);
        var second = await site.SignInAsAsync(Role.UnitOfficer, given.Other);
        var form = $"/data/entry?set={await SetAsync(first)}&unit={given.Other}&period=202410";
        await first.OpenAsync(form);
        await second.OpenAsync(form);
        await first.SubmitAsync("/data/entry", [("visitsUid01", "10")]);
        await second.SubmitAsync("/data/entry", [($"birthsUid01-{Given.Female}", "2")]);
        Assert.Equal("10", second.Page.QuerySelector("input[name=visitsUid01]")!.GetAttribute("value"));
        await first.SubmitAsync("/data/entry", [("visitsUid01", "11")]);
        await second.OpenAsync(form);
        await first.SubmitAsync("/data/entry", [("visitsUid01", "12")]);
        await second.SubmitAsync("/data/entry", [("visitsUid01", "99")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
    }

    [Fact]
    public async Task A_unit_of_others_is_not_shown_and_cannot_be_entered()
    {
        var given = await Given.OfAsync(site);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.Other);
        await officer.OpenAsync($"/data/entry?set={await SetAsync(officer)}&unit={given.Hospital}&period=202409");
        Assert.Equal(HttpStatusCode.NotFound, officer.Answer.StatusCode);
        await officer.OpenAsync("/data");
        Assert.DoesNotContain("Bệnh viện Đa khoa tỉnh Thử nghiệm", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_element_and_a_data_set_are_defined_and_assigned()
    {
        var given = await Given.OfAsync(site);
        var data = await site.SignInAsAsync(Role.DataOfficer, given.Department);
        await data.OpenAsync("/data/elements/new");
        await data.SubmitAsync("/data/elements/new", [("name", "Giường bệnh"), ("code", "giuong"), ("heading", "Nguồn lực"), ("aggregation", "LAST")]);
        Assert.Contains("#{giuong}", data.Text, StringComparison.Ordinal);
        var element = data.Answer.RequestMessage!.RequestUri!.AbsolutePath.Split('/')[^1];
        await data.OpenAsync("/data/elements/new");
        await data.SubmitAsync("/data/elements/new", [("name", "Giường khác"), ("code", "giuong")]);
        Assert.Equal(HttpStatusCode.Conflict, data.Answer.StatusCode);
        await data.OpenAsync("/data/sets/new");
        await data.SubmitAsync("/data/sets/new", [("name", "Báo cáo giường"), ("code", "bc-giuong"), ("periodType", "Quarterly"), ("element", element)]);
        var set = data.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await data.SubmitAsync(set + "/units", [("unit", given.Hospital.ToString())]);
        Assert.Contains("Bệnh viện Đa khoa tỉnh Thử nghiệm", data.Page.QuerySelector("#units li")!.TextContent, StringComparison.Ordinal);
        foreach (var path in new[] { "/data/elements/export", "/data/sets/export", "/data/units/export", "/data/reports", "/data/completeness/export" })
        {
            Assert.Equal([0xEF, 0xBB, 0xBF], (await data.DownloadAsync(path + ".csv"))[..3]);
            Assert.Equal("PK"u8.ToArray(), (await data.DownloadAsync(path + ".xlsx"))[..2]);
        }
    }

    [Fact]
    public async Task A_template_of_Excel_comes_back_and_its_faults_are_told_row_by_row()
    {
        var given = await Given.OfAsync(site);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.Other);
        var set = await SetAsync(officer);
        await officer.OpenAsync($"/data/entry?set={set}&unit={given.Other}&period=202407");
        await officer.SubmitAsync("/data/entry", [("visitsUid01", "77"), ($"birthsUid01-{Given.Female}", "5")]);
        var template = await officer.DownloadAsync($"/data/template.xlsx?set={set}&unit={given.Other}&period=202407");
        await officer.OpenAsync("/data/imports");
        await officer.SubmitAsync("/data/imports", files: [("file", "mau.xlsx", template)]);
        Assert.Contains("xong", officer.Text, StringComparison.Ordinal);
        Assert.Contains("2 dòng không đổi", officer.Text, StringComparison.Ordinal);
        await officer.OpenAsync("/data/imports");
        await officer.SubmitAsync("/data/imports", files: [("file", "sai.csv", "dataelement,period,orgunit,value\nvisitsUid01,202407,nothing,1\n"u8.ToArray())]);
        Assert.Contains("Không tìm thấy đơn vị", officer.Text, StringComparison.Ordinal);
        var faults = officer.Page.QuerySelector("a[href$='faults.csv']")!.GetAttribute("href")!;
        Assert.Contains("E7612", System.Text.Encoding.UTF8.GetString(await officer.DownloadAsync(faults)), StringComparison.Ordinal);
        Assert.Contains("visitsUid01,202407,nothing", System.Text.Encoding.UTF8.GetString(await officer.DownloadAsync(faults.Replace("faults.csv", "file", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Populations_come_in_versions_and_the_one_in_force_counts()
    {
        var given = await Given.OfAsync(site);
        var data = await site.SignInAsAsync(Role.DataOfficer, given.Department);
        await data.OpenAsync("/data/categories");
        await data.SubmitAsync("/data/categories", [("name", "Nhóm dân"), ("code", "nhom-dan"), ("choices", "duoi-5; Dưới 5 tuổi\ntren-5; Từ 5 tuổi")]);
        await data.OpenAsync("/data/elements/new");
        var combination = data.Page.QuerySelectorAll("select[name=combination] option").First(o => o.TextContent == "Nhóm dân").GetAttribute("value")!;
        await data.SubmitAsync("/data/elements/new", [("name", "Dân số thử"), ("code", "dan-so-thu"), ("aggregation", "LAST"), ("combination", combination)]);
        var element = data.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await data.SubmitAsync(element + "/versions", [("name", "Tổng điều tra 2019"), ("code", "dt2019"), ("from", "2019-04-01")]);
        await data.SubmitAsync(element + "/versions", [("name", "Ước 2026"), ("code", "u2026"), ("from", "2026-01-01")]);
        var table = $"ma;nam;nhom;so;phien ban\n{given.HospitalUid};2025;duoi-5;1200;dt2019\n{given.HospitalUid};2025;Từ 5 tuổi;8800;Tổng điều tra 2019\n";
        await data.SubmitAsync(element + "/populations", files: [("file", "dan-so.csv", System.Text.Encoding.UTF8.GetBytes(table))]);
        Assert.Contains("8.800", data.Text, StringComparison.Ordinal);
        Assert.Contains("đang dùng", data.Page.QuerySelectorAll("#versions tr").First(r => r.TextContent.Contains("Tổng điều tra 2019", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        await data.SubmitAsync(element + "/populations", files: [("file", "dan-so.csv", System.Text.Encoding.UTF8.GetBytes("ma;nam;nhom;so;phien ban\nkhong-co;2025;duoi-5;1;dt2019\n"))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, data.Answer.StatusCode);
    }

    [Fact]
    public async Task Completeness_shows_who_came_in_time_and_who_did_not()
    {
        var given = await Given.OfAsync(site);
        await Given.PostAsync(given.Program, "/api/completeDataSetRegistrations",
            """{"completeDataSetRegistrations":[{"dataSet":"BCT","period":"202503","organisationUnit":"hospitalDh2","date":"2025-04-05"},{"dataSet":"BCT","period":"202504","organisationUnit":"hospitalDh2","date":"2025-06-30"}]}""", "application/json");
        var data = await site.SignInAsAsync(Role.DataOfficer, given.Department);
        await data.OpenAsync($"/data/completeness?set={await SetAsync(data)}");
        var row = data.Page.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("Bệnh viện Đa khoa", StringComparison.Ordinal) && r.QuerySelectorAll("td a").Length > 5);
        Assert.Contains(row.QuerySelectorAll("a"), a => a.GetAttribute("href")!.EndsWith("202503", StringComparison.Ordinal) && a.GetAttribute("title") == "đủ, đúng hạn");
        Assert.Contains(row.QuerySelectorAll("a"), a => a.GetAttribute("href")!.EndsWith("202504", StringComparison.Ordinal) && a.GetAttribute("title") == "đủ, trễ hạn");
    }
}

/// <summary>On SQLite.</summary>
public sealed class PagesOnSqlite(SqliteSite site) : PageTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class PagesOnPostgres(PostgresSite site) : PageTests(site), IClassFixture<PostgresSite>;
