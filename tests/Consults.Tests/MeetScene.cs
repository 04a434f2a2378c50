using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>A hospital that asks, one that answers, a doctor on each side, an officer who writes; cases that were accepted.</summary>
sealed class MeetScene(TestSite site)
{
    static int made;

    public Guid Asking { get; private set; }
    public Guid Answering { get; private set; }
    public MadeAccount Asker { get; private set; } = null!;
    public MadeAccount Expert { get; private set; } = null!;
    public MadeAccount Clerk { get; private set; } = null!;
    public TestSite Site => site;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<MeetScene> MakeAsync(TestSite site)
    {
        var number = Interlocked.Increment(ref made);
        var scene = new MeetScene(site)
        {
            Asking = await site.OrganisationAsync($"Bệnh viện huyện {number}", null, "hospital"),
            Answering = await site.OrganisationAsync($"Bệnh viện trung ương {number}", null, "hospital"),
        };
        scene.Asker = await site.AccountAsync(Role.Doctor, scene.Asking);
        scene.Expert = await site.AccountAsync(Role.Doctor, scene.Answering);
        scene.Clerk = await site.AccountAsync(Role.UnitOfficer, scene.Answering);
        return scene;
    }

    public async Task<Visitor> AsAsync(MadeAccount account)
    {
        var visitor = site.Visitor();
        await visitor.SignInAsync(account.User, account.Password);
        return visitor;
    }

    /// <summary>A case that the other side has accepted and that waits for a meeting.</summary>
    public Task<Guid> CaseAsync(Urgency urgency = Urgency.Urgent, ConsultKind kind = ConsultKind.Advice, Guid? person = null) => site.HouseAsync(async services =>
    {
        var (store, now) = (services.GetRequiredService<ConsultsStore>(), site.Clock.GetUtcNow());
        var one = new Case
        {
            Code = "HC-T" + Guid.CreateVersion7().ToString("N")[^8..].ToUpperInvariant(),
            AskingId = Asking,
            AskedById = Asker.Id,
            AskedByName = "Bác sĩ hỏi",
            AnsweringId = Answering,
            CreatedAt = now,
            Urgency = urgency,
            Kind = kind,
            SummaryNumber = 1,
            Sex = "male",
            Age = 54,
            SubjectHash = new string('a', 32),
            PersonId = person,
        };
        var (asker, expert) = (new Actor(Asker.Id, "Bác sĩ hỏi", Asking), new Actor(Expert.Id, "Chuyên gia", Answering));
        one.Submit(asker, now);
        one.Approve(asker, now, new(now.AddHours(2), now.AddHours(2), Expert.Id));
        one.Accept(expert, now.AddMinutes(1), null);
        store.Cases.Add(one);
        await store.SaveChangesAsync(Stop);
        return one.Id;
    });

    /// <summary>A case whose meeting, with all three, has just ended; the first draft of its minutes lies ready.</summary>
    public async Task<Guid> EndedAsync(Urgency urgency = Urgency.Urgent, Guid? person = null)
    {
        var id = await CaseAsync(urgency, person: person);
        return await site.HouseAsync(async services =>
        {
            var (store, now) = (services.GetRequiredService<ConsultsStore>(), site.Clock.GetUtcNow());
            var session = new Session
            {
                OrganisationId = Answering,
                Title = "Hội chẩn thử",
                StartsAt = now.AddMinutes(-40),
                EndsAt = now,
                MadeAt = now,
                MadeByName = "Thư ký",
                ChangedAt = now,
            };
            foreach (var (who, name, at, role) in new[]
            {
                (Expert, "Chuyên gia", Answering, RoomRole.Chair), (Clerk, "Thư ký", Answering, RoomRole.Secretary), (Asker, "Bác sĩ hỏi", Asking, RoomRole.Presenter),
            })
                session.Seats.Add(new() { SessionId = session.Id, UserId = who.Id, Name = name, FacilityId = at, Role = role, Ordinal = session.Seats.Count + 1 });
            store.Sessions.Add(session);
            store.Agenda.Add(new() { SessionId = session.Id, CaseId = id, Ordinal = 1, Minutes = 20 });
            (await store.Cases.SingleAsync(c => c.Id == id, Stop)).Schedule(session.Id, session.StartsAt, Actor.House, now);
            await store.SaveChangesAsync(Stop);
            await services.GetRequiredService<MeetingEnd>().EndAsync(session, now, [.. session.Seats.Select(p => new Presence
            {
                SessionId = session.Id, SeatId = p.Id, UserId = p.UserId, Name = p.Name, FacilityId = p.FacilityId, Role = p.Role, FromAt = session.StartsAt, ToAt = now,
            })], Actor.House, Stop);
            await store.SaveChangesAsync(Stop);
            return id;
        });
    }

