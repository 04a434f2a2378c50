using System.Text.RegularExpressions;
using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>Work at the desk with the keyboard: a formula with its live result, figures of a month, the calendar; and the public page for everybody.</summary>
[Collection("browser")]
public sealed partial class DeskJourneyTests(SqliteDemo site, Chromium chromium)
{
    [Fact]
    public async Task A_formula_tells_its_result_while_it_is_written_and_its_fault_at_the_place()
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(site.Account("so.laocai"));
        await page.GotoAsync("/evidence/workbench");
        await page.Locator("[name=from]").FillAsync("2023-01-01");
        await page.Locator("[name=to]").FillAsync("2023-12-31");
        var formula = page.Locator("textarea[name=numerator]");
        await formula.PressSequentiallyAsync("count(E{plan.task.done})");
        await Assertions.Expect(page.Locator("#result .stat .value").First).ToHaveTextAsync(Number());
        await page.PictureAsync("workbench");
        await formula.PressSequentiallyAsync(" + * 2");
        await Assertions.Expect(page.Locator("#result .says.bad mark")).ToHaveTextAsync("*");
        await page.PictureAsync("workbench-fault");
        await formula.FillAsync("");
        await page.Locator("#bench [name=q]").FillAsync("lượt khám");
        var offer = page.Locator("#offers button").First;
        await Assertions.Expect(offer).ToBeVisibleAsync();
        await formula.FocusAsync();
        await Assertions.Expect(page.Locator("#offers li").First).ToContainTextAsync("khám", new() { IgnoreCase = true });
        await offer.ClickAsync();
        Assert.NotEqual("", await formula.InputValueAsync());
        await Assertions.Expect(page.Locator("#result .stat, #result .says").First).ToBeVisibleAsync();
        await page.NothingOverflowsAsync();
    }

    [Fact]
    public async Task Figures_of_a_month_are_entered_by_the_keyboard_alone()
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(site.Account("bv.sannhi"));
        await page.GotoAsync("/data");
        await page.Locator("main a[href^='/data/entry']").First.ClickAsync();
        var fields = page.Locator("form.figures td input.number");
        await fields.First.WaitForAsync();
        await fields.First.FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("1.234");
        await page.Keyboard.PressAsync("Enter");
        var second = await page.EvaluateAsync<string>("() => document.activeElement.name");
        Assert.NotEqual(await fields.First.GetAttributeAsync("name"), second);
        await page.Keyboard.TypeAsync("56");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.PictureAsync("entry");
        await page.Locator("form.figures button.primary").FocusAsync();
        await page.EvaluateAsync("() => { window.before = true; }");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'");
        await Assertions.Expect(page.Locator(".flash")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("form.figures td input.number").First).ToHaveValueAsync("1.234");
        await page.SetViewportSizeAsync(360, 740);
        await page.NothingOverflowsAsync();
    }

    [Fact]
    public async Task The_calendar_is_walked_by_arrows_and_pages()
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(site.Account("so.laocai"));
        await page.GotoAsync("/calendar?view=month&day=2026-12-01");
        var title = await page.Locator(".turn h2").TextContentAsync();
        await page.EvaluateAsync("() => { window.before = true; }");
        await page.Keyboard.PressAsync("PageUp");
        await page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'");
        Assert.NotEqual(title, await page.Locator(".turn h2").TextContentAsync());
        await page.EvaluateAsync("() => { window.before = true; }");
        await page.Keyboard.PressAsync("t");
        await page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'");
        await Assertions.Expect(page.Locator(".turn h2")).ToContainTextAsync("11/2026");
        await page.Locator("td[data-day] a").First.FocusAsync();
        var from = await DayAsync(page);
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.True(string.CompareOrdinal(await DayAsync(page), from) >= 0);
        await page.PictureAsync("calendar");
        await page.GotoAsync("/calendar?view=year&day=2026-11-01");
        await page.NothingOverflowsAsync();
    }

    [Fact]
    public async Task Everybody_reads_an_open_plan_without_an_account()
    {
        var page = await chromium.PageAsync(site, 360, 740, touch: true);
        await page.GotoAsync("/public");
        await page.Locator("main a[href^='/public/plans/']").First.TapAsync();
        await page.ArriveAsync(url => url.Contains("/public/plans/", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Chỉ tiêu");
        Assert.DoesNotContain("(mẫu)", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("main a[href^='/evidence'], main a[href^='/tasks'], main a[href^='/plans/']").CountAsync());
        await page.NothingOverflowsAsync();
        await page.PictureAsync("public");
        await page.SetViewportSizeAsync(1366, 768);
        await page.NothingOverflowsAsync();
        await page.PictureAsync("public");
    }

    static Task<string> DayAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.closest('td[data-day]').dataset.day");

    [GeneratedRegex("^[1-9]")]
    private static partial Regex Number();
}
