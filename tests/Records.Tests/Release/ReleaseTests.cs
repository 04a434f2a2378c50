using System.Net;
using System.Text;
using LienY.Kernel;
using LienY.Records.Tests;
using LienY.Site;

namespace LienY.Records.Release.Tests;

/// <summary>Bases, requests, urgent openings, the person's own view: as people use them.</summary>
public abstract class ReleaseTests(TestSite site)
{
    static readonly byte[] Paper = Encoding.ASCII.GetBytes("%PDF-1.4 signed");

    sealed record Scene(Guid Holder, Guid Other, Guid Person, Someone Who);

    async Task<Scene> SceneAsync()
    {
        var holder = await site.OrganisationAsync("Bệnh viện Cho", kind: "hospital");
        var other = await site.OrganisationAsync("Bệnh viện Nhận", kind: "hospital");
        var who = new Someone("Đỗ Thị Mẫu", RecordHouse.Number(), Address: "5 Hai Bà Trưng", Phone: "0912345678");
        var stored = await site.StoreAsync(new EpisodeOf(holder, "79041", "R1", who).Visit("I10",
            "Tăng huyết áp").Drug("Amlodipin").Note($"Bà Thị Mẫu, số {who.Number}, khám ngày 3/11/2026, huyết áp 150/90").Sent());
        return new(holder, other, stored[0].PersonId, who);
    }

    static IEnumerable<(string, string)> Basis(Guid holder, Guid receiver, string kind = "WrittenRequest", params IEnumerable<(string, string)> more) =>
        [("kind", kind), ("holder", holder.ToString()), ("receiver", receiver.ToString()), ("purpose", "treatment"), ("reference", "Đơn 12/11/2026"), .. more];

    [Fact]
    public async Task A_written_request_with_its_paper_opens_the_record_and_nothing_sensitive_is_ticked()
    {
        var s = await SceneAsync();
        var officer = await site.SignInAsAsync(Role.DataOfficer, s.Holder);
        await officer.OpenAsync($"/records/bases/new?person={s.Person}");
        Assert.DoesNotContain(officer.Page.QuerySelectorAll("input[name=sensitive]"), i => i.HasAttribute("checked"));
        await officer.SubmitAsync("/records/bases/new", Basis(s.Holder, s.Other));
        Assert.Contains("đính kèm văn bản", officer.Text);
        await officer.SubmitAsync("/records/bases/new", Basis(s.Holder, s.Other), [("paper", "don.pdf", Paper)]);
        Assert.Equal(Paper, await officer.DownloadAsync(new Uri(officer.Page.Url).AbsolutePath + "/paper"));
        var doctor = await site.SignInAsAsync(Role.Doctor, s.Other);
        await doctor.OpenAsync($"/records/{s.Person}");
        Assert.Contains("Tăng huyết áp", doctor.Text);
        Assert.Contains("Văn bản đề nghị của người bệnh", doctor.Text);
        var receiver = await site.SignInAsAsync(Role.DataOfficer, s.Other);
        await receiver.OpenAsync("/records/bases?side=received");
        Assert.Contains("Bệnh viện Cho", receiver.Text);
        var csv = Encoding.UTF8.GetString(await officer.DownloadAsync("/records/bases/export.csv?state=live&side="));
        Assert.Contains("Đơn 12/11/2026", csv);
    }

    [Fact]
    public async Task Nobody_enters_a_basis_over_what_another_holds_and_none_without_an_end()
    {
        var s = await SceneAsync();
        var stranger = await site.SignInAsAsync(Role.DataOfficer, s.Other);
        await stranger.OpenAsync("/records/bases/new");
        await stranger.SubmitAsync("/records/bases/new", Basis(s.Holder, s.Other, more: [("person", s.Person.ToString())]), [("paper", "don.pdf", Paper)]);
        Assert.Equal(HttpStatusCode.Forbidden, stranger.Answer.StatusCode);
        var officer = await site.SignInAsAsync(Role.DataOfficer, s.Holder);
        await officer.OpenAsync($"/records/bases/new?person={s.Person}");
        await officer.SubmitAsync("/records/bases/new", Basis(s.Holder, s.Other, "Law", ("to", "")));
        Assert.Contains("căn cứ nào cũng có thời hạn", officer.Text);
        Assert.Equal(0, await site.CountAsync("select count(*) from kernel_basis where holder_id = @p0", s.Holder));
    }

