using System.Net.Http.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook.Tests;

/// <summary>A hospital that learns with two doctors and a director, one that teaches with an expert.</summary>
sealed class Scene(TestSite site)
{
    static int made;

    public const string Technique = "03.3327.0459";

    public Guid Hospital { get; private set; }
    public Guid Centre { get; private set; }
    public MadeAccount Doctor { get; private set; } = null!;
    public MadeAccount Other { get; private set; } = null!;
    public MadeAccount Head { get; private set; } = null!;
    public MadeAccount Expert { get; private set; } = null!;
    public Guid DoctorId { get; private set; }
    public Guid OtherId { get; private set; }
    public Guid ExpertId { get; private set; }
    public string Licence { get; private set; } = "";

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Scene> MakeAsync(TestSite site)
    {
        var number = Interlocked.Increment(ref made);
        var scene = new Scene(site)
        {
            Hospital = await site.OrganisationAsync($"Bệnh viện tỉnh {number}", null, "hospital"),
            Centre = await site.OrganisationAsync($"Bệnh viện tuyến cuối {number}", null, "hospital"),
            Licence = FormattableString.Invariant($"{number:000000}/LC-CCHN"),
        };
        scene.Doctor = await site.AccountAsync(Role.Doctor, scene.Hospital);
        scene.Other = await site.AccountAsync(Role.Doctor, scene.Hospital);
        scene.Head = await site.AccountAsync(Role.Director, scene.Hospital);
        scene.Expert = await site.AccountAsync(Role.Doctor, scene.Centre);
        scene.DoctorId = await scene.RegisterAsync("Bác sĩ học", scene.Doctor, scene.Hospital, scene.Licence);
        scene.OtherId = await scene.RegisterAsync("Bác sĩ phụ", scene.Other, scene.Hospital, FormattableString.Invariant($"{number:000000}/LC2-CCHN"));
        scene.ExpertId = await scene.RegisterAsync("Chuyên gia", scene.Expert, scene.Centre, FormattableString.Invariant($"{number:000000}/HNO-CCHN"));
        return scene;
    }

    Task<Guid> RegisterAsync(string name, MadeAccount account, Guid at, string licence) => site.HouseAsync(s => s.GetRequiredService<IPractitioners>()
        .EnterAsync(new(name, null, account.Id, "doctor", at, licence, new(2020, 1, 1)), Stop));

    public async Task<Visitor> AsAsync(MadeAccount account)
    {
        var visitor = site.Visitor();
        await visitor.SignInAsync(account.User, account.Password);
        return visitor;
    }

    public HttpClient Program(MadeAccount account) => new() { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };

    /// <summary>A case as a program sends it: the doctor at a level, under the expert on site where the level needs it.</summary>
    public object Case(short level, Guid? id = null, DateOnly? on = null, string encounter = "", Guid? supervisor = null, string late = "", int ordinal = 1, string outcome = "Good",
        string safety = "") => new
        {
            id = id ?? Guid.CreateVersion7(),
            facility = Hospital,
            on = on ?? site.Clock.Today(),
            technique = Technique + " · Phẫu thuật viêm ruột thừa",
            ekip = (Guid?)null,
            encounter,
            ordinal,
            members = new[] { new { practitioner = DoctorId, role = "surgeon", level } },
            supervisor = supervisor ?? (level < 5 ? ExpertId : null),
            supervisorLicence = "",
            supervision = "OnSite",
            room = "",
            outcome,
            safety,
            note = "",
            lateReason = late,
        };

    /// <summary>Sends a case as the doctor; its id.</summary>
    public async Task<Guid> EnterAsync(object one)
    {
        using var program = Program(Doctor);
        using var answer = await program.PostAsJsonAsync("/api/logbook/cases", one, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Stop)).GetProperty("id").GetGuid();
    }

    public async Task<(int Status, string Text)> TryAsync(MadeAccount account, object one)
    {
        using var program = Program(account);
        using var answer = await program.PostAsJsonAsync("/api/logbook/cases", one, Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public Task<LoggedCase> FindAsync(Guid id) => site.HouseAsync(s => s.GetRequiredService<LogbookStore>().Cases.AsNoTracking().Include(c => c.Members).SingleAsync(c => c.Id == id, Stop));

    /// <summary>Signs everything that waits for an account, on the page that lists it.</summary>
    public async Task<Visitor> SignAllAsync(MadeAccount account)
    {
        var who = await AsAsync(account);
        await who.OpenAsync("/logbook/to-sign");
        await who.SubmitAsync("/logbook/sign", [("proof-password", account.Password)]);
        return who;
    }

    public Task<PractitionerCard> CardAsync(TestSite at, Guid id) => at.HouseAsync(async s => (await s.GetRequiredService<IPractitioners>().FindAsync(id, null, Stop))!);

    /// <summary>Signs every case of the hospital in the name of an account, past its pages.</summary>
    public async Task SignAsAsync(TestSite at, MadeAccount account)
    {
        await using var scope = at.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = await scope.ServiceProvider.GetRequiredService<ICallers>().OfPersonAsync(account.Id, Stop);
        var store = scope.ServiceProvider.GetRequiredService<LogbookStore>();
        var all = await store.Cases.AsNoTracking().Where(c => c.FacilityId == Hospital).Select(c => new { c.Id, c.Version }).ToListAsync(Stop);
        await scope.ServiceProvider.GetRequiredService<LogSigning>().SignAsync([.. all.Select(c => (c.Id, c.Version))], "password", Stop);
    }

    /// <summary>Sum of a kind of fact at the hospital, taken back ones subtracted.</summary>
    public async Task<decimal> SumAsync(string kind)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return (await connection.RowsAsync("select value from kernel_fact where kind = @p0 and unit_id = @p1", r => r.GetInt64(0) / 10000m, Stop, kind, Hospital)).Sum();
    }

    /// <summary>What was told to those who count: how many more counted than taken back.</summary>
    public async Task<int> ToldAsync()
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        var bodies = await connection.RowsAsync("select body from kernel_event where type = 'CaseCounted' and stream = @p0", r => r.GetString(0), Stop, $"case/{Hospital}");
        return bodies.Sum(b => System.Text.Json.JsonSerializer.Deserialize<CaseCounted>(b)!.IsTakenBack ? -1 : 1);
    }
}
