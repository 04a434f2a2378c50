using System.Collections.Concurrent;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LienY.Apps;

/// <summary>
/// Counts exchanges in memory and adds them to the database every few seconds and when the process ends; several nodes add to the same rows. A crash loses the
/// seconds since the last writing: these are figures of load, not of money.
/// </summary>
sealed class ClientMeter(Database database, TimeProvider clock, ILogger<ClientMeter> log) : IClientMeter, IHostedService
{
    /// <summary>Writes what was counted.</summary>
    /// <remarks>Not a <see cref="Job"/>: a job runs on one node at a time, and each node has counts of its own.</remarks>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    const int MostKinds = 5_000, MostFailures = 500, LongestText = 300, LongestOperation = 80;
    readonly ConcurrentDictionary<(Guid App, DateOnly Day, string Operation, string Outcome), Sum> sums = new();
    readonly ConcurrentQueue<FailureRow> failures = new();
    readonly SemaphoreSlim writing = new(1);
    CancellationTokenSource? end;
    Task? rounds;

    /// <inheritdoc/>
    public void Count(Guid clientId, string operation, int status, long microseconds, long bytes, string? error = null)
    {
        var now = clock.GetUtcNow();
        var (what, outcome) = (Cut(operation, LongestOperation), OutcomeOf(status));
        // Whoever makes up operations without end is counted under one name.
        if (sums.Count >= MostKinds) what = "other";
        Add((clientId, Say.DayOf(now), what, outcome), new(1, Math.Max(0, microseconds), Math.Max(0, microseconds), Math.Max(0, bytes)));
        if (outcome is "refused" or "failed" && failures.Count < MostFailures)
            failures.Enqueue(new()
            {
                Id = Guid.CreateVersion7(),
                AppId = clientId,
                At = now,
                Operation = what,
                Status = status,
                Error = Cut(error ?? "", LongestText)
            });
    }

    /// <summary>What a status means for the figures: <c>absent</c> (304, 404, 410, 412) is an answer, not a failure.</summary>
    public static string OutcomeOf(int status) => status switch
    {
        < 400 => status == 304 ? "absent" : "ok",
        404 or 410 or 412 => "absent",
        < 500 => "refused",
        _ =>
        "failed"
    };

    /// <summary>Adds what was counted to the rows, now.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        await writing.WaitAsync(stop);
        try
        {
            var taken = sums.Keys.ToList().Select(k => (Key: k, Sum: sums.TryRemove(k, out var sum) ? sum.Take() : default)).Where(t => t.Sum.Times > 0).ToList();
            var failed = new List<FailureRow>();
            while (failures.TryDequeue(out var one)) failed.Add(one);
            if (taken.Count + failed.Count == 0) return;
            try
            {
                await AddAsync(taken, failed, stop);
            }
            catch (Exception problem)
            {
                // The database is away for a moment, or the process ends: what was counted waits for the next writing.
                foreach (var (key, sum) in taken) Add(key, sum);
                if (problem is OperationCanceledException) throw;
                log.LogWarning(problem, "Counts of '{Count}' exchanges wait; the database did not take them.", taken.Sum(t => t.Sum.Times));
            }
        }
        finally
        {
            writing.Release();
        }
    }

    void Add((Guid, DateOnly, string, string) key, Total more)
    {
        // A sum that was taken for writing meanwhile takes no more; the next one does.
        while (!sums.GetOrAdd(key, _ => new()).TryAdd(more)) Thread.Yield();
    }

    async Task AddAsync(List<((Guid App, DateOnly Day, string Operation, string Outcome) Key, Total Sum)> taken, List<FailureRow> failed, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // In one order on every node, so that two nodes never wait for each other.
        foreach (var (key, sum) in taken.OrderBy(t => t.Key.App).ThenBy(t => t.Key.Day).ThenBy(t => t.Key.Operation, StringComparer.Ordinal)
            .ThenBy(t => t.Key.Outcome, StringComparer.Ordinal))
            await connection.RunAsync("insert into apps_load (app_id, day, operation, outcome, times, micros, slowest, bytes) "
                + "select @p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7 "
                + "where exists (select 1 from apps_app where id = @p0) on conflict (app_id, day, operation, outcome) "
                + "do update set times = apps_load.times + excluded.times, "
                + "micros = apps_load.micros + excluded.micros, slowest = case "
                    + "when excluded.slowest > apps_load.slowest then excluded.slowest else apps_load.slowest end, "
                + "bytes = apps_load.bytes + excluded.bytes",
                stop, key.App, key.Day, key.Operation, key.Outcome, sum.Times, sum.Micros, sum.Slowest, sum.Bytes);
        foreach (var one in failed)
            await connection.RunAsync("insert into apps_failure (id, app_id, at, operation, status, error) "
                + "select @p0, @p1, @p2, @p3, @p4, @p5 where exists (select 1 from apps_app where id = @p1)", stop,
                one.Id, one.AppId, one.At, one.Operation, one.Status, one.Error);
        await transaction.CommitAsync(stop);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        end = new();
        rounds = RoundsAsync(end.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (end is null) return;
        await end.CancelAsync();
        await rounds!;
        await WriteAsync(cancellationToken);
    }

    async Task RoundsAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await WriteAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // The process ends; StopAsync writes the rest.
        }
    }

    // PostgreSQL refuses NUL in text.
    static string Cut(string text, int most) => (text.Length > most ? text[..most] : text).Replace('\0', ' ');

    /// <summary>Sums that many requests add to, until they are taken.</summary>
    sealed class Sum
    {
        readonly Lock gate = new();
        Total total;
        bool isTaken;

        public bool TryAdd(Total more)
        {
            lock (gate)
            {
                if (isTaken) return false;
                total = new(total.Times + more.Times, total.Micros + more.Micros, Math.Max(total.Slowest, more.Slowest), total.Bytes + more.Bytes);
                return true;
            }
        }

        public Total Take()
        {
            lock (gate)
            {
                isTaken = true;
                return total;
            }
        }
    }

    readonly record struct Total(long Times, long Micros, long Slowest, long Bytes);
}
