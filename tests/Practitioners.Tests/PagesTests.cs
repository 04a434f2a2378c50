using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Practitioners.Tests;

/// <summary>The register at its pages.</summary>
public abstract class PagesTests(TestSite site)
{
    async Task<(Guid At, Visitor Officer)> UnitAsync(string name)
    {
        var at = await site.OrganisationAsync(name);
        return (at, await site.SignInAsAsync(Role.UnitOfficer, at));
    }

    [Fact]
    public async Task Somebody_is_entered_found_without_tone_marks_and_exported()
    {
        var (at, officer) = await UnitAsync("Bệnh viện Trang");
        var number = Scene.FreshNumber();
        await officer.OpenAsync("/practitioners/new");
        await officer.SubmitAsync("/practitioners/new", [("name", "Đặng Thị Hồng"), ("title", "nurse"), ("organisation", at.ToString()), ("licence", number),
            ("licence-from", "2024-02-01"), ("licence-to", "2029-01-31"), ("national", "099000000777")]);
        Assert.Contains("Còn hiệu lực", officer.Text);
        Assert.Contains("•••••••••777", officer.Text);
        await officer.OpenAsync("/practitioners?q=dang+thi+hong");
        Assert.Contains("Đặng Thị Hồng", officer.Text);
        await officer.OpenAsync("/practitioners?q=" + Uri.EscapeDataString(number.ToLowerInvariant()));
        Assert.Contains("Đặng Thị Hồng", officer.Text);
        var csv = Encoding.UTF8.GetString(await officer.DownloadAsync("/practitioners/list.csv"));
        Assert.Contains(number, csv);
        Assert.DoesNotContain("099000000777", csv);
    }

    [Fact]
    public async Task A_unit_sees_its_own_people_and_no_others()
    {
        var (at, officer) = await UnitAsync("Bệnh viện Của mình");
        var other = await site.OrganisationAsync("Bệnh viện Của người");
        await site.DoctorAsync(at, "Người Nhà", Scene.FreshNumber());
        var stranger = await site.DoctorAsync(other, "Người Lạ", Scene.FreshNumber());
        await officer.OpenAsync("/practitioners");
        Assert.Contains("Người Nhà", officer.Text);
        Assert.DoesNotContain("Người Lạ", officer.Text);
        await officer.OpenAsync($"/practitioners/{stranger}");
        Assert.Equal(HttpStatusCode.NotFound, officer.Answer.StatusCode);
    }

    [Fact]
    public async Task A_suspension_ends_the_licence_for_a_while_and_its_history_stays()
    {
        var (at, officer) = await UnitAsync("Bệnh viện Đình chỉ");
        var id = await site.DoctorAsync(at, "Bác Sĩ Đình Chỉ", Scene.FreshNumber());
        await officer.OpenAsync($"/practitioners/{id}");
        await officer.SubmitAsync($"/practitioners/{id}/licences/", [("kind", "Suspended"), ("from", "2025-11-01"), ("to", "2025-12-31"), ("paper", "QĐ 12")]);
        Assert.Contains("Đang bị đình chỉ", officer.Text);
        Assert.False((await site.AskAsync(r => r.FindAsync(id, null, default)))!.IsLicensed);
        Assert.True((await site.AskAsync(r => r.FindAsync(id, new(2026, 1, 1), default)))!.IsLicensed);
        await officer.SubmitAsync($"/practitioners/{id}/licences/", [("kind", "Resumed"), ("from", "2025-11-15"), ("paper", "QĐ 13")]);
        Assert.True((await site.AskAsync(r => r.FindAsync(id, null, default)))!.IsLicensed);
        Assert.False((await site.AskAsync(r => r.FindAsync(id, new(2025, 11, 10), default)))!.IsLicensed);
        await officer.SubmitAsync($"/practitioners/{id}/licences/", [("kind", "Withdrawn"), ("from", "2025-11-18"), ("paper", "QĐ 14")]);
        Assert.Contains("Đã bị thu hồi", officer.Text);
        await officer.OpenAsync("/practitioners?state=ended");
        Assert.Contains("Bác Sĩ Đình Chỉ", officer.Text);
        await officer.OpenAsync("/practitioners?state=licensed");
        Assert.DoesNotContain("Bác Sĩ Đình Chỉ", officer.Text);
    }

    [Fact]
    public async Task A_table_says_which_rows_are_wrong_and_why_and_takes_the_rest_on_request()
    {
        var (at, officer) = await UnitAsync("Bệnh viện Nhập bảng");
        var (good, taken) = (Scene.FreshNumber(), Scene.FreshNumber());
        await site.DoctorAsync(at, "Chủ Giấy Phép", taken);
        var table = $"Chức danh;Họ và tên;Ngày sinh;Số giấy phép hành nghề;Ngày cấp\nBác sĩ;Lý Tốt;01/02/1985;{good};10/03/2024\nPháp sư;Lý Lạ;;;\nBác sĩ;;;;\n"
            + $"Y sĩ;Người Khác;;{taken};01/01/2024\nĐiều dưỡng;Lý Ngày;31/02/1980;;\nBác sĩ;Lý Trùng;;{good};10/03/2024\n";
        await officer.OpenAsync("/practitioners/import");
        await officer.SubmitAsync("/practitioners/import", [("organisation", at.ToString())], [("file", "bang.csv", Encoding.UTF8.GetBytes(table))]);
        Assert.Contains("1 dòng nhập được, 5 dòng không nhập được", officer.Text);
        Assert.Contains("Không có chức danh “Pháp sư”", officer.Text);
        Assert.Contains("Thiếu họ và tên", officer.Text);
        Assert.Contains("của Chủ Giấy Phép", officer.Text);
        Assert.Contains("31/02/1980", officer.Text);
        Assert.Contains("đã có ở một dòng trên", officer.Text);
        Assert.Single(await site.AskAsync(r => r.AtAsync([at], null, 10, default)));
        await officer.SubmitAsync("/practitioners/import/");
        Assert.Contains("Đã nhập 1 dòng", officer.Text);
        Assert.Equal(2, (await site.AskAsync(r => r.AtAsync([at], null, 10, default))).Count);
    }

