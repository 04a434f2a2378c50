using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>A district hospital that asks and a central one that answers, their people, a patient of the index and the plan that wants a consultation each week.</summary>
sealed class ConsultScene(TestSite site, Chromium chromium)
{
    public const string Patient = "Vàng Thị Mỷ Thử";

    readonly Dictionary<string, MadeAccount> people = [];

    public TestSite Site => site;
    public Guid Asking { get; private set; }
    public Guid Answering { get; private set; }
    public Guid Plan { get; private set; }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ConsultScene> MakeAsync(TestSite site, Chromium chromium, string code)
    {
        var scene = new ConsultScene(site, chromium);
        var department = await site.OrganisationAsync($"Sở Y tế tỉnh {code}", kind: "department");
        scene.Asking = await site.OrganisationAsync($"Bệnh viện Huyện {code}", department, "hospital");
        scene.Answering = await site.OrganisationAsync($"Bệnh viện Trung ương {code}", null, "hospital");
        foreach (var (name, role, at) in new[]
        {
            ("doctor", Role.Doctor, scene.Asking), ("director", Role.Director, scene.Asking), ("officer", Role.DataOfficer, scene.Asking),
            ("expert", Role.Doctor, scene.Answering), ("clerk", Role.UnitOfficer, scene.Answering), ("head", Role.Director, scene.Answering),
        })
            scene.people[name] = await site.AccountAsync(role, at);
        return scene;
    }

    /// <summary>A fresh page of one of them.</summary>
    public async Task<IPage> AsAsync(string who, int width = 1366, int height = 768)
    {
        var page = await chromium.PageAsync(site, width, height);
        // The page's own connections are looked at later.
        await page.AddInitScriptAsync("(() => { const Own = window.RTCPeerConnection; window.calls = []; window.RTCPeerConnection = class extends Own { constructor(...a) { super(...a); window.calls.push(this); } }; })()");
        await page.SignInAsync(people[who]);
        return page;
    }

    public Guid Id(string who) => people[who].Id;

    public string Password(string who) => people[who].Password;

    /// <summary>The asking hospital's software has sent a visit of the patient.</summary>
    public async Task SendPatientAsync(string code, string department)
    {
        var path = Path.Combine(site.Folder, "codes.csv");
        await File.WriteAllTextAsync(path, $"name,kind,facility_code,parent\nBệnh viện Huyện {department},hospital,{code},Sở Y tế tỉnh {department}\n", Stop);
        Assert.Equal(0, await site.HouseAsync(s => House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == "organisations load").Run(s, [path])));
        var day = site.Clock.Today().AddDays(-1);
        var maker = new EpisodeMaker(1, code, day);
        var episode = maker.Make(Scene.Outpatient, 1);
        episode.Summary![FieldNames.HO_TEN] = Patient;
        using var file = new MemoryStream();
        EnvelopeWriter.Write(file, code, day, [episode], maker.Set);
        var officer = await AsAsync("officer");
        await officer.GotoAsync("/feed");
        await officer.Locator("#send input[name=files]").SetInputFilesAsync(new FilePayload { Name = "luot-kham.xml", MimeType = "text/xml", Buffer = file.ToArray() });
        await officer.PressAsync(officer.Locator("#send button"));
        await officer.ArriveAsync(url => url.Contains("/feed/files/", StringComparison.Ordinal));
        await officer.Context.CloseAsync();
        await site.SettleAsync();
    }

    /// <summary>A plan of the asking hospital whose one target is the share of weeks with a consultation.</summary>
    public async Task PlanAsync()
    {
        await site.HouseAsync(async s =>
        {
            await s.GetServices<Job>().Single(j => j.Name == "evidence-catalogue").Run(s, Stop);
            return true;
        });
        const string paper = """
            BỆNH VIỆN HUYỆN THỬ

            Số: 9/KH-BV

            Thử, ngày 05 tháng 01 năm 2026

            KẾ HOẠCH

            Hội chẩn từ xa năm 2026

            I. MỤC TIÊU

            - Tối thiểu 80% số tuần có hội chẩn từ xa ít nhất 1 lần/tuần trong năm 2026.

            II. NỘI DUNG THỰC HIỆN

            1. Hội chẩn

            - Tổ chức hội chẩn từ xa hằng tuần.
            """;
        Plan = await site.HouseAsync(s => s.GetRequiredService<IPlanImport>().ImportAndAdoptAsync(Asking, "kh.txt",
            System.Text.Encoding.UTF8.GetBytes(paper), (_, _) => new("formula", "N{HC_TUAN}"), Stop));
    }

    /// <summary>Documents that the record has taken from minutes.</summary>
    public async Task<IReadOnlyList<string>> DocumentsAsync()
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return await connection.RowsAsync("select document_id from consults_minutes where document_id is not null", r => r.GetString(0), Stop);
    }

    /// <summary>Rows of the trail of an action.</summary>
    public async Task<int> TrailAsync(string action)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return (await connection.RowsAsync("select object_id from kernel_trail where action = @p0", r => r.GetString(0), Stop, action)).Count;
    }
}
