using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Kernel.Tests;

/// <summary>The kernel alone on a fresh database, with one small module's table ("thing").</summary>
public abstract class KernelHouse : IAsyncLifetime
{
    ServiceProvider provider = null!;

    public string Folder { get; } = Scratch.Folder("kernel");
    public HandClock Clock { get; } = new(new DateTimeOffset(2025, 11, 20, 2, 0, 0, TimeSpan.Zero));
    public List<string> Heard { get; } = [];
    public HashSet<string> Deaf { get; } = [];
    public string Connection { get; private set; } = "";

    protected abstract Task<string> ConnectionAsync();

    public async ValueTask InitializeAsync()
    {
        Connection = await ConnectionAsync();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddSingleton(this);
        services.AddKernel(new Database(Connection, Folder), new Keys(Folder, null)).AddStore<ThingStore>();
        services.AddSingleton(Listening.For<ThingMade, ThingListener>());
        provider = services.BuildServiceProvider();
        await Get<Migrator>().RunAsync([
            .. Migrator.Steps(typeof(Store).Assembly, "kernel", Get<Database>().IsPostgres),
            new("thing", "0001_thing", "create table thing (id uuid primary key, name text not null unique, version integer not null)")]);
    }

    public T Get<T>() where T : notnull => provider.GetRequiredService<T>();

    public async Task InScopeAsync(Func<ThingStore, Task> work)
    {
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        await work(scope.ServiceProvider.GetRequiredService<ThingStore>());
    }

    public async Task<long> CountAsync(string table)
    {
        await using var connection = await Get<Database>().OpenAsync();
        return Convert.ToInt64(await connection.CellAsync($"select count(*) from {table}", default), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Seals until at least <paramref name="rows"/> are sealed; on PostgreSQL another database's transaction may hold them back for a moment.</summary>
    public async Task SealAsync(int rows)
    {
        for (var done = 0L; done < rows; await Task.Delay(10)) done += await Get<Sealing>().RunAsync();
    }

    public static Fact Happening(string source, int version = 1, decimal value = 1) => new()
    {
        Kind = "thing.made",
        UnitId = Guid.Parse("0198aaaa-0000-7000-8000-000000000001"),
        OccurredOn = new(2025, 11, 3),
        Value = value,
        Module = "thing",
        SourceId = source,
        SourceVersion = version,
        Dims = Fact.DimsOf(("b", "2"), ("a", "1")),
    };

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteKernel : KernelHouse
{
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

public sealed class PostgresKernel : KernelHouse
{
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}

public sealed class Thing : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public int Version { get; set; }
}

public sealed record ThingMade(string Name);

public sealed class ThingStore(StoreScope scope) : Store(scope)
{
    protected override void Map(ModelBuilder model) => model.Entity<Thing>().ToTable("thing");
}

sealed class ThingListener(KernelHouse house) : IListen<ThingMade>
{
    public Task OnAsync(ThingMade happened, CancellationToken stop)
    {
        if (house.Deaf.Contains(happened.Name)) throw new InvalidOperationException("deaf to " + happened.Name);
        house.Heard.Add(happened.Name);
        return Task.CompletedTask;
    }
}
