using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>Drawers over a page: what comes late, fails or is not wanted any more never leaves a person at the wrong place.</summary>
[Collection("browser")]
public sealed class DrawerTests(SqliteDemo site, Chromium chromium)
{
    async Task<(IPage Page, string Plan, ILocator Doors)> PlanAsync()
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(site.Account("gd.thanuyen"));
        await page.GotoAsync("/plans?q=" + Uri.EscapeDataString("120/KH-BVĐK"));
        await page.Locator("main a[href^='/plans/']:not([href*='import'])").First.ClickAsync();
        var doors = page.Locator("main .goals tr:has(.spark) th a[data-drawer]");
        await doors.First.WaitForAsync();
        await page.EvaluateAsync("() => { window.before = true; }");
        return (page, new Uri(page.Url).AbsolutePath, doors);
    }

    static Task<bool> SameAsync(IPage page) => page.EvaluateAsync<bool>("() => !!window.before");

    [Fact]
    public async Task Drawers_open_close_and_come_back_without_loading_the_page_again()
    {
        var (page, plan, doors) = await PlanAsync();
        await doors.First.ClickAsync();
        await Assertions.Expect(page.Locator(".drawer")).ToContainTextAsync("Cách tính");
        var indicator = page.Url;
        await page.Locator(".drawer a[href^='/evidence/facts/']").First.ClickAsync();
        await Assertions.Expect(page.Locator(".drawer")).ToContainTextAsync("Mã băm SHA-256");
        var fact = page.Url;
        await page.EvaluateAsync("() => history.back()");
        await Assertions.Expect(page.Locator(".drawer")).ToContainTextAsync("Cách tính");
        Assert.Equal(indicator, page.Url);
        await page.EvaluateAsync("() => history.forward()");
        await Assertions.Expect(page.Locator(".drawer")).ToContainTextAsync("Mã băm SHA-256");
        Assert.Equal(fact, page.Url);
        await page.EvaluateAsync("() => history.go(-2)");
        await Assertions.Expect(page.Locator(".drawer")).ToHaveCountAsync(0);
        Assert.Equal(plan, new Uri(page.Url).AbsolutePath);
        // Whoever closes a drawer stands again where it was opened.
        await doors.First.ClickAsync();
        await page.Locator(".drawer [data-close]").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".drawer")).ToHaveCountAsync(0);
        await Assertions.Expect(doors.First).ToBeFocusedAsync();
        Assert.True(await SameAsync(page));
    }

    [Fact]
    public async Task A_drawer_opened_over_one_that_was_loaded_by_its_address_leaves_it_there()
    {
        var (page, _, doors) = await PlanAsync();
        await page.GotoAsync((await doors.First.GetAttributeAsync("href"))!);
        await page.EvaluateAsync("() => { window.before = true; }");
        await page.Locator(".drawer a[href^='/evidence/facts/']").First.ClickAsync();
        await Assertions.Expect(page.Locator(".drawer")).ToContainTextAsync("Mã băm SHA-256");
        await page.EvaluateAsync("() => history.back()");
        await Assertions.Expect(page.Locator(".drawer")).ToContainTextAsync("Cách tính");
        Assert.True(await SameAsync(page));
    }

    [Fact]
    public async Task A_step_to_a_place_within_the_page_keeps_what_was_typed()
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(site.Account("gd.thanuyen"));
        await page.GotoAsync("/plans");
        await page.Locator("main input:not([type=hidden])").First.FillAsync("còn đây");
        await page.EvaluateAsync("() => { window.before = true; location.hash = 'main'; }");
        await page.ArriveAsync(url => url.EndsWith("#main", StringComparison.Ordinal));
        // A page that would be loaded again does so at the next turn; two turns are enough to see it go.
        await page.EvaluateAsync("() => new Promise(r => addEventListener('popstate', () => setTimeout(r)) || history.back())");
        Assert.True(await SameAsync(page));
        await Assertions.Expect(page.Locator("main input:not([type=hidden])").First).ToHaveValueAsync("còn đây");
    }

    [Fact]
    public async Task Who_goes_elsewhere_while_a_drawer_is_on_its_way_is_not_called_back()
    {
        var (page, _, doors) = await PlanAsync();
        var asked = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        await page.RouteAsync("**/evidence/indicators/*", async route =>
        {
            asked.TrySetResult();
            await open.Task;
            await route.ContinueAsync();
        });
        await doors.First.ClickAsync();
        await asked.Task;
        await Assertions.Expect(doors.First).ToHaveAttributeAsync("aria-busy", "true");
        await page.Locator(".rail a[href='/tasks']").ClickAsync();
        await page.ArriveAsync(url => url.EndsWith("/tasks", StringComparison.Ordinal));
        open.SetResult();
        await page.WaitForLoadStateAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Nhiệm vụ của tôi");
        Assert.EndsWith("/tasks", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_doors_the_later_one_opens_and_a_broken_line_leads_to_the_page_itself()
    {
        var (page, plan, doors) = await PlanAsync();
        var first = (await doors.First.GetAttributeAsync("href"))!;
        var second = (await doors.Nth(1).GetAttributeAsync("href"))!;
        var open = new TaskCompletionSource();
        await page.RouteAsync("**" + first, async route =>
        {
            await open.Task;
            await route.ContinueAsync();
        });
        await doors.First.ClickAsync();
        await doors.Nth(1).ClickAsync();
        await Assertions.Expect(page.Locator(".drawer")).ToBeVisibleAsync();
        open.SetResult();
        Assert.EndsWith(second, page.Url, StringComparison.Ordinal);
        Assert.True(await SameAsync(page));
        await page.UnrouteAsync("**" + first);

        await page.GotoAsync(plan);
        var broken = 0;
        await page.RouteAsync("**" + first, route => broken++ == 0 ? route.AbortAsync() : route.ContinueAsync());
        await doors.First.ClickAsync();
        await page.ArriveAsync(url => url.EndsWith(first, StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".drawer")).ToContainTextAsync("Cách tính");
    }
}