    [Fact]
    public async Task A_receiver_abroad_is_refused_until_it_is_turned_on_and_the_transfer_file_named()
    {
        var s = await SceneAsync();
        await using (var connection = await ((Database)site.Services.GetService(typeof(Database))!).OpenAsync())
        {
            await connection.RunAsync("update network_organisation set country = 'CN' where id = @p0", default, s.Other);
            await connection.RunAsync("update network_edition set stamp = @p0", default, Guid.CreateVersion7());
        }
        var director = await site.SignInAsAsync(Role.Director, s.Holder);
        await director.OpenAsync($"/records/bases/new?person={s.Person}");
        await director.SubmitAsync("/records/bases/new", Basis(s.Holder, s.Other, "Law"));
        Assert.Contains("đang tắt việc chuyển dữ liệu ra nước ngoài", director.Text);
        await TurnAsync("on");
        await director.OpenAsync($"/records/bases/new?person={s.Person}");
        await director.SubmitAsync("/records/bases/new", Basis(s.Holder, s.Other, "Law"));
        Assert.Contains("số hồ sơ đánh giá tác động", director.Text);
        // Nor without the paper, nor by somebody who does not answer for the holder.
        await director.SubmitAsync("/records/bases/new", Basis(s.Holder, s.Other, "Law", ("transfer", "HS-01/2026")));
        Assert.Contains("hai bên đã ký", director.Text);
        var officer = await site.SignInAsAsync(Role.DataOfficer, s.Holder);
        await officer.OpenAsync($"/records/bases/new?person={s.Person}");
        await officer.SubmitAsync("/records/bases/new", Basis(s.Holder, s.Other, "Law", ("transfer", "HS-01/2026")), [("paper", "thoa-thuan.pdf", Paper)]);
        Assert.Equal(HttpStatusCode.Forbidden, officer.Answer.StatusCode);
        await director.SubmitAsync("/records/bases/new", Basis(s.Holder, s.Other, "Law", ("transfer", "HS-01/2026")), [("paper", "thoa-thuan.pdf", Paper)]);
        Assert.Contains("HS-01/2026", director.Text);
        await TurnAsync("off");
    }

    /// <summary>The administrator's half, by page; who decides is in the trail.</summary>
    async Task TurnAsync(string way)
    {
        var keeper = await site.SignInAsAsync(Role.Administrator, await site.OrganisationAsync("Sở Y tế " + Guid.CreateVersion7()));
        await keeper.OpenAsync("/records/abroad");
        await keeper.SubmitAsync("/records/abroad", [("reference", "QĐ 12/QĐ-SYT"), ("do", way)]);
        Assert.Contains("QĐ 12/QĐ-SYT", keeper.Text);
    }

