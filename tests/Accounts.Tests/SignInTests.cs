using System.Net;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Accounts.Tests;

public sealed class SignInOnSqlite(SqliteSite site) : SignInTests(site), IClassFixture<SqliteSite>;

public sealed class SignInOnPostgres(PostgresSite site) : SignInTests(site), IClassFixture<PostgresSite>;

public abstract class SignInTests(TestSite site)
{
    [Fact]
    public async Task Right_password_opens_the_home_page()
    {
        var visitor = await site.SignInAsAsync(Role.UnitOfficer, await site.OrganisationAsync("Bệnh viện thử"));
        await visitor.OpenAsync("/");
        Assert.Equal(HttpStatusCode.OK, visitor.Answer.StatusCode);
        Assert.Equal("/", visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath);
    }
}
