using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Transfer.Tests;

/// <summary>A giver and a receiver with officers and directors, a short list of techniques, and a package on its way.</summary>
sealed class Scene(TransferSite site)
{
    public const string First = "27.0001.0001", Second = "03.0002.0002";
    static int made;

    public TransferSite Site => site;
    public Guid Giver { get; private set; }
    public Guid Receiver { get; private set; }
    public MadeAccount GiverOfficer { get; private set; } = null!;
    public MadeAccount ReceiverOfficer { get; private set; } = null!;
    public MadeAccount GiverDirector { get; private set; } = null!;
    public MadeAccount ReceiverDirector { get; private set; } = null!;
    public List<PractitionerCard> Team { get; } = [];
    public Guid Package { get; private set; }
    public Guid Ekip { get; private set; }
    public static CancellationToken Stop => TestContext.Current.CancellationToken;
    public DateOnly Today => site.Clock.Today();

    public static async Task<Scene> MakeAsync(TransferSite site)
    {
        var n = Interlocked.Increment(ref made);
        site.Clock.SetDay(new(2025, 11, 20));
        var scene = new Scene(site)
        {
            Giver = await site.OrganisationAsync($"Bệnh viện trung ương {n}", null, "hospital"),
            Receiver = await site.OrganisationAsync($"Bệnh viện tỉnh {n}", null, "hospital"),
        };
        scene.GiverOfficer = await site.AccountAsync(Role.UnitOfficer, scene.Giver);
        scene.ReceiverOfficer = await site.AccountAsync(Role.UnitOfficer, scene.Receiver);
        scene.GiverDirector = await site.AccountAsync(Role.Director, scene.Giver);
        scene.ReceiverDirector = await site.AccountAsync(Role.Director, scene.Receiver);
        foreach (var name in new[] { "Bác sĩ mổ", "Bác sĩ gây mê" }) scene.Team.Add(site.Books.Person(scene.Receiver, $"{name} {n}"));
        await site.HouseAsync(async services =>
        {
            var file = Path.Combine(Scratch.Folder("codes"), "techniques.tsv");
            await File.WriteAllTextAsync(file,
                $"code\tname_vi\ttier\tclass\n{First}\tPhẫu thuật nội soi cắt ruột thừa\tB\tP2\n{Second}\tThông khí nhân tạo\tC\tT1\n01.0003.0003\tĐặt nội khí quản\tD\tT2\n",
                new UTF8Encoding(false), Stop);
            return await House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == "codes import").Run(services, ["techniques", file, "--from", "2020-01-01"]);
        });
        return scene;
    }

    /// <summary>Does something in the name of an account, as its pages would.</summary>
    public async Task DoAsync<T>(MadeAccount who, Func<T, TransferStore, Task> work) where T : notnull
    {
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = await scope.ServiceProvider.GetRequiredService<ICallers>().OfPersonAsync(who.Id, Stop);
        await work(scope.ServiceProvider.GetRequiredService<T>(), scope.ServiceProvider.GetRequiredService<TransferStore>());
    }

    /// <summary>Reads with the eyes of the house.</summary>
    public Task<T> ReadAsync<T>(Func<TransferStore, Task<T>> work) => site.HouseAsync(s => work(s.GetRequiredService<TransferStore>()));

    public Task<Package> PackageAsync() => ReadAsync(s => s.Packages.AsNoTracking().Include(p => p.Ekips).ThenInclude(e => e.Members).SingleAsync(p =>
        p.Id == Package, Stop));

    public async Task<int> VersionAsync() => (await PackageAsync()).Version;

    public async Task<Visitor> AsAsync(MadeAccount account)
    {
        var visitor = site.Visitor();
        await visitor.SignInAsync(account.User, account.Password);
        return visitor;
    }

    public PackageInput Input(int months = 12) => new("Ngoại nhi cơ bản", Giver, Receiver, null, "01/HĐ-CGKT", Today, Today.AddMonths(months), "Ngân sách tỉnh", 20,
        2, 3, 40, 2, 1,
        ["surgeon", "anaesthesia"], null, null, null, null, Today.AddMonths(1), Today.AddMonths(2), Today.AddMonths(6), Today.AddMonths(8));

    /// <summary>A package with one technique and one team, in phase 1.</summary>
    public async Task BegunAsync(int months = 12)
    {
        await DoAsync<Drafting>(ReceiverOfficer, async (use, _) => Package = await use.MakeAsync(Input(months), Stop));
        await DoAsync<Drafting>(ReceiverOfficer, async (use, _) => await use.AddTechniqueAsync(Package, await VersionAsync(), First, Stop));
        await DoAsync<Drafting>(ReceiverOfficer, async (use, _) => Ekip = await use.AddEkipAsync(Package, await VersionAsync(), "", Stop));
        foreach (var (person, role) in Team.Zip(["surgeon", "anaesthesia"]))
            await DoAsync<Drafting>(ReceiverOfficer, async (use, _) => await use.AddMemberAsync(Package, await VersionAsync(), Ekip, role, person.Id, Today, false,
                Stop));
        var paper = Guid.Empty;
        await DoAsync<Agreeing>(ReceiverOfficer, async (use, _) => paper = await use.ProposeAsync(Package, await VersionAsync(), Stop));
        await SignAsync(paper);
        await DoAsync<Agreeing>(ReceiverOfficer, async (use, _) => await use.BeginAsync(Package, await VersionAsync(), Stop));
    }

    /// <summary>Both directors sign a paper.</summary>
    public async Task SignAsync(Guid paper)
    {
        foreach (var director in new[] { GiverDirector, ReceiverDirector }) await SignAsync(paper, director);
    }

    /// <summary>One director signs.</summary>
    public async Task SignAsync(Guid paper, MadeAccount director)
    {
        var hash = await ReadAsync(s => s.Papers.Where(p => p.Id == paper).Select(p => p.Hash).SingleAsync(Stop));
        await DoAsync<Signing>(director, (use, _) => use.SignAsync(paper, hash, "password", Stop));
    }

    /// <summary>Passes the gate of the present phase today; the refusal where it is closed.</summary>
    public async Task<Refusal?> PassAsync()
    {
        try
        {
            await DoAsync<Passing>(ReceiverOfficer, async (use, _) => await use.PassAsync(Package, await VersionAsync(), Today, Stop));
            return null;
        }
        catch (Refusal refusal)
        {
            return refusal;
        }
    }

    public async Task<Guid> SurveyedAsync()
    {
        foreach (var section in Enum.GetValues<SurveySection>())
            await DoAsync<Surveying>(ReceiverOfficer, (use, _) => use.AddAsync(Package, new(section, "Dòng " + section, "2", "2", false, "", "", null), Stop));
        var paper = Guid.Empty;
        await DoAsync<Surveying>(ReceiverOfficer, async (use, _) => paper = await use.SealAsync(Package, Stop));
        return paper;
    }

    /// <summary>A document of phase 2, approved.</summary>
    public async Task<Guid> RecordAsync(RecordKind kind, bool approve = true)
    {
        var id = Guid.Empty;
        using var content = new MemoryStream("quy trình"u8.ToArray());
        await DoAsync<RecordKeeping>(ReceiverOfficer, async (use, _) => id = await use.KeepAsync(Package, kind, "Hồ sơ " + kind, "12/BB", Today, "q.pdf", content, Stop));
        if (approve) await DoAsync<RecordKeeping>(ReceiverDirector, async (use, _) => await use.ApproveAsync(id, 0, Stop));
        return id;
    }

    /// <summary>A round today that took place.</summary>
    public async Task<Guid> RoundAsync()
    {
        var id = Guid.Empty;
        await DoAsync<RoundWork>(GiverOfficer, async (use, _) => id = await use.PlanAsync(Package, Today, Today.AddDays(3), "Phòng mổ", [], "Chuyên gia thử", Stop));
        return id;
    }

    public async Task HoldAsync(Guid round) => await DoAsync<RoundWork>(GiverOfficer, async (use, _) => await use.HoldAsync(round,
        await ReadAsync(s => s.Rounds.Where(r => r.Id == round).Select(r => r.Version).SingleAsync(Stop)), "Tốt", Today, Stop));

    /// <summary>A case of the whole team today.</summary>
    public PerformedCase Case(CompetencyLevel level, string outcome = "good", DateOnly? on = null) =>
        site.Books.Case(Receiver, First, on ?? Today, Ekip, Team.Select(t => t.Id), level, outcome);

    public void Certify()
    {
        foreach (var person in Team) site.Books.Certify(person.Id, Today, First);
    }

    /// <summary>A package in phase 3 with two cases at level 4.</summary>
    public async Task ThirdAsync(int months = 12)
    {
        await BegunAsync(months);
        await SignAsync(await SurveyedAsync());
        Assert.Null(await PassAsync());
        Certify();
        await RecordAsync(RecordKind.Protocol);
        await RecordAsync(RecordKind.Equipment);
        Assert.Null(await PassAsync());
    }

    /// <summary>A package in phase 4.</summary>
    public async Task FourthAsync()
    {
        await ThirdAsync();
        Case(CompetencyLevel.IndirectlySupervised);
        Case(CompetencyLevel.IndirectlySupervised);
        await HoldAsync(await RoundAsync());
        Assert.Null(await PassAsync());
    }

    /// <summary>A package that was handed over.</summary>
    public async Task AcceptedAsync()
    {
        await FourthAsync();
        for (var i = 0; i < 3; i++) Case(CompetencyLevel.Independent);
        await DoAsync<Accepting>(ReceiverOfficer, (use, _) => use.DecideAsync(Package, "99/QĐ-SYT", Today, "", null, Stop));
        await DoAsync<Accepting>(ReceiverOfficer, (use, _) => use.WriteAsync(Package, 0, Today, "Hội trường", "Chủ tịch", "", "Đạt", Stop));
        var paper = Guid.Empty;
        await DoAsync<Accepting>(ReceiverOfficer, async (use, _) => paper = await use.SealAsync(Package, Stop));
        await SignAsync(paper);
        Assert.Null(await PassAsync());
    }

    public Task RecountAsync() => site.HouseAsync(async s =>
    {
        await s.GetRequiredService<Recounting>().RecountAsync(Package, Stop);
        return true;
    });

    /// <summary>Net value of facts of a kind for the receiver.</summary>
    public Task<decimal> FactsAsync(string kind) => ReadAsync(async s => (await s.Facts.AsNoTracking().Where(f => f.Kind == kind && f.UnitId == Receiver)
        .ToListAsync(Stop)).Sum(f => f.Value));
}
