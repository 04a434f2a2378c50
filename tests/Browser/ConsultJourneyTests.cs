using LienY.Kernel;
using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>
/// A remote consultation, first click to last, in a real browser with a camera and a microphone: question, meeting, recording, minutes, signatures, decision,
/// follow-up, settlement and the plan's figure.
/// </summary>
public abstract partial class ConsultJourneyTests(TestSite site, Chromium chromium)
{
    const string Question = "Có nên can thiệp ngay hay điều trị tại chỗ?";
    const string Conclusion = "Nhồi máu cơ tim cấp, đủ khả năng điều trị tại chỗ.";

    ConsultScene scene = null!;
    string caseAt = "", session = "", room = "", minutes = "", person = "";

    [Fact]
    public async Task A_district_doctor_asks_and_the_whole_way_to_settlement_and_the_plans_figure_is_walked()
    {
        site.Clock.SetDay(new DateOnly(2026, 11, 20));
        scene = await ConsultScene.MakeAsync(site, chromium, "Thử");
        await scene.SendPatientAsync("J0001", "Thử");
        await scene.PlanAsync();
        await LineAsync();
        await AskAsync();
        await AcceptAsync();
        await MeetAsync();
        await ReplayAsync();
        await WriteAsync();
        await SignAsync();
        await CheckAsync();
        await DecideAsync();
        await FollowAsync();
        await SettleAsync();
        await FigureAsync();
    }

