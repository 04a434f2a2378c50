using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>
/// A hospital joins and its data begin to work, in a real browser: key, file with a fault, corrected file, person, record, release, urgent opening, the
/// citizen's view, the plan's figure.
/// </summary>
public abstract class FeedJourneyTests(TestSite site, Chromium chromium)
{
    const string Name = "Vàng Thị Mỷ Thử";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    Guid department, hospital, other, third;

    DateOnly Yesterday => site.Clock.Today().AddDays(-1);

    [Fact]
    public async Task A_hospital_joins_and_what_it_sends_is_found_released_reviewed_and_counted()
    {
        site.Clock.SetDay(new DateOnly(2026, 11, 20));
        await NetworkAsync();
        var plan = await PlanAsync();
        var (user, password) = await KeyAsync();
        var officer = await EnterAsync(Role.DataOfficer, hospital);
        await FaultAsync(officer);
        Assert.Contains("75 %", await FigureAsync(officer, plan), StringComparison.Ordinal);
        await CorrectAsync(user, password);
        Assert.Contains("100 %", await FigureAsync(officer, plan), StringComparison.Ordinal);
        await WalkAsync(officer, plan);
        var person = await FindAsync();
        await ReleaseAsync(officer, person);
        await DangerAsync(person);
        await CitizenAsync(officer, person);
    }

