using System.Diagnostics;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using LienY.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LienY.Bench;

/// <summary>
/// Attendance of a class of 250 in a session of four hours: everybody sends the code of the lecturer's page, then a room tells three intervals of each. CPU of the
/// process over the length of the session is the share of one core.
/// </summary>
static class TrainingBench
{
    const int People = 250;
    static readonly TimeSpan Session = TimeSpan.FromHours(4);

    /// <summary>Runs it on both databases.</summary>
    public static async Task RunAsync()
    {
        foreach (var postgres in new[] { false, true })
        {
            var data = Machine.Folder();
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            Door.AddServices(builder.Services, new Settings
            {
                Data = data,
                Database = postgres ? await PostgresServer.FreshDatabaseAsync() : "",
                Urls = "http://127.0.0.1:0"
            });
            using var host = builder.Build();
            await House.MigrateAsync(host.Services);
            var (session, users) = await MakeAsync(host.Services);
            // The first marks compile the code that the others run.
            foreach (var user in users.Take(10)) await MarkAsync(host.Services, session, user);
            var rows = new List<string[]> { await TimedAsync("240 people send the code", async () =>
            {
                foreach (var user in users.Skip(10)) await MarkAsync(host.Services, session, user);
            }) };
            rows.Add(await TimedAsync("a room tells 3 intervals of each of 250", () => CloseAsync(host.Services, session, users)));
            Machine.Table($"Attendance of 250, {(postgres ? "PostgreSQL 15" : "SQLite")} (load {Machine.Load()})", ["what", "ms", "CPU ms",
                "% of one core over 4 hours"], rows);
            Directory.Delete(data, true);
        }
    }

    static async Task<string[]> TimedAsync(string what, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await work();
        process.Refresh();
        var spent = process.TotalProcessorTime - cpu;
        return [what, Machine.Say(clock.Elapsed.TotalMilliseconds, 0), Machine.Say(spent.TotalMilliseconds, 0), Machine.Say(spent / Session * 100, 4)];
    }

    static async Task<(Guid, List<Guid>)> MakeAsync(IServiceProvider services)
    {
        await using var scope = Scope(services, Caller.House);
        var (store, unit, now) = (scope.ServiceProvider.GetRequiredService<TrainingStore>(), Guid.CreateVersion7(),
            scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        var day = Say.DayOf(now);
        var of = new TrainingClass
        {
            Code = "L-BENCH",
            Name = "Lớp 250 người",
            OwnerId = unit,
            HostId = unit,
            Mode = ClassMode.Blended,
            FromDay = day.AddDays(-1),
            ToDay = day.AddDays(1),
            Capacity = People,
            MadeAt = now,
            MadeByName = "bench",
        };
        of.Open();
        store.Classes.Add(of);
        var session = new ClassSession { ClassId = of.Id, Title = "Bài một", StartsAt = now.AddMinutes(-5), EndsAt = now.AddMinutes(-5) + Session, IsOnline = true };
        store.Sessions.Add(session);
        var users = Enumerable.Range(0, People).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var user in users)
        {
            var seat = new Nomination
            {
                ClassId = of.Id,
                UnitId = unit,
                PractitionerId = user,
                UserId = user,
                Name = "Người học",
                Title = "doctor",
                MadeAt = now,
                MadeByName = "bench"
            };
            seat.Agree(hasPlace: true, "bench", now);
            store.Nominations.Add(seat);
        }
        await store.SaveChangesAsync(default);
        return (session.Id, users);
    }

    static async Task MarkAsync(IServiceProvider services, Guid session, Guid user)
    {
        await using var scope = Scope(services, new Caller(user, "Người học", Guid.Empty, "", []));
        var code = scope.ServiceProvider.GetRequiredService<RotatingCode>().Of(session, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        if (!await scope.ServiceProvider.GetRequiredService<Marking>().SendCodeAsync(session, code, user.ToString("N"),
            default)) throw new InvalidOperationException("A mark was lost.");
    }

    static async Task CloseAsync(IServiceProvider services, Guid session, List<Guid> users)
    {
        await using var scope = Scope(services, Caller.House);
        var begin = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var presence = users.SelectMany(u => Enumerable.Range(0, 3).Select(i => new RoomPresence(u, u, "Người học", null, RoomRole.Observer, begin.AddMinutes(70 * i),
            begin.AddMinutes((70 * i) + 60))));
        await ActivatorUtilities.CreateInstance<RoomHours>(scope.ServiceProvider).OnAsync(new RoomClosed(Guid.CreateVersion7(), "training/" + session, begin + Session,
            [.. presence], []), default);
        var kept = await scope.ServiceProvider.GetRequiredService<TrainingStore>().Evidence.CountAsync(e => e.SessionId == session && e.Kind == EvidenceKind.Room);
        if (kept != People * 3) throw new InvalidOperationException($"Of {People * 3} intervals {kept} were kept.");
    }

    static AsyncServiceScope Scope(IServiceProvider services, Caller caller)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = caller;
        return scope;
    }
}
