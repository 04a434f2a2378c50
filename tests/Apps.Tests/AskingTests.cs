using System.Net;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Apps.Tests;

/// <summary>Requests at the door: what is told to the application, what only to the person, and the choice of a patient.</summary>
public abstract class AskingTests(TestSite site)
{
    [Theory]
    [InlineData("client_id", "0198aaaa-0000-7000-8000-000000000001")]
    [InlineData("client_id", "x")]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", "https://app.example/callback?x=1")]
    [InlineData("redirect_uri", "https://app.example/CALLBACK")]
    [InlineData("redirect_uri", null)]
    public async Task A_request_of_a_stranger_or_to_a_strange_address_is_never_sent_anywhere(string name, string? value)
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        foreach (var visitor in new[] { site.Visitor(), await site.SignInAsAsync(Role.Doctor, scene.Hospital) })
        {
            Assert.Null(await scene.LocationAsync(visitor, scene.Ask(app, AppScene.Person, (name, value))));
            await visitor.OpenAsync(scene.Ask(app, AppScene.Person, (name, value)));
            Assert.Equal(HttpStatusCode.BadRequest, visitor.Answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("scope", "patient/Everything", "invalid_scope")]
    [InlineData("scope", "system/*.rs", "invalid_scope")]
    [InlineData("scope", null, "invalid_request")]
    [InlineData("aud", "https://other.example/fhir", "invalid_request")]
    [InlineData("aud", null, "invalid_request")]
    [InlineData("launch", "ll_unknown", "invalid_request")]
    [InlineData("request", "eyJ", "request_not_supported")]
    [InlineData("prompt", "none", "login_required")]
    public async Task A_faulty_request_is_told_to_the_app_with_its_state(string name, string? value, string error)
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var location = await scene.LocationAsync(site.Visitor(), scene.Ask(app, AppScene.Person, (name, value)));
        Assert.StartsWith(AppScene.Redirect + "?", location!.ToString(), StringComparison.Ordinal);
        var back = AppScene.Parameters(location);
        Assert.Equal((error, "s-1"), (back["error"], back["state"]));
        Assert.False(back.ContainsKey("code"));
    }

