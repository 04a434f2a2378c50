using System.Net;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;

namespace LienY.Accounts.Tests;

/// <summary>A house behind a proxy on the same machine.</summary>
public sealed class ProxiedSite : TestSite
{
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
    protected override int FreeTries => 5;
    protected override Settings Set(Settings settings) => settings with { Proxies = "127.0.0.1; 10.9.0.0/24" };
}

/// <summary>A house that trusts no proxy.</summary>
public sealed class BareSite : TestSite
{
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
    protected override int FreeTries => 5;
}

/// <summary>Who guesses from one network address has to wait, whatever the account.</summary>
public sealed class AddressTests(ProxiedSite proxied, BareSite bare) : IClassFixture<ProxiedSite>, IClassFixture<BareSite>
{
    // A house without accounts asks to be set up instead.
    static async Task<Contracts.MadeAccount> SomebodyAsync(TestSite site) => await site.AccountAsync(Role.Doctor, await site.OrganisationAsync("Bệnh viện Thử"));

    static async Task<HttpStatusCode> TryAsync(TestSite site, string forwarded, string user = "khong.co", string password = "sai mật khẩu")
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Url };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var page = await client.GetAsync("/sign-in");
        var html = await page.Content.ReadAsStringAsync();
        var form = System.Text.RegularExpressions.Regex.Match(html, "name=\"_form\" value=\"([^\"]+)\"").Groups[1].Value;
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_form"] = form, ["user"] = user, ["password"] = password, ["then"] = "/" });
        using var answer = await client.PostAsync("/sign-in", content);
        return answer.StatusCode;
    }

    [Fact]
    public async Task Too_many_failures_from_one_address_have_to_wait_longer_each_time_and_others_do_not()
    {
        var account = await SomebodyAsync(proxied);
        for (var i = 0; i < 6; i++) Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(proxied, "203.0.113.7", "ai" + i));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(proxied, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(proxied, "203.0.113.7", account.User, account.Password));
        Assert.Equal(HttpStatusCode.Found, await TryAsync(proxied, "203.0.113.8", account.User, account.Password));
        proxied.Clock.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(proxied, "203.0.113.7"));
        proxied.Clock.Pass(TimeSpan.FromSeconds(2.5));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(proxied, "203.0.113.7"));
        proxied.Clock.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.Found, await TryAsync(proxied, "203.0.113.7", account.User, account.Password));
    }

    [Fact]
    public async Task The_visitor_is_the_first_address_that_is_no_trusted_proxy()
    {
        await SomebodyAsync(proxied);
        // What stands further left was written by the visitor and means nothing.
        for (var i = 0; i < 6; i++) await TryAsync(proxied, $"198.51.100.{i}, 203.0.113.50, 10.9.0.{i + 1}");
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(proxied, "198.51.100.99, 203.0.113.50"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(proxied, "198.51.100.1"));
    }

    [Fact]
    public async Task An_ipv6_subscriber_is_one_address()
    {
        await SomebodyAsync(proxied);
        for (var i = 0; i < 6; i++) await TryAsync(proxied, $"2001:db8:1:2::{i + 1}");
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(proxied, "2001:db8:1:2:ffff::1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(proxied, "2001:db8:1:3::1"));
    }

    [Fact]
    public async Task Without_a_trusted_proxy_the_header_changes_nothing()
    {
        await SomebodyAsync(bare);
        for (var i = 0; i < 6; i++) Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(bare, $"203.0.113.{i}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(bare, "203.0.113.200"));
    }
}
