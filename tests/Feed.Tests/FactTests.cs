using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed.Tests;

/// <summary>What episodes tell the ledger, and the indicators that are made of it.</summary>
public abstract class FactTests
{
    readonly TestSite site;

    protected FactTests(TestSite site)
    {
        this.site = site;
        // Kinds 11 to 16 of visits hold from 01/08/2026.
        site.Clock.SetDay(new(2026, 11, 20));
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task<FeedScene> SentAsync(params Scene[] scenes)
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var answer = await FeedScene.SendAsync(software, scene.File(scenes.Select((s, i) => scene.Maker().Make(s, i + 1))));
        Assert.Equal(0, answer["refused"]!.GetValue<int>());
        return scene;
    }

    [Theory]
    [InlineData(Scene.Remote, "visit.remote", "")]
    [InlineData(Scene.Outreach, "outreach", "")]
    [InlineData(Scene.HealthCheck, "healthcheck", "")]
    [InlineData(Scene.Screening, "screening", "")]
    [InlineData(Scene.Birth, "birth", "")]
    [InlineData(Scene.Death, "death", "\"result\":\"5\"")]
    [InlineData(Scene.Referral, "referral.out", "")]
    [InlineData(Scene.Tuberculosis, "diagnosis", "\"block\":\"A15-A19\"")]
    [InlineData(Scene.Outpatient, "record.sent", "\"delay\":")]
    [InlineData(Scene.Outpatient, "prescription", "")]
    public async Task An_episode_tells_what_it_is(Scene what, string kind, string dims)
    {
        var scene = await SentAsync(what);
        Assert.Equal(1, await scene.SumAsync(kind, dims));
    }

    [Fact]
    public async Task No_fact_holds_an_identity()
    {
        var scene = await SentAsync(Scene.Inpatient, Scene.Birth, Scene.Referral);
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        var texts = await connection.RowsAsync("select source_id, dims, coalesce(subject_hash, ''), coalesce(reason, '') from kernel_fact where unit_id = @p0", r =>
            string.Join(' ', r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3)), Stop, scene.Hospital);
        Assert.NotEmpty(texts);
        foreach (var what in new[] { Scene.Inpatient, Scene.Birth, Scene.Referral }.Select((s, i) => scene.Maker().Make(s, i + 1).Summary!))
            foreach (var field in new[] { FieldNames.MA_LK, FieldNames.MA_BN, FieldNames.SO_CCCD, FieldNames.HO_TEN, FieldNames.NGAY_SINH, FieldNames.MA_THE_BHYT })
                if (what[field] is { } value) Assert.DoesNotContain(texts, t => t.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_referral_to_where_the_person_came_from_is_one_back()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var episode = scene.Maker().Make(Scene.Referral, 1);
        var to = episode.Summary![FieldNames.MA_NOI_DEN] ?? episode.Rows(13)[0][FieldNames.MA_CSKCB_DEN];
        episode.Summary![FieldNames.MA_NOI_DI] = to;
        await FeedScene.SendAsync(software, scene.File(episode));
        Assert.Equal((0m, 1m, 1m), (await scene.SumAsync("referral.out"), await scene.SumAsync("referral.back"), await scene.SumAsync("referral.in")));
    }

    [Fact]
    public async Task The_catalogue_has_more_than_25_indicators_of_the_feed_and_a_few_visits_are_not_enough_data()
    {
        var scene = await SentAsync(Scene.Outpatient, Scene.Inpatient, Scene.Remote);
        await scene.RoundAsync("evidence-catalogue");
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        var codes = await connection.RowsAsync("select i.code from evidence_indicator i join evidence_indicator_version v on v.indicator_id = i.id where "
            + "v.topic = 'Liên thông khám chữa bệnh' and v.published_at is not null", r => r.GetString(0), Stop);
        Assert.True(codes.Count >= 25, $"{codes.Count}");
        await site.SettleAsync();
        using var program = await site.ProgramAsync(Role.DepartmentOfficer, scene.Department);
        Assert.Equal("3", await FigureAsync(program, scene, "LT_LUOT"));
        Assert.Equal("1", await FigureAsync(program, scene, "KCB_TUXA"));
        Assert.Null(await FigureAsync(program, scene, "LT_TYLE"));
        foreach (var code in codes) await FigureAsync(program, scene, code);
    }

    [Fact]
    public async Task A_rate_moves_when_files_come_and_is_right_after_a_correction()
    {
        var scene = await FeedScene.MakeAsync(site);
        await scene.RoundAsync("evidence-catalogue");
        using var software = await scene.SoftwareAsync();
        using var program = await site.ProgramAsync(Role.DepartmentOfficer, scene.Department);
        var episodes = Enumerable.Range(1, 20).Select(n => scene.Maker().Make(Scene.Outpatient, n)).ToList();
        foreach (var bad in episodes.Take(5)) bad.Summary![FieldNames.HO_TEN] = null;
        await FeedScene.SendAsync(software, scene.File(episodes));
        await site.SettleAsync();
        Assert.Equal("75", await FigureAsync(program, scene, "LT_TYLE"));
        await FeedScene.SendAsync(software, scene.File(Enumerable.Range(1, 5).Select(n => scene.Maker().Make(Scene.Outpatient, n))));
        var changed = scene.Maker().Make(Scene.Outpatient, 6);
        changed.Summary![FieldNames.MA_LOAI_KCB] = "02";
        await FeedScene.SendAsync(software, scene.File(changed));
        await site.SettleAsync();
        Assert.Equal("100", await FigureAsync(program, scene, "LT_TYLE"));
        Assert.Equal("20", await FigureAsync(program, scene, "LT_LUOT"));
    }

    /// <summary>The figure of the department for this month and the one before; null where there is no value.</summary>
    async Task<string?> FigureAsync(HttpClient program, FeedScene scene, string code)
    {
        var today = site.Clock.Today();
        using var answer = await program.GetAsync($"/api/analytics?dimension=dx:{code}&dimension=ou:{scene.Department}&dimension=pe:{today.AddDays(-1):yyyyMM}", Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        var rows = System.Text.Json.Nodes.JsonNode.Parse(text)!["rows"]!.AsArray();
        return rows.Count == 0 ? null : decimal.Parse(rows[0]!.AsArray()[^1]!.ToString(), System.Globalization.CultureInfo.InvariantCulture)
            .ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
    }
}

public sealed class Facts_on_sqlite(SqliteSite site) : FactTests(site), IClassFixture<SqliteSite>;

public sealed class Facts_on_postgres(PostgresSite site) : FactTests(site), IClassFixture<PostgresSite>;
