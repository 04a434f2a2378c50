using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Server.Tests;

/// <summary>A database of the first release, with data, comes to the present schema and loses nothing.</summary>
public abstract class UpgradeTests
{
    protected abstract Task<string> ConnectionAsync();

    [Fact]
    public async Task A_database_of_the_first_schema_with_data_is_brought_up_to_date()
    {
        var settings = new Settings { Data = Scratch.Folder("upgrade"), Database = await ConnectionAsync() };
        var services = new ServiceCollection().AddLogging();
        Door.AddServices(services, settings);
        await using var provider = services.BuildServiceProvider();
        var database = provider.GetRequiredService<Database>();
        var all = House.Schema(database.IsPostgres).ToList();
        var first = all.Where(s => s.Name.StartsWith("0001_", StringComparison.Ordinal)).ToList();
        var migrator = provider.GetRequiredService<Migrator>();
        await migrator.RunAsync(first);
        await provider.GetRequiredService<Ledger>().AppendAsync([
            .. Enumerable.Range(0, 100).Select(i => new Fact
            {
                Kind = "plan.task.done", UnitId = Guid.CreateVersion7(), OccurredOn = new(2025, 5, 1), Value = 1, Module = "plans", SourceId = $"task/{i}",
            })]);
        Assert.Equal(all.Count - first.Count, await migrator.RunAsync(all));
        await provider.GetRequiredService<Sealing>().RunAsync();
        var result = await provider.GetRequiredService<Sealing>().VerifyAsync("ledger");
        Assert.True(result.IsSound);
        Assert.Equal(100, result.Rows);
    }
}

public sealed class Upgrade_on_sqlite : UpgradeTests
{
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

public sealed class Upgrade_on_postgres : UpgradeTests
{
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}
