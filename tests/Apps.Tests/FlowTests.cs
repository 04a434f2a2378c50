using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Site;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Apps.Tests;

/// <summary>A person lets an application in: code with PKCE, refresh tokens, their ends.</summary>
public abstract class FlowTests(TestSite site)
{
    [Fact]
    public async Task A_person_lets_an_app_in_and_the_token_says_who_where_and_for_what()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, secret) = await scene.RegisterAsync("Public", AppScene.Person);
        Assert.Null(secret);
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        var back = await scene.DecideAsync(doctor, scene.Ask(app, AppScene.Person, ("nonce", "n-7")), "allow", ("purpose", "consultation"));
        Assert.Equal("s-1", back["state"]);
        Assert.Equal(site.Url.ToString().TrimEnd('/'), back["iss"]);
        var told = await scene.RedeemAsync(app, back["code"]!);
        Assert.Equal(200, told.Status);
        Assert.Equal("Bearer", told.Text("token_type"));
        Assert.Equal("900", told.Text("expires_in"));
        Assert.True(told.Answer.Headers.CacheControl!.NoStore);
        Assert.StartsWith("lr_", told.Text("refresh_token"));
        var who = await scene.WhoAsync(told.Text("access_token"));
        Assert.Equal(200, who.Status);
        Assert.Equal("Doctor", who.Text("role"));
        Assert.Equal("consultation", who.Text("purpose"));
        Assert.Equal(scene.Hospital.ToString(), who.Text("organisation"));
        Assert.Equal($"{site.Url}fhir/Practitioner/{who.Text("sub")}", who.Text("fhirUser"));
        await SignedAsync(scene, told.Text("id_token")!, app, who.Text("sub")!);
    }

    static async Task SignedAsync(AppScene scene, string token, string app, string sub)
    {
        var parts = token.Split('.');
        var head = JsonDocument.Parse(WebEncoders.Base64UrlDecode(parts[0])).RootElement;
        var claims = JsonDocument.Parse(WebEncoders.Base64UrlDecode(parts[1])).RootElement;
        var keys = (await scene.GetAsync("/oauth/jwks", null)).Json!["keys"]!.AsArray();
        var key = keys.Single(k => k!["kid"]!.ToString() == head.GetProperty("kid").GetString())!;
        using var open = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = WebEncoders.Base64UrlDecode(key["x"]!.ToString()), Y = WebEncoders.Base64UrlDecode(key["y"]!.ToString()) }
        });
        Assert.True(open.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), WebEncoders.Base64UrlDecode(parts[2]), HashAlgorithmName.SHA256));
        Assert.Equal("ES256", head.GetProperty("alg").GetString());
        Assert.Equal(app, claims.GetProperty("aud").GetString());
        Assert.Equal(sub, claims.GetProperty("sub").GetString());
        Assert.Equal("n-7", claims.GetProperty("nonce").GetString());
        Assert.EndsWith("/fhir/Practitioner/" + sub, claims.GetProperty("fhirUser").GetString());
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_its_second_use_ends_the_family()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var first = await scene.RedeemAsync(app, await scene.CodeAsync(app));
        var second = await scene.RefreshAsync(app, first.Text("refresh_token")!);
        Assert.Equal(200, second.Status);
        Assert.NotEqual(first.Text("refresh_token"), second.Text("refresh_token"));
        Assert.Equal(200, (await scene.WhoAsync(second.Text("access_token"))).Status);
        var again = await scene.RefreshAsync(app, first.Text("refresh_token")!);
        Assert.Equal((400, "invalid_grant"), (again.Status, again.Text("error")));
        Assert.Equal("invalid_grant", (await scene.RefreshAsync(app, second.Text("refresh_token")!)).Text("error"));
        Assert.Equal(401, (await scene.WhoAsync(second.Text("access_token"))).Status);
        Assert.Equal(401, (await scene.WhoAsync(first.Text("access_token"))).Status);
    }

    [Fact]
    public async Task A_code_that_comes_a_second_time_ends_what_it_gave()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var code = await scene.CodeAsync(app);
        var told = await scene.RedeemAsync(app, code);
        Assert.Equal(200, (await scene.WhoAsync(told.Text("access_token"))).Status);
        Assert.Equal("invalid_grant", (await scene.RedeemAsync(app, code)).Text("error"));
        Assert.Equal(401, (await scene.WhoAsync(told.Text("access_token"))).Status);
        Assert.Equal("invalid_grant", (await scene.RefreshAsync(app, told.Text("refresh_token")!)).Text("error"));
    }

    [Fact]
    public async Task Of_many_who_bring_the_same_code_at_once_nobody_keeps_a_token()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var code = await scene.CodeAsync(app);
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => scene.RedeemAsync(app, code)));
        Assert.True(all.Count(t => t.Status == 200) <= 1);
        foreach (var told in all.Where(t => t.Status == 200)) Assert.Equal(401, (await scene.WhoAsync(told.Text("access_token"))).Status);
    }

    [Fact]
    public async Task A_code_lives_a_minute_and_an_access_token_a_quarter_of_an_hour()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var code = await scene.CodeAsync(app);
        site.Clock.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal("invalid_grant", (await scene.RedeemAsync(app, code)).Text("error"));
        var told = await scene.RedeemAsync(app, await scene.CodeAsync(app));
        Assert.Equal(200, (await scene.WhoAsync(told.Text("access_token"))).Status);
        site.Clock.Pass(TimeSpan.FromMinutes(15));
        var late = await scene.WhoAsync(told.Text("access_token"));
        Assert.Equal(401, late.Status);
        Assert.Contains("invalid_token", late.Answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(200, (await scene.RefreshAsync(app, told.Text("refresh_token")!)).Status);
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-of-enough-signs-for-anybody-0123456789")]
    [InlineData("redirect_uri", "https://app.example/callback/")]
    public async Task A_code_without_its_verifier_or_its_address_is_nothing(string name, string value)
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var code = await scene.CodeAsync(app);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = app,
            ["code"] = code,
            ["redirect_uri"] = AppScene.Redirect,
            ["code_verifier"] = AppScene.Verifier,
            [name] = value
        };
        Assert.Equal("invalid_grant", (await scene.TokenAsync([.. form.Select(f => (f.Key, f.Value))])).Text("error"));
        Assert.Equal("invalid_grant", (await scene.RedeemAsync(app, code)).Text("error"));
    }

    [Fact]
    public async Task A_code_is_good_for_its_own_app_only()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var (other, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var code = await scene.CodeAsync(app);
        Assert.Equal("invalid_grant", (await scene.RedeemAsync(other, code)).Text("error"));
        Assert.Equal(200, (await scene.RedeemAsync(app, code)).Status);
    }

    [Fact]
    public async Task Without_offline_access_there_is_no_refresh_token()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person + " online_access");
        Assert.Null((await scene.RedeemAsync(app, await scene.CodeAsync(app, "user/Observation.rs"))).Text("refresh_token"));
        var online = await scene.RedeemAsync(app, await scene.CodeAsync(app, "user/Observation.rs online_access"));
        site.Clock.Pass(TimeSpan.FromHours(13));
        Assert.Equal("invalid_grant", (await scene.RefreshAsync(app, online.Text("refresh_token")!)).Text("error"));
    }

    [Fact]
    public async Task A_person_may_leave_out_what_an_app_asks_and_may_refuse_all()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        var back = await scene.DecideAsync(doctor, scene.Ask(app, AppScene.Person), "allow", ("allow", "user/Observation.rs"));
        Assert.Equal("user/Observation.rs", (await scene.RedeemAsync(app, back["code"]!)).Text("scope"));
        var widened = await scene.DecideAsync(doctor, scene.Ask(app, "user/Observation.r"), "allow", ("allow", "user/*.cruds"));
        Assert.Equal("user/Observation.r", (await scene.RedeemAsync(app, widened["code"]!)).Text("scope"));
        var denied = await scene.DecideAsync(doctor, scene.Ask(app, AppScene.Person), "deny");
        Assert.Equal(("access_denied", "s-1"), (denied["error"], denied["state"]));
    }

    [Fact]
    public async Task A_confidential_app_needs_its_secret_in_header_or_form()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, secret) = await scene.RegisterAsync("Confidential", AppScene.Person);
        Assert.StartsWith("ls_", secret);
        var code = await scene.CodeAsync(app);
        Assert.Equal((401, "invalid_client"), (await scene.RedeemAsync(app, code)) is var bare ? (bare.Status, bare.Text("error")) : default);
        Assert.Equal("invalid_client", (await scene.RedeemAsync(app, code, ("client_secret", "ls_wrong"))).Text("error"));
        var basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{app}:{secret}")));
        var told = await scene.PostAsync("/oauth/token", basic, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", AppScene.Redirect),
            ("code_verifier", AppScene.Verifier));
        Assert.Equal(200, told.Status);
        Assert.Equal(200, (await scene.TokenAsync(("grant_type", "refresh_token"), ("client_id", app), ("client_secret", secret!),
            ("refresh_token", told.Text("refresh_token")!))).Status);
    }

    [Fact]
    public async Task A_revoked_token_ends_and_a_stranger_revokes_nothing()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var (other, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var told = await scene.RedeemAsync(app, await scene.CodeAsync(app));
        Assert.Equal(200, (await scene.PostAsync("/oauth/revoke", null, ("client_id", other), ("token", told.Text("refresh_token")!))).Status);
        Assert.Equal(200, (await scene.WhoAsync(told.Text("access_token"))).Status);
        Assert.Equal(200, (await scene.PostAsync("/oauth/revoke", null, ("client_id", app), ("token", told.Text("refresh_token")!))).Status);
        Assert.Equal(401, (await scene.WhoAsync(told.Text("access_token"))).Status);
        Assert.Equal("invalid_grant", (await scene.RefreshAsync(app, told.Text("refresh_token")!)).Text("error"));
    }

    [Fact]
    public async Task Introspection_tells_an_app_of_its_own_house_and_nobody_else()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var (server, secret) = await scene.RegisterAsync("Confidential", AppScene.Person);
        var told = await scene.RedeemAsync(app, await scene.CodeAsync(app));
        var token = told.Text("access_token")!;
        var seen = await scene.PostAsync("/oauth/introspect", null, ("client_id", server), ("client_secret", secret!), ("token", token));
        Assert.Equal("true", seen.Text("active"));
        Assert.Equal((app, "Doctor", "treatment"), (seen.Text("client_id"), seen.Text("role"), seen.Text("purpose")));
        Assert.Equal(told.Text("scope"), seen.Text("scope"));
        Assert.Equal("true", (await scene.PostAsync("/oauth/introspect", new("Bearer", token), ("token", token))).Text("active"));
        Assert.Equal(401, (await scene.PostAsync("/oauth/introspect", null, ("client_id", app), ("token", token))).Status);
        var elsewhere = await AppScene.MakeAsync(site);
        var (foreign, other) = await elsewhere.RegisterAsync("Confidential", AppScene.Person);
        var hidden = await scene.PostAsync("/oauth/introspect", null, ("client_id", foreign), ("client_secret", other!), ("token", token));
        Assert.Equal("{\"active\":false}", hidden.Json!.ToJsonString());
    }

    [Fact]
    public async Task A_person_who_leaves_the_post_leaves_with_every_app()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var told = await scene.RedeemAsync(app, await scene.CodeAsync(app));
        var who = (await scene.WhoAsync(told.Text("access_token"))).Text("sub")!;
        await using (var connection = await site.Services.GetRequiredService<Database>().OpenAsync())
            Assert.Equal(1, await connection.RunAsync("update accounts_post set to_day = @p1 where account_id = @p0", default, Guid.Parse(who), site.Clock.Today()
                .AddDays(-1)));
        site.Clock.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(401, (await scene.WhoAsync(told.Text("access_token"))).Status);
    }

    [Fact]
    public async Task A_person_sees_the_apps_let_in_and_ends_one()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        var told = await scene.RedeemAsync(app, await scene.CodeAsync(app, AppScene.Person, doctor));
        await doctor.OpenAsync("/apps/own");
        Assert.Contains("xét nghiệm, chỉ số đo", doctor.Text, StringComparison.Ordinal);
        await doctor.SubmitAsync("/apps/own/");
        Assert.Equal(401, (await scene.WhoAsync(told.Text("access_token"))).Status);
    }

    [Fact]
    public async Task A_token_of_an_app_opens_no_page_and_no_other_api_of_the_house()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var token = (await scene.RedeemAsync(app, await scene.CodeAsync(app))).Text("access_token");
        foreach (var path in new[] { "/", "/apps", "/apps/own", "/persons", "/api/search?q=a", "/account", "/api/persons/" + Guid.CreateVersion7(),
            "/health/ready" })
            Assert.Equal(403, (await scene.GetAsync(path, token)).Status);
        Assert.Equal(403, (await scene.PostAsync("/account/tokens", new("Bearer", token), ("name", "x"), ("days", "9"))).Status);
        Assert.Equal(403, (await scene.PostAsync("/oauth/authorize", new("Bearer", token), ("client_id", app), ("decision", "allow"))).Status);
    }

    [Fact]
    public async Task An_api_token_of_a_person_still_works_and_lets_no_app_in()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        using var program = await site.ProgramAsync(Role.Doctor, scene.Hospital);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await program.GetAsync("/api/search?q=benh")).StatusCode);
        using var form = new FormUrlEncodedContent([new("client_id", app), new("decision", "allow")]);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await program.PostAsync("/oauth/authorize", form)).StatusCode);
    }
}

public sealed class Flow_on_sqlite(SqliteSite site) : FlowTests(site), IClassFixture<SqliteSite>;

public sealed class Flow_on_postgres(PostgresSite site) : FlowTests(site), IClassFixture<PostgresSite>;
