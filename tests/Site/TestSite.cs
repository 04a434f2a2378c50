using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace LienY.Site;

/// <summary>
/// The whole house on a real port with a fresh database, a hand clock (starts 2025-11-20 09:00 at Hà Nội) and no background: the test calls
/// <see cref="SettleAsync"/>. Use as class fixture: <see cref="SqliteSite"/> and <see cref="PostgresSite"/>, with one abstract class of tests for both.
/// </summary>
public abstract class TestSite : IAsyncLifetime
{
    WebApplication? app;
    int made;

    /// <summary>The clock.</summary>
    public HandClock Clock { get; } = new(new DateTimeOffset(2025, 11, 20, 2, 0, 0, TimeSpan.Zero));

    /// <summary>The data folder.</summary>
    public string Folder { get; } = Scratch.Folder("site");

    /// <summary>Address of the running site.</summary>
    public Uri Url => new(app!.Urls.First());

    /// <summary>Services of the running site.</summary>
    public IServiceProvider Services => app!.Services;

    /// <summary>Settings the site runs with.</summary>
    public Settings Settings { get; private set; } = new();

    /// <summary>Connection string; empty for SQLite.</summary>
    protected abstract Task<string> ConnectionAsync();

    /// <summary>What is done before the house opens (a restore).</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>What is put into the house before its door opens (a demonstration).</summary>
    protected virtual Task FillAsync() => Task.CompletedTask;

    /// <summary>Failures from one address before it has to wait; tests fail often from one.</summary>
    protected virtual int FreeTries => 100_000;

    /// <summary>Services that stand in for neighbours of what is tested; registered last.</summary>
    protected virtual void Register(IServiceCollection services)
    {
    }

    /// <summary>Other settings than the usual ones.</summary>
    protected virtual Settings Set(Settings settings) => settings;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        Settings = Set(new Settings { Data = Folder, Database = await ConnectionAsync(), Urls = "http://127.0.0.1:0" });
        await PrepareAsync();
        app = Door.Build(Settings, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Remove(services.Single(s => s.ImplementationType == typeof(Background)));
            // Some hundred sign-ins: their hashes are not what is tested.
            services.Replace(ServiceDescriptor.Singleton(new SignInRules(TimeSpan.FromMinutes(Settings.IdleMinutes), Settings.PublicUrl, HashRounds: 1_000, FreeTries: FreeTries)));
            Register(services);
        });
        await House.MigrateAsync(app.Services);
        await FillAsync();
        await app.StartAsync();
    }

    /// <summary>Runs something in a scope with the house as caller.</summary>
    public async Task<T> HouseAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        return await work(scope.ServiceProvider);
    }

    /// <summary>
    /// Delivers events and lets followers of the ledger catch up, until nothing is left. On PostgreSQL a transaction of another database of the
    /// server may hold the newest facts back for a moment, so it looks again.
    /// </summary>
    public async Task SettleAsync()
    {
        var following = Services.GetRequiredService<Following>();
        await Services.GetRequiredService<Outbox>().RunAsync();
        await following.RunAsync();
        for (var tries = 0; tries < 500 && !await following.IsAtEndAsync(); tries++)
        {
            await Task.Delay(20);
            await following.RunAsync();
        }
    }

    /// <summary>Seals ledger and trail to their ends.</summary>
    public async Task SealAsync()
    {
        var sealing = Services.GetRequiredService<Sealing>();
        for (var tries = 0; tries < 500; tries++)
        {
            await sealing.RunAsync();
            if ((await sealing.VerifyAsync("ledger")).Unsealed == 0 && (await sealing.VerifyAsync("trail")).Unsealed == 0) return;
            await Task.Delay(20);
        }
    }

    /// <summary>A new organisation below <paramref name="parent"/>.</summary>
    public Task<Guid> OrganisationAsync(string name, Guid? parent = null, string? kind = null) =>
        HouseAsync(s => s.GetRequiredService<IOrganisations>().CreatePartnerAsync(name, kind, parent, default));

    /// <summary>A browser-like visitor who has not signed in: keeps cookies, follows redirects, asks for HTML.</summary>
    public Visitor Visitor() => new(Url);

    /// <summary>A visitor signed in by password with a fresh account that holds a role at an organisation.</summary>
    public async Task<Visitor> SignInAsAsync(Role role, Guid organisation)
    {
        var account = await AccountAsync(role, organisation);
        var visitor = Visitor();
        await visitor.SignInAsync(account.User, account.Password);
        return visitor;
    }

    /// <summary>A fresh account.</summary>
    public Task<MadeAccount> AccountAsync(Role role, Guid organisation)
    {
        var number = Interlocked.Increment(ref made);
        return HouseAsync(s => s.GetRequiredService<IAccountMaker>().MakeAsync($"thu{number}", $"Người thử {number}", "Chuyên viên", role, organisation, default));
    }

    /// <summary>A program that calls the API with a token.</summary>
    public async Task<HttpClient> ProgramAsync(Role role, Guid organisation)
    {
        var account = await AccountAsync(role, organisation);
        return new HttpClient { BaseAddress = Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (Directory.Exists(Folder)) Scratch.Remove(Folder);
        GC.SuppressFinalize(this);
    }
}

/// <summary>The house on the embedded database.</summary>
public sealed class SqliteSite : TestSite
{
    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

/// <summary>The house on PostgreSQL.</summary>
public sealed class PostgresSite : TestSite
{
    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}