    [Fact]
    public async Task A_parameter_that_stands_twice_is_refused()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var back = AppScene.Parameters((await scene.LocationAsync(site.Visitor(), scene.Ask(app, AppScene.Person) + "&scope=openid"))!);
        Assert.Equal("invalid_request", back["error"]);
        Assert.Null(await scene.LocationAsync(site.Visitor(), scene.Ask(app, AppScene.Person) + "&redirect_uri=https%3A%2F%2Fevil.example"));
    }

    [Fact]
    public async Task Whoever_has_not_signed_in_signs_in_first()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var location = await scene.LocationAsync(site.Visitor(), scene.Ask(app, AppScene.Person));
        Assert.StartsWith("/sign-in?then=", location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_in_words_what_is_asked_and_lets_the_answer_go_to_the_app_only()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", "openid patient/Observation.rs user/*.cruds");
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        await doctor.OpenAsync(scene.Ask(app, "openid user/*.rs"));
        Assert.Contains("Biết ông/bà là ai khi đăng nhập", doctor.Text, StringComparison.Ordinal);
        Assert.Contains("Xem, tìm: mọi loại dữ liệu mà ông/bà được phép", doctor.Text, StringComparison.Ordinal);
        Assert.EndsWith("form-action 'self' https://app.example", string.Join(';', doctor.Answer.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
        await doctor.OpenAsync("/apps/own");
        Assert.EndsWith("form-action 'self'", string.Join(';', doctor.Answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patient_is_chosen_and_stands_in_the_answer()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", "launch/patient patient/*.rs");
        var person = await scene.PatientAsync("Lò Thị Khánh Ứng");
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        var ask = scene.Ask(app, "launch/patient patient/Observation.rs");
        await doctor.OpenAsync(ask);
        Assert.NotNull(doctor.Page.QuerySelector("button[value=allow][disabled]"));
        await doctor.OpenAsync(ask + "&find=" + Uri.EscapeDataString("lo thi khanh ung"));
        Assert.Contains("Lò Thị Khánh Ứng", doctor.Text, StringComparison.Ordinal);
        var back = await scene.DecideAsync(doctor, ask + "&find=" + Uri.EscapeDataString("lo thi khanh ung"), "allow", ("person", person.ToString()));
        var told = await scene.RedeemAsync(app, back["code"]!);
        Assert.True(Guid.TryParse(told.Text("patient"), out _));
        Assert.Equal("true", told.Text("need_patient_banner"));
        var seen = await scene.PostAsync("/oauth/introspect", new("Bearer", told.Text("access_token")), ("token", told.Text("access_token")!));
        Assert.Equal(told.Text("patient"), seen.Text("patient"));
    }

    [Fact]
    public async Task A_patient_of_another_hospital_cannot_be_chosen()
    {
        var (scene, other) = (await AppScene.MakeAsync(site), await AppScene.MakeAsync(site));
        var (app, _) = await scene.RegisterAsync("Public", "launch/patient patient/*.rs");
        var foreign = await other.PatientAsync("Giàng A Lạ");
        var own = await scene.PatientAsync("Vàng Thị Quen");
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        await doctor.OpenAsync(scene.Ask(app, "launch/patient patient/*.rs", ("find", "vang thi quen")));
        await doctor.SubmitAsync("/oauth/authorize", [("person", foreign.ToString()), ("decision", "allow")]);
        await doctor.OpenAsync(scene.Ask(app, "launch/patient patient/*.rs", ("find", "vang thi quen")));
        var form = doctor.Page.Forms.Single(f => f.Method == "post" && f.GetAttribute("action") == "/oauth/authorize");
        var fields = form.Elements.OfType<AngleSharp.Html.Dom.IHtmlInputElement>().Where(i => i.Type == "hidden" || i.IsChecked)
            .Select(i => KeyValuePair.Create(i.Name!, i.Value))
            .Concat([new("person", foreign.ToString()), new("decision", "allow")]);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = doctor.Cookies }) { BaseAddress = site.Url };
        using var answer = await browser.PostAsync("/oauth/authorize", new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotEqual(foreign, own);
    }

    [Fact]
    public async Task An_app_is_opened_from_a_patients_page_and_brings_the_patient_back_once()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", "launch openid patient/*.rs", ("launch", "https://app.example/launch"));
        var person = await scene.PatientAsync("Lò Thị Khánh Mở");
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        await doctor.OpenAsync($"/apps/launch?person={person}&purpose=consultation");
        var form = doctor.Page.Forms.Single(f => f.GetAttribute("action") == "/apps/launch");
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = doctor.Cookies }) { BaseAddress = site.Url };
        using var answer = await browser.PostAsync("/apps/launch", new FormUrlEncodedContent(form.Elements.OfType<AngleSharp.Html.Dom.IHtmlInputElement>()
            .Select(i => KeyValuePair.Create(i.Name!, i.Value))));
        var opened = AppScene.Parameters(answer.Headers.Location!);
        Assert.StartsWith("https://app.example/launch?", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(site.Url + "fhir", opened["iss"]);
        var ask = scene.Ask(app, "launch openid patient/Observation.rs", ("launch", opened["launch"]));
        var stranger = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        Assert.Equal("invalid_request", AppScene.Parameters((await scene.LocationAsync(stranger, ask))!)["error"]);
        var told = await scene.RedeemAsync(app, (await scene.DecideAsync(doctor, ask))["code"]!);
        Assert.True(Guid.TryParse(told.Text("patient"), out _));
        Assert.Equal("false", told.Text("need_patient_banner"));
        Assert.Equal("consultation", (await scene.WhoAsync(told.Text("access_token"))).Text("purpose"));
        Assert.Equal("invalid_request", AppScene.Parameters((await scene.LocationAsync(doctor, ask))!)["error"]);
    }

    [Fact]
    public async Task Discovery_tells_the_truth()
    {
        var scene = await AppScene.MakeAsync(site);
        foreach (var at in new[] { "/.well-known/smart-configuration", "/fhir/.well-known/smart-configuration", "/.well-known/openid-configuration" })
        {
            var told = await scene.GetAsync(at, null);
            Assert.Equal(200, told.Status);
            Assert.Equal("*", told.Answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal("[\"S256\"]", told.Json!["code_challenge_methods_supported"]!.ToJsonString());
            Assert.Equal(site.Url + "oauth/token", told.Text("token_endpoint"));
        }
    }
}

public sealed class Asking_on_sqlite(SqliteSite site) : AskingTests(site), IClassFixture<SqliteSite>;

public sealed class Asking_on_postgres(PostgresSite site) : AskingTests(site), IClassFixture<PostgresSite>;
