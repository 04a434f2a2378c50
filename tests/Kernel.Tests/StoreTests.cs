using Microsoft.EntityFrameworkCore;

namespace LienY.Kernel.Tests;

public abstract class StoreTests(KernelHouse house)
{
    [Fact]
    public async Task Work_fact_trail_and_event_are_saved_together_or_not_at_all()
    {
        var name = Guid.CreateVersion7().ToString();
        async Task MakeAsync(string source) => await house.InScopeAsync(async store =>
        {
            store.Add(new Thing { Name = name });
            store.Report(KernelHouse.Happening(source));
            store.Publish("thing/" + name, new ThingMade(name));
            await store.SaveChangesAsync();
        });
        await MakeAsync(name + "/1");
        var before = (await house.CountAsync("kernel_fact"), await house.CountAsync("kernel_trail"), await house.CountAsync("kernel_event"));
        var refused = await Assert.ThrowsAsync<Refusal>(() => MakeAsync(name + "/2"));
        Assert.Equal(RefusalKind.Conflict, refused.Kind);
        Assert.Equal(before, (await house.CountAsync("kernel_fact"), await house.CountAsync("kernel_trail"), await house.CountAsync("kernel_event")));
    }

    [Fact]
    public async Task Every_change_leaves_a_trail_entry_by_itself()
    {
        var thing = new Thing { Name = Guid.CreateVersion7().ToString() };
        await house.InScopeAsync(async store =>
        {
            store.Add(thing);
            await store.SaveChangesAsync();
        });
        var entry = (await house.Get<TrailBook>().NewestAsync(5)).First(t => t.ObjectId == thing.Id.ToString());
        Assert.Equal(("thing.added", "ok"), (entry.Action, entry.Outcome));
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told()
    {
        var thing = new Thing { Name = Guid.CreateVersion7().ToString() };
        await house.InScopeAsync(async store =>
        {
            store.Add(thing);
            await store.SaveChangesAsync();
        });
        async Task RenameAsync(int version) => await house.InScopeAsync(async store =>
        {
            var row = await store.Set<Thing>().SingleAsync(t => t.Id == thing.Id);
            store.Expect(row, version);
            row.Name += "'";
            await store.SaveChangesAsync();
        });
        await RenameAsync(0);
        Assert.Equal("stale", (await Assert.ThrowsAsync<Refusal>(() => RenameAsync(0))).Code);
        await RenameAsync(1);
    }

    [Fact]
    public async Task Events_arrive_in_order_and_a_failure_holds_back_only_its_own_stream()
    {
        string[] names = ["a1-" + Guid.CreateVersion7(), "a2-" + Guid.CreateVersion7(), "b1-" + Guid.CreateVersion7()];
        house.Deaf.Add(names[0]);
        await house.InScopeAsync(async store =>
        {
            store.Publish("stream/a", new ThingMade(names[0]));
            store.Publish("stream/a", new ThingMade(names[1]));
            store.Publish("stream/b", new ThingMade(names[2]));
            await store.SaveChangesAsync();
        });
        await house.Get<Outbox>().RunAsync();
        Assert.Equal([names[2]], house.Heard.Where(names.Contains));
        house.Deaf.Clear();
        house.Clock.Pass(TimeSpan.FromMinutes(1));
        await house.Get<Outbox>().RunAsync();
        Assert.Equal([names[2], names[0], names[1]], house.Heard.Where(names.Contains));
    }

    [Fact]
    public async Task Two_deliverers_at_once_deliver_each_event_once()
    {
        var names = Enumerable.Range(0, 20).Select(i => $"twice-{i}-{Guid.CreateVersion7()}").ToList();
        await house.InScopeAsync(async store =>
        {
            foreach (var name in names) store.Publish("one/" + name, new ThingMade(name));
            await store.SaveChangesAsync();
        });
        if (house.Get<Database>().IsPostgres) await Task.WhenAll(Task.Run(() => house.Get<Outbox>().RunAsync()), Task.Run(() => house.Get<Outbox>().RunAsync()));
        else await house.Get<Outbox>().RunAsync();
        Assert.Equal(names.Order(), house.Heard.Where(names.Contains).Order());
    }
}

public sealed class Store_on_sqlite(SqliteKernel house) : StoreTests(house), IClassFixture<SqliteKernel>;

public sealed class Store_on_postgres(PostgresKernel house) : StoreTests(house), IClassFixture<PostgresKernel>;