    /// <summary>The central hospital has a line with the district hospital each Friday.</summary>
    async Task LineAsync()
    {
        var page = await scene.AsAsync("clerk");
        await page.GotoAsync("/consults/series/new");
        await page.Locator("[name=title]").FillAsync("Hội chẩn tuần với tuyến huyện");
        await page.Locator("[name=weekday]").SelectOptionAsync("5");
        await page.Locator("[name=at]").FillAsync("09:30");
        await page.Locator("[name=from]").FillAsync("2026-11-20");
        await page.Locator("[name=to]").FillAsync("2026-12-18");
        await page.Locator("[name=chair]").SelectOptionAsync(scene.Id("expert").ToString());
        await page.Locator("[name=secretary]").SelectOptionAsync(scene.Id("clerk").ToString());
        await page.Locator($"[name=facilities][value='{scene.Asking}']").CheckAsync();
        await page.BeWellAsync("consult-series-new");
        await page.PressAsync(page.Locator("form[action='/consults/series'] button.primary"));
        await page.ArriveAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));
        await page.BeWellAsync("consult-series");
        session = (await page.Locator("main td a[href^='/consults/sessions/']").First.GetAttributeAsync("href"))!;
        await page.Context.CloseAsync();
    }

    async Task AskAsync()
    {
        var page = await scene.AsAsync("doctor");
        await page.GotoAsync("/persons");
        await page.Locator("main [name=q]").FillAsync("vang thi my thu");
        await page.PressAsync(page.Locator("form[action='/persons'] button"));
        await page.GetByRole(AriaRole.Link, new() { Name = ConsultScene.Patient }).ClickAsync();
        await page.ArriveAsync(url => url.Contains("/persons/", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Link, new() { Name = "Xem hồ sơ" }).ClickAsync();
        await page.ArriveAsync(url => url.Contains("/records/", StringComparison.Ordinal));
        person = new Uri(page.Url).AbsolutePath;
        await page.GetByRole(AriaRole.Link, new() { Name = "Xin hội chẩn từ xa" }).First.ClickAsync();
        await page.ArriveAsync(url => url.Contains("/consults/new", StringComparison.Ordinal));
        await page.BeWellAsync("consult-new");
        await page.PressAsync(page.Locator("form[action='/consults/cases'] button.primary"));
        await page.ArriveAsync(url => url.EndsWith("/edit", StringComparison.Ordinal));
        caseAt = new Uri(page.Url).AbsolutePath[..^"/edit".Length];
        await page.BeWellAsync("consult-edit");
        await Assertions.Expect(page.Locator("#ask [name=name]")).ToHaveValueAsync(ConsultScene.Patient);
        await page.Locator("#ask [name=answering]").SelectOptionAsync(scene.Answering.ToString());
        await page.Locator("#ask [name=specialty]").SelectOptionAsync("cardiology");
        await page.Locator("#ask [name=urgency]").SelectOptionAsync("Urgent");
        await page.PressAsync(page.Locator("#ask button.primary"));
        // What is missing is named, and what cannot be missing holds the request up.
        await Assertions.Expect(page.Locator("#next")).ToContainTextAsync("Còn thiếu: Câu hỏi");
        await page.BeWellAsync("consult-lacking");
        await page.PressAsync(page.Locator("form[action$='/submit'] button"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Chưa gửi được vì còn thiếu");
        await page.GotoAsync(caseAt + "/edit");
        await page.Locator("#ask [name=reason]").SelectOptionAsync("beyond");
        await page.Locator("#ask [name=question]").FillAsync(Question);
        await page.Locator("#ask [name=diagnosis]").FillAsync("I21 Nhồi máu cơ tim");
        await page.Locator("#ask [name=history]").FillAsync("Đau ngực trái 6 giờ trước khi vào viện.");
        await page.Locator("#ask [name=findings]").FillAsync("Mạch 96, huyết áp 100/60, SpO2 94 %.");
        await page.Locator("#ask [name=laboratory]").FillAsync("Troponin T 1,2 ng/mL.");
        await page.Locator("#ask [name=imaging]").FillAsync("ST chênh lên V1–V4.");
        await page.PressAsync(page.Locator("#ask button.primary"));
        await LayPictureAsync(page);
        await page.PressAsync(page.Locator("form[action$='/submit'] button"));
        await Assertions.Expect(page.Locator("#next")).ToContainTextAsync("Đang chờ lãnh đạo đơn vị duyệt");
        await page.BeWellAsync("consult-case");
        await page.Context.CloseAsync();
        var director = await scene.AsAsync("director");
        await director.GotoAsync(caseAt);
        await director.PressAsync(director.Locator("form[action$='/approve'] button.primary").First);
        await director.BeWellAsync("consult-approved");
        await director.Context.CloseAsync();
    }

    /// <summary>A picture that shows nobody goes with the case, in chunks.</summary>
    async Task LayPictureAsync(IPage page)
    {
        var picture = await page.Locator("#next").ScreenshotAsync();
        await page.GotoAsync(caseAt + "/edit");
        await page.Locator("#upload [name=file]").SetInputFilesAsync(new FilePayload { Name = "dien-tam-do.png", MimeType = "image/png", Buffer = picture });
        await page.Locator("#upload [name=identity]").UncheckAsync();
        await page.PressAsync(page.Locator("#upload button[type=submit]"));
        await Assertions.Expect(page.Locator("#files")).ToContainTextAsync("dien-tam-do.png");
        await page.GotoAsync(caseAt);
    }

    async Task AcceptAsync()
    {
        var page = await scene.AsAsync("expert");
        await page.GotoAsync("/consults");
        await page.BeWellAsync("consults");
        await page.GotoAsync(caseAt);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Question);
        Assert.DoesNotContain(ConsultScene.Patient, await page.ContentAsync(), StringComparison.Ordinal);
        await page.BeWellAsync("consult-answering");
        await page.PressAsync(page.Locator("form[action$='/accept'] button.primary"));
        await page.Context.CloseAsync();
        var clerk = await scene.AsAsync("clerk");
        await clerk.GotoAsync(session);
        await clerk.PressAsync(clerk.Locator($"form[action='{session}/cases'] button"));
        await Assertions.Expect(clerk.Locator("main")).ToContainTextAsync("đã lập lịch", new() { IgnoreCase = true });
        await clerk.BeWellAsync("consult-session");
        await clerk.Context.CloseAsync();
    }
}

[Collection("browser")]
public sealed class Consult_journey_on_sqlite(SqliteSite site, Chromium chromium) : ConsultJourneyTests(site, chromium), IClassFixture<SqliteSite>;

[Collection("browser")]
public sealed class Consult_journey_on_postgres(PostgresSite site, Chromium chromium) : ConsultJourneyTests(site, chromium), IClassFixture<PostgresSite>;
