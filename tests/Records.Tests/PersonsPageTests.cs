using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>The pages of persons, as doctors and data officers use them.</summary>
public abstract class PersonsPageTests(TestSite site)
{
    [Fact]
    public async Task Numbers_are_masked_until_they_are_asked_for_and_that_is_logged()
    {
        var hospital = await site.HospitalAsync();
        var number = PersonsScene.NewPersonal();
        var word = PersonsScene.NewWord();
        var person = (await site.LinkOneAsync(hospital.Says("1", "Triệu Thị " + word, personal: number, phone: "0945111222"))).PersonId;
        var doctor = await site.SignInAsAsync(Role.Doctor, hospital);
        await doctor.OpenAsync("/persons");
        Assert.Contains("Nhập điều cần tìm.", doctor.Text);
        await doctor.SubmitAsync("/persons", [("q", "trieu " + word)]);
        Assert.Contains("••••" + number[^4..], doctor.Text);
        Assert.DoesNotContain(number, doctor.Page.DocumentElement.OuterHtml);
        Assert.DoesNotContain(word, new Uri(doctor.Page.Url).ToString(), StringComparison.OrdinalIgnoreCase);
        await doctor.OpenAsync(doctor.Page.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.DoesNotContain(number, doctor.Page.DocumentElement.OuterHtml);
        Assert.DoesNotContain("0945111222", doctor.Page.DocumentElement.OuterHtml);
        await doctor.SubmitAsync($"/persons/{person}/numbers");
        Assert.Contains(number, doctor.Text);
        Assert.Equal(["person.open", "person.numbers"], await site.RowsAsync("select action from kernel_trail where subject_id = @p0 order by seq", r =>
            r.GetString(0), person));
    }

    [Fact]
    public async Task A_stranger_s_page_is_not_there()
    {
        var person = (await site.LinkOneAsync((await site.HospitalAsync()).Says("1", "Quách Thị Thơ"))).PersonId;
        var doctor = await site.SignInAsAsync(Role.Doctor, await site.HospitalAsync());
        await doctor.OpenAsync("/persons/" + person);
        Assert.Equal(404, (int)doctor.Answer.StatusCode);
        Assert.DoesNotContain("Quách", doctor.Text);
    }

    [Fact]
    public async Task The_same_number_at_another_patient_is_shown()
    {
        var hospital = await site.HospitalAsync();
        var number = PersonsScene.NewPersonal();
        var one = (await site.LinkOneAsync(hospital.Says("1", "Chu Văn Vinh", personal: number))).PersonId;
        await site.LinkOneAsync(hospital.Says("2", "Khúc Thị Xoan", "19330303", number));
        var doctor = await site.SignInAsAsync(Role.Doctor, hospital);
        await doctor.OpenAsync("/persons/" + one);
        Assert.Contains("của người này cũng đang có ở hồ sơ khác: Khúc Thị Xoan", doctor.Text);
    }

    [Fact]
    public async Task An_unknown_patient_gets_a_code_a_clock_and_later_a_name()
    {
        var hospital = await site.HospitalAsync();
        var doctor = await site.SignInAsAsync(Role.Doctor, hospital);
        await doctor.OpenAsync("/persons/unknown");
        await doctor.SubmitAsync("/persons/unknown", [("description", "Nam, áo xanh, tai nạn trên quốc lộ 4D"), ("sex", "male"), ("age", "40"), ("hours", "2")]);
        var code = Assert.Single(await site.RowsAsync("select code from records_unknown where holder_id = @p0", r => r.GetString(0), hospital));
        Assert.Matches("^KR-[0-9]{6}-[A-Z0-9]{5}$", code);
        Assert.False(code.Replace("-", "").All(char.IsAsciiDigit));
        Assert.Contains(code, doctor.Text);
        await doctor.OpenAsync("/");
        Assert.Contains("Báo xã, phường về người bệnh chưa rõ danh tính", doctor.Text);
        await doctor.OpenAsync("/persons");
        await doctor.OpenAsync(doctor.Page.QuerySelector("main .card ul a")!.GetAttribute("href")!);
        await doctor.SubmitAsync("/persons/unknown/", [("to", "UBND xã Tả Van, gọi điện")]);
        Assert.Contains("UBND xã Tả Van", doctor.Text);
        var fact = Assert.Single(await site.RowsAsync("select dims from kernel_fact where kind = 'person.unknown.notified' and unit_id = @p0", r => r.GetString(0),
            hospital));
        Assert.Contains("yes", fact);
        var number = PersonsScene.NewPersonal();
        await doctor.SubmitAsync("/persons/unknown/", [("name", "Lồ Văn Thắng"), ("birth", "1984"), ("number", number)]);
        Assert.Equal("Lồ Văn Thắng", doctor.Page.QuerySelector("h1")!.TextContent.Trim());
        Assert.Single(await site.SearchAsync(hospital, "thang lo van"));
        Assert.Single(await site.SearchAsync(hospital, code));
    }

    [Fact]
    public async Task An_unknown_patient_who_is_known_here_already_is_put_beside_the_other()
    {
        var hospital = await site.HospitalAsync();
        var number = PersonsScene.NewPersonal();
        await site.LinkOneAsync(hospital.Says("1", "Sầm Thị Yên", "19880808", number, "female"));
        var doctor = await site.SignInAsAsync(Role.Doctor, hospital);
        await doctor.OpenAsync("/persons/unknown");
        await doctor.SubmitAsync("/persons/unknown", [("description", "Nữ, ngất ở chợ")]);
        await doctor.SubmitAsync("/persons/unknown/" + Assert.Single(await site.RowsAsync("select id from records_unknown where holder_id = @p0", r => r.GetGuid(0),
            hospital)) + "/known",
            [("name", "Sầm Thị Yên"), ("birth", "08/08/1988"), ("sex", "female"), ("number", number)]);
        Assert.StartsWith("/persons/compare", new Uri(doctor.Page.Url).AbsolutePath);
        Assert.Contains("Cùng số định danh cá nhân", doctor.Text);
    }

    [Theory]
    [InlineData(10, "yes")]
    [InlineData(11, "no")]
    public async Task A_request_for_correction_is_answered_and_counted_as_in_time_or_not(int days, string onTime)
    {
        var hospital = await site.HospitalAsync();
        var person = (await site.LinkOneAsync(hospital.Says("1", "Ma Thị Nhung"))).PersonId;
        var officer = await site.SignInAsAsync(Role.DataOfficer, hospital);
        await officer.OpenAsync("/persons/" + person);
        var asked = site.Clock.GetUtcNow().AddHours(7).AddDays(-days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await officer.SubmitAsync($"/persons/{person}/corrections", [("by", "Ma Thị Nhung"), ("wrong", "Năm sinh 1985"), ("right", "Năm sinh 1958"), ("asked", asked)]);
        Assert.Contains("Năm sinh 1958", officer.Text);
        await officer.OpenAsync("/");
        Assert.Contains("Trả lời yêu cầu đính chính", officer.Text);
        await officer.OpenAsync("/persons/" + person);
        await officer.SubmitAsync("/persons/corrections/", [("state", "done"), ("answer", "Đã sửa theo giấy khai sinh.")]);
        Assert.Contains("Đã sửa theo giấy khai sinh.", officer.Text);
        Assert.Contains(onTime, Assert.Single(await site.RowsAsync("select dims from kernel_fact where kind = 'person.correction.answered' and unit_id = @p0", r =>
            r.GetString(0), hospital)));
    }
}

public sealed class PersonsPage_on_sqlite(SqliteSite site) : PersonsPageTests(site), IClassFixture<SqliteSite>;

public sealed class PersonsPage_on_postgres(PostgresSite site) : PersonsPageTests(site), IClassFixture<PostgresSite>;
