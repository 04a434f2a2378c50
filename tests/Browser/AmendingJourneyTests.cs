using System.Text.RegularExpressions;
using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>Two officers amend one plan: what changes is shown word by word, the second is told and loses nothing. Then a target is shared out until it adds up.</summary>
[Collection("browser")]
public sealed partial class AmendingJourneyTests(SqliteDemo site, Chromium chromium)
{
    [Fact]
    public async Task Of_two_amendments_the_second_sees_both_texts_and_goes_on()
    {
        var first = await chromium.PageAsync(site);
        await first.SignInAsync(site.Account("so.laocai"));
        var plan = await PlanAsync(first);
        var second = await chromium.PageAsync(site);
        await second.SignInAsync(site.Account("gdso.laocai"));
        var one = await BeginAsync(first, plan, "301/QĐ-SYT (mẫu)");
        var two = await BeginAsync(second, plan, "302/QĐ-SYT (mẫu)");
        var row = await RowAsync(first, one, null, "40");
        Assert.Equal(row, await RowAsync(second, two, row, "50"));
        await Assertions.Expect(first.Locator("#changes ins").First).ToContainTextAsync("40");

        await first.Locator("a[href*='part=Plan']").ClickAsync();
        await first.Locator("[name=to]").FillAsync("2024-06-30");
        await first.PressAsync(first.Locator("main form[method=post] button.primary"));
        await Assertions.Expect(first.Locator("#changes")).ToContainTextAsync("30/06/2024");
        await first.PictureAsync("amendment");
        await first.NothingOverflowsAsync();
        await first.PressAsync(first.Locator($"form[action='{one}/publish'] button"));
        await Assertions.Expect(first.Locator("main")).ToContainTextAsync("đang có hiệu lực");

        await second.GotoAsync(two);
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("Kế hoạch đã sửa đổi trong lúc ông/bà soạn");
        await Assertions.Expect(second.Locator("#changes .says")).ToContainTextAsync("40");
        await Assertions.Expect(second.Locator("#changes ins").First).ToContainTextAsync("50");
        await second.PictureAsync("amendment-behind");
        await second.SetViewportSizeAsync(360, 740);
        await second.NothingOverflowsAsync();
        await second.PictureAsync("amendment-behind");
        await second.SetViewportSizeAsync(1366, 768);
        await second.PressAsync(second.Locator($"form[action='{two}/rebase'] button"));
        await second.PressAsync(second.Locator($"form[action='{two}/publish'] button"));
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("đang có hiệu lực");
        await second.GotoAsync(plan);
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("30/06/2024");
    }

    [Fact]
    public async Task A_target_is_shared_out_until_the_units_add_up()
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(site.Account("so.laocai"));
        await page.GotoAsync(await PlanAsync(page));
        await page.GetByRole(AriaRole.Link, new() { NameRegex = SharedPattern() }).First.ClickAsync();
        await Assertions.Expect(page.Locator("main .says").First).ToContainTextAsync("tổng");
        await page.Locator("a[href$='propose=equal#proposal']").ClickAsync();
        await Assertions.Expect(page.Locator("#proposal")).ToBeVisibleAsync();
        await page.PressAsync(page.Locator("#proposal button.primary"));
        await Assertions.Expect(page.Locator("main .says").Nth(1)).ToContainTextAsync("đủ");
        await page.PictureAsync("sharing");
        var level = page.Locator("input[name^=value-]").First;
        await level.FillAsync("99");
        await page.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Lưu mức giao" }));
        await Assertions.Expect(page.Locator("main .says.warn").First).ToContainTextAsync("vượt");
        await page.Locator("#population > summary").ClickAsync();
        await page.PressAsync(page.Locator("form[action$='/weights'] button"));
        // No unit of this plan reports a population of its own: said, and nothing lost.
        await Assertions.Expect(page.Locator("#errors")).ToContainTextAsync("Dân số");
        await page.SetViewportSizeAsync(360, 740);
        await page.NothingOverflowsAsync();
        await page.PictureAsync("sharing");
    }

    static async Task<string> PlanAsync(IPage page)
    {
        await page.GotoAsync("/plans?q=" + Uri.EscapeDataString("Nhi Trung ương"));
        return (await page.Locator("main a[href^='/plans/']:not([href*='import'])").First.GetAttributeAsync("href"))!;
    }

    static async Task<string> BeginAsync(IPage page, string plan, string number)
    {
        await page.GotoAsync(plan + "/revisions");
        var form = page.Locator($"form[action='{plan}/revisions']");
        await form.Locator("[name=number]").FillAsync(number);
        await form.Locator("[name=date]").FillAsync("2023-09-20");
        await form.Locator("[name=effective]").FillAsync("2023-10-01");
        await page.PressAsync(form.Locator("button").Last);
        return new Uri(page.Url).AbsolutePath;
    }

    /// <summary>Changes the level of a target (the first one that may be changed where none is named); returns which.</summary>
    static async Task<string> RowAsync(IPage page, string draft, string? row, string level)
    {
        if (row is null)
        {
            await page.GotoAsync(draft);
            await page.Locator("details:has(select[name=row]) > summary").First.ClickAsync();
            row = (await page.Locator($"form[action='{draft}/row'] select[name=row] option[value]:not([value=''])").First.GetAttributeAsync("value"))!;
        }
        await page.GotoAsync($"{draft}/row?part=Target&row={row}");
        await page.Locator("[name=value]").FillAsync(level);
        await page.PressAsync(page.Locator("main form[method=post] button.primary"));
        return row;
    }

    [GeneratedRegex("giao \\d+ đơn vị")]
    private static partial Regex SharedPattern();
}
