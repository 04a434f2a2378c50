using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Server.Tests;

/// <summary>A node that takes records of a hospital and dies: what it acknowledged is in the house, once.</summary>
public sealed class FeedCrashTests
{
    const int Files = 40, Each = 3;
    const string Code = "TK001";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_killed_node_has_lost_no_record_that_it_acknowledged(bool postgres)
    {
        var settings = new Settings
        {
            Data = Scratch.Folder("feed"),
            Database = postgres ? await PostgresServer.FreshDatabaseAsync() : "",
            Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        var services = new ServiceCollection().AddLogging();
        Door.AddServices(services, settings);
        await using var house = services.BuildServiceProvider();
        await House.MigrateAsync(house, Stop);
        var (hospital, token) = await HospitalAsync(house, settings);
        var day = TimeProvider.System.Today().AddDays(-1);
        var acknowledged = new ConcurrentBag<Guid>();
        await using (var doomed = await NodeProcess.StartAsync(settings, token))
        {
            var killing = Task.Run(async () =>
            {
                while (acknowledged.Count < Files / 3) await Task.Delay(1, Stop);
                await doomed.KillAsync();
            }, Stop);
            await Parallel.ForEachAsync(Enumerable.Range(0, Files), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop }, async (i, _) =>
            {
                if (await SendAsync(doomed, File(day, i)) is { } id) acknowledged.Add(id);
            });
            await killing;
        }
        Assert.InRange(acknowledged.Count, Files / 3, Files - 1);
        await using var again = await NodeProcess.StartAsync(settings, token);
        await using var connection = await house.GetRequiredService<Database>().OpenAsync(Stop);
        for (var tries = 0; await CountAsync("select count(*) from feed_file where state <> 'Done'") > 0 && tries < 1_200; tries++) await Task.Delay(200, Stop);
        var done = await connection.RowsAsync("select id from feed_file where state = 'Done' and refused = 0", r => r.GetGuid(0), Stop);
        Assert.Empty(acknowledged.Except(done));
        Assert.Equal(0, await CountAsync("select count(*) from feed_file where state <> 'Done'"));
        // Every file that is in the book gave its visits once, whether its sender was answered or not.
        Assert.Equal(done.Count * Each, await CountAsync("select count(*) from feed_episode where version = 1"));
        Assert.Equal(done.Count * Each, await CountAsync("select sum(value) / 10000 from kernel_fact where kind = 'visit.ended'"));
        Assert.Equal(0, await CountAsync("select count(*) from feed_episode where version > 1"));
        Assert.NotNull(await SendAsync(again, File(day, Files + 1)));

        async Task<long> CountAsync(string sql) => Convert.ToInt64(await connection.CellAsync(sql, Stop) ?? 0, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task The_same_file_fifty_times_at_once_to_two_nodes_is_taken_once()
    {
        var settings = new Settings
        {
            Data = Scratch.Folder("feed"),
            Database = await PostgresServer.FreshDatabaseAsync(),
            Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        var services = new ServiceCollection().AddLogging();
        Door.AddServices(services, settings);
        await using var house = services.BuildServiceProvider();
        await House.MigrateAsync(house, Stop);
        var (_, token) = await HospitalAsync(house, settings);
        await using var one = await NodeProcess.StartAsync(settings, token);
        await using var other = await NodeProcess.StartAsync(settings, token);
        var file = File(TimeProvider.System.Today().AddDays(-1), 1);
        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => SendAsync(i % 2 == 0 ? one : other, file)));
        Assert.DoesNotContain(null, ids);
        await using var connection = await house.GetRequiredService<Database>().OpenAsync(Stop);
        async Task<long> CountAsync(string sql) => Convert.ToInt64(await connection.CellAsync(sql, Stop) ?? 0, CultureInfo.InvariantCulture);
        // What waited longer than an answer does is taken up by the round of either node.
        while (await CountAsync("select count(*) from feed_file where state <> 'Done'") > 0) await Task.Delay(200, Stop);
        Assert.Equal(50, await CountAsync("select count(*) from feed_file where refused = 0"));
        Assert.Equal(49, await CountAsync("select count(*) from feed_file where outcome = 'Same'"));
        Assert.Equal(Each, await CountAsync("select count(*) from feed_episode where version = 1"));
        Assert.Equal(0, await CountAsync("select count(*) from feed_episode where version > 1"));
        Assert.Equal(Each, await CountAsync("select count(*) from feed_record where outcome = 'New'"));
        Assert.Equal(Each, await CountAsync("select sum(value) / 10000 from kernel_fact where kind = 'visit.ended'"));
        Assert.Equal(Each, await CountAsync("select sum(value) / 10000 from kernel_fact where kind = 'visit.known'"));
    }

    static byte[] File(DateOnly day, int number)
    {
        var maker = new EpisodeMaker(3, Code, day);
        using var file = new MemoryStream();
        EnvelopeWriter.Write(file, Code, day, [.. maker.Many(Each, (number * Each) + 1)], maker.Set);
        return file.ToArray();
    }

    static async Task<Guid?> SendAsync(NodeProcess node, byte[] file)
    {
        try
        {
            using var answer = await node.Client.PostAsync("/api/feed/files?facility=" + Code, new ByteArrayContent(file), Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True((int)answer.StatusCode is 200 or 202, text);
            return JsonNode.Parse(text)!["files"]![0]!["id"]!.GetValue<Guid>();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    static async Task<(Guid Hospital, string Token)> HospitalAsync(ServiceProvider house, Settings settings)
    {
        await using var scope = house.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var path = Path.Combine(settings.Data, "don-vi.csv");
        await System.IO.File.WriteAllTextAsync(path, $"name,kind,facility_code\nBệnh viện Thử,hospital,{Code}\n", Stop);
        Assert.Equal(0, await House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == "organisations load").Run(scope.ServiceProvider, [path]));
        var hospital = (await scope.ServiceProvider.GetRequiredService<IOrganisationTree>().OnAsync(null, Stop)).Find(Code)!.Id;
        var account = await scope.ServiceProvider.GetRequiredService<IAccountMaker>().MakeAsync("thu", "Người thử", "Cán bộ", Role.DataOfficer, hospital, Stop);
        return (hospital, account.Token);
    }
}
