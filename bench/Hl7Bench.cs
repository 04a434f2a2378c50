using System.Net;
using System.Net.Sockets;
using System.Text;
using LienY.Contracts;
using LienY.Hl7;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Bench;

/// <summary>HL7 v2: reading and mapping results in memory; and taking admissions over MLLP until each is durable and answered.</summary>
static class Hl7Bench
{
    const int Many = 20_000, Taken = 400;
    const string Code = "HL001";

    static string Results(int n, string control) => $"MSH|^~\\&|LIS|{Code}|LIENY|{Code}|20261122090000||ORU^R01^ORU_R01|{control}|P|2.5.1||||||UNICODE UTF-8\r"
        + $"PID|1||BN{n:000000}^^^^MR||NGUYỄN^THỊ THỬ||19750412|F\rOBR|1|CD{n}|KQ{n}|XN01^Sinh hóa máu^L|||20261122081500|||||||||||||||20261122083000||LAB|F\r"
        + string.Concat(Enumerable.Range(1, 20).Select(i => $"OBX|{i}|NM|XN{i:00}^Chỉ số {i}^L||{i}.5|mmol/L|3-6|N|||F\r"));

    static string Admission(int n, string control) => $"MSH|^~\\&|HIS|{Code}|LIENY|{Code}|20261122090000||ADT^A01^ADT_A01|{control}|P|2.5.1||||||UNICODE UTF-8\r"
        + $"PID|1||BN{n:000000}^^^^MR||NGUYỄN^THỊ THỬ||19750412|F\rPV1|1|I|||||||||||||||||V{n}|||||||||||||||||||||||||20261122083000\r";

    public static async Task RunAsync()
    {
        InMemory();
        var rows = new List<string[]> { await OneAsync("SQLite", "", 1), await OneAsync("SQLite", "", 8),
            await OneAsync("PostgreSQL (fsync off)", await PostgresServer.FreshDatabaseAsync(), 1),
                await OneAsync("PostgreSQL (fsync off)", await PostgresServer.FreshDatabaseAsync(), 8) };
        Machine.Table($"HL7 v2 over MLLP: {Taken} admissions, each kept, in the record and answered",
            ["database", "lines", "messages/s", "ms of processor", "answered AA", "load"], rows);
    }

    static void InMemory()
    {
        var messages = Enumerable.Range(0, 200).Select(n => Encoding.UTF8.GetBytes(Results(n, "C" + n))).ToList();
        var context = new MakingContext(Guid.Empty, Code);
        var rows = new List<string[]>();
        (string, Action<byte[]>)[] ways =
        [
            ("read", m => MessageReader.Read(m)), ("read and map", m =>
            {
                if (!BundleMaker.Make(MessageReader.Read(m).Message!, MapBook.Standard, context)
                    .IsSound) throw new InvalidOperationException("An invented message was not sound.");
            }),
        ];
        foreach (var (what, work) in ways)
        {
            foreach (var message in messages) work(message);
            var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
            for (var i = 0; i < Many; i++) work(messages[i % messages.Count]);
            var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            rows.Add([what, Machine.Say(messages[0].Length, 0), Machine.Say(Many / seconds, 0), Machine.Say(seconds / Many * 1e6),
                Machine.Say((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Many, 0)]);
        }
        Machine.Table("HL7 v2: ORU^R01 with 20 figures, one core", ["what", "bytes", "messages/s", "µs of processor", "bytes allocated"], rows);
    }

    static async Task<string[]> OneAsync(string name, string connection, int lines)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        await using var app = Door.Build(new Settings
        {
            Data = Machine.Folder(),
            Database = connection,
            Urls = "http://127.0.0.1:0",
            MllpPort = port,
            MllpAddress = "127.0.0.1"
        });
        await House.MigrateAsync(app.Services);
        await AdmitAsync(app);
        await app.StartAsync();
        await SayAsync(port, 0, 10, "W");
        var (start, watch) = (Environment.CpuUsage.TotalTime, System.Diagnostics.Stopwatch.StartNew());
        var taken = await Task.WhenAll(Enumerable.Range(0, lines).Select(l => SayAsync(port, 1_000 + (l * Taken / lines), Taken / lines, "L" + l)));
        var (seconds, used) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
        await app.StopAsync();
        return [name, Machine.Say(lines, 0), Machine.Say(Taken / seconds, 0), Machine.Say(used / Taken, 2), Machine.Say(taken.Sum(), 0), Machine.Load()];
    }

    // The sender is entered as an administrator would on the page.
    static async Task AdmitAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var unit = await scope.ServiceProvider.GetRequiredService<IOrganisations>().CreatePartnerAsync("Bệnh viện Đo", "hospital", null, default);
        await using var connection = await app.Services.GetRequiredService<Database>().OpenAsync();
        foreach (var application in new[] { "HIS", "LIS" })
            await connection.RunAsync("insert into exchange_link (id, organisation_id, name, application, facility, addresses, made_at, made_by_name, version) values (@p0, @p1, @p2, @p2, @p3, '127.0.0.1', @p4, 'bench', 1)",
                default, Guid.CreateVersion7(), unit, application, Code, TimeProvider.System.GetUtcNow());
    }

    static async Task<int> SayAsync(int port, int from, int count, string control)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port);
        var (frames, taken) = (new Frames(client.GetStream()), 0);
        for (var n = from; n < from + count; n++)
        {
            await frames.WriteAsync(Encoding.UTF8.GetBytes(Admission(n, $"{control}-{n}")), default);
            if (MessageReader.Read((await frames.ReadAsync(default)).Message.Span).Message!.Text("MSA-1") == "AA") taken++;
        }
        return taken;
    }
}
