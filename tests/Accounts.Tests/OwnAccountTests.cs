using System.Net;
using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Accounts.Tests;

public sealed class OwnAccountOnSqlite(SqliteSite site) : OwnAccountTests(site), IClassFixture<SqliteSite>;

public sealed class OwnAccountOnPostgres(PostgresSite site) : OwnAccountTests(site), IClassFixture<PostgresSite>;

public abstract class OwnAccountTests(TestSite site)
{
    async Task<(MadeAccount Account, Visitor Visitor)> InAsync()
    {
        var account = await site.AccountAsync(Role.UnitOfficer, await site.OrganisationAsync("Bệnh viện riêng " + Guid.CreateVersion7().ToString("N")));
        return (account, await InAsync(account.User, account.Password));
    }

    async Task<Visitor> InAsync(string user, string password)
    {
        var visitor = site.Visitor();
        await visitor.SignInAsync(user, password);
        return visitor;
    }

    static string Path(Visitor visitor) => visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath;

    // RFC 6238 as an authenticator app computes it, written here again so that the product does not check itself.
    string Code(string key, int stepsLater = 0)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Replace(" ", "").Select(c => Convert.ToString(letters.IndexOf(c), 2).PadLeft(5, '0')));
        var bytes = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = BitConverter.GetBytes(site.Clock.GetUtcNow().ToUnixTimeSeconds() / 30 + stepsLater);
        Array.Reverse(counter);
        var hash = HMACSHA1.HashData(bytes, counter);
        var at = hash[19] & 15;
        var number = ((hash[at] & 127) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("000000");
    }

    async Task<(string Key, string[] Codes)> SecondFactorAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/account/second-factor");
        var key = visitor.Page.QuerySelector("main code")!.TextContent;
        Assert.NotNull(visitor.Page.QuerySelector("svg"));
        await visitor.SubmitAsync("/account/second-factor", [("code", Code(key))]);
        Assert.Equal("/account/second-factor/codes", Path(visitor));
        return (key, [.. visitor.Page.QuerySelectorAll("ol.codes code").Select(c => c.TextContent)]);
    }

    [Fact]
    public async Task Second_factor_asks_for_a_code_that_works_once()
    {
        var (account, visitor) = await InAsync();
        var (key, _) = await SecondFactorAsync(visitor);
        site.Clock.Pass(TimeSpan.FromSeconds(60));
        var next = await InAsync(account.User, account.Password);
        Assert.Equal("/sign-in/code", Path(next));
        await next.OpenAsync("/account");
        Assert.Equal("/sign-in", Path(next));
        await next.SignInAsync(account.User, account.Password);
        var code = Code(key);
        await next.SubmitAsync("/sign-in/code", [("code", "000000" == code ? "111111" : "000000")]);
        Assert.Equal(HttpStatusCode.Unauthorized, next.Answer.StatusCode);
        await next.SubmitAsync("/sign-in/code", [("code", code)]);
        Assert.Equal("/", Path(next));
        var thief = await InAsync(account.User, account.Password);
        await thief.SubmitAsync("/sign-in/code", [("code", code)]);
        Assert.Equal(HttpStatusCode.Unauthorized, thief.Answer.StatusCode);
    }

    [Fact]
    public async Task Wrong_code_while_switching_on_keeps_the_same_key()
    {
        var (_, visitor) = await InAsync();
        await visitor.OpenAsync("/account/second-factor");
        var key = visitor.Page.QuerySelector("main code")!.TextContent;
        await visitor.SubmitAsync("/account/second-factor", [("code", "12345")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Answer.StatusCode);
        Assert.Equal(key, visitor.Page.QuerySelector("main code")!.TextContent);
    }

    [Fact]
    public async Task Recovery_code_replaces_the_phone_once()
    {
        var (account, visitor) = await InAsync();
        var (_, codes) = await SecondFactorAsync(visitor);
        Assert.Equal(10, codes.Distinct().Count());
        var next = await InAsync(account.User, account.Password);
        await next.SubmitAsync("/sign-in/code", [("code", codes[3])]);
        Assert.Equal("/", Path(next));
        var again = await InAsync(account.User, account.Password);
        await again.SubmitAsync("/sign-in/code", [("code", codes[3])]);
        Assert.Equal(HttpStatusCode.Unauthorized, again.Answer.StatusCode);
    }

    [Fact]
    public async Task Five_wrong_codes_lock_although_the_password_is_right()
    {
        var (account, visitor) = await InAsync();
        var (key, _) = await SecondFactorAsync(visitor);
        site.Clock.Pass(TimeSpan.FromSeconds(90));
        for (var i = 0; i < 5; i++)
        {
            var thief = await InAsync(account.User, account.Password);
            await thief.SubmitAsync("/sign-in/code", [("code", "12345")]);
        }
        var owner = await InAsync(account.User, account.Password);
        Assert.Equal("/sign-in", Path(owner));
        Assert.Equal(HttpStatusCode.Unauthorized, owner.Answer.StatusCode);
        site.Clock.Pass(TimeSpan.FromMinutes(16));
        owner = await InAsync(account.User, account.Password);
        await owner.SubmitAsync("/sign-in/code", [("code", Code(key))]);
        Assert.Equal("/", Path(owner));
    }

    [Fact]
    public async Task Second_factor_is_switched_off_only_with_the_password()
    {
        var (account, visitor) = await InAsync();
        await SecondFactorAsync(visitor);
        await visitor.OpenAsync("/account/second-factor");
        await visitor.SubmitAsync("/account/second-factor/off", [("current", "không phải mật khẩu")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Answer.StatusCode);
        await visitor.SubmitAsync("/account/second-factor/off", [("current", account.Password)]);
        Assert.Contains("Đã tắt xác thực hai bước", visitor.Text);
        Assert.Equal("/", Path(await InAsync(account.User, account.Password)));
    }

    [Theory]
    [InlineData("ngắn quá", "ít nhất 14 ký tự")]
    [InlineData("aaaaaaaaaaaaaaaa", "quá đơn giản")]
    [InlineData("password123456789", "dễ đoán")]
    public async Task Weak_password_is_refused(string weak, string says)
    {
        var (account, visitor) = await InAsync();
        await visitor.OpenAsync("/account");
        await visitor.SubmitAsync("/account/password", [("current", account.Password), ("password", weak), ("again", weak)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Answer.StatusCode);
        Assert.Contains(says, visitor.Text);
    }

    [Fact]
    public async Task Password_with_the_user_name_in_it_is_refused()
    {
        var organisation = await site.OrganisationAsync("Bệnh viện tên dài");
        var user = "nguyenthihoang" + Guid.CreateVersion7().ToString("N")[^4..];
        var account = await site.HouseAsync(s => s.GetRequiredService<IAccountMaker>().MakeAsync(user, "Trần Văn Bảo", "", Role.Doctor, organisation, default));
        var visitor = await InAsync(account.User, account.Password);
        await visitor.OpenAsync("/account");
        await visitor.SubmitAsync("/account/password", [("current", account.Password), ("password", user + "12"), ("again", user + "12")]);
        Assert.Contains("dễ đoán", visitor.Text);
    }

    [Fact]
    public async Task Changed_password_ends_other_sessions_and_the_last_ten_are_not_taken_again()
    {
        var (account, visitor) = await InAsync();
        var other = await InAsync(account.User, account.Password);
        var passwords = new List<string> { account.Password };
        for (var i = 0; i < 10; i++)
        {
            passwords.Add($"mùa thu vàng rơi {i} chiếc lá");
            await visitor.OpenAsync("/account");
            await visitor.SubmitAsync("/account/password", [("current", passwords[^2]), ("password", passwords[^1]), ("again", passwords[^1])]);
            Assert.Contains("Đã đổi mật khẩu", visitor.Text);
        }
        await other.OpenAsync("/account");
        Assert.Equal("/sign-in", Path(other));
        await visitor.OpenAsync("/account");
        await visitor.SubmitAsync("/account/password", [("current", passwords[^1]), ("password", passwords[1]), ("again", passwords[1])]);
        Assert.Contains("đã dùng gần đây", visitor.Text);
        await visitor.SubmitAsync("/account/password", [("current", passwords[^1]), ("password", account.Password), ("again", account.Password)]);
        Assert.Contains("Đã đổi mật khẩu", visitor.Text);
        Assert.Equal("/", Path(await InAsync(account.User, account.Password)));
    }

    [Fact]
    public async Task Passkey_that_nobody_asked_for_is_refused()
    {
        var visitor = site.Visitor();
        await visitor.OpenAsync("/sign-in");
        await visitor.SubmitAsync("/sign-in/passkey", [("credential", "{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}")]);
        Assert.Equal(HttpStatusCode.Unauthorized, visitor.Answer.StatusCode);
        var (_, owner) = await InAsync();
        await owner.OpenAsync("/account");
        await owner.SubmitAsync("/account/passkeys", [("credential", "{}")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Answer.StatusCode);
    }

    [Fact]
    public async Task Passkey_options_want_the_person_checked_and_carry_a_fresh_challenge()
    {
        var visitor = site.Visitor();
        await visitor.OpenAsync("/sign-in");
        var challenges = new HashSet<string>();
        for (var i = 0; i < 2; i++)
        {
            var page = site.Visitor();
            await page.OpenAsync("/sign-in");
            var form = page.Page.Forms.Single(f => f.GetAttribute("action") == "/sign-in/passkey");
            form.SetAttribute("action", "/sign-in/passkey/options");
            await page.SubmitAsync("/sign-in/passkey/options");
            var json = System.Text.Json.JsonDocument.Parse(await page.Answer.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal("required", json.GetProperty("userVerification").GetString());
            challenges.Add(json.GetProperty("challenge").GetString()!);
        }
        Assert.Equal(2, challenges.Count);
    }

    [Fact]
    public async Task Person_with_two_posts_chooses_for_which_organisation_to_act()
    {
        var (first, second) = (await site.OrganisationAsync("Bệnh viện thứ nhất"), await site.OrganisationAsync("Bệnh viện thứ hai"));
        var account = await site.AccountAsync(Role.UnitOfficer, first);
        await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            return await connection.RunAsync("insert into accounts_post (id, account_id, role, organisation_id, created_at) values (@p0, @p1, @p2, @p3, @p4)", default,
                Guid.CreateVersion7(), account.Id, "UnitOfficer", second, site.Clock.GetUtcNow());
        });
        var visitor = await InAsync(account.User, account.Password);
        await visitor.OpenAsync("/account/organisation");
        await visitor.SubmitAsync("/account/organisation", [("organisation", second.ToString())]);
        var me = System.Text.Encoding.UTF8.GetString(await visitor.DownloadAsync("/api/me"));
        Assert.Contains($"\"organisationId\":\"{second}\",\"organisation\"", me);
        await visitor.OpenAsync("/account/organisation");
        await visitor.SubmitAsync("/account/organisation", [("organisation", (await site.OrganisationAsync("Bệnh viện lạ")).ToString())]);
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Answer.StatusCode);
    }
}
