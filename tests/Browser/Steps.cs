using Deque.AxeCore.Commons;
using LienY.Contracts;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>What people do, and what every page must be.</summary>
static class Steps
{
    /// <summary>Asks axe for violations only: what passes is not described node by node.</summary>
    const string Ask = """
        async () => (await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
            .violations.map(v => `${v.id} ${v.help}: ${v.nodes[0].html}`)
        """;

    static readonly string Axe = new BundledAxeScriptProvider().GetScript() + "; true";

    /// <summary>Signs in by password.</summary>
    public static async Task SignInAsync(this IPage page, MadeAccount account)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("input[name=user]").FillAsync(account.User);
        await page.Locator("input[name=password]").FillAsync(account.Password);
        await page.Locator("form[action='/sign-in'] button[type=submit]").First.ClickAsync();
        await page.ArriveAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Waits until the page stands at an address, by whichever way it got there; a picture that is still on its way is not waited for.</summary>
    public static async Task ArriveAsync(this IPage page, Func<string, bool> there)
    {
        for (var tries = 0; !there(page.Url) && tries < 1_200; tries++) await Task.Delay(100);
        Assert.True(there(page.Url), page.Url);
        await page.WaitForFunctionAsync("() => document.readyState !== 'loading'");
    }

    /// <summary>Presses a button that sends a form, says yes where the page asks first, and waits for the page that answers.</summary>
    public static async Task PressAsync(this IPage page, ILocator button)
    {
        var asks = await button.EvaluateAsync<bool>("b => !!(b.dataset.confirm || b.form?.dataset.confirm)");
        // The answer may have the same address as the page before it, so the document itself is watched.
        await page.EvaluateAsync("() => { window.before = true; }");
        await button.ClickAsync();
        if (asks) await page.Locator("dialog[open] button").First.ClickAsync();
        await page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'");
    }

    /// <summary>The page does not overflow its window sideways.</summary>
    public static async Task NothingOverflowsAsync(this IPage page)
    {
        var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(over <= 0, $"{page.Url} is {over} px too wide at {page.ViewportSize!.Width}");
    }

    /// <summary>Looks at the page on a laptop and on a phone: nothing overflows; a picture of each is kept where one asks for them.</summary>
    public static async Task LookAsync(this IPage page, string name)
    {
        foreach (var (width, height) in new[] { (360, 740), (1366, 768) })
        {
            await page.SetViewportSizeAsync(width, height);
            await page.NothingOverflowsAsync();
            await page.PictureAsync(name);
        }
    }

    /// <summary>Keeps a picture of the page where LIENY_TEST_PICTURES names a folder.</summary>
    public static async Task PictureAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LIENY_TEST_PICTURES") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{page.ViewportSize!.Width}.png") });
    }

    /// <summary>What axe finds wrong with the page.</summary>
    public static async Task<string[]> AskAxeAsync(this IPage page)
    {
        await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(Ask);
    }

    /// <summary>The page fits a laptop and a phone, and axe finds nothing wrong with it.</summary>
    public static async Task BeWellAsync(this IPage page, string name)
    {
        await page.LookAsync(name);
        var wrong = await page.AskAxeAsync();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }
}
