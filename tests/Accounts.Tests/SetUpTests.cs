using System.Net;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Accounts.Tests;

/// <summary>Each fact has a house of its own: a house is empty only once.</summary>
public sealed class SetUpOnSqlite : SetUpTests<SqliteSite>;

public sealed class SetUpOnPostgres : SetUpTests<PostgresSite>;

public abstract class SetUpTests<TSite> where TSite : TestSite, new()
{
    static async Task<(TSite Site, string Code)> EmptyAsync()
    {
        var site = new TSite();
        await site.InitializeAsync();
        return (site, (await File.ReadAllTextAsync(Path.Combine(site.Folder, "set-up-code.txt"))).Trim());
    }

    static (string, string)[] Filled(string code, string user = "quan.tri") =>
    [
        ("code", code), ("organisation", "Sở Y tế tỉnh Thử Nghiệm"), ("kind", "department"), ("name", "Trần Thị Quản"), ("user", user),
        ("password", "con trâu đi trước cái cày"), ("again", "con trâu đi trước cái cày"),
    ];

    [Fact]
    public async Task Empty_house_leads_every_visitor_to_the_set_up_once()
    {
        var (site, code) = await EmptyAsync();
        await using var _ = site;
        var visitor = site.Visitor();
        await visitor.OpenAsync("/account");
        Assert.Equal("/set-up", visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath);
        await visitor.SubmitAsync("/set-up", Filled(code));
        Assert.Equal("/", visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath);
        await visitor.OpenAsync("/accounts");
        Assert.Contains("Trần Thị Quản", visitor.Text);
        Assert.False(File.Exists(Path.Combine(site.Folder, "set-up-code.txt")));
        var late = site.Visitor();
        await late.OpenAsync("/set-up");
        Assert.Equal("/sign-in", late.Answer.RequestMessage!.RequestUri!.AbsolutePath);
        var organisations = await site.HouseAsync(s => s.GetRequiredService<IOrganisations>().ListAsync("Thử Nghiệm", 10, default));
        Assert.Equal("department", Assert.Single(organisations).Kind);
    }

    [Fact]
    public async Task Stranger_without_the_code_makes_nothing()
    {
        var (site, _) = await EmptyAsync();
        await using var __ = site;
        var visitor = site.Visitor();
        await visitor.OpenAsync("/set-up");
        await visitor.SubmitAsync("/set-up", Filled("0000-0000"));
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Answer.StatusCode);
        Assert.True(await site.HouseAsync(s => s.GetRequiredService<ICallers>().IsEmptyAsync(default)));
    }

    [Fact]
    public async Task Two_set_ups_at_once_make_one_organisation_and_one_administrator()
    {
        var (site, code) = await EmptyAsync();
        await using var _ = site;
        var visitors = Enumerable.Range(0, 4).Select(_ => site.Visitor()).ToList();
        foreach (var visitor in visitors) await visitor.OpenAsync("/set-up");
        await Task.WhenAll(visitors.Select((v, i) => v.SubmitAsync("/set-up", Filled(code, $"quan.tri{i}"))));
        Assert.Single(visitors, v => v.Answer.StatusCode == HttpStatusCode.OK && v.Answer.RequestMessage!.RequestUri!.AbsolutePath == "/");
        Assert.Single(await site.HouseAsync(s => s.GetRequiredService<IOrganisations>().ListAsync("Thử Nghiệm", 10, default)));
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        Assert.Equal(1L, Convert.ToInt64(await connection.CellAsync("select count(*) from accounts_account", default), null));
    }

    [Fact]
    public async Task Demonstration_has_an_account_for_each_role_in_each_cooperation()
    {
        var (site, _) = await EmptyAsync();
        await using var __ = site;
        var world = new DemoWorld(site.Clock.Today(), new Dictionary<string, byte[]>());
        await site.HouseAsync(async s =>
        {
            foreach (var part in s.GetServices<IDemonstration>().Where(d => d.Order <= 20).OrderBy(d => d.Order)) await part.TellAsync(world, default);
            return true;
        });
        foreach (var role in new[] { "Quản trị viên", "Chuyên viên Sở", "Lãnh đạo", "Cán bộ dữ liệu", "Cán bộ đầu mối đơn vị", "Bác sĩ", "Người dân" })
            Assert.True(world.Accounts.Count(a => a.Role == role) >= 3, role);
        var names = await site.HouseAsync(s => s.GetRequiredService<IPeople>().NamesAsync(world.People.Values, default));
        Assert.All(names.Values, n => Assert.EndsWith("(mẫu)", n));
        var officer = world.Accounts.Single(a => a.User == "so.laocai");
        var visitor = site.Visitor();
        await visitor.SignInAsync(officer.User, officer.Password);
        Assert.Equal("/", visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath);
    }
}
