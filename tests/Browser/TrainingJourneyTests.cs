using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>
/// Training in a real browser: a unit's need, the year's plan, the class, a learner marked by the lecturer's code on a phone, results, signed certificates that
/// anybody can check, hours of education, and the plan's figure.
/// </summary>
[Collection("browser")]
public sealed class TrainingJourneyTests(SqliteSite site, Chromium chromium) : IClassFixture<SqliteSite>
{
    const string Topic = "Hồi sức sơ sinh tại phòng sinh";

    readonly Dictionary<string, MadeAccount> people = [];
    Guid department, unit, host, learner, plan;
    string course = "", session = "", verify = "";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_need_becomes_a_class_a_certificate_hours_and_the_plans_figure()
    {
        site.Clock.SetDay(new DateOnly(2026, 3, 2));
        await SceneAsync();
        await NeedAsync();
        await YearAsync();
        await ClassAsync();
        await NominateAsync();
        await AttendAsync();
        await ConcludeAsync();
        await CertifyAsync();
        await CheckAsync();
        await CreditAsync();
        await FigureAsync();
    }

    async Task SceneAsync()
    {
        department = await site.OrganisationAsync("Sở Y tế tỉnh Học", kind: "department");
        unit = await site.OrganisationAsync("Bệnh viện Huyện Học", department, "hospital");
        host = await site.OrganisationAsync("Bệnh viện Trung ương Dạy", null, "hospital");
        foreach (var (name, role, at) in new[]
        {
            ("officer", Role.DepartmentOfficer, department), ("director", Role.Director, department), ("sender", Role.UnitOfficer, unit), ("learner", Role.Doctor, unit),
            ("arranger", Role.UnitOfficer, host), ("signer", Role.Director, host), ("lecturer", Role.Doctor, host),
        })
            people[name] = await site.AccountAsync(role, at);
        learner = await site.HouseAsync(s => s.GetRequiredService<IPractitioners>().EnterAsync(
            new("Lò Thị Học", new DateOnly(1990, 4, 1), people["learner"].Id, "doctor", unit, "000777/HOC-GPHN", new DateOnly(2022, 1, 1)), Stop));
        await site.HouseAsync(s => s.GetRequiredService<IPractitioners>().EnterAsync(
            new("Bùi Văn Dạy", new DateOnly(1975, 4, 1), people["lecturer"].Id, "doctor", host, "000778/DAY-GPHN", new DateOnly(2010, 1, 1)), Stop));
        await site.HouseAsync(async s =>
        {
            await s.GetServices<Job>().Single(j => j.Name == "evidence-catalogue").Run(s, Stop);
            return true;
        });
        const string paper = """
            SỞ Y TẾ TỈNH HỌC

            Số: 9/KH-SYT

            Học, ngày 05 tháng 01 năm 2026

            KẾ HOẠCH

            Đào tạo năm 2026

            I. MỤC TIÊU

            - Tối thiểu 1 người được cấp chứng nhận, chứng chỉ trong năm 2026.

            II. NỘI DUNG THỰC HIỆN

            1. Đào tạo

            - Tổ chức lớp hồi sức sơ sinh.
            """;
        plan = await site.HouseAsync(s => s.GetRequiredService<IPlanImport>().ImportAndAdoptAsync(department, "kh.txt", System.Text.Encoding.UTF8.GetBytes(paper),
            (_, _) => new("formula", "N{DT_CHUNGNHAN}"), Stop));
    }

    async Task<IPage> AsAsync(string who, int width = 1366, int height = 768)
    {
        var page = await chromium.PageAsync(site, width, height);
        await page.SignInAsync(people[who]);
        return page;
    }