    [Fact]
    public async Task A_request_goes_to_the_holder_and_its_answer_comes_back()
    {
        var s = await SceneAsync();
        var doctor = await site.SignInAsAsync(Role.Doctor, s.Other);
        await doctor.OpenAsync($"/records/{s.Person}/ask");
        await doctor.SubmitAsync($"/records/{s.Person}/ask", [("reason", "Chuẩn bị mổ")]);
        Assert.Contains("nếu có", doctor.Text);
        await doctor.OpenAsync("/records/requests");
        Assert.DoesNotContain("Chuẩn bị mổ", doctor.Text);
        var officer = await site.SignInAsAsync(Role.DataOfficer, s.Holder);
        await officer.OpenAsync("/records/requests");
        Assert.Contains("Chuẩn bị mổ", officer.Text);
        await officer.OpenAsync(officer.Page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).First(h =>
            h?.StartsWith("/records/requests/", StringComparison.Ordinal) == true && !h.Contains("export", StringComparison.Ordinal)));
        await officer.SubmitAsync("/records/requests/", [("kind", "Law"), ("reference", "Điều 19")]);
        Assert.Contains("Đã cho phép", officer.Text);
        await doctor.OpenAsync($"/records/{s.Person}");
        Assert.Contains("Tăng huyết áp", doctor.Text);
        await doctor.OpenAsync("/records/requests");
        Assert.Contains("Đã cho phép", doctor.Text);
    }

    [Fact]
    public async Task A_request_for_somebody_unknown_is_answered_with_the_same_words()
    {
        var s = await SceneAsync();
        var doctor = await site.SignInAsAsync(Role.Doctor, s.Other);
        var nobody = Guid.CreateVersion7();
        await doctor.OpenAsync($"/records/{nobody}/ask");
        await doctor.SubmitAsync($"/records/{nobody}/ask", [("reason", "Thử")]);
        Assert.Contains("nếu có", doctor.Text);
    }

    [Fact]
    public async Task An_urgent_opening_is_for_one_reader_four_hours_and_the_director_judges_it()
    {
        var s = await SceneAsync();
        var director = await site.SignInAsAsync(Role.Director, s.Holder);
        var doctor = await site.SignInAsAsync(Role.Doctor, s.Other);
        var colleague = await site.SignInAsAsync(Role.Doctor, s.Other);
        await doctor.OpenAsync($"/records/{s.Person}/urgent");
        await doctor.SubmitAsync($"/records/{s.Person}/urgent", [("cause", "unconscious"), ("reason", "ngắn")]);
        Assert.Contains("ít nhất 10 ký tự", doctor.Text);
        await doctor.SubmitAsync($"/records/{s.Person}/urgent", [("cause", "unconscious"), ("reason", "Hôn mê, cần biết thuốc đang dùng")]);
        Assert.Contains("Tăng huyết áp", doctor.Text);
        await colleague.OpenAsync($"/records/{s.Person}");
        Assert.DoesNotContain("Tăng huyết áp", colleague.Text);
        await director.OpenAsync("/");
        Assert.Contains("mở khẩn cấp", director.Text);
        site.Clock.Pass(TimeSpan.FromHours(4));
        await doctor.OpenAsync($"/records/{s.Person}");
        Assert.DoesNotContain("Tăng huyết áp", doctor.Text);
        site.Clock.Pass(TimeSpan.FromHours(21));
        director = await site.SignInAsAsync(Role.Director, s.Holder);
        await director.OpenAsync("/records/urgent");
        Assert.Contains("Quá hạn xem xét", director.Text);
        await director.SubmitAsync("/records/urgent/", [("verdict", "Violation"), ("why", "Không có tình huống khẩn cấp")]);
        Assert.Contains("Vi phạm", director.Text);
        Assert.Equal(2, await site.CountAsync("select count(*) from kernel_fact where unit_id = @p0 and kind in ('record.breakglass.opened', 'record.breakglass.reviewed')", s.Holder));
    }

    [Fact]
    public async Task Who_opened_is_told_to_the_holder_and_to_the_person()
    {
        var s = await SceneAsync();
        await site.BasisAsync(site.Live(s.Holder, s.Other, s.Person));
        var doctor = await site.SignInAsAsync(Role.Doctor, s.Other);
        await doctor.OpenAsync($"/records/{s.Person}");
        var officer = await site.SignInAsAsync(Role.DataOfficer, s.Holder);
        await officer.OpenAsync("/records/opened");
        Assert.Contains("Bệnh viện Nhận", officer.Text);
        Assert.Contains("Đơn thử", officer.Text);
        Assert.Contains("Đơn thử", Encoding.UTF8.GetString(await officer.DownloadAsync("/records/opened/export.csv")));

        var account = await site.AccountAsync(Role.Citizen, s.Holder);
        var citizen = site.Visitor();
        await citizen.SignInAsync(account.User, account.Password);
        await citizen.OpenAsync("/my/record");
        Assert.Contains("chưa được gắn", citizen.Text);
        await officer.OpenAsync($"/records/{s.Person}/link");
        await officer.SubmitAsync($"/records/{s.Person}/link", [("user", account.Id.ToString()), ("card", "079999999999"), ("seen", "on")]);
        Assert.True(officer.Text.Contains("không khớp", StringComparison.Ordinal), officer.Text);
        await officer.SubmitAsync($"/records/{s.Person}/link", [("user", account.Id.ToString()), ("card", s.Who.Number), ("seen", "on")]);
        await citizen.OpenAsync("/my/record");
        Assert.Contains("Tăng huyết áp", citizen.Text);
        await citizen.OpenAsync("/my/record/opened");
        Assert.Contains("Bệnh viện Nhận", citizen.Text);
        await citizen.SubmitAsync("/my/record/bases/");
        await doctor.OpenAsync($"/records/{s.Person}");
        Assert.DoesNotContain("Tăng huyết áp", doctor.Text);
        await officer.OpenAsync($"/records/{s.Person}/link");
        await officer.SubmitAsync($"/records/{s.Person}/link/");
        await citizen.OpenAsync("/my/record");
        Assert.DoesNotContain("Tăng huyết áp", citizen.Text);
    }

    [Fact]
    public async Task Without_identity_names_numbers_and_true_days_are_gone()
    {
        var s = await SceneAsync();
        await site.BasisAsync(site.Live(s.Holder, s.Other, s.Person, "training", identified: false));
        var bundle = await (await site.ProgramAsync(Role.Doctor, s.Other)).BundleAsync(s.Person, "?purpose=training");
        var text = bundle.ToString();
        foreach (var secret in new[] { s.Who.Name, "Thị Mẫu", s.Who.Number, s.Who.Phone, "Hai Bà Trưng", "1980-05", "3/11/2026", "BS01", "R1\"",
            "sha256" }) Assert.DoesNotContain(secret, text);
        Assert.Equal("1980", bundle.Of("Patient").Single().GetProperty("birthDate").GetString());
        Assert.Contains("150/90", text);
        Assert.Contains("Amlodipin", text);
        var began = DateTimeOffset.Parse(bundle.Of("Encounter").Single().GetProperty("period").GetProperty("start").GetString()!,
            System.Globalization.CultureInfo.InvariantCulture);
        var ended = DateTimeOffset.Parse(bundle.Of("Encounter").Single().GetProperty("period").GetProperty("end").GetString()!,
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.FromHours(97.5), ended - began);
        // Another day of the visit may fall on the day that was the first: only that each is moved can be asked.
        Assert.NotEqual(new DateOnly(2026, 11, 1), Say.DayOf(began));
        var page = await site.SignInAsAsync(Role.Doctor, s.Other);
        await page.OpenAsync($"/records/{s.Person}?purpose=training");
        Assert.Contains("không định danh", page.Text);
        Assert.DoesNotContain("Mẫu", page.Page.QuerySelector("h1")!.TextContent);
    }
}

public sealed class Release_on_sqlite(SqliteSite site) : ReleaseTests(site), IClassFixture<SqliteSite>;

public sealed class Release_on_postgres(PostgresSite site) : ReleaseTests(site), IClassFixture<PostgresSite>;
