using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>A figure is a door: formula, facts and source are at most three clicks away, with a mouse and with a thumb.</summary>
[Collection("browser")]
public sealed class FigureJourneyTests(SqliteDemo site, Chromium chromium)
{
    [Theory]
    [InlineData(1366, 768, false)]
    [InlineData(360, 740, true)]
    public async Task From_the_page_of_a_plan_to_the_source_in_three_clicks(int width, int height, bool touch)
    {
        var page = await chromium.PageAsync(site, width, height, touch: touch);
        await page.SignInAsync(site.Account("gd.thanuyen"));
        await page.GotoAsync("/plans?q=" + Uri.EscapeDataString("120/KH-BVĐK"));
        await page.Locator("main a[href^='/plans/']:not([href*='import'])").First.ClickAsync();
        var figure = page.Locator("main .goals tr:has(.spark) a[href^='/evidence/indicators/']");
        await figure.First.WaitForAsync();
        Assert.True(await figure.CountAsync() > 1);
        for (var i = 0; i < 2; i++)
        {
            var plan = page.Url;
            await PressAsync(figure.Nth(i * 3 % await figure.CountAsync()), touch);
            var door = page.Locator(".drawer");
            await Assertions.Expect(door).ToContainTextAsync("Cách tính");
            await page.NothingOverflowsAsync();
            await page.PictureAsync("door-" + i);
            if (i == 0)
            {
                await PressAsync(door.Locator("a[href^='/evidence/facts/']").First, touch);
                await Assertions.Expect(page.Locator(".drawer")).ToContainTextAsync("Mã băm SHA-256");
                await page.NothingOverflowsAsync();
                await page.PictureAsync("fact");
                await PressAsync(page.Locator(".drawer tr:has(th:text-is('Nguồn')) a").First, touch);
            }
            else
            {
                // An indicator of the catalogue is taken apart first; its facts stand beside their sources.
                await PressAsync(door.Locator("a[href^='/evidence/figure']").First, touch);
                await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Các mục trong công thức");
                await page.NothingOverflowsAsync();
                await page.PictureAsync("figure-parts");
                await PressAsync(page.Locator("main td a[href^='/tasks/'], main td a[href^='/products/']").First, touch);
            }
            await page.ArriveAsync(url => new[] { "/evidence/values/", "/tasks/", "/products/", "/plans/" }.Any(p => new Uri(url).AbsolutePath.StartsWith(p, StringComparison.Ordinal)) && url != plan);
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            await page.NothingOverflowsAsync();
            await page.GotoAsync(plan);
        }
    }

    [Theory]
    [InlineData(1366, 768, false)]
    [InlineData(360, 740, true)]
    public async Task From_the_cell_of_a_board_to_the_source_in_three_clicks(int width, int height, bool touch)
    {
        var page = await chromium.PageAsync(site, width, height, touch: touch);
        await page.SignInAsync(site.Account("so.laocai"));
        await page.GotoAsync("/boards?q=" + Uri.EscapeDataString("Khám chữa bệnh"));
        await page.Locator("main tbody th a").First.ClickAsync();
        var cell = page.Locator("section.item td a[href^='/evidence/figure']:visible");
        await cell.First.WaitForAsync();
        await page.NothingOverflowsAsync();
        await page.PictureAsync("board");
        await PressAsync(cell.First, touch);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Cách tính");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Sự kiện đứng sau");
        await page.NothingOverflowsAsync();
        await page.PictureAsync("board-figure");
        var source = page.Locator("main a[href^='/data/values/'], main a[href^='/tasks/'], main a[href^='/evidence/values/']");
        if (await source.CountAsync() == 0)
        {
            // The newest fact first, and from there to the record.
            await PressAsync(page.Locator("main a[href^='/evidence/facts/']").First, touch);
            source = page.Locator(".drawer tr:has(th:text-is('Nguồn')) a");
        }
        await PressAsync(source.First, touch);
        await page.ArriveAsync(url => !url.Contains("/evidence/figure", StringComparison.Ordinal) && !url.Contains("/evidence/facts/", StringComparison.Ordinal));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        await page.NothingOverflowsAsync();
    }

    static Task PressAsync(ILocator link, bool touch) => touch ? link.TapAsync() : link.ClickAsync();
}