    async Task NeedAsync()
    {
        var page = await AsAsync("sender");
        await page.GotoAsync("/training/needs/new");
        await page.BeWellAsync("training-need");
        await page.Locator("main [name=topic]").FillAsync(Topic);
        await page.Locator("main [name=people]").FillAsync("2");
        await page.Locator("main [name=year]").FillAsync("2026");
        await page.Locator("main [name=reason]").FillAsync("Đang phải chuyển tuyến trẻ sơ sinh.");
        await page.PressAsync(page.Locator("form[action='/training/needs'] button.primary"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Topic);
        await page.Context.CloseAsync();
    }

    async Task YearAsync()
    {
        var page = await AsAsync("officer");
        await page.GotoAsync("/training/plans");
        await page.Locator("form[action='/training/plans'] [name=year]").FillAsync("2026");
        await page.PressAsync(page.Locator("form[action='/training/plans'] button.primary"));
        await page.ArriveAsync(url => url.Contains("/training/plans/", StringComparison.Ordinal));
        var at = new Uri(page.Url).AbsolutePath;
        await page.Locator("#waiting [name=needs]").First.CheckAsync();
        await page.PressAsync(page.Locator($"form[action='{at}/take'] button"));
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync(Topic);
        await page.BeWellAsync("training-plan");
        await page.PressAsync(page.Locator($"form[action='{at}/submit'] button"));
        var director = await AsAsync("director");
        await director.GotoAsync(at);
        await director.Locator("[name=number]").FillAsync("12/QĐ-SYT");
        await director.PressAsync(director.Locator($"form[action='{at}/approve'] button"));
        await Assertions.Expect(director.Locator("main")).ToContainTextAsync("12/QĐ-SYT");
        await director.Context.CloseAsync();
        await page.GotoAsync(at);
        await page.PressAsync(page.Locator($"form[action='{at}/open'] button"));
        await page.ArriveAsync(url => url.Contains("/training/classes/", StringComparison.Ordinal));
        course = new Uri(page.Url).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    /// <summary>The department completes the class, lays a session on today and opens it for names.</summary>
    async Task ClassAsync()
    {
        var page = await AsAsync("officer");
        await page.GotoAsync(course + "/edit");
        await page.BeWellAsync("training-class-edit");
        await page.Locator("main [name=host]").SelectOptionAsync(host.ToString());
        await page.Locator("main [name=from]").FillAsync("2026-03-02");
        await page.Locator("main [name=to]").FillAsync("2026-03-02");
        await page.Locator("main [name=paper]").SelectOptionAsync("Cme");
        await page.PressAsync(page.Locator($"form[action='{course}/edit'].stack button.primary, form[method=post][action='{course}/edit'] button.primary"));
        await page.GotoAsync(course);
        await page.Locator($"form[action='{course}/sessions'] [name=title]").FillAsync("Bóp bóng qua mặt nạ");
        await page.Locator($"form[action='{course}/sessions'] [name=day]").FillAsync("2026-03-02");
        await page.Locator($"form[action='{course}/sessions'] [name=from]").FillAsync("09:00");
        await page.Locator($"form[action='{course}/sessions'] [name=to]").FillAsync("10:00");
        await page.PressAsync(page.Locator($"form[action='{course}/sessions'] button:not([type=button])").Last);
        session = (await page.Locator("main a[href^='/training/sessions/']").First.GetAttributeAsync("href"))!;
        await page.PressAsync(page.Locator($"form[action='{course}/open'] button"));
        await page.BeWellAsync("training-class");
        await page.Context.CloseAsync();
    }

    async Task NominateAsync()
    {
        var page = await AsAsync("sender");
        await page.GotoAsync(course + "/people");
        await page.Locator("#nominate [name=practitioner]").SelectOptionAsync(learner.ToString());
        await page.PressAsync(page.Locator($"form[action='{course}/nominate'] button"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Lò Thị Học");
        await page.Context.CloseAsync();
        var officer = await AsAsync("officer");
        await officer.GotoAsync(course + "/people");
        await officer.PressAsync(officer.Locator("form[action$='/agree'] button").First);
        await officer.BeWellAsync("training-people");
        await officer.Context.CloseAsync();
    }

    /// <summary>The code on the lecturer's screen is typed on the learner's phone; a code from elsewhere is not taken.</summary>
    async Task AttendAsync()
    {
        site.Clock.Pass(new DateTimeOffset(2026, 3, 2, 1, 55, 0, TimeSpan.Zero) - site.Clock.GetUtcNow());
        var screen = await AsAsync("officer");
        await screen.GotoAsync(session + "/code");
        await screen.BeWellAsync("training-code");
        var phone = await AsAsync("learner", 360, 740);
        await phone.GotoAsync("/training/mine");
        await phone.BeWellAsync("training-mine");
        await phone.SetViewportSizeAsync(360, 740);
        await phone.GotoAsync(session + "/here");
        await phone.Locator("main [name=code]").FillAsync("000000");
        await phone.PressAsync(phone.Locator($"form[action='{session}/here'] button"));
        await Assertions.Expect(phone.Locator("#wrong-code, .error, .says.bad").First).ToBeVisibleAsync();
        await screen.ReloadAsync();
        var code = (await screen.Locator("[data-code]").TextContentAsync())!.Trim();
        await phone.Locator("main [name=code]").FillAsync(code);
        await phone.PressAsync(phone.Locator($"form[action='{session}/here'] button"));
        await Assertions.Expect(phone.Locator("main")).ToContainTextAsync("đã điểm danh buổi này");
        await phone.BeWellAsync("training-here");
        await phone.Context.CloseAsync();
        await screen.Context.CloseAsync();
        site.Clock.Pass(TimeSpan.FromHours(2));
    }

    async Task ConcludeAsync()
    {
        var page = await AsAsync("director");
        await page.GotoAsync(course + "/results");
        await Assertions.Expect(page.Locator("table").First).ToContainTextAsync("đạt");
        await page.BeWellAsync("training-results");
        await page.Locator("[name=proof-password]").FillAsync(people["director"].Password);
        await page.PressAsync(page.Locator($"form[action='{course}/conclude'] button"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("đã ký kết quả");
        await page.Context.CloseAsync();
        await site.SettleAsync();
    }

    async Task CertifyAsync()
    {
        var page = await AsAsync("signer");
        await page.GotoAsync("/certificates/waiting");
        await page.BeWellAsync("certificates-waiting");
        await page.PressAsync(page.Locator("form[action='/certificates/batches'] button.primary"));
        await page.BeWellAsync("certificates-batch");
        await page.Locator("[name=proof-password]").FillAsync(people["signer"].Password);
        await page.PressAsync(page.Locator("form[action$='/sign'] button.primary"));
        await page.Context.CloseAsync();
        await site.SettleAsync();
        var holder = await AsAsync("learner");
        await holder.GotoAsync("/training/mine");
        await holder.Locator("main a[href*='certificate']").First.ClickAsync();
        await holder.ArriveAsync(url => url.Contains("certificate", StringComparison.Ordinal));
        verify = holder.Url.Contains("/verify/", StringComparison.Ordinal) ? new Uri(holder.Url).AbsolutePath
            : (await holder.Locator("main a[href*='/verify/certificate/']").First.GetAttributeAsync("href"))!;
        await holder.BeWellAsync("certificate");
        await holder.Context.CloseAsync();
    }

    /// <summary>Who holds the paper needs no account to see every field of it.</summary>
    async Task CheckAsync()
    {
        var page = await chromium.PageAsync(site, 360, 740, scripts: false);
        await page.GotoAsync(verify);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("còn hiệu lực");
        foreach (var field in new[] { "Lò Thị Học", Topic, "Bệnh viện Trung ương Dạy" }) await Assertions.Expect(page.Locator("main")).ToContainTextAsync(field);
        await page.LookAsync("certificate-verify");
        await page.Context.CloseAsync();
    }

    async Task CreditAsync()
    {
        var page = await AsAsync("learner");
        await page.GotoAsync("/credits");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Topic);
        await page.BeWellAsync("credits-mine");
        await page.Context.CloseAsync();
    }

    /// <summary>The plan counts the certificate, and the figure leads to it.</summary>
    async Task FigureAsync()
    {
        await site.SettleAsync();
        var page = await AsAsync("officer");
        await page.GotoAsync($"/plans/{plan}");
        await page.Locator(".goals a[href^='/evidence/indicators/']").First.ClickAsync();
        await page.Locator(".drawer a[href^='/evidence/figure']").First.ClickAsync();
        await page.ArriveAsync(url => url.Contains("/evidence/figure", StringComparison.Ordinal));
        await page.LookAsync("training-figure");
        await page.Locator($"main a[href^='{course}'], main a[href^='/certificates/']").First.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Topic);
        await page.Context.CloseAsync();
    }
}
