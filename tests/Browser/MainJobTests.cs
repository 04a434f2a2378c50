using System.Text.RegularExpressions;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>
/// The main job, first click to last, in a real browser: import a signed plan, review, adopt, work, evidence, report, PDF. The plan is the
/// demonstration's Than Uyên paper.
/// </summary>
public abstract partial class MainJobTests(TestSite site, Chromium chromium)
{
    static readonly string Paper = Path.Combine(Root(), "src/Server/Demo/Documents/ke-hoach-chuyen-doi-so-than-uyen-2026-2030.docx");

    static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "LienY.slnx"))) return folder.FullName;
        throw new InvalidOperationException("LienY.slnx was not found above the test's folder.");
    }

    [Fact]
    public async Task A_signed_plan_becomes_live_proves_itself_and_writes_its_report()
    {
        site.Clock.SetDay(new DateOnly(2026, 11, 20));
        var department = await site.OrganisationAsync("Sở Y tế tỉnh Lai Châu", kind: "department");
        var hospital = await site.OrganisationAsync("Bệnh viện Đa khoa Than Uyên", department, "hospital");
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(await site.AccountAsync(Role.DepartmentOfficer, department));

        await ImportAsync(page, hospital);
        await ReviewAsync(page);
        var plan = await AdoptAsync(page);
        await WorkAsync(page, plan);
        await ProveAsync(page, plan);
        await ReportAsync(page, plan, hospital, department);
    }

    static async Task ImportAsync(IPage page, Guid owner)
    {
        await page.GotoAsync("/plans/import");
        await page.Locator("select[name=owner]").SelectOptionAsync(owner.ToString());
        await page.Locator("input[name=file]").SetInputFilesAsync(Paper);
        await page.Locator("form[action='/plans/import'] button").ClickAsync();
        await page.ArriveAsync(url => ImportPattern().IsMatch(url));
        await page.PictureAsync("review");
        await page.NothingOverflowsAsync();
    }

    static async Task ReviewAsync(IPage page)
    {
        var import = new Uri(page.Url).AbsolutePath;
        foreach (var kind in new[] { "document", "indicator", "activity", "task", "duty", "budget", "obligation" })
        {
            await page.GotoAsync($"{import}?kind={kind}");
            var all = page.Locator($"form[action='{import}/accept-all'] button");
            if (await all.CountAsync() > 0) await page.PressAsync(all);
        }
        // What has no cadence of its own is no report that is owed.
        for (var obligations = 0; obligations < 20; obligations++)
        {
            await page.GotoAsync($"{import}?kind=obligation");
            var reject = page.Locator("button.reject");
            if (await reject.CountAsync() == 0) break;
            await page.PressAsync(reject);
        }
        for (var warnings = 0; warnings < 60; warnings++)
        {
            // The answer to a warning is the next row: often a warning again.
            var resolve = page.Locator("form[action$='/resolve']");
            if (await resolve.CountAsync() == 0) await page.GotoAsync($"{import}?kind=warning");
            if (await resolve.CountAsync() == 0) break;
            await resolve.Locator("[name=note]").FillAsync("Giữ như văn bản đã ký.");
            await page.PressAsync(resolve.Locator("button"));
        }
        await page.GotoAsync($"{import}/units");
        await page.PictureAsync("units");
        var confirm = page.Locator($"form[action='{import}/units/confirm'] button");
        if (await confirm.CountAsync() > 0) await page.PressAsync(confirm);
        for (var units = 0; units < 40; units++)
        {
            await page.GotoAsync($"{import}/units");
            var open = page.Locator("main tr:has(.badge.bad) form");
            if (await open.CountAsync() == 0) break;
            await page.PressAsync(open.First.Locator("button").First);
        }
        await page.GotoAsync(import);
        await page.PictureAsync("reviewed");
    }

    static async Task<string> AdoptAsync(IPage page)
    {
        await page.PressAsync(page.Locator("form[action$='/adopt'] button"));
        await page.ArriveAsync(url => PlanPattern().IsMatch(url));
        return new Uri(page.Url).AbsolutePath;
    }

    async Task WorkAsync(IPage page, string plan)
    {
        await site.SettleAsync();
        await page.GotoAsync(plan);
        await page.PictureAsync("plan-new");
        await page.NothingOverflowsAsync();
        Assert.Contains("Giao dịch không dùng tiền mặt", await page.ContentAsync(), StringComparison.OrdinalIgnoreCase);
        await page.GotoAsync(plan + "/tasks");
        await page.Locator("main a[href^='/tasks/']").First.ClickAsync();
        await page.PressAsync(page.Locator("form[action$='/done'] button").First);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("hoàn thành", new() { IgnoreCase = true });
        await page.PictureAsync("task");
    }

    /// <summary>A figure is a door: figure, formula, facts, source in at most three clicks.</summary>
    async Task ProveAsync(IPage page, string plan)
    {
        await page.GotoAsync(plan);
        await page.Locator("main a[href^='/evidence/indicators/']").First.ClickAsync();
        await page.ArriveAsync(url => url.Contains("/evidence/indicators/", StringComparison.Ordinal));
        var indicator = new Uri(page.Url).AbsolutePath;
        await page.GotoAsync(indicator + "/values");
        await page.Locator("form[action$='/values'] [name=value]").FillAsync("86,5");
        await page.Locator("form[action$='/values'] [name=documentNumber]").FillAsync("05/BC-BVĐK");
        await page.Locator("form[action$='/values'] [name=documentDate]").FillAsync("2026-11-03");
        await page.Locator("form[action$='/values'] [name=documentIssuer]").FillAsync("Bệnh viện Đa khoa Than Uyên");
        await page.Locator("form[action$='/values'] [name=file]").SetInputFilesAsync(new FilePayload { Name = "so-lieu.csv", MimeType = "text/csv", Buffer = "ky;gia tri\n10/2026;86,5\n"u8.ToArray() });
        await page.PictureAsync("value");
        await page.PressAsync(page.Locator("form[action$='/values'] button[type=submit], form[action$='/values'] button:not([type])").Last);
        await site.SettleAsync();

        await page.GotoAsync(plan);
        await page.PictureAsync("plan");
        await page.Locator($"main a[href^='{indicator}']").First.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("86,5");
        await page.PictureAsync("figure");
        await page.Locator("main a[href^='/evidence/facts/']").First.ClickAsync();
        await page.PictureAsync("fact");
        await page.Locator("main a[href^='/evidence/values/'], main a[href*='/values']").First.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("86,5");
    }

    static async Task ReportAsync(IPage page, string plan, Guid from, Guid to)
    {
        await page.GotoAsync(plan);
        await page.GetByRole(AriaRole.Link, new() { Name = "Lập báo cáo" }).First.ClickAsync();
        await page.Locator("select[name=cadence]").SelectOptionAsync("Quarter");
        await page.Locator("select[name=sender]").SelectOptionAsync(from.ToString());
        await page.Locator("select[name=receiver]").SelectOptionAsync(to.ToString());
        await page.PictureAsync("report-new");
        await page.PressAsync(page.Locator("main form[method=post] button").Last);
        await page.ArriveAsync(url => ReportPattern().IsMatch(url));
        var report = new Uri(page.Url).AbsolutePath;
        await page.PictureAsync("report-draft");
        await page.NothingOverflowsAsync();
        await page.PressAsync(page.Locator("main button[name=do][value=send]"));
        await page.PressAsync(page.Locator($"form[action='{report}/accept'] button"));
        var issue = page.Locator($"form[action='{report}/issue']");
        await issue.Locator("[name=position]").FillAsync("GIÁM ĐỐC");
        await issue.Locator("[name=signer]").FillAsync("Người Mẫu");
        await page.PressAsync(issue.Locator("button").Last);
        await page.GetByRole(AriaRole.Link, new() { Name = "Tải PDF" }).WaitForAsync();
        await page.PictureAsync("report-issued");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Tải PDF" }).ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
        Assert.Equal("%PDF"u8.ToArray(), bytes[..4]);
    }

    [GeneratedRegex("/plans/imports/[0-9a-f-]{36}")]
    private static partial Regex ImportPattern();

    [GeneratedRegex("/plans/[0-9a-f-]{36}$")]
    private static partial Regex PlanPattern();

    [GeneratedRegex("/reports/[0-9a-f-]{36}$")]
    private static partial Regex ReportPattern();
}

[Collection("browser")]
public sealed class Main_job_on_sqlite(SqliteSite site, Chromium chromium) : MainJobTests(site, chromium), IClassFixture<SqliteSite>;

[Collection("browser")]
public sealed class Main_job_on_postgres(PostgresSite site, Chromium chromium) : MainJobTests(site, chromium), IClassFixture<PostgresSite>;
