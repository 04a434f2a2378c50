using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Accounts.Tests;

public sealed class AdministrationOnSqlite(SqliteSite site) : AdministrationTests(site), IClassFixture<SqliteSite>;

public sealed class AdministrationOnPostgres(PostgresSite site) : AdministrationTests(site), IClassFixture<PostgresSite>;

public abstract class AdministrationTests(TestSite site)
{
    static string Fresh(string name) => $"{name} {Guid.CreateVersion7():N}";

    async Task<(Guid Department, Guid Hospital, Visitor Admin)> ProvinceAsync()
    {
        var department = await site.OrganisationAsync(Fresh("Sở Y tế tỉnh"), null, "department");
        var hospital = await site.OrganisationAsync(Fresh("Bệnh viện huyện"), department, "hospital");
        return (department, hospital, await site.SignInAsAsync(Role.Administrator, department));
    }

    static string Path(Visitor visitor) => visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath;

    async Task<Visitor> InAsync(MadeAccount account)
    {
        var visitor = site.Visitor();
        await visitor.SignInAsync(account.User, account.Password);
        return visitor;
    }

    async Task<string> MakeAsync(Visitor admin, string user, Guid organisation, Role role = Role.UnitOfficer)
    {
        await admin.OpenAsync("/accounts/new");
        await admin.SubmitAsync("/accounts", [("name", "Nguyễn Văn Thử"), ("user", user), ("title", "Chuyên viên"), ("role", role.ToString()), ("organisation", organisation.ToString())]);
        return admin.Page.QuerySelector("code.secret")?.TextContent ?? "";
    }

