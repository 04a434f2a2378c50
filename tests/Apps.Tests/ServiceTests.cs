using LienY.Kernel;
using LienY.Site;

namespace LienY.Apps.Tests;

/// <summary>Services that work without a person, and applications that are switched off.</summary>
public abstract class ServiceTests(TestSite site)
{
    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("RS384")]
    public async Task A_service_with_a_good_signature_gets_a_token_of_its_scopes_role_and_purpose(string algorithm)
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, key) = await scene.ServiceAsync(algorithm: algorithm);
        var told = await scene.ByKeyAsync(key.Sign(scene.Claims(app)), "system/*.rs openid", ("purpose", "public-health"));
        Assert.Equal(200, told.Status);
        Assert.Equal("system/Observation.rs system/Patient.rs", told.Text("scope"));
        Assert.Null(told.Text("refresh_token"));
        var seen = await scene.PostAsync("/oauth/introspect", new("Bearer", told.Text("access_token")), ("token", told.Text("access_token")!));
        Assert.Equal(("true", "Doctor", "public-health", app), (seen.Text("active"), seen.Text("role"), seen.Text("purpose"), seen.Text("sub")));
        Assert.Equal(403, (await scene.WhoAsync(told.Text("access_token"))).Status);
        Assert.Equal("invalid_scope", (await scene.ByKeyAsync(key.Sign(scene.Claims(app)), "system/Encounter.rs")).Text("error"));
        Assert.Equal("invalid_request", (await scene.ByKeyAsync(key.Sign(scene.Claims(app)), "system/*.rs", ("purpose", "training"))).Text("error"));
    }

    [Fact]
    public async Task A_signature_is_good_once()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, key) = await scene.ServiceAsync();
        var assertion = key.Sign(scene.Claims(app));
        Assert.Equal(200, (await scene.ByKeyAsync(assertion)).Status);
        var again = await scene.ByKeyAsync(assertion);
        Assert.Equal((401, "invalid_client"), (again.Status, again.Text("error")));
        Assert.Contains("jti", again.Text("error_description"), StringComparison.Ordinal);
    }

    public static TheoryData<string> Wrongs => ["expired", "too long", "aud", "no jti", "iss", "alg none", "alg HS256", "other key", "not before", "no exp",
        "garbage"];

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task A_wrong_assertion_is_refused(string wrong)
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, key) = await scene.ServiceAsync("system/*.rs", "ES256");
        var (claims, now) = (scene.Claims(app), site.Clock.GetUtcNow());
        switch (wrong)
        {
            case "expired": claims["exp"] = now.AddMinutes(-1).ToUnixTimeSeconds(); break;
            case "too long": claims["exp"] = now.AddMinutes(7).ToUnixTimeSeconds(); break;
            case "aud": claims["aud"] = "https://other.example/oauth/token"; break;
            case "no jti": claims.Remove("jti"); break;
            case "no exp": claims.Remove("exp"); break;
            case "iss": claims["iss"] = "somebody"; break;
            case "not before": claims["nbf"] = now.AddMinutes(2).ToUnixTimeSeconds(); break;
        }
        var assertion = wrong switch
        {
            "alg none" => key.Sign(claims, "none"),
            "alg HS256" => key.Sign(claims, "HS256"),
            "other key" => new SigningKey("ES256").Sign(claims),
            "garbage" => "a.b.c",
            _ => key.Sign(claims),
        };
        var told = await scene.ByKeyAsync(assertion);
        Assert.Equal((401, "invalid_client"), (told.Status, told.Text("error")));
        Assert.Equal(200, (await scene.ByKeyAsync(key.Sign(scene.Claims(app)))).Status);
    }

    [Fact]
    public async Task A_service_waits_for_the_director_of_its_own_organisation()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, key) = await scene.ServiceAsync(approve: false);
        Assert.Equal("unauthorized_client", (await scene.ByKeyAsync(key.Sign(scene.Claims(app)))).Text("error"));
        await scene.Administrator.SubmitAsync($"/apps/{app}/off", [("reason", "x")]);
        await scene.Administrator.SubmitAsync($"/apps/{app}/on");
        Assert.DoesNotContain(scene.Administrator.Page.Forms, f => f.GetAttribute("action") == $"/apps/{app}/approve");
        var director = await site.SignInAsAsync(Role.Director, scene.Hospital);
        await director.OpenAsync("/");
        Assert.Contains("xin tự đọc dữ liệu", director.Text, StringComparison.Ordinal);
        await director.OpenAsync($"/apps/{app}");
        await director.SubmitAsync($"/apps/{app}/approve");
        Assert.Equal(200, (await scene.ByKeyAsync(key.Sign(scene.Claims(app)))).Status);
    }

    [Fact]
    public async Task What_widens_a_service_ends_its_tokens_and_waits_again()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, key) = await scene.ServiceAsync();
        var told = await scene.ByKeyAsync(key.Sign(scene.Claims(app)));
        await scene.Administrator.OpenAsync($"/apps/{app}/edit");
        await scene.Administrator.SubmitAsync($"/apps/{app}", [("more", "system/*.cruds")]);
        Assert.Equal(401, (await scene.WhoAsync(told.Text("access_token"))).Status);
        Assert.Equal("unauthorized_client", (await scene.ByKeyAsync(key.Sign(scene.Claims(app)))).Text("error"));
    }

    [Fact]
    public async Task An_app_that_is_switched_off_is_out_at_once()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var told = await scene.RedeemAsync(app, await scene.CodeAsync(app));
        var code = await scene.CodeAsync(app);
        Assert.Equal(200, (await scene.WhoAsync(told.Text("access_token"))).Status);
        await scene.Administrator.OpenAsync($"/apps/{app}");
        await scene.Administrator.SubmitAsync($"/apps/{app}/off", [("reason", "lộ mã")]);
        Assert.Contains("lộ mã", scene.Administrator.Text, StringComparison.Ordinal);
        Assert.Equal(401, (await scene.WhoAsync(told.Text("access_token"))).Status);
        Assert.Equal("invalid_client", (await scene.RefreshAsync(app, told.Text("refresh_token")!)).Text("error"));
        Assert.Equal("invalid_client", (await scene.RedeemAsync(app, code)).Text("error"));
        await scene.Administrator.SubmitAsync($"/apps/{app}/on");
        Assert.Equal("invalid_grant", (await scene.RefreshAsync(app, told.Text("refresh_token")!)).Text("error"));
    }

    [Fact]
    public async Task Another_secret_ends_the_old_one_and_its_tokens()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, secret) = await scene.RegisterAsync("Confidential", AppScene.Person);
        var told = await scene.RedeemAsync(app, await scene.CodeAsync(app), ("client_secret", secret!));
        await scene.Administrator.OpenAsync($"/apps/{app}");
        Assert.Null(scene.Administrator.Page.QuerySelector("#secret"));
        await scene.Administrator.SubmitAsync($"/apps/{app}/secret");
        var fresh = scene.Administrator.Page.QuerySelector("#secret")!.TextContent;
        Assert.Equal(401, (await scene.WhoAsync(told.Text("access_token"))).Status);
        var code = await scene.CodeAsync(app);
        Assert.Equal("invalid_client", (await scene.RedeemAsync(app, code, ("client_secret", secret!))).Text("error"));
        Assert.Equal(200, (await scene.RedeemAsync(app, code, ("client_secret", fresh))).Status);
    }

    [Fact]
    public async Task Whoever_guesses_in_the_name_of_an_app_has_to_wait()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, secret) = await scene.RegisterAsync("Confidential", AppScene.Person);
        var last = 0;
        for (var i = 0; i < 12; i++) last = (await scene.TokenAsync(("grant_type", "refresh_token"), ("client_id", app), ("client_secret", "ls_guess"),
            ("refresh_token", "x"))).Status;
        Assert.Equal(429, last);
        var told = await scene.TokenAsync(("grant_type", "refresh_token"), ("client_id", app), ("client_secret", secret!), ("refresh_token", "x"));
        Assert.Equal(429, told.Status);
        Assert.NotNull(told.Answer.Headers.RetryAfter);
        site.Clock.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal("invalid_grant", (await scene.TokenAsync(("grant_type", "refresh_token"), ("client_id", app), ("client_secret", secret!),
            ("refresh_token", "x"))).Text("error"));
    }

    [Theory]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("grant_type", "", "invalid_request")]
    [InlineData("client_id", "", "invalid_client")]
    [InlineData("client_id", "nobody", "invalid_client")]
    [InlineData("code", "", "invalid_request")]
    [InlineData("code", "lc_unknown", "invalid_grant")]
    [InlineData("code_verifier", "", "invalid_request")]
    public async Task Errors_of_the_token_end_point_are_those_of_the_standard(string name, string value, string error)
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = app,
            ["code"] = "lc_x",
            ["redirect_uri"] = AppScene.Redirect,
            ["code_verifier"] = AppScene.Verifier,
            [name] = value
        };
        var told = await scene.TokenAsync([.. form.Select(f => (f.Key, f.Value))]);
        Assert.Equal(error, told.Text("error"));
        Assert.Equal(error == "invalid_client" ? 401 : 400, told.Status);
        Assert.NotNull(told.Text("error_description"));
    }

    [Fact]
    public async Task A_token_request_that_is_no_form_is_refused_in_the_same_way()
    {
        var scene = await AppScene.MakeAsync(site);
        using var answer = await scene.Program.PostAsync("/oauth/token", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("invalid_request", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}

public sealed class Service_on_sqlite(SqliteSite site) : ServiceTests(site), IClassFixture<SqliteSite>;

public sealed class Service_on_postgres(PostgresSite site) : ServiceTests(site), IClassFixture<PostgresSite>;
