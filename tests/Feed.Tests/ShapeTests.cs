using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Feed.Tests;

/// <summary>The two provincial shapes, byte for byte but for what is new each time (codes, tokens).</summary>
public abstract partial class ShapeTests(TestSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Codes();

    [GeneratedRegex("\"(accessToken|access_token)\":\"[A-Za-z0-9_-]{43}\"")]
    private static partial Regex Tokens();

    static string Plain(string text, FeedScene scene) =>
        Tokens().Replace(Codes().Replace(text, "CODE"), "\"$1\":\"TOKEN\"").Replace(scene.Code.ToLowerInvariant() + "_", "USER_", StringComparison.Ordinal)
            .Replace(scene.Code, "MACSK", StringComparison.Ordinal);

    static string Golden(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name)).ReplaceLineEndings("").Trim();

    static void Same(string golden, int status, HttpResponseMessage answer, string text)
    {
        Assert.Equal((status, "application/json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.True(Golden(golden) == text, $"{golden} is not\n{text}");
    }

    [Fact]
    public async Task The_json_shape_answers_as_it_always_did()
    {
        var scene = await FeedScene.MakeAsync(site);
        var (user, password) = await scene.KeyAsync();
        using var client = new HttpClient { BaseAddress = site.Url };
        using var signIn = await client.PostAsync("/api/auth/token/take",
            new StringContent($$"""{"username":"{{user}}","password":"{{password}}","code":"{{scene.Code}}"}""", Encoding.UTF8, "application/json"), Stop);
        var said = await signIn.Content.ReadAsStringAsync(Stop);
        Assert.Equal(Golden("hanoi-login.json"), Regex.Replace(Plain(said, scene), "USER_[a-z0-9]{4}", "USER"));
        client.DefaultRequestHeaders.Authorization = new("Bearer", JsonNode.Parse(said)!["apiKey"]!["accessToken"]!.GetValue<string>());
        var good = Convert.ToBase64String(scene.File(scene.Maker().Make(Scene.Outpatient, 1)));
        var bad = Convert.ToBase64String(FeedScene.Utf8("<GIAMDINHHS><THONGTINDONVI>"));
        // As PHP writes it: slashes of base64 behind a backslash.
        var body = Golden("hanoi-send-request.json").Replace("GOOD", good.Replace("/", "\\/", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("BAD", bad, StringComparison.Ordinal).Replace("MACSK", scene.Code, StringComparison.Ordinal);
        using var sent = await client.PostAsync("/api/kcb/xml/qd3176/guiHoSoXml", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        var answer = await sent.Content.ReadAsStringAsync(Stop);
        Same("hanoi-send-answer.json", 200, sent, Plain(answer, scene));
        var code = JsonNode.Parse(answer)!["fileResults"]![0]!["maGiaoDich"]!.GetValue<string>();
        using var found = await client.GetAsync($"/api/kcb/tra-cuu-trang-thai/{code}", Stop);
        Same("hanoi-status.json", 200, found, Plain(await found.Content.ReadAsStringAsync(Stop), scene));
    }

    [Fact]
    public async Task The_multipart_shape_answers_as_it_always_did()
    {
        var scene = await FeedScene.MakeAsync(site);
        var (user, password) = await scene.KeyAsync();
        using var client = new HttpClient { BaseAddress = site.Url };
        var digest = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password)));
        using var form = new MultipartFormDataContent { { new StringContent(user), "username" }, { new StringContent(digest), "password" } };
        using var signIn = await client.PostAsync("/api/token", form, Stop);
        var said = await signIn.Content.ReadAsStringAsync(Stop);
        Assert.Equal(Golden("dienbien-token.json"), Regex.Replace(Plain(said, scene), "USER_[a-z0-9]{4}", "USER"));
        client.DefaultRequestHeaders.Authorization = new("Bearer", JsonNode.Parse(said)!["access_token"]!.GetValue<string>());
        using var right = new MultipartFormDataContent { { new ByteArrayContent(scene.File(scene.Maker().Make(Scene.Outpatient, 2))), "files", "hoso.xml" } };
        using var taken = await client.PostAsync("/api/Cong130/CheckIn", right, Stop);
        Same("dienbien-right.json", 200, taken, Plain(await taken.Content.ReadAsStringAsync(Stop), scene));
        var spoilt = scene.Maker().Make(Scene.Outpatient, 3);
        spoilt.Summary![FieldNames.HO_TEN] = null;
        using var wrong = new MultipartFormDataContent { { new ByteArrayContent(scene.File(spoilt)), "files", "hoso.xml" } };
        using var refused = await client.PostAsync("/api/Cong130/CheckIn", wrong, Stop);
        Same("dienbien-wrong.json", 201, refused, Plain(await refused.Content.ReadAsStringAsync(Stop), scene));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("code")]
    [InlineData("user")]
    public async Task A_sign_in_that_does_not_fit_is_refused_alike_whatever_was_wrong(string what)
    {
        var scene = await FeedScene.MakeAsync(site);
        var (user, password) = await scene.KeyAsync();
        using var client = new HttpClient { BaseAddress = site.Url };
        using var answer = await client.PostAsJsonAsync("/api/auth/token/take",
            new { username = what == "user" ? "khac" : user, password = what == "password" ? "khac" : password, code = what == "code" ? "99999" : scene.Code }, Stop);
        Assert.Equal(401, (int)answer.StatusCode);
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        Assert.False(said["maKetQua"]!.GetValue<bool>());
        Assert.StartsWith("Tên đăng nhập, mật khẩu", said["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_ends_at_once_with_its_tokens()
    {
        var scene = await FeedScene.MakeAsync(site);
        var key = await scene.KeyAsync();
        using var software = await scene.SoftwareAsync(key);
        await FeedScene.SendAsync(software, scene.File(scene.Maker().Make(Scene.Outpatient, 1)));
        var administrator = await site.SignInAsAsync(Role.Administrator, scene.Hospital);
        await administrator.OpenAsync($"/feed/{scene.Hospital}/join");
        await administrator.SubmitAsync("/feed/keys/" + administrator.Page.Forms.Select(f => f.GetAttribute("action")!)
            .First(a => a.EndsWith("/revoke", StringComparison.Ordinal))["/feed/keys/".Length..]);
        Assert.Contains("thu hồi", administrator.Text);
        using var later = await software.PostAsync("/api/feed/files", new ByteArrayContent(scene.File(scene.Maker().Make(Scene.Outpatient, 2))), Stop);
        Assert.Equal(401, (int)later.StatusCode);
        using var again = await software.PostAsJsonAsync("/api/auth/token/take", new { username = key.User, password = key.Password, code = scene.Code }, Stop);
        Assert.Equal(401, (int)again.StatusCode);
        Assert.Equal(1, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0"));
    }

    [Fact]
    public async Task A_key_does_not_see_the_transactions_of_another_hospital()
    {
        var (one, other) = (await FeedScene.MakeAsync(site), await FeedScene.MakeAsync(site));
        using var software = await one.SoftwareAsync();
        var sent = await one.SendJsonAsync(software, one.File(one.Maker().Make(Scene.Outpatient, 1)));
        using var stranger = await other.SoftwareAsync();
        using var answer = await stranger.GetAsync("/api/kcb/tra-cuu-trang-thai/" + sent["fileResults"]![0]!["maGiaoDich"]!.GetValue<string>(), Stop);
        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("not json", 400)]
    [InlineData("{\"files\":[\"QUJD\"", 400)]
    [InlineData("{\"files\":[]}", 400)]
    [InlineData("{\"files\":{\"a\":1}}", 400)]
    [InlineData("[]", 400)]
    public async Task A_body_that_is_no_such_json_is_refused_in_the_shapes_words(string body, int status)
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        using var answer = await software.PostAsync("/api/kcb/xml/qd3176/guiHoSoXml", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("400", JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["maKetQua"]!.GetValue<string>());
        Assert.Equal(0, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0"));
    }
}

public sealed class Shape_on_sqlite(SqliteSite site) : ShapeTests(site), IClassFixture<SqliteSite>;

public sealed class Shape_on_postgres(PostgresSite site) : ShapeTests(site), IClassFixture<PostgresSite>;
