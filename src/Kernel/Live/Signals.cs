using System.Data.Common;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LienY.Kernel;

/// <summary>
/// Short calls between whoever watches the same thing: within one process at once, between processes by LISTEN/NOTIFY of PostgreSQL. A call carries a word or an
/// id, never data of a person; it may be lost, so what counts is in rows.
/// </summary>
public sealed class Signals(Database database, Node node, TimeProvider clock, ILogger<Signals> log) : IAsyncDisposable
{
    const string Channel = "lieny";

    /// <summary>Longest call in bytes; PostgreSQL takes less than 8000 with the topic.</summary>
    public const int Longest = 7_000;

    readonly Dictionary<string, List<Action<string?>>> listeners = new(StringComparer.Ordinal);
    readonly CancellationTokenSource ending = new();
    readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Lock gate = new();
    Task? listening;

    /// <summary>Calls everybody who listens to a topic, here and in the other processes.</summary>
    public async Task SendAsync(string topic, string call, CancellationToken stop)
    {
        if (Encoding.UTF8.GetByteCount(topic) + Encoding.UTF8.GetByteCount(call) > Longest) throw new ArgumentException($"A call may have {Longest} bytes.", nameof(call));
        Hear(topic, call);
        if (!database.IsPostgres) return;
        await using var connection = await database.OpenAsync(stop);
        await connection.CellAsync("select pg_notify('" + Channel + "', @p0)::text", stop, $"{node.Id:N}\n{topic}\n{call}");
    }

    /// <summary>
    /// Listens to a topic until the answer is disposed. <paramref name="heard"/> must be quick; null means that calls may have been missed, so look again.
    /// Returns when calls of other processes arrive.
    /// </summary>
    public async Task<IDisposable> ListenAsync(string topic, Action<string?> heard, CancellationToken stop)
    {
        lock (gate)
        {
            if (!listeners.TryGetValue(topic, out var list)) listeners[topic] = list = [];
            list.Add(heard);
            if (database.IsPostgres) listening ??= Task.Run(WatchAsync, CancellationToken.None);
        }
        if (database.IsPostgres) await ready.Task.WaitAsync(stop);
        return new Ear(this, topic, heard);
    }

    sealed class Ear(Signals signals, string topic, Action<string?> heard) : IDisposable
    {
        public void Dispose()
        {
            lock (signals.gate)
            {
                if (!signals.listeners.TryGetValue(topic, out var list)) return;
                list.Remove(heard);
                if (list.Count == 0) signals.listeners.Remove(topic);
            }
        }
    }

    void Hear(string? topic, string? call)
    {
        List<Action<string?>> ears;
        lock (gate) ears = [.. listeners.Where(l => topic is null || l.Key == topic).SelectMany(l => l.Value)];
        foreach (var ear in ears)
        {
            try
            {
                ear(call);
            }
            catch (Exception problem)
            {
                log.LogError(problem, "A listener of '{Topic}' failed.", topic);
            }
        }
    }

    async Task WatchAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await using var connection = (NpgsqlConnection)await database.OpenAsync(ending.Token);
                connection.Notification += (_, said) => Take(said.Payload);
                await connection.RunAsync("listen " + Channel, ending.Token);
                if (!ready.TrySetResult()) Hear(null, null);
                while (true)
                {
                    // A line that is dead says nothing by itself: ask something now and then.
                    if (!await connection.WaitAsync(TimeSpan.FromSeconds(15), ending.Token)) await connection.CellAsync("select 1", ending.Token);
                }
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (problem is DbException or IOException or InvalidOperationException or TimeoutException)
            {
                log.LogWarning(problem, "Calls of other processes are not heard for a moment.");
                await Task.Delay(TimeSpan.FromSeconds(1), clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    void Take(string payload)
    {
        if (payload.Split('\n', 3) is [var from, var topic, var call] && from != node.Id.ToString("N")) Hear(topic, call);
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        if (listening is not null) await listening;
    }
}
