using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>A study is found, looked at, measured, cut along other planes, and looked at together by two people.</summary>
[Collection("browser")]
public sealed class ImagingJourneyTests(SqliteDemo site, Chromium chromium)
{
    [Fact]
    public async Task A_doctor_looks_at_a_study_and_another_follows()
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(site.Account("bs.sannhi"));
        await page.GotoAsync("/imaging?modality=CT");
        await page.BeWellAsync("imaging");
        await page.Locator("main tbody a").First.ClickAsync();
        await page.ArriveAsync(url => url.Contains("/imaging/studies/", StringComparison.Ordinal));
        await page.BeWellAsync("imaging-study");
        await page.Locator("a[href$='/view']").First.ClickAsync();
        await page.ArriveAsync(url => url.EndsWith("/view", StringComparison.Ordinal));
        await WholeAsync(page, 1);
        await page.BeWellAsync("viewer");
        await ScrollAndMeasureAsync(page);
        await TogetherAsync(page);
        await PlanesAsync(page);
    }

    static Task WholeAsync(IPage page, int panes) =>
        page.WaitForFunctionAsync("count => { const all = [...document.querySelectorAll('.pane')]; return all.length === count && all.every(p => p.dataset.state === 'whole'); }", panes);

    static Task<string> ShownAsync(IPage page) => page.EvaluateAsync<string>("() => document.querySelector('.pane').dataset.picture");

    static async Task ScrollAndMeasureAsync(IPage page)
    {
        var before = await ShownAsync(page);
        await page.Locator(".pane").FocusAsync();
        await page.Keyboard.PressAsync("PageDown");
        await page.WaitForFunctionAsync("before => document.querySelector('.pane').dataset.picture !== before", before);
        await WholeAsync(page, 1);
        await page.Keyboard.PressAsync("4");
        await Assertions.Expect(page.Locator(".corner.ll")).ToContainTextAsync("-600/1.500");
        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(page.Locator(".corner.ll")).ToContainTextAsync("50/400");
        // Something was drawn: the canvas is not of one colour.
        Assert.True(await page.EvaluateAsync<bool>("""
            () => { const from = document.querySelector('.pane canvas'), to = document.createElement('canvas'); to.width = to.height = 64;
                const pen = to.getContext('2d'); pen.drawImage(from, 0, 0, 64, 64);
                return new Set(pen.getImageData(0, 0, 64, 64).data.filter((_, i) => i % 4 === 0)).size > 8; }
            """));
        await page.Keyboard.PressAsync("l");
        var box = (await page.Locator(".pane").BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Mouse.MoveAsync(x - 50, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 50, y, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.Locator(".mark-said")).ToContainTextAsync(" mm");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("là ảnh chính");
        await Assertions.Expect(page.Locator("#keys [data-key]")).ToHaveCountAsync(1);
    }

    async Task TogetherAsync(IPage page)
    {
        var other = await chromium.PageAsync(site);
        await other.SignInAsync(site.Account("gd.sannhi"));
        await other.GotoAsync(new Uri(page.Url).AbsolutePath);
        await WholeAsync(other, 1);
        await page.Locator("#together").ClickAsync();
        await Assertions.Expect(page.Locator("#together-said")).ToContainTextAsync("Chưa có ai khác");
        await other.Locator("#together").ClickAsync();
        await Assertions.Expect(other.Locator("#together-said")).ToContainTextAsync("đang dẫn, 1 người");
        await page.Locator(".pane").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("5");
        await other.WaitForFunctionAsync("shown => document.querySelector('.pane').dataset.picture === shown", await ShownAsync(page));
        await Assertions.Expect(other.Locator(".corner.ll")).ToContainTextAsync("480/2.500");
        await other.Locator("#lead").ClickAsync();
        await Assertions.Expect(page.Locator("#lead")).ToBeVisibleAsync();
        await other.Locator(".pane").FocusAsync();
        await other.Keyboard.PressAsync("End");
        await page.WaitForFunctionAsync("shown => document.querySelector('.pane').dataset.picture === shown", await ShownAsync(other));
        await other.Context.CloseAsync();
        await Assertions.Expect(page.Locator("#together-said")).ToContainTextAsync("Chưa có ai khác");
        await page.Locator("#together").ClickAsync();
    }

    static async Task PlanesAsync(IPage page)
    {
        await page.Locator("[data-act=planes]").ClickAsync();
        await WholeAsync(page, 3);
        await Assertions.Expect(page.Locator(".pane").Nth(1)).ToContainTextAsync("Mặt cắt đứng ngang");
        await page.PictureAsync("viewer-planes");
        await page.Locator("[data-act=planes]").ClickAsync();
        await WholeAsync(page, 1);
        await page.NothingOverflowsAsync();
    }
}
