using Microsoft.Playwright;

namespace LienY.Browser;

// After the meeting: minutes, signatures, decision, follow-up, settlement, figure.
public abstract partial class ConsultJourneyTests
{
    async Task WriteAsync()
    {
        var page = await scene.AsAsync("clerk");
        await page.GotoAsync(session);
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Người có mặt" }).Locator("tbody tr")).ToHaveCountAsync(3);
        await page.BeWellAsync("consult-session-held");
        await page.Locator("main a[href^='/consults/minutes/']").First.ClickAsync();
        await page.ArriveAsync(url => url.Contains("/consults/minutes/", StringComparison.Ordinal));
        minutes = new Uri(page.Url).AbsolutePath;
        await page.BeWellAsync("minutes-draft");
        await page.GetByRole(AriaRole.Link, new() { Name = "Soạn biên bản" }).ClickAsync();
        await page.ArriveAsync(url => url.EndsWith("/edit", StringComparison.Ordinal));
        // The draft holds the case and who was there, by itself.
        await Assertions.Expect(page.Locator("[name=summary]")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Troponin"));
        Assert.Equal(3, await page.Locator("select[name^=role-]").CountAsync());
        await page.Locator("[name=conclusion]").FillAsync(Conclusion);
        await page.Locator("[name=diagnosisAfter]").FillAsync("I21.0 Nhồi máu cơ tim thành trước");
        await page.Locator("[name=treatment]").FillAsync("Tiêu sợi huyết, theo dõi tại khoa hồi sức.");
        var asker = await page.Locator("select[name=viewer-0] option", new() { HasText = "Người thử" }).Last.GetAttributeAsync("value");
        await page.Locator("select[name=viewer-0]").SelectOptionAsync(asker!);
        await page.Locator("[name=view-0]").FillAsync("Đề nghị cân nhắc can thiệp trong 24 giờ.");
        await page.Locator("[name=dissent-0]").CheckAsync();
        await page.BeWellAsync("minutes-edit");
        await page.PressAsync(page.Locator("button[name=do][value=seal]"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("ý kiến khác");
        await page.Context.CloseAsync();
    }

    async Task SignAsync()
    {
        foreach (var who in new[] { "clerk", "expert", "doctor" })
        {
            var page = await scene.AsAsync(who);
            await page.GotoAsync(minutes);
            if (who == "expert") await page.BeWellAsync("minutes-sign");
            if (who == "doctor")
            {
                await page.Locator("[name=proof-password]").FillAsync("không phải mật khẩu");
                await page.PressAsync(page.Locator("form[action$='/sign'] button"));
                await Assertions.Expect(page.Locator("form[action$='/sign']")).ToBeVisibleAsync();
            }
            await page.Locator("[name=proof-password]").FillAsync(scene.Password(who));
            await page.PressAsync(page.Locator("form[action$='/sign'] button"));
            await page.Context.CloseAsync();
        }
        await site.SettleAsync();
    }

    /// <summary>The paper, its public check without signing in, and the document in the patient's record.</summary>
    async Task CheckAsync()
    {
        var page = await scene.AsAsync("doctor");
        await page.GotoAsync(minutes);
        await page.BeWellAsync("minutes-signed");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "PDF", Exact = true }).ClickAsync());
        var pdf = await File.ReadAllBytesAsync(await download.PathAsync());
        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
        var check = (await page.Locator("a[href^='/verify/minutes/']").GetAttributeAsync("href"))!;
        var anybody = await chromium.PageAsync(site, 360, 740);
        await anybody.GotoAsync(check);
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Biên bản có thật, đủ chữ ký và chưa bị sửa.");
        Assert.DoesNotContain("Nhồi máu", await anybody.ContentAsync(), StringComparison.Ordinal);
        await anybody.BeWellAsync("minutes-verify");
        await anybody.Locator("[name=file]").SetInputFilesAsync(new FilePayload { Name = "bien-ban.pdf", MimeType = "application/pdf", Buffer = pdf });
        await anybody.PressAsync(anybody.Locator("form[action^='/verify/minutes/'] button"));
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Tệp trùng khớp với bản lưu.");
        await anybody.Context.CloseAsync();
        // The record has taken the document under the minutes' own id.
        Assert.Equal([minutes.Split('/')[^1]], await scene.DocumentsAsync());
        await page.GotoAsync(person + "?kind=DocumentReference");
        await page.LookAsync("consult-record");
        await page.Context.CloseAsync();
    }

