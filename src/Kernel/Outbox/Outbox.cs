using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Kernel;

/// <summary>Who listens to an event, found by its type's name.</summary>
public sealed record Listening(string Type, Func<IServiceProvider, string, CancellationToken, Task> Deliver)
{
    /// <summary>A listener of <typeparamref name="T"/>.</summary>
    public static Listening For<T, TListener>() where T : notnull where TListener : IListen<T> => new(typeof(T).Name, (services, body, stop) =>
        ActivatorUtilities.GetServiceOrCreateInstance<TListener>(services).OnAsync(JsonSerializer.Deserialize<T>(body)!, stop));
}

/// <summary>
/// Delivers what stores published. One event is handled by one process (row lock on PostgreSQL, one process on SQLite); a failure is tried again
/// later and holds back only its own stream.
/// </summary>
public sealed class Outbox(Database database, TimeProvider clock, IEnumerable<Listening> listenings, IServiceScopeFactory scopes, ILogger<Outbox> log)
{
    readonly ILookup<string, Listening> listeners = listenings.ToLookup(l => l.Type);
    readonly SemaphoreSlim one = new(1);

    /// <summary>Does anybody listen to events of this kind?</summary>
    public bool IsHeard<T>() => listeners.Contains(typeof(T).Name);

    /// <summary>Publishes within the transaction that is open on a connection, for work outside a store.</summary>
    public static Task PublishAsync<T>(DbConnection connection, string stream, T happened, DateTimeOffset at, CancellationToken stop) where T : notnull =>
        connection.RunAsync("insert into kernel_event (id, stream, type, body, created_at, attempts, next_at) values (@p0, @p1, @p2, @p3, @p4, 0, @p4)", stop,
            Guid.CreateVersion7(at), stream, typeof(T).Name, JsonSerializer.Serialize(happened), at);

    /// <summary>Delivers until nothing is due; returns how many events were delivered.</summary>
    public async Task<int> RunAsync(CancellationToken stop = default)
    {
        // Rows are locked on PostgreSQL only.
        if (!database.IsPostgres) await one.WaitAsync(stop);
        try
        {
            var delivered = 0;
            await using var connection = await database.OpenAsync(stop);
            connection.KeepStatements();
            while (!stop.IsCancellationRequested && await NextAsync(connection, stop) is > 0 and var count) delivered += count;
            return delivered;
        }
        finally
        {
            if (!database.IsPostgres) one.Release();
        }
    }

    sealed record Due(long Seq, string Type, string Body, int Attempts, string Stream);

    // One process on SQLite takes several at once and writes what became of them together; of several processes each holds one event at a time.
    async Task<int> NextAsync(DbConnection connection, CancellationToken stop)
    {
        await using var transaction = database.IsPostgres ? await connection.BeginTransactionAsync(stop) : null;
        var due = await connection.RowsAsync(
            "select seq, type, body, attempts, stream from kernel_event e where delivered_at is null and next_at <= @p0 and not exists "
            + "(select 1 from kernel_event b where b.stream = e.stream and b.delivered_at is null and b.seq < e.seq"
            + (database.IsPostgres ? ") order by seq limit 1 for update skip locked" : $" and b.next_at > @p0) order by seq limit {MostAtOnce}"),
            r => new Due(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetString(4)), stop, clock.GetUtcNow());
        var done = new List<long>();
        var held = new HashSet<string>();
        try
        {
            foreach (var next in due)
            {
                if (held.Contains(next.Stream)) continue;
                if (await DeliverAsync(connection, next, stop)) done.Add(next.Seq);
                else held.Add(next.Stream);
            }
        }
        finally
        {
            // What was delivered is, also when the server is being stopped before the rest.
            if (done.Count > 0)
                await connection.RunAsync("update kernel_event set delivered_at = @p0 where seq in ("
                    + string.Join(',', done.Select(s => s.ToString(CultureInfo.InvariantCulture))) + ")", CancellationToken.None, clock.GetUtcNow());
        }
        if (transaction is not null) await transaction.CommitAsync(stop);
        return due.Count;
    }

    const int MostAtOnce = 50;

    async Task<bool> DeliverAsync(DbConnection connection, Due next, CancellationToken stop)
    {
        try
        {
            foreach (var listener in listeners[next.Type])
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
                await listener.Deliver(scope.ServiceProvider, next.Body, stop);
            }
            return true;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "Event {Seq} '{Type}' was not delivered (try {Try}); it is tried again.", next.Seq, next.Type, next.Attempts + 1);
            var wait = TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, Math.Min(next.Attempts, 11))));
            await connection.RunAsync("update kernel_event set attempts = attempts + 1, next_at = @p1, last_error = @p2 where seq = @p0", stop,
                next.Seq, clock.GetUtcNow() + wait, problem.Message.Length > 500 ? problem.Message[..500] : problem.Message);
            return false;
        }
    }
}