    /// <summary>A use in the name of an account, as its pages call it.</summary>
    public async Task DoAsync<T>(MadeAccount who, Func<T, ConsultsStore, Task> work) where T : notnull
    {
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = await scope.ServiceProvider.GetRequiredService<ICallers>().OfPersonAsync(who.Id, Stop);
        await work(scope.ServiceProvider.GetRequiredService<T>(), scope.ServiceProvider.GetRequiredService<ConsultsStore>());
    }

    /// <summary>A meeting on cases, an hour ahead, with chair and secretary; its id.</summary>
    public async Task<Guid> SessionAsync(Visitor clerk, params Guid[] cases)
    {
        var wall = Say.WallClock(site.Clock.GetUtcNow().AddHours(1));
        await clerk.OpenAsync("/consults/sessions/new");
        await clerk.SubmitAsync("/consults/sessions",
            [("holder", Answering.ToString()), ("title", "Hội chẩn thử"), ("day", wall.ToString("yyyy-MM-dd", Say.Vietnam)),
            ("at", wall.ToString("HH:mm", Say.Vietnam)), ("length", "60"), .. cases.Select(c => ("cases", c.ToString()))]);
        Assert.True(clerk.Answer.IsSuccessStatusCode, clerk.Text);
        var id = Guid.Parse(clerk.Answer.RequestMessage!.RequestUri!.Segments[^1]);
        foreach (var (user, role) in new[] { (Expert.Id, "Chair"), (Clerk.Id, "Secretary") })
        {
            await clerk.SubmitAsync($"/consults/sessions/{id}/seats", [("user", user.ToString()), ("role", role), ("facility", Answering.ToString())]);
            Assert.True(clerk.Answer.IsSuccessStatusCode, clerk.Text);
        }
        return id;
    }

    /// <summary>The room of a meeting opened and closed with everybody there.</summary>
    public async Task HoldAsync(Guid id)
    {
        await site.HouseAsync(async services =>
        {
            var store = services.GetRequiredService<ConsultsStore>();
            var session = await store.Sessions.AsNoTracking().Include(s => s.Seats).SingleAsync(s => s.Id == id, Stop);
            site.Clock.Pass(session.StartsAt - site.Clock.GetUtcNow());
            var room = Guid.CreateVersion7();
            store.Publish("room/" + room, new RoomOpened(room, session.Subject, session.StartsAt));
            var end = session.StartsAt.AddMinutes(40);
            store.Publish("room/" + room, new RoomClosed(room, session.Subject, end,
                [.. session.Seats.Select(s => new RoomPresence(s.Id, s.UserId, s.Name, s.FacilityId, s.Role, session.StartsAt, end))], []));
            await store.SaveChangesAsync(Stop);
            site.Clock.Pass(TimeSpan.FromMinutes(41));
            return 0;
        });
        await site.SettleAsync();
    }

    /// <summary>Minutes of a case, the last edition.</summary>
    public Task<MinutesEdition> MinutesAsync(Guid caseId) =>
        site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Minutes.AsNoTracking().Where(m => m.CaseId == caseId).OrderByDescending(m => m.Edition)
            .FirstAsync(Stop));

    public Task<Case> FindAsync(Guid id) => site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Cases.AsNoTracking().SingleAsync(c => c.Id == id, Stop));

    /// <summary>Writes a draft and puts it up for signing.</summary>
    public async Task<Guid> SealAsync(Visitor clerk, Guid caseId)
    {
        var minutes = await MinutesAsync(caseId);
        await clerk.OpenAsync($"/consults/minutes/{minutes.Id}/edit");
        await clerk.SubmitAsync("/consults/minutes/" + minutes.Id, [("conclusion", "Viêm phổi nặng, giữ lại điều trị."), ("diagnosisAfter", "J18.9 Viêm phổi"),
            ("treatment", "Kháng sinh theo phác đồ."), ("do", "seal")]);
        Assert.True(clerk.Answer.IsSuccessStatusCode, clerk.Text);
        return minutes.Id;
    }

    /// <summary>Signs by password.</summary>
    public static async Task SignAsync(Visitor who, MadeAccount account, Guid minutes)
    {
        await who.OpenAsync("/consults/minutes/" + minutes);
        await who.SubmitAsync($"/consults/minutes/{minutes}/sign", [("proof-password", account.Password)]);
    }

    /// <summary>The whole way to complete signatures; the minutes.</summary>
    public async Task<Guid> SignedAsync(Guid caseId)
    {
        var clerk = await AsAsync(Clerk);
        await HoldAsync(await SessionAsync(clerk, caseId));
        var again = await AsAsync(Clerk);
        var minutes = await SealAsync(again, caseId);
        foreach (var account in new[] { Clerk, Expert, Asker }) await SignAsync(await AsAsync(account), account, minutes);
        return minutes;
    }

    public async Task<decimal> SumAsync(string kind, Guid unit)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return (await connection.RowsAsync("select value from kernel_fact where kind = @p0 and unit_id = @p1", r => r.GetInt64(0) / 10000m, Stop, kind, unit)).Sum();
    }
}
