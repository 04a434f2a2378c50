using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>A house on PostgreSQL whose key other processes may share.</summary>
public sealed class SharedSite : TestSite
{
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();

    protected override Settings Set(Settings settings) => settings with { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
}

/// <summary>Two serving processes on one PostgreSQL: clocks and reminders are kept once, by whoever lives, and none is lost with a process.</summary>
public sealed class NodesTests(SharedSite site) : IClassFixture<SharedSite>
{
    const int Meetings = 12;

    static CancellationToken Stop => MeetScene.Stop;

    Process Start()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var url = "http://127.0.0.1:" + ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        probe.Stop();
        var info = new ProcessStartInfo("dotnet", [typeof(Settings).Assembly.Location, "serve", "--data", Directory.CreateTempSubdirectory("lieny-node").FullName,
            "--urls", url])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LIENY_DATABASE"] = site.Settings.Database, ["LIENY_KEY"] = site.Settings.Key },
        };
        var process = Process.Start(info)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    [Fact]
    public async Task Clocks_and_reminders_run_once_in_two_processes_and_outlive_both()
    {
        // The other processes live on real time.
        site.Clock.Pass(TimeProvider.System.GetUtcNow() - site.Clock.GetUtcNow());
        var scene = await MeetScene.MakeAsync(site);
        var (first, reminders) = await WorkAsync(scene);
        await RunAsync(2, killOne: false, () => DoneAsync(first, reminders));
        await OnceAsync(first, reminders);
        // Both are gone; what falls due meanwhile is done by the next that comes, though of two one dies at once.
        var (second, later) = await WorkAsync(scene);
        await RunAsync(2, killOne: true, () => DoneAsync(second, later));
        await OnceAsync(second, later);
        await OnceAsync(first, reminders);
    }

    async Task RunAsync(int processes, bool killOne, Func<Task<bool>> done)
    {
        var nodes = Enumerable.Range(0, processes).Select(_ => Start()).ToList();
        try
        {
            if (killOne) nodes[0].Kill();
            while (!await done())
            {
                Assert.Contains(nodes, n => !n.HasExited);
                await Task.Delay(100, Stop);
            }
        }
        finally
        {
            foreach (var node in nodes)
            {
                if (!node.HasExited) node.Kill();
                await node.WaitForExitAsync(Stop);
                node.Dispose();
            }
        }
    }

    /// <summary>A case whose clock has run out, and meetings with a reminder that is due.</summary>
    Task<(Guid Case, List<Guid> Reminders)> WorkAsync(MeetScene scene) => site.HouseAsync(async services =>
    {
        var (store, now) = (services.GetRequiredService<ConsultsStore>(), TimeProvider.System.GetUtcNow());
        var one = new Case
        {
            Code = "HC-N" + Guid.CreateVersion7().ToString("N")[^8..].ToUpperInvariant(),
            AskingId = scene.Asking,
            AskedById = scene.Asker.Id,
            AskedByName = "Bác sĩ hỏi",
            AnsweringId = scene.Answering,
            CreatedAt = now,
            Urgency = Urgency.Immediate,
            Specialty = "cardiology",
        };
        var by = new Actor(scene.Asker.Id, "Bác sĩ hỏi", scene.Asking);
        one.Submit(by, now.AddHours(-1));
        one.Approve(by, now.AddHours(-1), new(now.AddMinutes(-45), now.AddMinutes(-45), scene.Expert.Id));
        store.Cases.Add(one);
        var reminders = new List<Reminder>();
        for (var i = 0; i < Meetings; i++)
        {
            var session = new Session
            {
                OrganisationId = scene.Answering,
                Title = $"Buổi {i}",
                StartsAt = now.AddHours(12),
                EndsAt = now.AddHours(13),
                MadeAt = now,
                MadeByName = "Thư ký",
                ChangedAt = now,
            };
            store.Sessions.Add(session);
            reminders.Add(new() { SessionId = session.Id, UserId = scene.Expert.Id, Kind = "D1", Sequence = session.Sequence, DueAt = now.AddMinutes(-1) });
        }
        store.Reminders.AddRange(reminders);
        await store.SaveChangesAsync(Stop);
        return (one.Id, reminders.ConvertAll(r => r.Id));
    });

    Task<bool> DoneAsync(Guid id, List<Guid> reminders) => site.HouseAsync(async services =>
    {
        var store = services.GetRequiredService<ConsultsStore>();
        return await store.Cases.AnyAsync(c => c.Id == id && c.Level > 0, Stop) && !await store.Reminders.AnyAsync(r => reminders.Contains(r.Id) && r.SentAt == null,
            Stop);
    });

    async Task OnceAsync(Guid id, List<Guid> reminders)
    {
        var store = site.Services.GetRequiredService<Database>();
        await using var connection = await store.OpenAsync(Stop);
        Assert.Equal(1L, await connection.CellAsync("select count(*) from consults_step where case_id = @p0 and act like 'clock-%'", Stop, id));
        Assert.Equal(1L, await connection.CellAsync("select count(*) from kernel_fact where kind = 'consult.timeout' and source_id like @p0", Stop, $"consult/{id:N}/%"));
        foreach (var reminder in reminders)
            Assert.Equal(1L, await connection.CellAsync("select count(*) from kernel_notice where once = @p0", Stop, "consult-reminder/" + reminder));
    }
}
