using System.Text;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed.Tests;

/// <summary>A plan measures itself by what hospitals send, and its figure leads back to the row.</summary>
public abstract class PlanTests(TestSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    const string Paper = """
        SỞ Y TẾ TỈNH THỬ

        Số: 9/KH-SYT

        Thử, ngày 05 tháng 01 năm 2025

        KẾ HOẠCH

        Liên thông hồ sơ khám chữa bệnh năm 2025

        I. MỤC TIÊU

        - Tối thiểu 85% hồ sơ khám chữa bệnh được liên thông trong năm 2025.

        II. NỘI DUNG THỰC HIỆN

        1. Kết nối

        - Kết nối phần mềm của bệnh viện.
        """;

    [Fact]
    public async Task The_figure_of_a_plan_moves_when_a_hospital_sends_and_leads_to_the_row()
    {
        var scene = await FeedScene.MakeAsync(site);
        await scene.RoundAsync("evidence-catalogue");
        var plan = await site.HouseAsync(s => s.GetRequiredService<IPlanImport>()
            .ImportAndAdoptAsync(scene.Department, "kh.txt", Encoding.UTF8.GetBytes(Paper), (_, _) => new("formula", "N{LT_TYLE}"), Stop));
        await site.SettleAsync();
        var target = Assert.Single(await site.HouseAsync(s => s.GetRequiredService<IPlans>().TargetsAsync(plan, Stop)));
        using var program = await site.ProgramAsync(Role.DepartmentOfficer, scene.Department);
        Assert.Null(await ValueAsync(program, target.IndicatorId));
        using var software = await scene.SoftwareAsync();
        var episodes = Enumerable.Range(1, 24).Select(n => scene.Maker().Make(Scene.Outpatient, n)).ToList();
        foreach (var bad in episodes.Take(6)) bad.Summary![FieldNames.HO_TEN] = null;
        await FeedScene.SendAsync(software, scene.File(episodes));
        await site.SettleAsync();
        Assert.Equal(75, await ValueAsync(program, target.IndicatorId));
        await FeedScene.SendAsync(software, scene.File(Enumerable.Range(1, 6).Select(n => scene.Maker().Make(Scene.Outpatient, n))));
        await site.SettleAsync();
        Assert.Equal(100, await ValueAsync(program, target.IndicatorId));
        // From a fact the officer of the department comes to the source: it exists, and the hospital holds it.
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        var fact = (await connection.RowsAsync("select id from kernel_fact where unit_id = @p0 and kind = 'visit.ended' limit 1", r =>
            r.GetGuid(0), Stop, scene.Hospital))[0];
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, scene.Department);
        await officer.OpenAsync($"/evidence/facts/{fact}");
        Assert.True(officer.Page.QuerySelectorAll("a").Any(a => a.GetAttribute("href")?.StartsWith("/feed/episodes/", StringComparison.Ordinal) == true), officer.Text);
        var source = officer.Page.QuerySelectorAll("a").Select(a => a.GetAttribute("href") ?? "").First(h => h.StartsWith("/feed/episodes/", StringComparison.Ordinal));
        await officer.OpenAsync(source);
        Assert.Contains("Nguồn này là một hồ sơ khám chữa bệnh", officer.Text);
        var holder = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        await holder.OpenAsync(source);
        Assert.Contains("MA_LK", holder.Text);
    }

    static async Task<decimal?> ValueAsync(HttpClient program, Guid indicator) =>
        JsonNode.Parse(await program.GetStringAsync($"/api/evidence/indicators/{indicator}", Stop))!["value"]?.GetValue<decimal>();
}

public sealed class Plan_on_sqlite(SqliteSite site) : PlanTests(site), IClassFixture<SqliteSite>;

public sealed class Plan_on_postgres(PostgresSite site) : PlanTests(site), IClassFixture<PostgresSite>;
