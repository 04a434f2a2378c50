using LienY.Kernel;
using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>Remote consultation with people who have no account: an emergency with the patient's family, and a meeting over the border with an interpreter.</summary>
[Collection("browser")]
public sealed class ConsultGuestTests(SqliteSite site, Chromium chromium) : IClassFixture<SqliteSite>
{
    [Fact]
    public async Task An_emergency_opens_the_room_at_once_and_the_family_sees_what_the_doctor_shows()
    {
        site.Clock.SetDay(new DateOnly(2026, 11, 20));
        var scene = await ConsultScene.MakeAsync(site, chromium, "Khẩn");
        var doctor = await scene.AsAsync("doctor");
        var at = await AskAsync(scene, doctor, "Immediate");
        // One button from the case, a reason, and the room is there.
        await doctor.GetByRole(AriaRole.Link, new() { Name = "Mở phòng ngay" }).ClickAsync();
        await doctor.ArriveAsync(url => url.EndsWith("/emergency", StringComparison.Ordinal));
        await doctor.BeWellAsync("consult-emergency");
        await doctor.Locator("[name=reason]").FillAsync("Sốc tim, không chờ được.");
        await doctor.PressAsync(doctor.Locator($"form[action='{at}/emergency'] button.primary"));
        await doctor.ArriveAsync(url => url.Contains("/consults/sessions/", StringComparison.Ordinal));
        var session = new Uri(doctor.Url).AbsolutePath;
        var clerk = await scene.AsAsync("clerk");
        var link = await InviteAsync(clerk, session, "Người nhà (mẫu)", "Patient", "vi");
        await doctor.PressAsync(doctor.Locator("form[action$='/enter'] button"));
        await doctor.ArriveAsync(url => url.Contains("/rooms/", StringComparison.Ordinal));
        await doctor.EnterRoomAsync();
        await Assertions.Expect(doctor.Locator("#meeting")).ToBeVisibleAsync();
        var guest = await GuestAsync(link, 360, 740);
        await guest.LookAsync("room-guest-check");
        await guest.SetViewportSizeAsync(360, 740);
        await guest.EnterRoomAsync();
        await Assertions.Expect(guest.Locator("#wait-said")).ToContainTextAsync("chờ chủ tọa hoặc thư ký");
        await doctor.GetByRole(AriaRole.Button, new() { Name = "Cho vào", Exact = true }).ClickAsync();
        await Assertions.Expect(guest.Locator("#meeting")).ToBeVisibleAsync();
        foreach (var page in new[] { doctor, guest }) await page.SeeAndHearAsync(1);
        await doctor.Locator("#tab-table").ClickAsync();
        if (await doctor.Locator("#do-floor").InnerTextAsync() == "Nhận trình bày") await doctor.Locator("#do-floor").ClickAsync();
        await doctor.Locator("#table-list button").First.ClickAsync();
        await guest.WaitForFunctionAsync("() => document.getElementById('pixels').naturalWidth > 0");
        Assert.Contains("/shown?key=", await guest.Locator("#pixels").GetAttributeAsync("src"), StringComparison.Ordinal);
        await guest.NothingOverflowsAsync();
        await guest.PictureAsync("room-guest-shown");
        Assert.Empty(await guest.AskAxeAsync());
        Assert.True(await scene.TrailAsync("consult.file.shown") > 0);
        foreach (var page in new[] { guest, doctor, clerk }) await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Over_the_border_an_interpreter_types_captions_and_the_minutes_speak_both_languages()
    {
        site.Clock.SetDay(new DateOnly(2026, 11, 20));
        var scene = await ConsultScene.MakeAsync(site, chromium, "Biên giới");
        var doctor = await scene.AsAsync("doctor");
        var at = await AskAsync(scene, doctor, "Urgent");
        await doctor.PressAsync(doctor.Locator("form[action$='/submit'] button"));
        var director = await scene.AsAsync("director");
        await director.GotoAsync(at);
        await director.PressAsync(director.Locator("form[action$='/approve'] button.primary").First);
        var chair = await scene.AsAsync("expert");
        await chair.GotoAsync(at);
        await chair.PressAsync(chair.Locator("form[action$='/accept'] button.primary"));
        var clerk = await scene.AsAsync("clerk");
        var session = await ScheduleAsync(scene, clerk);
        var link = await InviteAsync(clerk, session, "Lý Tiểu Mai (phiên dịch)", "Interpreter", "zh");
        foreach (var page in new[] { chair, clerk })
        {
            await page.GotoAsync(session);
            await page.PressAsync(page.Locator("form[action$='/enter'] button"));
            await page.ArriveAsync(url => url.Contains("/rooms/", StringComparison.Ordinal));
            await page.Locator("#enter-bare").ClickAsync();
            await Assertions.Expect(page.Locator("#meeting")).ToBeVisibleAsync();
        }
        var interpreter = await GuestAsync(link, 1366, 768, "zh");
        await interpreter.Locator("#enter-bare").ClickAsync();
        await clerk.Locator("#people-list li.waits button").First.ClickAsync();
        await Assertions.Expect(interpreter.Locator("#meeting")).ToBeVisibleAsync();
        await interpreter.Locator("#do-caption").ClickAsync();
        await Assertions.Expect(chair.Locator("#captions")).ToBeHiddenAsync();
        await chair.Locator("#do-caption").ClickAsync();
        await interpreter.Locator("#caption-lang").SelectOptionAsync("zh");
        await interpreter.Locator("#caption-text").FillAsync("建议保守治疗。");
        await interpreter.Locator("#caption-text").PressAsync("Enter");
        await Assertions.Expect(chair.Locator("#caption-list [lang=zh]")).ToHaveTextAsync("建议保守治疗。");
        await Assertions.Expect(chair.Locator("#caption-form")).ToBeHiddenAsync();
        await interpreter.LookAsync("room-zh");
        Assert.Empty(await interpreter.AskAxeAsync());
        await chair.PictureAsync("room-captions");
        await chair.Locator("#do-leave").ClickAsync();
        await chair.Locator("#leave-all").ClickAsync();
        await Assertions.Expect(interpreter.Locator("#wait-said")).ToHaveTextAsync("会议已结束。");
        await site.SettleAsync();
        await MinutesAsync(clerk, session);
        // The case in the other two languages.
        foreach (var language in new[] { "zh", "en" })
        {
            await doctor.Context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = site.Url.ToString() }]);
            await doctor.GotoAsync(at);
            await Assertions.Expect(doctor.Locator("html")).ToHaveAttributeAsync("lang", language);
            await doctor.BeWellAsync("consult-case-" + language);
        }
        foreach (var page in new[] { doctor, director, chair, clerk, interpreter }) await page.Context.CloseAsync();
    }

    static async Task<string> AskAsync(ConsultScene scene, IPage doctor, string urgency)
    {
        await doctor.GotoAsync("/consults/new");
        await doctor.PressAsync(doctor.Locator("form[action='/consults/cases'] button.primary"));
        await doctor.ArriveAsync(url => url.EndsWith("/edit", StringComparison.Ordinal));
        var at = new Uri(doctor.Url).AbsolutePath[..^"/edit".Length];
        foreach (var (name, value) in new[] { ("answering", scene.Answering.ToString()), ("specialty", "cardiology"), ("urgency", urgency), ("reason", "beyond") })
            await doctor.Locator($"#ask [name={name}]").SelectOptionAsync(value);
        foreach (var (name, value) in new[] { ("name", "Ma Thị Thử"), ("birth", "15/02/1960"), ("question", "Có nên can thiệp ngay không?"), ("diagnosis", "I21 Nhồi máu cơ tim"),
            ("history", "Đau ngực trái 6 giờ."), ("findings", "Mạch 96, huyết áp 100/60.") })
            await doctor.Locator($"#ask [name={name}]").FillAsync(value);
        await doctor.Locator("#ask [name=sex]").SelectOptionAsync("female");
        await doctor.PressAsync(doctor.Locator("#ask button.primary"));
        var picture = await doctor.Locator("#next").ScreenshotAsync();
        await doctor.GotoAsync(at + "/edit");
        await doctor.Locator("#upload [name=file]").SetInputFilesAsync(new FilePayload { Name = "dien-tam-do.png", MimeType = "image/png", Buffer = picture });
        await doctor.Locator("#upload [name=identity]").UncheckAsync();
        await doctor.PressAsync(doctor.Locator("#upload button[type=submit]"));
        await Assertions.Expect(doctor.Locator("#files")).ToContainTextAsync("dien-tam-do.png");
        await doctor.GotoAsync(at);
        return at;
    }

    async Task<string> ScheduleAsync(ConsultScene scene, IPage clerk)
    {
        var wall = Say.WallClock(site.Clock.GetUtcNow().AddMinutes(10));
        await clerk.GotoAsync("/consults/sessions/new");
        await clerk.Locator("[name=day]").FillAsync(wall.ToString("yyyy-MM-dd", Say.Vietnam));
        await clerk.Locator("[name=at]").FillAsync(wall.ToString("HH:mm", Say.Vietnam));
        await clerk.Locator("[name=abroad]").CheckAsync();
        await clerk.Locator("[name=cases]").First.CheckAsync();
        await clerk.PressAsync(clerk.Locator("form[action='/consults/sessions'] button.primary"));
        await clerk.ArriveAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));
        var session = new Uri(clerk.Url).AbsolutePath;
        foreach (var (who, role) in new[] { ("expert", "Chair"), ("clerk", "Secretary") })
        {
            await clerk.GotoAsync(session);
            await clerk.Locator("#seats details").EvaluateAsync("d => { d.open = true; }");
            await clerk.Locator("#seats [name=user]").SelectOptionAsync(scene.Id(who).ToString());
            await clerk.Locator("#seats [name=role]").SelectOptionAsync(role);
            await clerk.PressAsync(clerk.Locator($"form[action='{session}/seats'] button"));
        }
        return session;
    }

    /// <summary>A seat for somebody without an account, and the link that is shown once.</summary>
    static async Task<string> InviteAsync(IPage clerk, string session, string name, string role, string language)
    {
        await clerk.GotoAsync(session);
        await clerk.Locator("#seats details").EvaluateAsync("d => { d.open = true; }");
        await clerk.Locator("#seats [name=user]").SelectOptionAsync("");
        await clerk.Locator("#seats [name=name]").FillAsync(name);
        await clerk.Locator("#seats [name=role]").SelectOptionAsync(role);
        await clerk.Locator("#seats [name=language]").SelectOptionAsync(language);
        await clerk.PressAsync(clerk.Locator($"form[action='{session}/seats'] button"));
        await clerk.PressAsync(clerk.GetByRole(AriaRole.Button, new() { Name = "Lấy đường dẫn mời" }));
        await clerk.LookAsync("consult-guest-link");
        return await clerk.Locator("code.secret").InnerTextAsync();
    }

    async Task<IPage> GuestAsync(string link, int width, int height, string language = "vi")
    {
        var page = await chromium.PageAsync(site, width, height);
        await page.AddInitScriptAsync("(() => { const Own = window.RTCPeerConnection; window.calls = []; window.RTCPeerConnection = class extends Own { constructor(...a) { super(...a); window.calls.push(this); } }; })()");
        if (language != "vi") await page.Context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = site.Url.ToString() }]);
        await page.GotoAsync(new Uri(link).AbsolutePath);
        return page;
    }

    static async Task MinutesAsync(IPage clerk, string session)
    {
        await clerk.GotoAsync(session);
        await clerk.Locator("main a[href^='/consults/minutes/']").First.ClickAsync();
        await clerk.ArriveAsync(url => url.Contains("/consults/minutes/", StringComparison.Ordinal));
        await clerk.GetByRole(AriaRole.Link, new() { Name = "Soạn biên bản" }).ClickAsync();
        await clerk.ArriveAsync(url => url.EndsWith("/edit", StringComparison.Ordinal));
        await Assertions.Expect(clerk.Locator("[name=bilingual]")).ToBeCheckedAsync();
        await Assertions.Expect(clerk.Locator("[name=interpreter]")).ToHaveValueAsync("Lý Tiểu Mai (phiên dịch)");
        foreach (var (name, value) in new[] { ("conclusion", "Điều trị bảo tồn."), ("diagnosisAfter", "I21.0"), ("treatment", "Theo dõi."), ("conclusionZh", "保守治疗。"),
            ("diagnosisAfterZh", "急性前壁心肌梗死"), ("treatmentZh", "观察。"), ("summaryZh", "胸痛六小时。"), ("diagnosisBeforeZh", "心肌梗死") })
            await clerk.Locator($"[name={name}]").FillAsync(value);
        await clerk.Locator("details:has([name=captions])").EvaluateAsync("d => { d.open = true; }");
        await clerk.Locator("[name=captions]").CheckAsync();
        await clerk.BeWellAsync("minutes-bilingual-edit");
        await clerk.PressAsync(clerk.Locator("button[name=do][value=seal]"));
        foreach (var text in new[] { "保守治疗。", "Điều trị bảo tồn.", "(zh): 建议保守治疗。" }) await Assertions.Expect(clerk.Locator("main")).ToContainTextAsync(text);
        await clerk.BeWellAsync("minutes-bilingual");
    }
}
