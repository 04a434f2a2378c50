using System.Net;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Apps.Tests;

/// <summary>Registering on the page, and what is counted of an application.</summary>
public abstract class RegisterTests(TestSite site)
{
    [Theory]
    [InlineData("redirects", "http://app.example/callback")]
    [InlineData("redirects", "https://app.example/callback#x")]
    [InlineData("redirects", "https://*.example/callback")]
    [InlineData("redirects", "javascript:alert(1)")]
    [InlineData("redirects", "")]
    [InlineData("more", "system/*.rs")]
    [InlineData("more", "patient/observation.rs")]
    [InlineData("more", "")]
    [InlineData("name", "")]
    public async Task What_is_not_safe_is_not_registered_and_nothing_typed_is_lost(string field, string value)
    {
        var scene = await AppScene.MakeAsync(site);
        await scene.Administrator.OpenAsync("/apps/new");
        var form = new Dictionary<string, string>
        {
            ["name"] = "Thử",
            ["about"] = "giữ lại",
            ["scope"] = "",
            ["more"] = AppScene.Person,
            ["redirects"] = AppScene.Redirect,
            [field] = value
        };
        await scene.Administrator.SubmitAsync("/apps", form.Select(f => (f.Key, f.Value)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, scene.Administrator.Answer.StatusCode);
        Assert.NotNull(scene.Administrator.Page.QuerySelector($"#wrong-{field}"));
        Assert.Contains("giữ lại", scene.Administrator.Page.QuerySelector("[name=about]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_key_is_not_taken()
    {
        var scene = await AppScene.MakeAsync(site);
        await scene.Administrator.OpenAsync("/apps/new?kind=Backend");
        await scene.Administrator.SubmitAsync("/apps", [("name", "Thử"), ("scope", "system/*.rs"), ("role", "Doctor"), ("purpose", "treatment"),
            ("keys", new SigningKey("ES256").PrivateJwks)]);
        Assert.Contains("Đây là khóa riêng", scene.Administrator.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_never_reads_as_an_administrator()
    {
        var scene = await AppScene.MakeAsync(site);
        await scene.Administrator.OpenAsync("/apps/new?kind=Backend");
        await scene.Administrator.SubmitAsync("/apps", [("name", "Thử"), ("scope", "system/*.rs"), ("role", "Administrator"), ("purpose", "treatment"),
            ("keys", new SigningKey("ES256").Jwks)]);
        Assert.NotNull(scene.Administrator.Page.QuerySelector("#wrong-role"));
    }

    [Fact]
    public async Task Nobody_registers_for_a_hospital_of_others_or_sees_its_apps()
    {
        var (scene, other) = (await AppScene.MakeAsync(site), await AppScene.MakeAsync(site));
        var (app, _) = await other.RegisterAsync("Public", AppScene.Person);
        await scene.Administrator.OpenAsync($"/apps/{app}");
        Assert.Equal(HttpStatusCode.NotFound, scene.Administrator.Answer.StatusCode);
        await scene.Administrator.OpenAsync("/apps/new");
        await scene.Administrator.SubmitAsync("/apps", [("name", "Thử"), ("more", AppScene.Person), ("redirects", AppScene.Redirect),
            ("organisation", other.Hospital.ToString())]);
        Assert.Equal(HttpStatusCode.Forbidden, scene.Administrator.Answer.StatusCode);
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        await doctor.OpenAsync("/apps");
        Assert.Equal(HttpStatusCode.Forbidden, doctor.Answer.StatusCode);
    }

    [Fact]
    public async Task Each_change_stands_in_the_trail_and_on_the_page()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Confidential", AppScene.Person);
        await scene.Administrator.SubmitAsync($"/apps/{app}/secret");
        await scene.Administrator.SubmitAsync($"/apps/{app}/off", [("reason", "hết hợp đồng")]);
        var trail = await site.Services.GetRequiredService<TrailBook>().NewestAsync(50, null, app);
        Assert.Subset(trail.Select(t => t.Action).ToHashSet(), new HashSet<string> { "app.register", "app.secret", "app.off" });
        Assert.Contains("hết hợp đồng", scene.Administrator.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(trail, t => t.Reason?.Contains("ls_", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Two_who_change_an_app_at_once_do_not_overwrite_each_other()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var second = await site.SignInAsAsync(Role.Administrator, scene.Hospital);
        await second.OpenAsync($"/apps/{app}/edit");
        await scene.Administrator.OpenAsync($"/apps/{app}/edit");
        await scene.Administrator.SubmitAsync($"/apps/{app}", [("name", "Tên thứ nhất")]);
        await second.SubmitAsync($"/apps/{app}", [("name", "Tên thứ hai")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
    }

    [Fact]
    public async Task What_an_app_did_is_counted_shown_and_told_to_the_ledger_once_the_day_is_over()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var meter = site.Services.GetRequiredService<IClientMeter>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 25; i++) meter.Count(Guid.Parse(app), "search Observation", 200, 1_000 + i, 500);
        })));
        meter.Count(Guid.Parse(app), "search Observation", 400, 90_000, 50, "Unknown search parameter 'cod'.");
        meter.Count(Guid.Parse(app), "read Patient", 404, 10, 50);
        meter.Count(Guid.CreateVersion7(), "read Patient", 500, 10, 50, "nobody's");
        await scene.Administrator.OpenAsync($"/apps/{app}/load");
        Assert.Contains("Unknown search parameter 'cod'.", scene.Administrator.Text, StringComparison.Ordinal);
        Assert.Equal(["102", "1"], scene.Administrator.Page.QuerySelectorAll(".stat .value").Take(2).Select(v => v.TextContent));
        Assert.StartsWith("search Observation", scene.Administrator.Page.QuerySelector("td > code")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Unknown search parameter", System.Text.Encoding.UTF8.GetString(await scene.Administrator.DownloadAsync($"/apps/{app}/failures.csv")),
            StringComparison.Ordinal);
        var day = site.Clock.Today();
        await TellAsync();
        Assert.Equal((0, 0), await ToldAsync(scene.Hospital));
        site.Clock.SetDay(day.AddDays(1));
        await TellAsync();
        await TellAsync();
        Assert.Equal((102, 1), await ToldAsync(scene.Hospital));
        await using (var connection = await site.Services.GetRequiredService<Database>().OpenAsync())
            await connection.RunAsync("update apps_load set times = times + 5 where app_id = @p0 and outcome = 'refused'", default, Guid.Parse(app));
        await TellAsync();
        Assert.Equal((107, 6), await ToldAsync(scene.Hospital));
    }

    async Task TellAsync() => Assert.True(await site.Services.GetRequiredService<JobRunner>()
        .RunAsync(site.Services.GetServices<Job>().Single(j => j.Name == "apps-exchanges"), default));

    async Task<(int, int)> ToldAsync(Guid unit)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        async Task<int> SumAsync(string kind) =>
            Convert.ToInt32(await connection.CellAsync("select coalesce(sum(value), 0) / 10000 from kernel_fact where kind = @p0 and unit_id = @p1", default, kind,
                unit),
            System.Globalization.CultureInfo.InvariantCulture);
        return (await SumAsync("apps.exchange.handled"), await SumAsync("apps.exchange.failed"));
    }

    [Fact]
    public async Task What_is_over_is_swept_and_what_lives_stays()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var told = await scene.RedeemAsync(app, await scene.CodeAsync(app));
        site.Clock.Pass(TimeSpan.FromDays(40));
        Assert.True(await site.Services.GetRequiredService<JobRunner>().RunAsync(site.Services.GetServices<Job>().Single(j => j.Name == "apps-sweep"), default));
        var fresh = await scene.RefreshAsync(app, told.Text("refresh_token")!);
        Assert.Equal(200, fresh.Status);
        Assert.Equal("invalid_grant", (await scene.RefreshAsync(app, told.Text("refresh_token")!)).Text("error"));
    }

    [Fact]
    public async Task An_old_signing_key_is_followed_by_a_new_one_and_still_published()
    {
        var scene = await AppScene.MakeAsync(site);
        var first = await KeysAsync(scene);
        site.Clock.Pass(TimeSpan.FromDays(91));
        var second = await KeysAsync(scene);
        Assert.Subset(second.ToHashSet(), first.Take(1).ToHashSet());
        Assert.NotEqual(first[0], second[0]);
        site.Clock.Pass(TimeSpan.FromDays(181));
        Assert.DoesNotContain(first[0], await KeysAsync(scene));
    }

    static async Task<List<string>> KeysAsync(AppScene scene) => [.. (await scene.GetAsync("/oauth/jwks", null)).Json!["keys"]!.AsArray()
        .Select(k => k!["kid"]!.ToString())];
}

public sealed class Register_on_sqlite(SqliteSite site) : RegisterTests(site), IClassFixture<SqliteSite>;

public sealed class Register_on_postgres(PostgresSite site) : RegisterTests(site), IClassFixture<PostgresSite>;