    async Task NetworkAsync()
    {
        department = await site.OrganisationAsync("Sở Y tế tỉnh Thử", kind: "department");
        hospital = await site.OrganisationAsync("Bệnh viện Gửi", department, "hospital");
        other = await site.OrganisationAsync("Bệnh viện Xin", department, "hospital");
        third = await site.OrganisationAsync("Bệnh viện Cấp Cứu", department, "hospital");
        var path = Path.Combine(site.Folder, "codes.csv");
        await File.WriteAllTextAsync(path, "name,kind,facility_code,parent\nBệnh viện Gửi,hospital,J0001,Sở Y tế tỉnh Thử\n", Stop);
        Assert.Equal(0, await site.HouseAsync(s => House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == "organisations load").Run(s, [path])));
    }

    /// <summary>A plan of the hospital whose one target is counted from what it sends.</summary>
    async Task<Guid> PlanAsync()
    {
        await site.HouseAsync(async s =>
        {
            await s.GetServices<Job>().Single(j => j.Name == "evidence-catalogue").Run(s, Stop);
            return true;
        });
        const string paper = """
            BỆNH VIỆN GỬI

            Số: 9/KH-BV

            Thử, ngày 05 tháng 01 năm 2026

            KẾ HOẠCH

            Liên thông hồ sơ khám chữa bệnh năm 2026

            I. MỤC TIÊU

            - Tối thiểu 85% hồ sơ khám chữa bệnh được liên thông trong năm 2026.

            II. NỘI DUNG THỰC HIỆN

            1. Kết nối

            - Kết nối phần mềm của bệnh viện.
            """;
        return await site.HouseAsync(s => s.GetRequiredService<IPlanImport>().ImportAndAdoptAsync(hospital, "kh.txt",
            System.Text.Encoding.UTF8.GetBytes(paper), (_, _) => new("formula", "N{LT_TYLE}"), Stop));
    }

    async Task<IPage> EnterAsync(Role role, Guid at)
    {
        var page = await chromium.PageAsync(site);
        await page.SignInAsync(await site.AccountAsync(role, at));
        return page;
    }

    async Task<(string User, string Password)> KeyAsync()
    {
        var page = await EnterAsync(Role.Administrator, hospital);
        await page.GotoAsync($"/feed/{hospital}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Kết nối phần mềm" }).ClickAsync();
        await page.ArriveAsync(url => url.EndsWith("/join", StringComparison.Ordinal));
        var form = page.Locator($"form[action='/feed/{hospital}/keys']");
        await form.Locator("[name=name]").FillAsync("HIS thử");
        await page.PressAsync(form.Locator("button"));
        await page.LookAsync("feed-key");
        var codes = await page.Locator("main table").First.Locator("code").AllTextContentsAsync();
        Assert.Equal("J0001", codes[2]);
        // The secret is shown once.
        await page.ReloadAsync();
        Assert.DoesNotContain(codes[1], await page.ContentAsync(), StringComparison.Ordinal);
        await page.PressAsync(page.Locator($"form[action='/feed/{hospital}/try'] button"));
        await Assertions.Expect(page.Locator("#try .says")).ToContainTextAsync("được nhận");
        return (codes[0], codes[1]);
    }

    byte[] Envelope(bool faulty)
    {
        var maker = new EpisodeMaker(1, "J0001", Yesterday);
        var episodes = Enumerable.Range(1, 24).Select(n => maker.Make(Scene.Outpatient, n)).ToList();
        episodes[9].Summary![FieldNames.HO_TEN] = Name;
        if (faulty) foreach (var episode in episodes.Take(6)) episode.Summary![FieldNames.NGAY_SINH] = "19x001010000";
        using var file = new MemoryStream();
        EnvelopeWriter.Write(file, "J0001", Yesterday, episodes, maker.Set);
        return file.ToArray();
    }

    async Task FaultAsync(IPage page)
    {
        await page.GotoAsync("/feed");
        await page.Locator("#send input[name=files]").SetInputFilesAsync(new FilePayload { Name = "sai.xml", MimeType = "text/xml", Buffer = Envelope(faulty: true) });
        await page.PressAsync(page.Locator("#send button"));
        await page.ArriveAsync(url => url.Contains("/feed/files/", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("sai.xml");
        var fault = page.Locator("tr:has(code:text-is('XML1.NGAY_SINH.type'))").First;
        foreach (var part in new[] { "GIA-J0001", "XML1 · 1", "NGAY_SINH", "Ngày giờ sinh", "Không nhận", "19x001010000" }) await Assertions.Expect(fault).ToContainTextAsync(part);
        await page.LookAsync("feed-file");
        await page.GotoAsync($"/feed/{hospital}/faults?only=refusals");
        await Assertions.Expect(page.Locator("main tbody tr")).ToHaveCountAsync(6);
        await page.LookAsync("feed-faults");
    }

    async Task CorrectAsync(string user, string password)
    {
        using var software = new HttpClient { BaseAddress = site.Url, Timeout = TimeSpan.FromMinutes(5) };
        var taken = await software.PostAsJsonAsync("/api/auth/token/take", new { username = user, password, code = "J0001" }, Stop);
        var token = JsonNode.Parse(await taken.Content.ReadAsStringAsync(Stop))!["apiKey"]!["accessToken"]!.GetValue<string>();
        software.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var sent = await software.PostAsJsonAsync("/api/kcb/xml/qd3176/guiHoSoXml",
            new { loaiHoSo = "130", maTinh = "99", maCSKCB = "J0001", files = new[] { Convert.ToBase64String(Envelope(faulty: false)) } }, Stop);
        var answer = JsonNode.Parse(await sent.Content.ReadAsStringAsync(Stop))!;
        Assert.Equal("200", answer["maKetQua"]!.GetValue<string>());
        Assert.Equal(1, answer["totalSuccess"]!.GetValue<int>());
    }

    async Task<string> FigureAsync(IPage page, Guid plan)
    {
        await site.SettleAsync();
        await page.GotoAsync($"/plans/{plan}");
        return await page.Locator(".goals tbody").InnerTextAsync();
    }

    /// <summary>From the plan's figure down to the row of the XML that stands behind it.</summary>
    static async Task WalkAsync(IPage page, Guid plan)
    {
        await page.GotoAsync($"/plans/{plan}");
        await page.Locator(".goals a[href^='/evidence/indicators/']").First.ClickAsync();
        await page.Locator(".drawer a[href^='/evidence/figure']").First.ClickAsync();
        await page.ArriveAsync(url => url.Contains("/evidence/figure", StringComparison.Ordinal));
        await page.Locator("main td a[href^='/feed/episodes/']").First.ClickAsync();
        await page.ArriveAsync(url => url.Contains("/feed/episodes/", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("main tr:has(code:text-is('MA_LK'))").First).ToContainTextAsync("GIA-J0001");
        await page.LookAsync("feed-episode");
    }

    async Task<Guid> FindAsync()
    {
        var page = await EnterAsync(Role.Doctor, hospital);
        await page.GotoAsync("/persons");
        await page.Locator("main [name=q]").FillAsync("vang thi my thu");
        await page.PressAsync(page.Locator("form[action='/persons'] button"));
        await page.LookAsync("persons");
        await page.GetByRole(AriaRole.Link, new() { Name = Name }).ClickAsync();
        await page.ArriveAsync(url => url.Contains("/persons/", StringComparison.Ordinal));
        await page.LookAsync("person");
        await page.GetByRole(AriaRole.Link, new() { Name = "Xem hồ sơ" }).ClickAsync();
        await page.ArriveAsync(url => url.Contains("/records/", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(Name);
        await page.LookAsync("record");
        var person = Guid.Parse(new Uri(page.Url).Segments[2].Trim('/'));
        await page.Locator("main a[href*='/visits/']").First.ClickAsync();
        await page.ArriveAsync(url => url.Contains("/visits/", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("bảng XML1 dòng 1");
        await page.LookAsync("visit");
        return person;
    }

    async Task ReleaseAsync(IPage officer, Guid person)
    {
        var doctor = await EnterAsync(Role.Doctor, other);
        await doctor.GotoAsync($"/records/{person}");
        await Assertions.Expect(doctor.Locator("main")).ToContainTextAsync("Không có nội dung nào ông/bà được xem");
        Assert.DoesNotContain(Name, await doctor.ContentAsync(), StringComparison.Ordinal);
        await doctor.LookAsync("record-hidden");
        await doctor.GetByRole(AriaRole.Link, new() { Name = "Xin cơ sở giữ hồ sơ cho phép" }).ClickAsync();
        await doctor.Locator("[name=reason]").FillAsync("Chuẩn bị mổ, cần kết quả đã có");
        await doctor.PressAsync(doctor.Locator($"form[action='/records/{person}/ask'] button.primary"));

        await officer.GotoAsync("/records/requests");
        await officer.GetByRole(AriaRole.Link, new() { Name = "Trả lời" }).ClickAsync();
        await Assertions.Expect(officer.Locator("main")).ToContainTextAsync("Chuẩn bị mổ");
        await officer.LookAsync("request");
        await officer.Locator("select[name=kind]").SelectOptionAsync("Law");
        await officer.Locator("[name=reference]").FillAsync("Điều 19 (thử)");
        await officer.PressAsync(officer.Locator("form[action$='/approve'] button.primary"));
        await Assertions.Expect(officer.Locator("main")).ToContainTextAsync("Đã cho phép");
        await officer.LookAsync("requests");

        await doctor.GotoAsync($"/records/{person}");
        await Assertions.Expect(doctor.Locator("h1")).ToHaveTextAsync(Name);
        await Assertions.Expect(doctor.Locator("main")).ToContainTextAsync("Bệnh viện Gửi");
        await Assertions.Expect(doctor.Locator("main")).ToContainTextAsync("Luật quy định");
    }

    async Task DangerAsync(Guid person)
    {
        var doctor = await EnterAsync(Role.Doctor, third);
        await doctor.GotoAsync($"/records/{person}");
        await doctor.GetByRole(AriaRole.Link, new() { Name = "Mở khẩn cấp" }).ClickAsync();
        await doctor.Locator("select[name=cause]").SelectOptionAsync("unconscious");
        await doctor.Locator("[name=reason]").FillAsync("Hôn mê, cần biết thuốc đang dùng");
        await doctor.LookAsync("urgent");
        await doctor.PressAsync(doctor.Locator($"form[action='/records/{person}/urgent'] button"));
        await Assertions.Expect(doctor.Locator("h1")).ToHaveTextAsync(Name);

        var director = await EnterAsync(Role.Director, hospital);
        await director.GotoAsync("/");
        await director.Locator("main a[href='/records/urgent']").First.ClickAsync();
        await Assertions.Expect(director.Locator("main")).ToContainTextAsync("Hôn mê, cần biết thuốc đang dùng");
        await director.LookAsync("urgent-review");
        await director.Locator("select[name=verdict]").SelectOptionAsync("Justified");
        await director.Locator("[name=why]").FillAsync("Đúng là cấp cứu");
        await director.PressAsync(director.Locator("form[action$='/review'] button.primary"));
        await Assertions.Expect(director.Locator("main")).ToContainTextAsync("Chính đáng");
    }

    async Task CitizenAsync(IPage officer, Guid person)
    {
        var account = await site.AccountAsync(Role.Citizen, hospital);
        await officer.GotoAsync($"/records/{person}/link");
        await officer.Locator("select[name=user]").SelectOptionAsync(account.Id.ToString());
        await officer.Locator("[name=card]").FillAsync(new EpisodeMaker(1, "J0001", Yesterday).Make(Scene.Outpatient, 10).Summary![FieldNames.SO_CCCD]!);
        await officer.Locator("[name=seen]").CheckAsync();
        await officer.PressAsync(officer.Locator($"form[action='/records/{person}/link'] button"));

        var page = await chromium.PageAsync(site, 360, 740, touch: true);
        await page.SignInAsync(account);
        await page.GotoAsync("/my/record");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Bệnh viện Gửi");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ai đã xem hồ sơ của tôi" }).First.TapAsync();
        await page.ArriveAsync(url => url.EndsWith("/my/record/opened", StringComparison.Ordinal));
        foreach (var part in new[] { "Bệnh viện Xin", "Điều 19 (thử)", "Bệnh viện Cấp Cứu", "Khẩn cấp" }) await Assertions.Expect(page.Locator("main")).ToContainTextAsync(part);
        await page.NothingOverflowsAsync();
        await page.PictureAsync("my-opened");
    }
}

[Collection("browser")]
public sealed class Feed_journey_on_sqlite(SqliteSite site, Chromium chromium) : FeedJourneyTests(site, chromium), IClassFixture<SqliteSite>;

[Collection("browser")]
public sealed class Feed_journey_on_postgres(PostgresSite site, Chromium chromium) : FeedJourneyTests(site, chromium), IClassFixture<PostgresSite>;
