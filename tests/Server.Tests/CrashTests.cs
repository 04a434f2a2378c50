using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Server.Tests;

/// <summary>Processes that die: what was acknowledged is there, once; who is left carries on.</summary>
public sealed class CrashTests
{
    const int Days = 60;
    static readonly DateOnly First = new(2025, 2, 1);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    sealed record Scene(Settings Settings, ServiceProvider House, Guid Unit, Guid Indicator, string Token) : IAsyncDisposable
    {
        /// <summary>A house with one plan, prepared before any node starts.</summary>
        public static async Task<Scene> MakeAsync(string connection)
        {
            var settings = new Settings
            {
                Data = Scratch.Folder("crash"),
                Database = connection,
                Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            };
            var services = new ServiceCollection().AddLogging();
            Door.AddServices(services, settings);
            var house = services.BuildServiceProvider();
            await Server.House.MigrateAsync(house, Stop);
            var scene = new Scene(settings, house, Guid.Empty, Guid.Empty, "");
            var unit = await scene.AskAsync(s => s.GetRequiredService<IOrganisations>().CreatePartnerAsync("Sở Y tế tỉnh Thử", "department", null, Stop));
            var account = await scene.AskAsync(s => s.GetRequiredService<IAccountMaker>().MakeAsync("thu", "Người thử", "Chuyên viên", Role.DepartmentOfficer, unit, Stop));
            var plan = await scene.AskAsync(s => s.GetRequiredService<IPlanImport>().ImportAndAdoptAsync(unit, "kh.txt", Encoding.UTF8.GetBytes(Paper), (_, _) => new("declared", null), Stop));
            await house.GetRequiredService<Outbox>().RunAsync(Stop);
            var target = (await scene.AskAsync(s => s.GetRequiredService<IPlans>().TargetsAsync(plan, Stop)))[0];
            return scene with { Unit = unit, Indicator = target.IndicatorId, Token = account.Token };
        }

        public async Task<T> AskAsync<T>(Func<IServiceProvider, Task<T>> ask)
        {
            await using var scope = House.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            return await ask(scope.ServiceProvider);
        }

        public async Task<List<(DateOnly Day, long Count)>> DaysAsync()
        {
            await using var connection = await House.GetRequiredService<Database>().OpenAsync(Stop);
            return await connection.RowsAsync("select occurred_on, count(*) from kernel_fact where kind = 'indicator.value' group by occurred_on", r => (r.Day(0), r.GetInt64(1)), Stop);
        }

        public Task<int> CommandAsync(string name) =>
            AskAsync(s => Server.House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == name).Run(s, []));

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }

    const string Paper = """
        SỞ Y TẾ TỈNH THỬ

        Số: 7/KH-SYT

        Thử, ngày 05 tháng 01 năm 2025

        KẾ HOẠCH

        Hợp tác chuyên môn với Bệnh viện Bình An năm 2025

        I. MỤC TIÊU

        - Tổ chức ít nhất 12 buổi hội chẩn từ xa.

        II. NỘI DUNG THỰC HIỆN

        1. Đào tạo

        - Cử bác sĩ đi học tại Bệnh viện Bình An.
        """;

    [Fact]
    public async Task Two_nodes_share_one_database_and_the_survivor_carries_on_when_one_is_killed()
    {
        await using var scene = await Scene.MakeAsync(await PostgresServer.FreshDatabaseAsync());
        await using var doomed = await NodeProcess.StartAsync(scene.Settings, scene.Token);
        await using var survivor = await NodeProcess.StartAsync(scene.Settings with { Data = Scratch.Folder("crash") }, scene.Token);
        var acknowledged = new ConcurrentBag<DateOnly>();
        var sent = 0;
        var killing = Task.Run(async () =>
        {
            while (Volatile.Read(ref sent) < Days / 2) await Task.Delay(5, Stop);
            await doomed.KillAsync();
        }, Stop);
        await Parallel.ForEachAsync(Enumerable.Range(0, Days), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop }, async (i, _) =>
        {
            var node = i % 2 == 0 ? doomed : survivor;
            Interlocked.Increment(ref sent);
            // Who gets no answer asks the other node; "already entered" is an answer too.
            if (await node.EnterAsync(scene.Indicator, scene.Unit, First.AddDays(i), i) || await survivor.EnterAsync(scene.Indicator, scene.Unit, First.AddDays(i), i)) acknowledged.Add(First.AddDays(i));
        });
        await killing;
        var days = await scene.DaysAsync();
        Assert.Equal(Days, days.Count);
        Assert.All(days, d => Assert.Equal(1, d.Count));
        Assert.Empty(acknowledged.Except(days.Select(d => d.Day)));
        Assert.Equal(0, await scene.CommandAsync("evidence check"));
        await using var connection = await scene.House.GetRequiredService<Database>().OpenAsync(Stop);
        // Both nodes have the daily job; it ran once for the day. The lock of the dead one is free: a job can run again.
        Assert.Equal(1L, await connection.CellAsync("select count(*) from evidence_check", Stop));
        Assert.True(await scene.House.GetRequiredService<JobRunner>().RunAsync(new("evidence-check", TimeSpan.FromHours(1), (_, _) => Task.CompletedTask), Stop));
        // The roll-ups follow the ledger; the dead node may have held the turn, the survivor takes it over.
        string figure;
        for (var tries = 0; ; tries++)
        {
            figure = await survivor.Client.GetStringAsync($"/api/evidence/indicators/{scene.Indicator}", Stop);
            if (figure.Contains($"\"facts\":{Days}", StringComparison.Ordinal) || tries == 600) break;
            await Task.Delay(100, Stop);
        }
        Assert.Contains($"\"facts\":{Days}", figure);
    }

    [Fact]
    public async Task A_killed_process_on_the_embedded_database_has_lost_nothing_that_it_acknowledged()
    {
        await using var scene = await Scene.MakeAsync("");
        var acknowledged = new ConcurrentBag<DateOnly>();
        await using (var doomed = await NodeProcess.StartAsync(scene.Settings, scene.Token))
        {
            var killing = Task.Run(async () =>
            {
                while (acknowledged.Count < Days / 3) await Task.Delay(1, Stop);
                await doomed.KillAsync();
            }, Stop);
            await Parallel.ForEachAsync(Enumerable.Range(0, Days), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop }, async (i, _) =>
            {
                if (await doomed.EnterAsync(scene.Indicator, scene.Unit, First.AddDays(i), i)) acknowledged.Add(First.AddDays(i));
            });
            await killing;
        }
        Assert.InRange(acknowledged.Count, Days / 3, Days - 1);
        await using var again = await NodeProcess.StartAsync(scene.Settings, scene.Token);
        var days = await scene.DaysAsync();
        Assert.Empty(acknowledged.Except(days.Select(d => d.Day)));
        Assert.All(days, d => Assert.Equal(1, d.Count));
        Assert.True(await again.EnterAsync(scene.Indicator, scene.Unit, new(2025, 8, 1), 1));
        await scene.House.GetRequiredService<Sealing>().RunAsync(Stop);
        Assert.True((await scene.House.GetRequiredService<Sealing>().VerifyAsync("ledger", Stop)).IsSound);
        Assert.Equal(0, await scene.CommandAsync("evidence check"));
    }
}
