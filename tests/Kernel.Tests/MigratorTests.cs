namespace LienY.Kernel.Tests;

public abstract class MigratorTests(KernelHouse house)
{
    [Fact]
    public async Task A_step_runs_once()
    {
        SchemaStep[] steps = [new("once", "0001_a", "create table once_a (id integer)")];
        Assert.Equal(1, await house.Get<Migrator>().RunAsync(steps));
        Assert.Equal(0, await house.Get<Migrator>().RunAsync(steps));
    }

    [Fact]
    public async Task A_released_step_that_was_changed_stops_the_start()
    {
        await house.Get<Migrator>().RunAsync([new("changed", "0001_a", "create table changed_a (id integer)")]);
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => house.Get<Migrator>().RunAsync([new("changed", "0001_a", "create table changed_b (id integer)")]));
        Assert.Contains("changed/0001_a", problem.Message);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_of_the_run()
    {
        SchemaStep[] steps = [new("half", "0001_a", "create table half_a (id integer)"), new("half", "0002_b", "create tabel half_b (id integer)")];
        await Assert.ThrowsAsync<InvalidOperationException>(() => house.Get<Migrator>().RunAsync(steps));
        await using var connection = await house.Get<Database>().OpenAsync();
        Assert.DoesNotContain("half_a", await Tables.InOrderAsync(connection, default));
    }

    [Fact]
    public async Task Two_processes_may_start_at_once()
    {
        SchemaStep[] steps = [.. Enumerable.Range(1, 5).Select(i => new SchemaStep("both", $"000{i}_t", $"create table both_{i} (id integer)"))];
        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => house.Get<Migrator>().RunAsync(steps))));
        Assert.Equal(5, ran.Sum());
    }
}

public sealed class Migrator_on_sqlite(SqliteKernel house) : MigratorTests(house), IClassFixture<SqliteKernel>;

public sealed class Migrator_on_postgres(PostgresKernel house) : MigratorTests(house), IClassFixture<PostgresKernel>;
