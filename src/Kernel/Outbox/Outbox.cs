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

    /// <summary>Does anybody listen to events of this kind?</summary>
    public bool IsHeard<T>() => listeners.Contains(typeof(T).Name);

    /// <summary>Publishes within the transaction that is open on a connection, for work outside a store.</summary>
    public static Task PublishAsync<T>(System.Data.Common.DbConnection connection, string stream, T happened, DateTimeOffset at, CancellationToken stop) where T : notnull =>
        connection.RunAsync("insert into kernel_event (id, stream, type, body, created_at, attempts, next_at) values (@p0, @p1, @p2, @p3, @p4, 0, @p4)", stop,
            Guid.CreateVersion7(at), stream, typeof(T).Name, JsonSerializer.Serialize(happened), at);

    /// <summary>Delivers until nothing is due; returns how many events were delivered.</summary>
    public async Task<int> RunAsync(CancellationToken stop = default)
    {
        var delivered = 0;
        while (!stop.IsCancellationRequested && await NextAsync(stop)) delivered++;
        return delivered;
    }

    async Task<bool> NextAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = database.IsPostgres ? await connection.BeginTransactionAsync(stop) : null;
        var next = await connection.RowsAsync(
            "select seq, type, body, attempts from kernel_event e where delivered_at is null and next_at <= @p0 and not exists "
            + "(select 1 from kernel_event b where b.stream = e.stream and b.delivered_at is null and b.seq < e.seq) order by seq limit 1"
            + (database.IsPostgres ? " for update skip locked" : ""),
            r => (Seq: r.GetInt64(0), Type: r.GetString(1), Body: r.GetString(2), Attempts: r.GetInt32(3)), stop, clock.GetUtcNow());
        if (next.Count == 0) return false;
        var (seq, type, body, attempts) = next[0];
        try
        {
            foreach (var listener in listeners[type])
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
                await listener.Deliver(scope.ServiceProvider, body, stop);
            }
            await connection.RunAsync("update kernel_event set delivered_at = @p1 where seq = @p0", stop, seq, clock.GetUtcNow());
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "Event {Seq} '{Type}' was not delivered (try {Try}); it is tried again.", seq, type, attempts + 1);
            var wait = TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, Math.Min(attempts, 11))));
            await connection.RunAsync("update kernel_event set attempts = attempts + 1, next_at = @p1, last_error = @p2 where seq = @p0", stop,
                seq, clock.GetUtcNow() + wait, problem.Message.Length > 500 ? problem.Message[..500] : problem.Message);
        }
        if (transaction is not null) await transaction.CommitAsync(stop);
        return true;
    }
}
