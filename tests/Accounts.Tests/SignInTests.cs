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
    const string NotIn = "tên đăng nhập hoặc mật khẩu chưa đúng";

    Task<Guid> Hospital() => site.OrganisationAsync("Bệnh viện thử " + Guid.CreateVersion7().ToString("N"));

    async Task<MadeAccount> OfficerAsync() => await site.AccountAsync(Role.UnitOfficer, await Hospital());

    async Task<Visitor> TryAsync(string user, string password)
    {
        var visitor = site.Visitor();
        await visitor.SignInAsync(user, password);
        return visitor;
    }

    static bool IsIn(Visitor visitor) => visitor.Answer.StatusCode == HttpStatusCode.OK && visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath == "/";

    Task<IReadOnlyList<TrailEntry>> TrailAsync(Guid account) => site.Services.GetRequiredService<TrailBook>().NewestAsync(200, userId: account);

    [Fact]
    public async Task Right_password_opens_the_home_page()
    {
        var account = await OfficerAsync();
        Assert.True(IsIn(await TryAsync(account.User, account.Password)));
        Assert.True(IsIn(await TryAsync(account.User.ToUpperInvariant(), account.Password)));
    }

    [Fact]
    public async Task Wrong_password_and_unknown_user_get_the_same_answer()
    {
        var account = await OfficerAsync();
        var wrong = await TryAsync(account.User, "sai mật khẩu rồi nhé");
        var unknown = await TryAsync("khong.co.ai", "sai mật khẩu rồi nhé");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.Answer.StatusCode);
        Assert.Contains(NotIn, wrong.Text);
        Assert.Equal(wrong.Text, unknown.Text);
        Assert.Equal(account.User, wrong.Page.QuerySelector("input[name=user]")!.GetAttribute("value"));
        Assert.Null(wrong.Page.QuerySelector("input[name=password]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Five_wrong_tries_lock_for_fifteen_minutes_and_then_for_thirty()
    {
        var account = await OfficerAsync();
        for (var i = 0; i < 5; i++) await TryAsync(account.User, "sai mật khẩu");
        Assert.Contains(NotIn, (await TryAsync(account.User, account.Password)).Text);
        site.Clock.Pass(TimeSpan.FromMinutes(16));
        for (var i = 0; i < 5; i++) await TryAsync(account.User, "sai mật khẩu");
        site.Clock.Pass(TimeSpan.FromMinutes(16));
        Assert.Contains(NotIn, (await TryAsync(account.User, account.Password)).Text);
        site.Clock.Pass(TimeSpan.FromMinutes(15));
        Assert.True(IsIn(await TryAsync(account.User, account.Password)));
    }

    [Fact]
    public async Task Many_guesses_at_once_are_still_five()
    {
        var account = await OfficerAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => TryAsync(account.User, "sai mật khẩu")));
        var reasons = (await TrailAsync(account.Id)).Where(e => e is { Action: "sign-in", Outcome: "failed" }).Select(e => e.Reason).ToList();
        Assert.Equal(5, reasons.Count(r => r == "password"));
        Assert.Equal(7, reasons.Count(r => r == "locked"));
    }

    [Fact]
    public async Task Failures_and_sign_ins_are_in_the_trail_without_what_was_typed_and_the_chain_is_sound()
    {
        var account = await OfficerAsync();
        await TryAsync(account.User, "mật khẩu gõ nhầm");
        await TryAsync("gõ nhầm vào ô tên", "x");
        await TryAsync(account.User, account.Password);
        var trail = await TrailAsync(account.Id);
        Assert.Contains(trail, e => e is { Action: "sign-in", Outcome: "failed", Reason: "password", Address: not null });
        Assert.Contains(trail, e => e is { Action: "sign-in", Outcome: "ok", Reason: "password" });
        var all = await site.Services.GetRequiredService<TrailBook>().NewestAsync(500);
        Assert.DoesNotContain(all, e => string.Join(' ', e.UserName, e.Reason, e.ObjectId, e.Action).Contains("gõ nhầm", StringComparison.Ordinal));
        var sealing = site.Services.GetRequiredService<Sealing>();
        await sealing.RunAsync();
        Assert.True((await sealing.VerifyAsync("trail")).IsSound);
    }

    [Fact]
    public async Task Session_ends_after_thirty_idle_minutes_but_not_while_it_is_used()
    {
        var account = await OfficerAsync();
        var visitor = await TryAsync(account.User, account.Password);
        for (var i = 0; i < 3; i++)
        {
            site.Clock.Pass(TimeSpan.FromMinutes(20));
            await visitor.OpenAsync("/");
            Assert.True(IsIn(visitor));
        }
        site.Clock.Pass(TimeSpan.FromMinutes(31));
        await visitor.OpenAsync("/");
        Assert.Equal("/sign-in", visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Session_ends_after_twelve_hours_however_busy()
    {
        var account = await OfficerAsync();
        var visitor = await TryAsync(account.User, account.Password);
        for (var i = 0; i < 37; i++)
        {
            site.Clock.Pass(TimeSpan.FromMinutes(20));
            await visitor.OpenAsync("/api/me");
        }
        await visitor.OpenAsync("/");
        Assert.Equal("/sign-in", visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Ended_session_is_out_at_its_next_request()
    {
        var account = await OfficerAsync();
        var (one, other) = (await TryAsync(account.User, account.Password), await TryAsync(account.User, account.Password));
        await one.OpenAsync("/account");
        await one.SubmitAsync("/account/sessions/end-others");
        await other.OpenAsync("/");
        Assert.Equal("/sign-in", other.Answer.RequestMessage!.RequestUri!.AbsolutePath);
        await one.OpenAsync("/");
        Assert.True(IsIn(one));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server_too()
    {
        var account = await OfficerAsync();
        var visitor = await TryAsync(account.User, account.Password);
        await visitor.OpenAsync("/account");
        await visitor.SubmitAsync("/sign-out");
        Assert.Contains("đã đăng xuất", visitor.Text);
        await visitor.OpenAsync("/");
        Assert.Equal("/sign-in", visitor.Answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains(await TrailAsync(account.Id), e => e.Action == "sign-out");
    }

    [Theory]
    [InlineData("https://xau.example/", "/")]
    [InlineData("//xau.example/", "/")]
    [InlineData("/\\xau.example/", "/")]
    [InlineData("/account", "/account")]
    public async Task Way_back_never_leaves_the_house(string then, string expected)
    {
        var account = await OfficerAsync();
        var visitor = site.Visitor();
        await visitor.OpenAsync("/sign-in?then=" + Uri.EscapeDataString(then));
        await visitor.SubmitAsync("/sign-in", [("user", account.User), ("password", account.Password), ("then", then)]);
        Assert.Equal(site.Url.Authority, visitor.Answer.RequestMessage!.RequestUri!.Authority);
        Assert.Equal(expected, visitor.Answer.RequestMessage.RequestUri.AbsolutePath);
    }

    [Fact]
    public async Task Form_of_another_site_is_refused()
    {
        var account = await OfficerAsync();
        using var client = new HttpClient { BaseAddress = site.Url };
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent([new("user", account.User), new("password", account.Password)]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], c => c.StartsWith("session=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Session_cookie_is_closed_to_scripts_and_to_other_sites()
    {
        var account = await OfficerAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = site.Url };
        var page = await client.GetStringAsync("/sign-in");
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"_form\" value=\"([^\"]+)\"").Groups[1].Value;
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent([new("user", account.User), new("password", account.Password), new("_form", token)]));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Every_sign_in_is_a_session_of_its_own_with_device_and_address()
    {
        var account = await OfficerAsync();
        await TryAsync(account.User, account.Password);
        var visitor = await TryAsync(account.User, account.Password);
        await visitor.OpenAsync("/account");
        var rows = visitor.Page.QuerySelectorAll("#sessions tbody tr");
        Assert.Equal(2, rows.Length);
        Assert.Single(rows, r => r.TextContent.Contains("phiên này", StringComparison.Ordinal));
        Assert.All(rows, r => Assert.Contains("127.0.0.1", r.TextContent));
    }

    [Fact]
    public async Task Token_calls_the_api_until_it_is_revoked_or_a_year_old()
    {
        var account = await OfficerAsync();
        using var program = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };
        Assert.Contains(account.Id.ToString(), await program.GetStringAsync("/api/me"));
        using var stranger = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", "ly_" + new string('a', 43)) } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/me")).StatusCode);
        var visitor = await TryAsync(account.User, account.Password);
        await visitor.OpenAsync("/account");
        await visitor.SubmitAsync("/account/tokens/");
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/me")).StatusCode);
    }

    [Fact]
    public async Task New_token_is_shown_once_and_works_as_its_owner()
    {
        var account = await OfficerAsync();
        var visitor = await TryAsync(account.User, account.Password);
        await visitor.OpenAsync("/account");
        await visitor.SubmitAsync("/account/tokens", [("name", "Phần mềm HIS"), ("days", "30")]);
        var secret = visitor.Page.QuerySelector("code.secret")!.TextContent;
        using var program = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", secret) } };
        Assert.Contains(account.Id.ToString(), await program.GetStringAsync("/api/me"));
        await visitor.OpenAsync("/account/tokens/new");
        Assert.Null(visitor.Page.QuerySelector("code.secret"));
        Assert.DoesNotContain(secret, visitor.Page.Source.Text);
        site.Clock.Pass(TimeSpan.FromDays(31));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/me")).StatusCode);
    }

    [Fact]
    public async Task Token_longer_than_a_year_is_refused_and_the_name_is_kept()
    {
        var account = await OfficerAsync();
        var visitor = await TryAsync(account.User, account.Password);
        await visitor.OpenAsync("/account");
        await visitor.SubmitAsync("/account/tokens", [("name", "Mãi mãi"), ("days", "366")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Answer.StatusCode);
        Assert.Contains("từ 1 đến 365 ngày", visitor.Text);
        Assert.NotNull(visitor.Page.QuerySelector("input[name=name][value='Mãi mãi']"));
    }

    [Fact]
    public async Task Token_cannot_widen_itself()
    {
        var account = await OfficerAsync();
        using var program = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };
        using var answer = await program.PostAsync("/account/tokens", new FormUrlEncodedContent([new("name", "x"), new("days", "30")]));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var cookieless = await program.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Forbidden, cookieless.StatusCode);
    }
}
