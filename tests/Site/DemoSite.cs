using System.Text.Json;
using LienY.Contracts;
using LienY.Server;

namespace LienY.Site;

/// <summary>The house with its demonstration network, told on 20/11/2026.</summary>
public abstract class DemoSite : TestSite
{
    /// <inheritdoc/>
    protected override async Task FillAsync()
    {
        Clock.SetDay(new DateOnly(2026, 11, 20));
        await Demonstration.TellAsync(Services);
        await SettleAsync();
    }

    /// <summary>Accounts of the demonstration.</summary>
    public IReadOnlyList<DemoAccount> Accounts =>
        JsonSerializer.Deserialize<List<DemoAccount>>(File.ReadAllText(Path.Combine(Folder, "demo-accounts.json")), JsonSerializerOptions.Web)!;

    /// <summary>The account of a user of the demonstration, to sign in with.</summary>
    public MadeAccount Account(string user)
    {
        var account = Accounts.First(a => a.User == user);
        return new(Guid.Empty, account.User, account.Password, account.Token);
    }
}

/// <summary>The demonstration on the embedded database.</summary>
public sealed class SqliteDemo : DemoSite
{
    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

/// <summary>The demonstration on PostgreSQL.</summary>
public sealed class PostgresDemo : DemoSite
{
    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}