    async Task DecideAsync()
    {
        var page = await scene.AsAsync("doctor");
        await page.GotoAsync(minutes);
        await page.Locator("form[action$='/decision'] [name=text]").FillAsync("Tiêu sợi huyết tại chỗ.");
        await page.PressAsync(page.Locator("form[action$='/decision'] button"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Tiêu sợi huyết tại chỗ.");
        await page.Context.CloseAsync();
    }

    async Task FollowAsync()
    {
        foreach (var wait in new[] { TimeSpan.FromHours(24), TimeSpan.FromHours(48), TimeSpan.FromDays(4) })
        {
            site.Clock.Pass(wait);
            var page = await scene.AsAsync("doctor");
            await page.GotoAsync("/consults/follow-up");
            await page.BeWellAsync("follow-ups");
            await page.Locator("main td a[href^='/consults/follow-up/']").First.ClickAsync();
            await page.ArriveAsync(url => !url.EndsWith("/follow-up", StringComparison.Ordinal));
            await page.Locator("[name=outcome]").SelectOptionAsync("Better");
            await page.Locator("[name=transfer]").SelectOptionAsync("Avoided");
            await page.BeWellAsync("follow-up");
            await page.PressAsync(page.Locator("form[action^='/consults/follow-up/'] button.primary"));
            await page.GotoAsync(caseAt);
            if (wait > TimeSpan.FromDays(3)) await Assertions.Expect(page.Locator("#next")).ToContainTextAsync("Biên bản");
            await Assertions.Expect(page.Locator("main dl dd").First).ToContainTextAsync(wait > TimeSpan.FromDays(3) ? "đã đóng" : "theo dõi", new() { IgnoreCase = true });
            await page.Context.CloseAsync();
        }
    }

    async Task SettleAsync()
    {
        var head = await scene.AsAsync("head");
        await head.GotoAsync("/consults/agreements");
        if (!await head.Locator("form[action='/consults/agreements'] [name=title]").IsVisibleAsync()) await head.Locator("main details summary").First.ClickAsync();
        await head.Locator("[name=title]").FillAsync("Thỏa thuận hỗ trợ tuyến huyện");
        await head.Locator("[name=supported]").SelectOptionAsync(scene.Asking.ToString());
        await head.Locator("[name=supporting]").SelectOptionAsync(scene.Answering.ToString());
        await head.Locator("[name=from]").FillAsync("2026-01-01");
        await head.Locator("[name=to]").FillAsync("2026-12-31");
        await head.BeWellAsync("agreements");
        await head.PressAsync(head.Locator("form[action='/consults/agreements'] button.primary"));
        await head.ArriveAsync(url => url.Contains("/consults/agreements/", StringComparison.Ordinal));
        await head.Locator("main details summary").First.ClickAsync();
        await head.Locator("[name=amount]").FillAsync("500000");
        await head.Locator("form[action$='/prices'] [name=from]").FillAsync("2026-01-01");
        await head.PressAsync(head.Locator("form[action$='/prices'] button"));
        await head.BeWellAsync("agreement");
        await head.Locator("form[action$='/statements'] [name=month]").FillAsync("2026-11-20");
        await head.PressAsync(head.Locator("form[action$='/statements'] button"));
        await head.ArriveAsync(url => url.Contains("/consults/statements/", StringComparison.Ordinal));
        var statement = new Uri(head.Url).AbsolutePath;
        await Assertions.Expect(head.Locator("main table")).ToContainTextAsync("500.000");
        await head.PressAsync(head.Locator($"form[action='{statement}/send'] button"));
        await head.BeWellAsync("statement");
        await head.Locator("[name=proof-password]").FillAsync(scene.Password("head"));
        await head.PressAsync(head.Locator($"form[action='{statement}/sign'] button"));
        await head.Context.CloseAsync();
        var director = await scene.AsAsync("director");
        await director.GotoAsync(statement);
        await director.Locator("[name=proof-password]").FillAsync(scene.Password("director"));
        await director.PressAsync(director.Locator($"form[action='{statement}/sign'] button"));
        await Assertions.Expect(director.Locator("main")).ToContainTextAsync("hai bên đã ký");
        await director.BeWellAsync("statement-signed");
        await director.Context.CloseAsync();
    }

    /// <summary>The plan's figure has risen, and leads down to the minutes.</summary>
    async Task FigureAsync()
    {
        await site.SettleAsync();
        var page = await scene.AsAsync("director");
        await page.GotoAsync("/consults/weeks?from=2026-11-16&to=2026-11-22");
        await page.BeWellAsync("consult-weeks");
        Assert.Equal(minutes, await page.Locator("main .strip a").First.GetAttributeAsync("href"));
        await page.GotoAsync($"/plans/{scene.Plan}");
        await Assertions.Expect(page.Locator(".goals tbody")).ToContainTextAsync("100 %");
        await page.Locator(".goals a[href^='/evidence/indicators/']").First.ClickAsync();
        await page.Locator(".drawer a[href^='/evidence/figure']").First.ClickAsync();
        await page.ArriveAsync(url => url.Contains("/evidence/figure", StringComparison.Ordinal));
        await page.LookAsync("consult-figure");
        await page.Locator($"main a[href='{minutes}']").First.ClickAsync();
        await page.ArriveAsync(url => url.EndsWith(minutes, StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Conclusion);
        await page.Context.CloseAsync();
    }
}
