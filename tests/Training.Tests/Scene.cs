using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Training.Tests;

/// <summary>Somebody with an account who stands in the register.</summary>
sealed record Person(MadeAccount Account, Guid Practitioner, string Name, string Licence);

/// <summary>A department with a hospital below it that sends people, and a central hospital that teaches.</summary>
sealed class Scene(TestSite site)
{
    static int made;

    public TestSite Site => site;
    public Guid Department { get; private set; }
    public Guid Unit { get; private set; }
    public Guid Host { get; private set; }
    public MadeAccount Officer { get; private set; } = null!;
    public MadeAccount Director { get; private set; } = null!;
    public MadeAccount Sender { get; private set; } = null!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Scene> MakeAsync(TestSite site)
    {
        var number = Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture);
        var scene = new Scene(site) { Department = await site.OrganisationAsync("Sở Y tế thử " + number, null, "department") };
        scene.Unit = await site.OrganisationAsync("Bệnh viện cử đi " + number, scene.Department, "hospital");
        scene.Host = await site.OrganisationAsync("Bệnh viện dạy " + number, null, "hospital");
        scene.Officer = await site.AccountAsync(Role.DepartmentOfficer, scene.Department);
        scene.Director = await site.AccountAsync(Role.Director, scene.Department);
        scene.Sender = await site.AccountAsync(Role.UnitOfficer, scene.Unit);
        return scene;
    }

    public async Task<Visitor> AsAsync(MadeAccount account)
    {
        var visitor = site.Visitor();
        await visitor.SignInAsync(account.User, account.Password);
        return visitor;
    }

    /// <summary>A doctor of the unit with an account.</summary>
    public async Task<Person> PersonAsync(bool licensed = true, Guid? at = null)
    {
        var number = Interlocked.Increment(ref made);
        var (account, name, licence) = (await site.AccountAsync(Role.Doctor, at ?? Unit), FormattableString.Invariant($"Người Học {number}"),
            licensed ? FormattableString.Invariant($"{number:000000}/THU-GPHN") : "");
        return new(account, await site.HouseAsync(s => s.GetRequiredService<IPractitioners>().EnterAsync(new(name, new DateOnly(1990, 1, 1), account.Id, "doctor", at ?? Unit, licence,
            licensed ? new DateOnly(2020, 1, 1) : null), Stop)), name, licence);
    }

    /// <summary>Work of the house with a service.</summary>
    public Task<T> DoAsync<TService, T>(Func<TService, Task<T>> work) where TService : notnull => site.HouseAsync(s => work(s.GetRequiredService<TService>()));

    /// <summary>Work of the house with a service.</summary>
    public Task DoAsync<TService>(Func<TService, Task> work) where TService : notnull => site.HouseAsync(async s =>
    {
        await work(s.GetRequiredService<TService>());
        return 0;
    });

    /// <summary>Rows of the store.</summary>
    public Task<T> RowsAsync<T>(Func<TrainingStore, Task<T>> read) => site.HouseAsync(s => read(s.GetRequiredService<TrainingStore>()));

    public static DateOnly Day(TestSite site, int ahead) => site.Clock.Today().AddDays(ahead);

    /// <summary>What is entered of a class that runs one day.</summary>
    public ClassInput Input(int ahead = 7, int capacity = 10, bool licence = false, int? weight = null, ClassMode mode = ClassMode.OnSite, bool prompts = false, int attendance = 80) =>
        new("Hồi sức sơ sinh thử", Host, mode, "Hội trường", Day(site, ahead), Day(site, ahead + 1), null, "", "Chương trình", 8, 8, Paper.Cme, Payer.Province, capacity, attendance,
            licence, 15, 15, prompts, weight, 5, GradeRule.Usual, 3, null, null);

    /// <summary>An open class with a session on its first day from eight to ten.</summary>
    public async Task<(Guid Class, Guid Session)> ClassAsync(ClassInput? input = null, string from = "08:00", string to = "10:00", bool online = false)
    {
        input ??= Input();
        var id = await DoAsync<ClassEditing, Guid>(e => e.MakeAsync(Department, input, Stop));
        var session = await DoAsync<Timetabling, Guid>(t => t.AddAsync(id, new("Bài một", SessionKind.Theory, Moments.At(input.From, from), Moments.At(input.From, to), "Hội trường", online),
            [], Stop));
        await DoAsync<ClassEditing>(async e => await e.OpenAsync(id, await VersionAsync(id), Stop));
        return (id, session);
    }

    public Task<int> VersionAsync(Guid of) => RowsAsync(s => s.Classes.Where(c => c.Id == of).Select(c => c.Version).SingleAsync(Stop));

    /// <summary>Sends somebody and agrees; returns their nomination.</summary>
    public async Task<Guid> SeatAsync(Guid of, Person who)
    {
        await DoAsync<Nominating>(n => n.NominateAsync(of, Unit, who.Practitioner, Stop));
        var id = (await NominationAsync(of, who)).Id;
        await DoAsync<Nominating>(n => n.AgreeAsync(id, Stop));
        return id;
    }

    public Task<Nomination> NominationAsync(Guid of, Person who) =>
        RowsAsync(s => s.Nominations.AsNoTracking().SingleAsync(n => n.ClassId == of && n.PractitionerId == who.Practitioner, Stop));

    /// <summary>The clock at an hour of a day ahead of 20/11/2025 at Hà Nội.</summary>
    public void SetTime(DateOnly day, string hour) => site.Clock.Pass(Moments.At(day, hour) - site.Clock.GetUtcNow());

    /// <summary>Net sum of facts of a kind at a class.</summary>
    public async Task<decimal> FactsAsync(Guid of, string kind)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return (await connection.RowsAsync("select value from kernel_fact where kind = @p0 and source_id like @p1", r => r.GetInt64(0) / 10000m, Stop, kind, $"class/{of}%")).Sum();
    }

    /// <summary>Bodies of events of a type about a class, in their order.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(Guid of, string type)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return await connection.RowsAsync("select body from kernel_event where type = @p0 and stream like @p1 order by seq", r => r.GetString(0), Stop, type, $"%/class/{of}/%");
    }
}
