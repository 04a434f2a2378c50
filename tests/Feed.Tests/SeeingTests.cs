using System.Text;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Feed.Tests;

/// <summary>Who sees what: counts for the department, names and values for the hospital's own people only.</summary>
public abstract class SeeingTests(TestSite site)
{
    const string Canary = "Chim Hoàng Yến Biết Hót";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task<(FeedScene Scene, string File, string Episode)> WithCanaryAsync()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var good = scene.Maker().Make(Scene.Outpatient, 1);
        good.Summary![FieldNames.HO_TEN] = Canary;
        var bad = scene.Maker().Make(Scene.Outpatient, 2);
        (bad.Summary![FieldNames.HO_TEN], bad.Summary![FieldNames.NGAY_SINH]) = (Canary, Canary);
        using var answer = await software.PostAsync("/api/feed/files?name=" + Uri.EscapeDataString(Canary + ".xml"), new ByteArrayContent(scene.File(good, bad)), Stop);
        var file = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["files"]![0]!["id"]!.GetValue<string>();
        await using var connection = await ((Database)site.Services.GetService(typeof(Database))!).OpenAsync(Stop);
        var episode = (await connection.RowsAsync("select id from feed_episode where organisation_id = @p0 and version = 1", r => r.GetGuid(0), Stop, scene.Hospital))[0];
        return (scene, file, episode.ToString());
    }

    [Fact]
    public async Task The_hospital_sees_its_file_with_the_fault_and_what_to_do()
    {
        var (scene, file, episode) = await WithCanaryAsync();
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        await officer.OpenAsync($"/feed/files/{file}");
        Assert.Contains(Canary, officer.Text);
        Assert.Contains("XML1.NGAY_SINH.type", officer.Text);
        Assert.Contains("NGAY_SINH", Encoding.UTF8.GetString(await officer.DownloadAsync($"/feed/files/{file}/faults.csv")));
        await officer.OpenAsync($"/feed/{scene.Hospital}/faults?only=refusals");
        Assert.Contains("NGAY_SINH", officer.Text);
        await officer.OpenAsync($"/feed/episodes/{episode}");
        Assert.Contains(Canary, officer.Text);
        Assert.True(await scene.CountAsync("select count(*) from kernel_trail where action = 'feed.episode.read' and holder_id = @p0") > 0);
    }

    [Theory]
    [InlineData(Role.DepartmentOfficer, false)]
    [InlineData(Role.Director, false)]
    [InlineData(Role.DataOfficer, false)]
    [InlineData(Role.Administrator, false)]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.UnitOfficer, true)]
    public async Task Nobody_else_sees_a_name_on_any_page_or_download(Role role, bool atHospital)
    {
        var (scene, file, episode) = await WithCanaryAsync();
        var visitor = await site.SignInAsAsync(role, atHospital ? scene.Hospital : scene.Department);
        var key = scene.Maker().Make(Scene.Outpatient, 1).Key!;
        foreach (var path in new[]
        {
            "/feed", "/feed.csv", $"/feed/{scene.Hospital}", $"/feed/{scene.Hospital}/files", $"/feed/{scene.Hospital}/files.csv", $"/feed/{scene.Hospital}/faults",
                $"/feed/{scene.Hospital}/faults.csv",
            $"/feed/files/{file}", $"/feed/files/{file}/faults.csv", $"/feed/files/{file}/original", $"/feed/episodes/{episode}", "/",
        })
        {
            var text = Encoding.UTF8.GetString(await visitor.DownloadAsync(path));
            Assert.False(text.Contains(Canary, StringComparison.Ordinal) || text.Contains(key, StringComparison.Ordinal), $"{path} tells a person's data to {role}");
        }
        await visitor.OpenAsync($"/feed/episodes/{episode}");
        Assert.Contains("Nguồn này là một hồ sơ khám chữa bệnh do Bệnh viện Thử", visitor.Text);
        await visitor.OpenAsync($"/feed/{scene.Hospital}");
        Assert.Contains("Nhận", visitor.Text);
    }

    [Fact]
    public async Task A_stranger_of_another_department_finds_nothing()
    {
        var (scene, file, _) = await WithCanaryAsync();
        var other = await FeedScene.MakeAsync(site);
        var visitor = await site.SignInAsAsync(Role.DataOfficer, other.Hospital);
        foreach (var path in new[] { $"/feed/{scene.Hospital}", $"/feed/files/{file}", $"/feed/{scene.Hospital}/files" })
        {
            await visitor.OpenAsync(path);
            Assert.Equal(404, (int)visitor.Answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_silent_hospital_is_red_for_its_department_and_told_once()
    {
        var (scene, _, _) = await WithCanaryAsync();
        site.Clock.Pass(TimeSpan.FromHours(25));
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, scene.Department);
        await officer.OpenAsync("/");
        Assert.Contains("Chưa gửi hồ sơ từ", officer.Text);
        await officer.OpenAsync($"/feed/{scene.Hospital}");
        Assert.Contains("Đã hơn 24 giờ chưa có hồ sơ nào gửi sang", officer.Text);
        await scene.RoundAsync("feed-silence");
        await scene.RoundAsync("feed-silence");
        Assert.Equal(1, await scene.CountAsync("select count(*) from kernel_notice where organisation_id = @p0 and once like 'feed/silent/%'"));
    }

    [Fact]
    public async Task A_try_out_stores_nothing_and_a_bad_address_of_a_key_stands_beside_its_field()
    {
        var scene = await FeedScene.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        await officer.OpenAsync($"/feed/{scene.Hospital}/join");
        await officer.SubmitAsync($"/feed/{scene.Hospital}/try");
        Assert.Contains("Hồ sơ thử được nhận", officer.Text);
        Assert.Equal(0, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0"));
        await officer.OpenAsync($"/feed/{scene.Hospital}/join");
        await officer.SubmitAsync($"/feed/{scene.Hospital}/keys", [("name", "HIS"), ("addresses", "nhà tôi")]);
        Assert.Equal(422, (int)officer.Answer.StatusCode);
        Assert.Contains("không phải là địa chỉ mạng", officer.Text);
        await officer.SubmitAsync($"/feed/{scene.Hospital}/keys", [("name", "HIS"), ("addresses", "203.0.113.0/24")]);
        var codes = officer.Page.QuerySelectorAll("table code").Select(c => c.TextContent).ToList();
        using var client = new HttpClient { BaseAddress = site.Url };
        using var answer = await client.PostAsync("/api/token", new FormUrlEncodedContent([new("username", codes[0]), new("password", codes[1])]), Stop);
        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_file_is_checked_again_on_request()
    {
        var (scene, file, _) = await WithCanaryAsync();
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        await officer.OpenAsync($"/feed/files/{file}");
        await officer.SubmitAsync($"/feed/files/{file}/again");
        Assert.Contains("Đã kiểm tra lại theo bộ quy tắc hiện hành", officer.Text);
        Assert.Equal(1, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0 and channel = 'Again' and refused = 1 and same = 1"));
        Assert.Equal(1, await scene.SumAsync("visit.ended"));
    }
}

public sealed class Seeing_on_sqlite(SqliteSite site) : SeeingTests(site), IClassFixture<SqliteSite>;

public sealed class Seeing_on_postgres(PostgresSite site) : SeeingTests(site), IClassFixture<PostgresSite>;
