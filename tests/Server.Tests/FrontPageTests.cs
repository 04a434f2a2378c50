using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Server.Tests;

/// <summary>The first page, its notices, the language and what a refused form shows again.</summary>
public abstract class FrontPageTests(TestSite site)
{
    async Task PutAsync(Guid organisation, string text) =>
        await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            return await connection.RunAsync("insert into kernel_notice (id, organisation_id, text, args, link, once, created_at) values (@p0, @p1, @p2, '[]', '/design', @p3, @p4)",
                default, Guid.CreateVersion7(), organisation, text, Guid.CreateVersion7().ToString(), site.Clock.GetUtcNow());
        });

    [Fact]
    public async Task A_notice_to_an_organisation_is_seen_off_by_each_person_for_himself()
    {
        var organisation = await site.OrganisationAsync("Sở Y tế tỉnh Lào Cai");
        await PutAsync(organisation, "Báo cáo quý đã được tiếp nhận");
        var first = await site.SignInAsAsync(Role.DepartmentOfficer, organisation);
        var second = await site.SignInAsAsync(Role.Director, organisation);

        await first.OpenAsync("/");
        Assert.Contains("Báo cáo quý đã được tiếp nhận", first.Text);
        await first.SubmitAsync("/notices/seen");

        Assert.DoesNotContain("Báo cáo quý đã được tiếp nhận", first.Text);
        await second.OpenAsync("/");
        Assert.Contains("Báo cáo quý đã được tiếp nhận", second.Text);
    }

    [Fact]
    public async Task A_notice_to_another_organisation_is_not_shown()
    {
        await PutAsync(await site.OrganisationAsync("Bệnh viện Sản Nhi tỉnh An Giang"), "Việc riêng của bệnh viện");
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, await site.OrganisationAsync("Sở Y tế tỉnh Cà Mau"));

        await officer.OpenAsync("/");

        Assert.DoesNotContain("Việc riêng của bệnh viện", officer.Text);
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_says_beside_the_field_what_is_wrong()
    {
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, await site.OrganisationAsync("Sở Y tế tỉnh Sơn La"));
        await officer.OpenAsync("/design");

        await officer.SubmitAsync("/design", [("name", "Tên vừa gõ"), ("value", "mười hai"), ("note", "dòng một\ndòng hai")]);

        Assert.Equal(422, (int)officer.Answer.StatusCode);
        var wrong = officer.Page.QuerySelector("input[name=value]")!;
        Assert.Equal("mười hai", wrong.GetAttribute("value"));
        Assert.Equal("true", wrong.GetAttribute("aria-invalid"));
        Assert.Contains("bị từ chối", officer.Page.GetElementById(wrong.GetAttribute("aria-describedby")!)!.TextContent);
        Assert.Equal("#" + wrong.Id, officer.Page.QuerySelector("#errors a")!.GetAttribute("href"));
        Assert.Equal("Tên vừa gõ", officer.Page.QuerySelector("input[name=name]")!.GetAttribute("value"));
        Assert.Equal("dòng một\ndòng hai", officer.Page.QuerySelector("textarea")!.TextContent);
    }

    [Fact]
    public async Task Choosing_a_language_keeps_the_page()
    {
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, await site.OrganisationAsync("Sở Y tế tỉnh Hà Giang"));
        await officer.OpenAsync("/search?q=ke+hoach");

        await officer.SubmitAsync("/language", [("language", "zh")]);

        Assert.Equal("zh", officer.Page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("/search?q=ke+hoach", officer.Answer.RequestMessage!.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task No_two_elements_of_the_page_of_patterns_have_the_same_id()
    {
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, await site.OrganisationAsync("Sở Y tế tỉnh Lai Châu"));

        await officer.OpenAsync("/design");

        Assert.Empty(officer.Page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(officer.Page.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea"), e => Assert.NotNull(officer.Page.QuerySelector($"label[for='{e.Id}']")));
    }
}

/// <summary>On the embedded database.</summary>
public sealed class FrontPage_on_sqlite(SqliteSite site) : FrontPageTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class FrontPage_on_postgres(PostgresSite site) : FrontPageTests(site), IClassFixture<PostgresSite>;
