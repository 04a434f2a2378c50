using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Apps.Tests;

/// <summary>An answer of an end point for programs: status and JSON.</summary>
sealed record Told(int Status, JsonNode? Json, HttpResponseMessage Answer)
{
    public string? Text(string name) => Json?[name]?.ToString();
}

/// <summary>A hospital with an administrator who registers applications on the page, and a program that speaks OAuth.</summary>
sealed class AppScene(TestSite site, Guid hospital, Visitor administrator)
{
    static int made;

    public const string Redirect = "https://app.example/callback";
    public const string Verifier = "a-verifier-of-enough-signs-for-anybody-0123456789";
    public const string Person = "openid fhirUser profile offline_access user/Observation.rs user/Patient.r";

    public TestSite Site => site;
    public Guid Hospital => hospital;
    public Visitor Administrator => administrator;
    public HttpClient Program { get; } = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Url };

    /// <summary>The address under which programs know the house.</summary>
    public string Issuer => site.Settings.PublicUrl.Length > 0 ? site.Settings.PublicUrl : site.Url.ToString().TrimEnd('/');

    /// <summary>The same hospital at another node.</summary>
    public AppScene At(TestSite node) => new(node, hospital, administrator);

    public static string Challenge(string verifier) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public static async Task<AppScene> MakeAsync(TestSite site)
    {
        var hospital = await site.OrganisationAsync($"Bệnh viện Ứng dụng {Interlocked.Increment(ref made)}", null, "hospital");
        return new(site, hospital, await site.SignInAsAsync(Role.Administrator, hospital));
    }

    /// <summary>Registers on the page: client id, and the secret where there is one.</summary>
    public async Task<(string Id, string? Secret)> RegisterAsync(string kind, string scopes, params (string Name, string Value)[] more)
    {
        await administrator.OpenAsync($"/apps/new?kind={kind}");
        await administrator.SubmitAsync("/apps", [("name", $"Ứng dụng {Interlocked.Increment(ref made)}"), ("scope", ""), ("more", scopes), .. kind == "Backend"
            ? [] : new[] { ("redirects", Redirect) }, .. more]);
        Assert.True((int)administrator.Answer.StatusCode == 200, administrator.Text);
        var id = administrator.Page.QuerySelector("#client")?.TextContent;
        Assert.True(id is not null, administrator.Text);
        return (id, administrator.Page.QuerySelector("#secret")?.TextContent);
    }

    /// <summary>A backend service with a key, let in by the director.</summary>
    public async Task<(string Id, SigningKey Key)> ServiceAsync(string scopes = "system/Observation.rs system/Patient.rs", string algorithm = "ES384",
        bool approve = true)
    {
        var key = new SigningKey(algorithm);
        var (id, _) = await RegisterAsync("Backend", scopes, ("keys", key.Jwks), ("role", "Doctor"), ("purpose", "treatment"), ("purpose", "public-health"));
        if (approve)
        {
            var director = await site.SignInAsAsync(Role.Director, hospital);
            await director.OpenAsync($"/apps/{id}");
            await director.SubmitAsync($"/apps/{id}/approve");
            Assert.Equal(HttpStatusCode.OK, director.Answer.StatusCode);
        }
        return (id, key);
    }

    /// <summary>The address of an authorization request; <paramref name="change"/> replaces or (null) removes parameters.</summary>
    public string Ask(string client, string scope, params (string Name, string? Value)[] change)
    {
        var all = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = client,
            ["redirect_uri"] = Redirect,
            ["scope"] = scope,
            ["state"] = "s-1",
            ["aud"] = Issuer + "/fhir",
            ["code_challenge"] = Challenge(Verifier),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in change) all[name] = value;
        return QueryHelpers.AddQueryString("/oauth/authorize", all.Where(p => p.Value is not null));
    }

    /// <summary>Where the answer of a page leads, as the browser is told: the Location of the last redirect, not followed.</summary>
    public async Task<Uri?> LocationAsync(Visitor visitor, string path)
    {
        using var browser = Browser(visitor);
        using var answer = await browser.GetAsync(path);
        return answer.Headers.Location;
    }

    /// <summary>The person opens the request, chooses and presses a button; the parameters with which the browser returns to the application.</summary>
    public async Task<Dictionary<string, string?>> DecideAsync(Visitor visitor, string ask, string decision = "allow", params (string Name, string Value)[] more)
    {
        var page = await visitor.OpenAsync(ask);
        Assert.True((int)visitor.Answer.StatusCode == 200, visitor.Text);
        var form = page.Forms.Single(f => f.Method == "post" && f.GetAttribute("action") == "/oauth/authorize");
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements)
        {
            if (element is AngleSharp.Html.Dom.IHtmlInputElement { Name.Length: > 0 } input
                && (input.Type is "hidden" or "text" || input.IsChecked)) fields.Add(new(input.Name!, input.Value));
            if (element is AngleSharp.Html.Dom.IHtmlSelectElement { Name.Length: > 0 } select) fields.Add(new(select.Name!, select.Value ?? ""));
        }
        foreach (var (name, _) in more) fields.RemoveAll(f => f.Key == name);
        fields.AddRange(more.Select(m => KeyValuePair.Create(m.Name, m.Value)).Append(new("decision", decision)));
        using var browser = Browser(visitor);
        using var answer = await browser.PostAsync("/oauth/authorize", new FormUrlEncodedContent(fields));
        Assert.True((int)answer.StatusCode == 303, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.StartsWith(Redirect + "?", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        return Parameters(answer.Headers.Location);
    }

    public static Dictionary<string, string?> Parameters(Uri location)
    {
        var query = HttpUtility.ParseQueryString(location.Query);
        return query.AllKeys.ToDictionary(k => k!, k => query[k]);
    }

    HttpClient Browser(Visitor visitor) => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = visitor.Cookies }) { BaseAddress = site.Url };

    /// <summary>A code that a fresh doctor gave to a client.</summary>
    public async Task<string> CodeAsync(string client, string scope = Person, Visitor? doctor = null) =>
        (await DecideAsync(doctor ?? await site.SignInAsAsync(Role.Doctor, hospital), Ask(client, scope)))["code"]!;

    public Task<Told> TokenAsync(params (string Name, string Value)[] form) => PostAsync("/oauth/token", null, form);

    public Task<Told> RedeemAsync(string client, string code, params (string Name, string Value)[] more) => TokenAsync(
        [("grant_type", "authorization_code"), ("client_id", client), ("code", code), ("redirect_uri", Redirect), .. more.Any(m => m.Name == "code_verifier") ? []
            : new[] { ("code_verifier", Verifier) }, .. more]);

    public Task<Told> RefreshAsync(string client, string token) => TokenAsync(("grant_type", "refresh_token"), ("client_id", client), ("refresh_token", token));

    public Task<Told> ByKeyAsync(string assertion, string scope = "system/Observation.rs", params (string Name, string Value)[] more) => TokenAsync(
        [("grant_type", "client_credentials"), ("scope", scope), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion), .. more]);

    /// <summary>Claims of a good assertion.</summary>
    public Dictionary<string, object> Claims(string client) => new()
    {
        ["iss"] = client,
        ["sub"] = client,
        ["aud"] = Issuer + "/oauth/token",
        ["exp"] = site.Clock.GetUtcNow().AddMinutes(4).ToUnixTimeSeconds(),
        ["jti"] = Guid.CreateVersion7().ToString(),
    };

    public async Task<Told> PostAsync(string path, AuthenticationHeaderValue? authorization, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            path)
        { Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Authorization = authorization;
        return await TellAsync(await Program.SendAsync(request));
    }

    public async Task<Told> GetAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        return await TellAsync(await Program.SendAsync(request));
    }

    public Task<Told> WhoAsync(string? token) => GetAsync("/oauth/userinfo", token);

    static async Task<Told> TellAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        JsonNode? json = null;
        if (answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true) json = JsonNode.Parse(text);
        return new((int)answer.StatusCode, json, answer);
    }

    /// <summary>An episode of somebody at the hospital, so that there is a Patient.</summary>
    public async Task<Guid> PatientAsync(string name)
    {
        var number = Interlocked.Increment(ref made).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
        var row = new Dictionary<string, string>
        {
            ["MA_LK"] = "LK" + number,
            ["MA_BN"] = "BN" + number,
            ["HO_TEN"] = name,
            ["SO_CCCD"] = "010080" + number,
            ["NGAY_SINH"] = "198005170000",
            ["GIOI_TINH"] = "2",
            ["MA_LOAI_KCB"] = "01",
            ["MA_BENH_CHINH"] = "I10",
            ["NGAY_VAO"] = "202511010830",
            ["NGAY_RA"] = "202511011000",
            ["MA_LOAI_RV"] = "1",
            ["KET_QUA_DTRI"] = "2",
            ["MA_CSKCB"] = "A0001",
        };
        var received = new ReceivedEpisode(hospital, "A0001", "LK" + number, 1, Guid.CreateVersion7(), new string('a', 64), [new("XML1", [row])]);
        return await site.HouseAsync(async services =>
        {
            await using var connection = await services.GetRequiredService<Database>().OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var stored = await services.GetRequiredService<IEpisodeIntake>().StoreAsync(connection, [received], default);
            await transaction.CommitAsync();
            return stored[0].PersonId;
        });
    }
}

