using System.Net;
using System.Text;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Boards.Tests;

public sealed class MapsOnSqlite(SqliteSite site) : MapTests(site), IClassFixture<SqliteSite>;

public sealed class MapsOnPostgres(PostgresSite site) : MapTests(site), IClassFixture<PostgresSite>;

/// <summary>Maps: of the country always with both archipelagos, light enough for a slow line, from our outlines or loaded ones.</summary>
public abstract class MapTests(TestSite site)
{
    readonly Told told = new(site);

    async Task<(Visitor Officer, string Board)> MapAsync()
    {
        var (department, _, _) = await told.NetworkAsync();
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await Told.ItemAsync(officer, board, "Map");
        await officer.OpenAsync(board);
        return (officer, board);
    }

    async Task<int> LoadAsync(string geojson, params string[] options)
    {
        var file = Path.Combine(site.Folder, $"{Guid.CreateVersion7():N}.geojson");
        await File.WriteAllTextAsync(file, geojson);
        var command = House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == "boards shapes load");
        return await site.HouseAsync(services => command.Run(services, [file, .. options]));
    }

    [Fact]
    public async Task A_national_map_holds_hoang_sa_and_truong_sa_with_their_names_and_islands()
    {
        var (officer, _) = await MapAsync();
        var map = officer.Page.QuerySelector("figure.map svg")!;
        Assert.Contains("Quần đảo Hoàng Sa", map.QuerySelector("[data-place=hoang-sa]")!.TextContent);
        Assert.Contains("Đà Nẵng", map.QuerySelector("[data-place=hoang-sa]")!.TextContent);
        Assert.Contains("Quần đảo Trường Sa", map.QuerySelector("[data-place=truong-sa]")!.TextContent);
        Assert.Contains("Khánh Hòa", map.QuerySelector("[data-place=truong-sa]")!.TextContent);
        Assert.Equal(34, map.QuerySelectorAll("path").Length);
        foreach (var (province, islands) in new[] { ("Đà Nẵng", 30), ("Khánh Ho", 80) })
        {
            var path = map.QuerySelectorAll("path").Single(p => p.QuerySelector("title")!.TextContent.Contains(province, StringComparison.Ordinal));
            Assert.True(path.GetAttribute("d")!.Count(c => c == 'M') > islands);
        }
        Assert.Contains("chưa có số liệu", officer.Page.QuerySelector("figure.map .keys")!.TextContent);
    }

    [Fact]
    public async Task A_page_with_a_national_map_weighs_less_than_100_kilobytes_on_the_wire()
    {
        var (officer, board) = await MapAsync();
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = officer.Cookies }) { BaseAddress = site.Url, DefaultRequestHeaders = { { "Accept", "text/html" }, { "Accept-Encoding", "br" } } };
        var page = await client.GetByteArrayAsync(board);
        Assert.InRange(page.Length, 5_000, 60_000);
    }

    [Fact]
    public async Task A_province_leads_to_its_communes()
    {
        var (officer, board) = await MapAsync();
        var item = Told.FirstItem(officer);
        var link = officer.Page.QuerySelectorAll("figure.map a").Single(a => a.GetAttribute("href")!.EndsWith("?place=15", StringComparison.Ordinal));
        await officer.OpenAsync(link.GetAttribute("href")!);
        Assert.Equal(99, officer.Page.QuerySelectorAll("figure.map path").Length);
        Assert.Contains("Lào Cai", officer.Page.QuerySelector("h1")!.TextContent);
        await officer.OpenAsync($"{item}?place=01");
        Assert.Contains("Chưa có bản đồ các xã", officer.Text);
        Assert.NotEmpty(board);
    }

    [Fact]
    public async Task Outlines_that_are_loaded_count_from_their_day_and_never_without_the_archipelagos()
    {
        Assert.Equal(0, await LoadAsync("""
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"code":"48","name":"Đà Nẵng mới"},"geometry":{"type":"Polygon","coordinates":[[[107,15],[109,15],[109,16.5],[107,16.5]]]}},
            {"type":"Feature","properties":{"code":"99","name":"Tỉnh mới"},"geometry":{"type":"Polygon","coordinates":[[[107,16.5],[109,16.5],[109,18],[107,18],[107,16.5]]]}},
            {"type":"Feature","properties":{"code":"98"},"geometry":{"type":"Point","coordinates":[1,2]}}
            ]}
            """, "--level", "province", "--valid-from", "2025-11-25"));
        var (officer, _) = await MapAsync();
        Assert.DoesNotContain("Tỉnh mới", officer.Text);
        site.Clock.SetDay(new(2025, 11, 26));
        try
        {
            (officer, _) = await MapAsync();
            var map = officer.Page.QuerySelector("figure.map svg")!;
            Assert.Contains(map.QuerySelectorAll("title"), t => t.TextContent.StartsWith("Tỉnh mới", StringComparison.Ordinal));
            var daNang = map.QuerySelectorAll("path").Single(p => p.QuerySelector("title")!.TextContent.StartsWith("Đà Nẵng mới", StringComparison.Ordinal));
            Assert.True(daNang.GetAttribute("d")!.Count(c => c == 'M') > 30);
            Assert.Contains(map.QuerySelectorAll("title"), t => t.TextContent.Contains("Khánh Ho", StringComparison.Ordinal));
            Assert.NotNull(map.QuerySelector("[data-place=truong-sa]"));
        }
        finally
        {
            site.Clock.SetDay(new(2025, 11, 20));
        }
    }

    [Fact]
    public async Task A_file_without_a_province_for_its_communes_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<Refusal>(() => LoadAsync("""
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"00001"},"geometry":{"type":"Polygon","coordinates":[[[107,15],[109,15],[109,16.5],[107,15]]]}}]}
            """, "--level", "commune", "--valid-from", "2025-07-01"));
        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
        await Assert.ThrowsAsync<Refusal>(() => LoadAsync("{}", "--level", "district", "--valid-from", "2025-07-01"));
        await Assert.ThrowsAsync<Refusal>(() => LoadAsync("{}", "--level", "province", "--valid-from", "hôm nay"));
    }
}