    [Fact]
    public async Task A_table_without_a_needed_column_is_refused_by_its_name()
    {
        var (at, officer) = await UnitAsync("Bệnh viện Sai cột");
        await officer.OpenAsync("/practitioners/import");
        await officer.SubmitAsync("/practitioners/import", [("organisation", at.ToString())], [("file", "bang.csv", Encoding.UTF8.GetBytes("Ten;Chuc danh\nA;Bác sĩ\n"))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains("thiếu cột “Họ và tên”", officer.Text);
    }

    [Fact]
    public async Task An_exported_table_can_be_read_back_and_changes_nobody()
    {
        var (at, officer) = await UnitAsync("Bệnh viện Hai chiều");
        await site.DoctorAsync(at, "Người Một", Scene.FreshNumber(), born: new(1980, 1, 1));
        await site.DoctorAsync(at, "Người Hai", born: new(1981, 1, 1));
        var book = await officer.DownloadAsync("/practitioners/list.xlsx");
        await officer.OpenAsync("/practitioners/import");
        await officer.SubmitAsync("/practitioners/import", [("organisation", at.ToString())], [("file", "bang.xlsx", book)]);
        Assert.Contains("2 dòng nhập được, 0 dòng không nhập được", officer.Text);
        await officer.SubmitAsync("/practitioners/import/");
        Assert.Equal(2, (await site.AskAsync(r => r.AtAsync([at], null, 10, default))).Count);
    }

    [Fact]
    public async Task A_licence_that_ends_soon_stands_on_the_officers_day()
    {
        var (at, officer) = await UnitAsync("Bệnh viện Sắp hết");
        await site.DoctorAsync(at, "Người Sắp Hết", Scene.FreshNumber(), new(2021, 1, 1), site.Clock.Today().AddDays(30));
        await officer.OpenAsync("/");
        Assert.Contains("Giấy phép hành nghề sắp hết hạn: Người Sắp Hết", officer.Text);
        await officer.OpenAsync("/practitioners?state=expiring");
        Assert.Contains("Người Sắp Hết", officer.Text);
    }

    [Fact]
    public async Task Two_officers_at_once_the_later_is_told()
    {
        var (at, first) = await UnitAsync("Bệnh viện Hai người sửa");
        var second = await site.SignInAsAsync(Role.UnitOfficer, at);
        var id = await site.DoctorAsync(at, "Người Được Sửa", Scene.FreshNumber());
        await first.OpenAsync($"/practitioners/{id}/edit");
        await second.OpenAsync($"/practitioners/{id}/edit");
        await first.SubmitAsync($"/practitioners/{id}/edit", [("name", "Tên Một")]);
        await second.SubmitAsync($"/practitioners/{id}/edit", [("name", "Tên Hai")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
        Assert.Equal("Tên Một", (await site.AskAsync(r => r.FindAsync(id, null, default)))!.Name);
    }

    [Fact]
    public async Task A_doctor_sees_the_own_file_and_may_not_write_it()
    {
        var at = await site.OrganisationAsync("Bệnh viện Của tôi");
        var account = await site.AccountAsync(Role.Doctor, at);
        var doctor = site.Visitor();
        await doctor.SignInAsync(account.User, account.Password);
        await doctor.OpenAsync("/practitioners/me");
        Assert.Contains("chưa biết tài khoản", doctor.Text);
        var id = await site.DoctorAsync(at, "Bác Sĩ Tôi", Scene.FreshNumber(), user: account.Id);
        await doctor.OpenAsync("/practitioners/me");
        Assert.Contains("Bác Sĩ Tôi", doctor.Text);
        await doctor.OpenAsync($"/practitioners/{id}/edit");
        Assert.Equal(HttpStatusCode.Forbidden, doctor.Answer.StatusCode);
    }

    [Fact]
    public async Task The_whole_national_number_is_shown_to_who_keeps_the_register_and_leaves_a_trace()
    {
        var (at, officer) = await UnitAsync("Bệnh viện Số định danh");
        await officer.OpenAsync("/practitioners/new");
        await officer.SubmitAsync("/practitioners/new", [("name", "Có Số"), ("title", "doctor"), ("organisation", at.ToString()), ("national", "099000000888")]);
        Assert.DoesNotContain("099000000888", officer.Text);
        var id = officer.Answer.RequestMessage!.RequestUri!.Segments[^1];
        await officer.SubmitAsync($"/practitioners/{id}/national");
        Assert.Contains("099000000888", officer.Text);
        await officer.OpenAsync("/practitioners/new");
        await officer.SubmitAsync("/practitioners/new", [("name", "Trùng Số"), ("title", "doctor"), ("organisation", at.ToString()), ("national", "099000000888")]);
        Assert.Equal(HttpStatusCode.Conflict, officer.Answer.StatusCode);
    }
}

public sealed class Pages_on_sqlite(SqliteSite site) : PagesTests(site), IClassFixture<SqliteSite>;

public sealed class Pages_on_postgres(PostgresSite site) : PagesTests(site), IClassFixture<PostgresSite>;