/// <summary>A private key of an application.</summary>
sealed class SigningKey(string algorithm)
{
    readonly AsymmetricAlgorithm key = algorithm switch
    {
        "RS384" => RSA.Create(2048),
        "ES256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        _ => ECDsa.Create(ECCurve.NamedCurves.nistP384),
    };

    public string Jwks => JsonSerializer.Serialize(new { keys = new[] { Public } });

    Dictionary<string, string> Public
    {
        get
        {
            static string B(byte[] b) => WebEncoders.Base64UrlEncode(b);
            if (key is RSA rsa) return new()
            {
                ["kty"] = "RSA",
                ["kid"] = "k1",
                ["n"] = B(rsa.ExportParameters(false).Modulus!),
                ["e"] = B(rsa.ExportParameters(false).Exponent!)
            };
            var p = ((ECDsa)key).ExportParameters(false);
            return new() { ["kty"] = "EC", ["kid"] = "k1", ["crv"] = algorithm == "ES256" ? "P-256" : "P-384", ["x"] = B(p.Q.X!), ["y"] = B(p.Q.Y!) };
        }
    }

    public string PrivateJwks
    {
        get
        {
            var all = Public;
            all["d"] = WebEncoders.Base64UrlEncode(((ECDsa)key).ExportParameters(true).D!);
            return JsonSerializer.Serialize(new { keys = new[] { all } });
        }
    }

    public string Sign(Dictionary<string, object> claims, string? named = null)
    {
        var head = WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(new { alg = named ?? algorithm, kid = "k1", typ = "JWT" }));
        var text = Encoding.ASCII.GetBytes($"{head}.{WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(claims))}");
        var hash = algorithm == "ES256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384;
        var signature = named == "none" ? [] : key is RSA rsa ? rsa.SignData(text, hash, RSASignaturePadding.Pkcs1) : ((ECDsa)key).SignData(text, hash);
        return $"{Encoding.ASCII.GetString(text)}.{WebEncoders.Base64UrlEncode(signature)}";
    }
}
