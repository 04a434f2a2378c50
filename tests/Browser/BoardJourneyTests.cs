using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>A board is made, changed, shared and printed; the editor's script follows what is chosen.</summary>
[Collection("browser")]
public sealed class BoardJourneyTests(SqliteDemo site, Chromium chromium)
{
    [Fact]
    public async Task A_board_of_table_line_league_and_map_is_made_changed_shared_and_printed()
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(site.Account("so.laocai"));
        await page.GotoAsync("/boards");
        await page.GetByRole(AriaRole.Link, new() { Name = "Lập bảng" }).First.ClickAsync();
        await page.Locator("[name=name]").FillAsync("Giao ban tháng 11");
        await page.PressAsync(page.Locator("form[action='/boards/new'] button"));
        var edit = new Uri(page.Url).AbsolutePath;

        await AddAsync(page, "Table", "Lượt khám theo đơn vị");
        await page.PictureAsync("board-item");
        await page.PressAsync(page.Locator("#maker button[value=save]"));
        // Another kind has other fields: the form is asked for anew and keeps what was chosen.
        await AddAsync(page, "Table", "Diễn biến");
        await page.Locator("#maker select[name=kind]").SelectOptionAsync("Line");
        await page.ArriveAsync(url => url.Contains("kind=Line", StringComparison.Ordinal));
        Assert.Equal("Diễn biến", await page.Locator("#maker [name=title]").InputValueAsync());
        await Assertions.Expect(page.Locator("#preview svg.drawing").First).ToBeVisibleAsync();
        await page.PressAsync(page.Locator("#maker button[value=save]"));
        await AddAsync(page, "League", "Xếp hạng");
        await page.Locator("#maker [name=target]").FillAsync("100");
        await page.Locator("#maker [name=title]").FocusAsync();
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("Mục tiêu 100");
        await page.PressAsync(page.Locator("#maker button[value=save]"));
        await AddAsync(page, "Map", "Bản đồ xã", "N{BHYT_BAOPHU}");
        await page.Locator("#maker select[name=place]").SelectOptionAsync("15");
        await Assertions.Expect(page.Locator("#preview svg a").First).ToBeAttachedAsync();
        await page.PressAsync(page.Locator("#maker button[value=save]"));

        await page.Locator("[name=name]").FillAsync("Giao ban tháng 12");
        await page.Locator("select[name=sharing]").SelectOptionAsync("Everybody");
        await page.PressAsync(page.Locator($"form[action='{edit}'] button.primary"));
        var up = page.Locator("button[name=how][value=up]:not([disabled])").Last;
        await page.PressAsync(up);
        await page.PictureAsync("board-edit");

        var board = edit[..^"/edit".Length];
        await page.GotoAsync(board);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Giao ban tháng 12");
        Assert.Equal(["Lượt khám theo đơn vị", "Diễn biến", "Bản đồ xã", "Xếp hạng"], await page.Locator("section.item h2").AllTextContentsAsync());
        foreach (var width in new[] { 1366, 360 })
        {
            await page.SetViewportSizeAsync(width, 768);
            await page.NothingOverflowsAsync();
            await page.PictureAsync("board-made");
        }
        await page.SetViewportSizeAsync(1366, 768);
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await Assertions.Expect(page.Locator(".rail")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("main header .actions").First).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".map svg").First).ToBeVisibleAsync();
        await page.PictureAsync("board-print");
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Screen });

        var other = await chromium.PageAsync(site);
        await other.SignInAsync(site.Account("gd.thanuyen"));
        await other.GotoAsync(board);
        await Assertions.Expect(other.Locator("h1")).ToHaveTextAsync("Giao ban tháng 12");
        Assert.Equal(0, await other.GetByRole(AriaRole.Link, new() { Name = "Sửa bảng" }).CountAsync());
    }

    /// <summary>Opens the form of a new item, finds a measure by a few letters without marks, and waits for the preview that follows.</summary>
    static async Task AddAsync(IPage page, string kind, string title, string measure = "#{kcb-kham}")
    {
        await page.Locator("form[action$='/add'] select[name=kind]").SelectOptionAsync(kind);
        await page.Locator("form[action$='/add'] button").ClickAsync();
        await page.ArriveAsync(url => url.Contains("/add", StringComparison.Ordinal));
        await page.Locator("#maker [name=title]").FillAsync(title);
        var list = page.Locator("#maker select[name=m]");
        await list.Locator("xpath=preceding-sibling::input").FillAsync(measure[0] == 'N' ? "bao phu bao hiem" : "luot kham");
        Assert.True(await list.Locator("option:not([hidden])").CountAsync() < await list.Locator("option").CountAsync());
        await list.SelectOptionAsync(measure);
        await Assertions.Expect(page.Locator("#preview .empty")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#preview :is(table, svg)").First).ToBeAttachedAsync();
    }
}