    [Fact]
    public async Task New_person_sets_the_password_by_a_link_that_works_once()
    {
        var (_, hospital, admin) = await ProvinceAsync();
        var user = "lan" + Guid.CreateVersion7().ToString("N")[^8..];
        var link = new Uri(await MakeAsync(admin, user, hospital)).AbsolutePath;
        var person = site.Visitor();
        await person.OpenAsync(link);
        Assert.Contains(user, person.Text);
        await person.SubmitAsync(link, [("password", "gió đông thổi nhẹ qua đồi"), ("again", "gió đông thổi nhẹ qua đồi")]);
        Assert.Equal("/sign-in", Path(person));
        await person.SignInAsync(user, "gió đông thổi nhẹ qua đồi");
        Assert.Equal("/", Path(person));
        await person.OpenAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, person.Answer.StatusCode);
    }

    [Fact]
    public async Task Link_ends_after_three_days()
    {
        var (_, hospital, admin) = await ProvinceAsync();
        var link = new Uri(await MakeAsync(admin, "mai" + Guid.CreateVersion7().ToString("N")[^8..], hospital)).AbsolutePath;
        site.Clock.Pass(TimeSpan.FromHours(73));
        var person = site.Visitor();
        await person.OpenAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, person.Answer.StatusCode);
    }

    [Fact]
    public async Task Reset_voids_the_password_and_ends_sessions_until_the_person_sets_a_new_one()
    {
        var (_, hospital, admin) = await ProvinceAsync();
        var account = await site.AccountAsync(Role.Doctor, hospital);
        var doctor = await InAsync(account);
        await admin.OpenAsync($"/accounts/{account.Id}");
        await admin.SubmitAsync($"/accounts/{account.Id}/reset", [("everything", "on")]);
        var link = new Uri(admin.Page.QuerySelector("code.secret")!.TextContent).AbsolutePath;
        await doctor.OpenAsync("/");
        Assert.Equal("/sign-in", Path(doctor));
        Assert.Equal(HttpStatusCode.Unauthorized, (await InAsync(account)).Answer.StatusCode);
        using var program = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/me")).StatusCode);
        await doctor.OpenAsync(link);
        await doctor.SubmitAsync(link, [("password", account.Password), ("again", account.Password)]);
        Assert.Contains("đã dùng gần đây", doctor.Text);
        await doctor.SubmitAsync(link, [("password", "mưa xuân rơi trên mái nhà"), ("again", "mưa xuân rơi trên mái nhà")]);
        await doctor.SignInAsync(account.User, "mưa xuân rơi trên mái nhà");
        Assert.Equal("/", Path(doctor));
    }

    [Fact]
    public async Task Administrator_neither_sees_nor_touches_people_of_another_province()
    {
        var (_, _, admin) = await ProvinceAsync();
        var (_, elsewhere, _) = await ProvinceAsync();
        var stranger = await site.AccountAsync(Role.UnitOfficer, elsewhere);
        await admin.OpenAsync($"/accounts/{stranger.Id}");
        Assert.Equal(HttpStatusCode.NotFound, admin.Answer.StatusCode);
        await admin.OpenAsync("/accounts?q=" + stranger.User);
        Assert.DoesNotContain(stranger.User, admin.Page.QuerySelector("tbody")?.TextContent ?? "");
        await admin.OpenAsync("/accounts/new");
        await admin.SubmitAsync("/accounts", [("name", "Kẻ lạ"), ("user", "la" + Guid.CreateVersion7().ToString("N")[^8..]), ("role", "Director"), ("organisation", elsewhere.ToString())]);
        Assert.Equal(HttpStatusCode.Forbidden, admin.Answer.StatusCode);
    }

    [Fact]
    public async Task Administrator_of_a_hospital_cannot_take_over_an_account_that_also_serves_the_department()
    {
        var (department, hospital, chief) = await ProvinceAsync();
        var person = await site.AccountAsync(Role.Director, department);
        await chief.OpenAsync($"/accounts/{person.Id}");
        await chief.SubmitAsync($"/accounts/{person.Id}/posts", [("role", "Doctor"), ("organisation", hospital.ToString())]);
        var small = await site.SignInAsAsync(Role.Administrator, hospital);
        await small.OpenAsync($"/accounts/{person.Id}");
        Assert.Equal(HttpStatusCode.OK, small.Answer.StatusCode);
        await small.SubmitAsync($"/accounts/{person.Id}/reset");
        Assert.Equal(HttpStatusCode.Forbidden, small.Answer.StatusCode);
        Assert.Equal("/", Path(await InAsync(person)));
    }

    [Fact]
    public async Task Others_may_not_open_the_list_of_accounts()
    {
        var (department, _, _) = await ProvinceAsync();
        foreach (var role in new[] { Role.DepartmentOfficer, Role.Director, Role.Doctor, Role.Citizen })
        {
            var visitor = await site.SignInAsAsync(role, department);
            await visitor.OpenAsync("/accounts");
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Answer.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_gives_rights_to_himself()
    {
        var department = await site.OrganisationAsync(Fresh("Sở Y tế tỉnh"), null, "department");
        var account = await site.AccountAsync(Role.Administrator, department);
        var admin = await InAsync(account);
        var other = await site.AccountAsync(Role.Doctor, department);
        await admin.OpenAsync($"/accounts/{other.Id}");
        var form = admin.Page.Forms.Single(f => f.GetAttribute("action")!.EndsWith("/posts", StringComparison.Ordinal));
        form.SetAttribute("action", $"/accounts/{account.Id}/posts");
        await admin.SubmitAsync($"/accounts/{account.Id}/posts", [("role", "Doctor"), ("organisation", department.ToString())]);
        Assert.Equal(HttpStatusCode.Forbidden, admin.Answer.StatusCode);
    }

    [Fact]
    public async Task Last_administrator_stays_and_of_two_who_remove_each_other_one_stays()
    {
        var department = await site.OrganisationAsync(Fresh("Sở Y tế tỉnh"), null, "department");
        var (one, two) = (await site.AccountAsync(Role.Administrator, department), await site.AccountAsync(Role.Administrator, department));
        var (first, second) = (await InAsync(one), await InAsync(two));
        await first.OpenAsync($"/accounts/{two.Id}");
        await second.OpenAsync($"/accounts/{one.Id}");
        await Task.WhenAll(first.SubmitAsync($"/accounts/{two.Id}/disable"), second.SubmitAsync($"/accounts/{one.Id}/disable"));
        var on = 0;
        foreach (var account in new[] { one, two }) on += Path(await InAsync(account)) == "/" ? 1 : 0;
        Assert.Equal(1, on);
    }

    [Fact]
    public async Task Post_of_the_last_administrator_cannot_be_taken()
    {
        var (department, hospital, chief) = await ProvinceAsync();
        var alone = await site.OrganisationAsync(Fresh("Đơn vị độc lập"), null, "department");
        var account = await site.AccountAsync(Role.Administrator, alone);
        var helper = await site.AccountAsync(Role.Administrator, hospital);
        await chief.OpenAsync($"/accounts/{helper.Id}");
        await chief.SubmitAsync($"/accounts/{helper.Id}/posts/");
        Assert.Contains("Đã thôi giao chức trách", chief.Text);
        await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            return await connection.RunAsync("insert into accounts_post (id, account_id, role, organisation_id, created_at) values (@p0, @p1, 'Doctor', @p2, @p3)", default,
                Guid.CreateVersion7(), account.Id, hospital, site.Clock.GetUtcNow());
        });
        await chief.OpenAsync($"/accounts/{account.Id}");
        Assert.Single(chief.Page.QuerySelectorAll("form[action$='/end']"));
        await chief.SubmitAsync($"/accounts/{account.Id}/disable");
        Assert.Equal(HttpStatusCode.Forbidden, chief.Answer.StatusCode);
        Assert.NotEqual(department, alone);
    }

    [Fact]
    public async Task Post_that_is_taken_is_gone_at_the_next_request()
    {
        var (_, hospital, admin) = await ProvinceAsync();
        var account = await site.AccountAsync(Role.UnitOfficer, hospital);
        using var program = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };
        Assert.Contains(hospital.ToString(), await program.GetStringAsync("/api/me"));
        await admin.OpenAsync($"/accounts/{account.Id}");
        await admin.SubmitAsync($"/accounts/{account.Id}/posts/");
        Assert.DoesNotContain(hospital.ToString(), await program.GetStringAsync("/api/me"));
    }

    [Fact]
    public async Task Post_holds_only_between_its_days()
    {
        var (_, hospital, admin) = await ProvinceAsync();
        var user = "tam" + Guid.CreateVersion7().ToString("N")[^8..];
        var today = site.Clock.Today();
        await admin.OpenAsync("/accounts/new");
        await admin.SubmitAsync("/accounts",
        [
            ("name", "Người tạm"), ("user", user), ("role", "Doctor"), ("organisation", hospital.ToString()), ("from", today.AddDays(2).ToString("yyyy-MM-dd", null)), ("to", today.AddDays(3).ToString("yyyy-MM-dd", null)),
        ]);
        var people = await site.HouseAsync(s => s.GetRequiredService<IPeople>().AtAsync([hospital], default));
        Assert.DoesNotContain(people, p => p.Name == "Người tạm");
        site.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Contains(await site.HouseAsync(s => s.GetRequiredService<IPeople>().AtAsync([hospital], default)), p => p.Name == "Người tạm");
        site.Clock.Pass(TimeSpan.FromDays(2));
        Assert.DoesNotContain(await site.HouseAsync(s => s.GetRequiredService<IPeople>().AtAsync([hospital], default)), p => p.Name == "Người tạm");
    }

    [Fact]
    public async Task Disabled_account_is_out_at_once_and_can_be_enabled_again()
    {
        var (_, hospital, admin) = await ProvinceAsync();
        var account = await site.AccountAsync(Role.Doctor, hospital);
        var doctor = await InAsync(account);
        await admin.OpenAsync($"/accounts/{account.Id}");
        await admin.SubmitAsync($"/accounts/{account.Id}/disable");
        await doctor.OpenAsync("/");
        Assert.Equal("/sign-in", Path(doctor));
        Assert.Equal(HttpStatusCode.Unauthorized, (await InAsync(account)).Answer.StatusCode);
        await admin.OpenAsync($"/accounts/{account.Id}");
        await admin.SubmitAsync($"/accounts/{account.Id}/enable");
        Assert.Equal("/", Path(await InAsync(account)));
    }

    [Fact]
    public async Task Two_administrators_who_edit_one_person_at_once_lose_nothing()
    {
        var (department, hospital, first) = await ProvinceAsync();
        var second = await site.SignInAsAsync(Role.Administrator, department);
        var account = await site.AccountAsync(Role.Doctor, hospital);
        await first.OpenAsync($"/accounts/{account.Id}");
        await second.OpenAsync($"/accounts/{account.Id}");
        await first.SubmitAsync($"/accounts/{account.Id}", [("title", "Trưởng khoa")]);
        await second.SubmitAsync($"/accounts/{account.Id}", [("title", "Phó khoa")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
        Assert.NotNull(second.Page.QuerySelector("input[name=title][value='Phó khoa']"));
    }

    [Fact]
    public async Task Unused_account_is_switched_off_after_45_days_but_not_the_last_administrator()
    {
        var department = await site.OrganisationAsync(Fresh("Sở Y tế tỉnh"), null, "department");
        var admin = await site.AccountAsync(Role.Administrator, department);
        var (idle, busy) = (await site.AccountAsync(Role.Doctor, department), await site.AccountAsync(Role.Doctor, department));
        var job = site.Services.GetServices<Job>().Single(j => j.Name == "accounts-idle");
        site.Clock.Pass(TimeSpan.FromDays(44));
        Assert.Equal("/", Path(await InAsync(busy)));
        await site.Services.GetRequiredService<JobRunner>().RunAsync(job, default);
        site.Clock.Pass(TimeSpan.FromDays(2));
        await site.Services.GetRequiredService<JobRunner>().RunAsync(job, default);
        Assert.Equal(HttpStatusCode.Unauthorized, (await InAsync(idle)).Answer.StatusCode);
        Assert.Equal("/", Path(await InAsync(busy)));
        var chief = await InAsync(admin);
        Assert.Equal("/", Path(chief));
        await chief.OpenAsync($"/accounts/{idle.Id}");
        Assert.Contains("lâu không sử dụng", chief.Text);
        await chief.SubmitAsync($"/accounts/{idle.Id}/enable");
        Assert.Equal("/", Path(await InAsync(idle)));
    }

    [Fact]
    public async Task List_finds_without_tone_marks_filters_by_role_and_exports_for_excel()
    {
        var (_, hospital, admin) = await ProvinceAsync();
        var user = "hong" + Guid.CreateVersion7().ToString("N")[^8..];
        await MakeAsync(admin, user, hospital, Role.DataOfficer);
        await admin.OpenAsync("/accounts?q=nguyen+van+thu&role=DataOfficer");
        Assert.Contains(user, admin.Page.QuerySelector("tbody")!.TextContent);
        await admin.OpenAsync("/accounts?q=nguyen+van+thu&role=Doctor");
        Assert.Null(admin.Page.QuerySelector("tbody"));
        var csv = await admin.DownloadAsync("/accounts/export.csv?q=" + user);
        Assert.Equal([0xEF, 0xBB, 0xBF], csv[..3]);
        Assert.Contains(";Nguyễn Văn Thử;", Encoding.UTF8.GetString(csv));
        await admin.OpenAsync("/accounts?q=" + user);
        Assert.NotNull(admin.Page.QuerySelector("a[download][href^='/accounts/export.xlsx?']"));
        var rows = Sheets.TableReader.Rows(new MemoryStream(await admin.DownloadAsync("/accounts/export.xlsx?q=" + user))).ToList();
        Assert.Equal((2, user, "Nguyễn Văn Thử"), (rows.Count, rows[1][0].Text, rows[1][1].Text));
    }

    [Fact]
    public async Task Formula_in_a_name_does_not_run_in_the_export()
    {
        var (_, hospital, admin) = await ProvinceAsync();
        var user = "cong" + Guid.CreateVersion7().ToString("N")[^8..];
        await admin.OpenAsync("/accounts/new");
        await admin.SubmitAsync("/accounts", [("name", "=HYPERLINK(\"http://x\")"), ("user", user), ("role", "Doctor"), ("organisation", hospital.ToString())]);
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\"", Encoding.UTF8.GetString(await admin.DownloadAsync("/accounts/export.csv?q=" + user)));
    }

    [Fact]
    public async Task Trail_shows_own_people_only_filters_and_checks_its_chain()
    {
        var (department, hospital, admin) = await ProvinceAsync();
        var (_, elsewhere, _) = await ProvinceAsync();
        var (mine, theirs) = (await site.AccountAsync(Role.Doctor, hospital), await site.AccountAsync(Role.Doctor, elsewhere));
        await InAsync(mine);
        await InAsync(theirs);
        var wrong = site.Visitor();
        await wrong.SignInAsync(mine.User, "sai");
        var (myName, theirName) = (await NameAsync(mine.Id), await NameAsync(theirs.Id));
        await admin.OpenAsync("/audit?action=sign-in");
        var names = admin.Page.QuerySelectorAll("tbody tr td:nth-child(2)").Select(c => c.TextContent).ToList();
        Assert.Contains(myName, names);
        Assert.DoesNotContain(theirName, names);
        await admin.OpenAsync("/audit?action=sign-in&outcome=failed&user=" + Uri.EscapeDataString(myName));
        Assert.Single(admin.Page.QuerySelectorAll("tbody tr"));
        await admin.OpenAsync("/audit?to=01%2F01%2F2020");
        Assert.Null(admin.Page.QuerySelector("tbody"));
        Assert.Contains(myName, Encoding.UTF8.GetString(await admin.DownloadAsync("/audit/export.csv?action=sign-in")));
        await site.Services.GetRequiredService<Sealing>().RunAsync();
        await admin.OpenAsync("/audit/chain");
        await admin.SubmitAsync("/audit/chain");
        Assert.Contains("Nguyên vẹn", admin.Text);
        var director = await site.SignInAsAsync(Role.Director, department);
        await director.OpenAsync("/audit?action=sign-in");
        Assert.Equal(HttpStatusCode.OK, director.Answer.StatusCode);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        await officer.OpenAsync("/audit");
        Assert.Equal(HttpStatusCode.Forbidden, officer.Answer.StatusCode);
    }

    async Task<string> NameAsync(Guid id) => (await site.HouseAsync(s => s.GetRequiredService<IPeople>().NamesAsync([id], default)))[id];

    [Fact]
    public async Task Citizen_reaches_no_rows_of_an_organisation()
    {
        var (department, _, _) = await ProvinceAsync();
        var citizen = await site.AccountAsync(Role.Citizen, department);
        Assert.DoesNotContain(await site.HouseAsync(s => s.GetRequiredService<IPeople>().AtAsync([department], default)), p => p.Id == citizen.Id);
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        context.Request.Headers.Authorization = "Bearer " + citizen.Token;
        var caller = await site.Services.GetRequiredService<ICallers>().OfAsync(context, default);
        Assert.True(caller.IsKnown);
        Assert.Empty(caller.Organisations);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Pages_open_in_other_languages(string language)
    {
        var (_, _, admin) = await ProvinceAsync();
        await admin.OpenAsync("/account");
        var form = admin.Page.Forms.First(f => f.GetAttribute("action") == "/sign-out");
        form.SetAttribute("action", "/language");
        await admin.SubmitAsync("/language", [("language", language), ("then", "/account")]);
        foreach (var path in new[] { "/account", "/accounts", "/accounts/new", "/audit", "/audit/chain", "/account/second-factor", "/account/organisation" })
        {
            await admin.OpenAsync(path);
            Assert.Equal(HttpStatusCode.OK, admin.Answer.StatusCode);
            Assert.Equal(language, admin.Page.DocumentElement.GetAttribute("lang"));
            Assert.DoesNotContain("ơn vị", admin.Page.QuerySelector("h1")!.TextContent);
        }
    }
}
