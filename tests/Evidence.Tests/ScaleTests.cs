using LienY.Bench;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

public sealed class ScaleOnSqlite : ScaleTests
{
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

public sealed class ScaleOnPostgres : ScaleTests
{
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}

/// <summary>The generator of the national network, with few facts: what it makes is a sound house.</summary>
public abstract class ScaleTests
{
    const int Facts = 20_000;

    protected abstract Task<string> ConnectionAsync();

    [Fact]
    public async Task The_generated_network_is_followed_replayed_and_evaluated_alike()
    {
        var services = new ServiceCollection().AddLogging();
        Door.AddServices(services, new Settings { Data = Scratch.Folder("scale"), Database = await ConnectionAsync() });
        await using var provider = services.BuildServiceProvider();
        await ScaleBench.FillAsync(provider, ScaleBench.WorldFor(Facts), Facts);
        var followed = 0L;
        while (followed < Facts) followed += await provider.GetRequiredService<Following>().RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Facts, followed);
        foreach (var command in new[] { "evidence check", "evidence replay", "evidence evaluate" })
        {
            await using var scope = provider.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            Assert.Equal(0, await new EvidenceModule().Commands.Single(c => c.Name == command).Run(scope.ServiceProvider, []));
        }
        Assert.True((await provider.GetRequiredService<Sealing>().VerifyAsync("ledger", TestContext.Current.CancellationToken)).IsSound);
    }
}
