using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienY.Kernel.Tests;

/// <summary>A writer that notes what it was asked and whether it was made durable.</summary>
sealed class Notebook : IWriter
{
    public List<int> Written { get; } = [];
    public int Durable { get; private set; }
    public bool IsBroken { get; set; }
    public bool IsShut { get; private set; }
    int inside;

    public async ValueTask<int> WriteAsync(int number)
    {
        Assert.Equal(1, Interlocked.Increment(ref inside));
        await Task.Yield();
        Written.Add(number);
        Interlocked.Decrement(ref inside);
        return Written.Count;
    }

    public ValueTask FlushAsync(CancellationToken stop)
    {
        if (IsBroken) throw new IOException("The disk is full.");
        Durable = Written.Count;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsShut = true;
        return ValueTask.CompletedTask;
    }
}

public abstract class LiveTests(KernelHouse house)
{
    static Mailboxes<Notebook> Boxes(Leases leases, List<Notebook> made) => new(leases, "test" + Guid.CreateVersion7(), (_, _) =>
    {
        made.Add(new());
        return Task.FromResult(made[^1]);
    }, NullLogger.Instance);

    [Fact]
    public async Task Works_of_a_key_run_one_after_another_and_are_durable_when_answered()
    {
        var made = new List<Notebook>();
        var boxes = Boxes(house.Get<Leases>(), made);
        var (box, lease) = await boxes.OpenAsync("a", default);
        Assert.True(lease.IsMine);
        var answers = await Task.WhenAll(Enumerable.Range(1, 500).Select(n => box!.AskAsync(async w =>
        {
            await w.WriteAsync(n);
            return w;
        })));
        Assert.All(answers, w => Assert.True(w.Durable >= 1));
        Assert.Equal(Enumerable.Range(1, 500), Assert.Single(made).Written);
        Assert.Equal(500, made[0].Durable);
        await boxes.DisposeAsync();
        Assert.True(made[0].IsShut);
    }

    [Fact]
    public async Task A_refused_work_harms_no_other()
    {
        var boxes = Boxes(house.Get<Leases>(), []);
        var (box, _) = await boxes.OpenAsync("a", default);
        await Assert.ThrowsAsync<Refusal>(() => box!.AskAsync<int>(_ => throw Refusal.Conflict("Không được.")));
        Assert.Equal(1, await box!.AskAsync(w => w.WriteAsync(7)));
        await boxes.DisposeAsync();
    }

    [Fact]
    public async Task What_could_not_be_made_durable_ends_the_writer_and_the_next_is_made_anew()
    {
        var made = new List<Notebook>();
        var boxes = Boxes(house.Get<Leases>(), made);
        var (box, _) = await boxes.OpenAsync("a", default);
        var refused = await Assert.ThrowsAsync<Refusal>(() => box!.AskAsync(w =>
        {
            w.IsBroken = true;
            return w.WriteAsync(1);
        }));
        Assert.Equal(RefusalKind.Unavailable, refused.Kind);
        await box!.Ended;
        Assert.False(box.Tell(_ => ValueTask.CompletedTask));
        var (next, lease) = await boxes.OpenAsync("a", default);
        Assert.NotSame(box, next);
        Assert.True(lease.IsMine);
        Assert.Equal(1, await next!.AskAsync(w => w.WriteAsync(1)));
        Assert.Equal(2, made.Count);
        await boxes.DisposeAsync();
    }

    [Fact]
    public async Task Calls_are_heard_by_who_listens_to_the_topic_only()
    {
        var heard = new List<string?>();
        var signals = house.Get<Signals>();
        using (await signals.ListenAsync("x/1", heard.Add, default))
        {
            await signals.SendAsync("x/1", "one", default);
            await signals.SendAsync("x/2", "two", default);
        }
        await signals.SendAsync("x/1", "three", default);
        Assert.Equal(["one"], heard);
        await Assert.ThrowsAsync<ArgumentException>(() => signals.SendAsync("x/1", new string('a', Signals.Longest), default));
    }
}

public sealed class Live_on_sqlite(SqliteKernel house) : LiveTests(house), IClassFixture<SqliteKernel>;

public sealed class Live_on_postgres(PostgresKernel house) : LiveTests(house), IClassFixture<PostgresKernel>
{
    readonly KernelHouse first = house;

    ServiceProvider Second()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(first.Clock);
        services.AddKernel(new Database(first.Connection, first.Folder), new Keys(first.Folder, null));
        return services.BuildServiceProvider();
    }

    [Fact]
    public async Task A_key_has_one_holder_among_two_processes_and_goes_to_the_other_when_given_back()
    {
        await using var second = Second();
        var key = "k" + Guid.CreateVersion7();
        var mine = await first.Get<Leases>().TakeAsync(key, default);
        var theirs = await second.GetRequiredService<Leases>().TakeAsync(key, default);
        Assert.True(mine.IsMine);
        Assert.False(theirs.IsMine);
        Assert.Equal(mine.Node, theirs.Node);
        await first.Get<Leases>().ReleaseAsync(mine);
        Assert.True(mine.Lost.IsCancellationRequested);
        theirs = await second.GetRequiredService<Leases>().TakeAsync(key, default);
        Assert.True(theirs.IsMine);
        Assert.Equal(mine.Epoch + 1, theirs.Epoch);
    }

    [Fact]
    public async Task A_process_that_lost_its_row_gives_up_by_itself()
    {
        await using var second = Second();
        var key = "k" + Guid.CreateVersion7();
        var mine = await first.Get<Leases>().TakeAsync(key, default);
        await using var connection = await first.Get<Database>().OpenAsync();
        Lease theirs;
        do
        {
            // Its term is over before it could renew; where it renewed in between, once more.
            await connection.RunAsync("update kernel_lease set until = clock_timestamp() where key = @p0", default, key);
            theirs = await second.GetRequiredService<Leases>().TakeAsync(key, default);
        }
        while (!theirs.IsMine);
        var lost = new TaskCompletionSource();
        await using (mine.Lost.Register(lost.SetResult)) await lost.Task;
        Assert.True((await second.GetRequiredService<Leases>().TakeAsync(key, default)).IsMine);
        Assert.Equal(theirs.Node, (await first.Get<Leases>().TakeAsync(key, default)).Node);
    }

    [Fact]
    public async Task Two_processes_hear_each_other()
    {
        await using var second = Second();
        var heard = new TaskCompletionSource<string?>();
        var own = new List<string?>();
        using var ear = await second.GetRequiredService<Signals>().ListenAsync("y", c => heard.TrySetResult(c), default);
        using var mine = await first.Get<Signals>().ListenAsync("y", own.Add, default);
        await first.Get<Signals>().SendAsync("y", "chào", default);
        Assert.Equal("chào", await heard.Task);
        Assert.Equal(["chào"], own);
    }
}
