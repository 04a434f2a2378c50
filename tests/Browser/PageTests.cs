using System.Text.RegularExpressions;
using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>Every kind of page of the demonstration, on a laptop and on a phone: nothing overflows, axe finds nothing, little goes over the wire.</summary>
[Collection("browser")]
public sealed class PageTests(SqliteDemo site, Chromium chromium)
{
    [Theory]
    [InlineData("gd.thanuyen")]
    [InlineData("quantri.laichau")]
    public async Task Pages_fit_and_are_open_to_everybody(string user)
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(site.Account(user));
        // What a role sees: its rail, then the first of each kind of link found there, three steps deep.
        var found = new HashSet<string> { "/" };
        var waiting = new Queue<(string Path, int Depth)>([("/", 0)]);
        var faults = new List<string>();
        while (waiting.TryDequeue(out var next))
        {
            faults.AddRange((await LookAsync(page, next.Path, user)).Select(fault => $"{next.Path} {fault}"));
            if (next.Depth > 3) continue;
            foreach (var href in await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href^=\"/\"]:not([download])')].map(a => a.getAttribute('href'))"))
            {
                var path = href.Split('#')[0];
                var kind = Regex.Replace(path.Split('?')[0], "[0-9a-fA-F-]{36}", "*");
                if (kind.Length > 0 && IsPage(kind) && found.Add(kind)) waiting.Enqueue((path, next.Depth + 1));
            }
        }
        Assert.True(found.Count > 8, string.Join(", ", found));
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    static bool IsPage(string kind) => !kind.StartsWith("/_/", StringComparison.Ordinal) && !kind.Contains(".csv", StringComparison.Ordinal)
        && !new[] { "/file", "/original", "docx", "pdf" }.Any(end => kind.EndsWith(end, StringComparison.Ordinal));

    /// <summary>What is wrong with a page; it is opened once and looked at on a laptop, on a phone and by axe.</summary>
    static async Task<List<string>> LookAsync(IPage page, string path, string user)
    {
        await page.SetViewportSizeAsync(1366, 768);
        var answer = await page.GotoAsync(path);
        if (answer is null || !answer.Ok) return [$"answers {answer?.Status}"];
        // A link may lead to a program's document (a key set, JSON): it must answer, but nobody reads it as a page.
        if (!(await answer.HeaderValueAsync("content-type") ?? "").StartsWith("text/html", StringComparison.Ordinal)) return [];
        var faults = new List<string>();
        foreach (var (width, height) in new[] { (1366, 768), (360, 740) })
        {
            await page.SetViewportSizeAsync(width, height);
            var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (over > 0) faults.Add($"is {over} px too wide at {width}");
            await page.PictureAsync(user + path.Split('?')[0].Replace('/', '-'));
        }
        return [.. faults, .. await page.AskAxeAsync()];
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/plans")]
    [InlineData("/feed")]
    [InlineData("/persons")]
    public async Task A_first_page_costs_less_than_100_kB_over_the_wire(string path)
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(site.Account("so.angiang"));
        var fresh = await chromium.PageAsync(site);
        await fresh.Context.AddCookiesAsync((await page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
        await fresh.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        var bytes = await fresh.EvaluateAsync<double>("() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, e) => sum + e.transferSize, 0)");
        Assert.InRange(bytes, 1, 100_000);
    }

    [Fact]
    public async Task The_main_pages_work_without_scripts()
    {
        var page = await chromium.PageAsync(site, scripts: false);
        await page.SignInAsync(site.Account("so.angiang"));
        foreach (var path in new[] { "/", "/plans", "/tasks", "/reports", "/evidence", "/plans" })
        {
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Ok, path);
            Assert.Equal(1, await page.Locator("h1").CountAsync());
        }
        await page.Locator("main a[href^='/plans/']:not([href*='import'])").First.ClickAsync();
        await page.Locator(".tabs .more > summary").ClickAsync();
        await page.Locator(".tabs .more a[href$='/revisions']").ClickAsync();
        await page.ArriveAsync(url => url.EndsWith("/revisions", StringComparison.Ordinal));
        Assert.Equal(1, await page.Locator(".tabs .more.current a[aria-current=page]").CountAsync());
    }
}
