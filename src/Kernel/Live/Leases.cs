using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace LienY.Kernel;

/// <summary>
/// Leases of keys that have one writer. On PostgreSQL a lease lasts <see cref="Term"/> by the clock of the database and is renewed each second; a process that
/// cannot renew in time gives up by itself, before another may take over. On the embedded database there is one process, and what it takes it holds.
/// </summary>
public sealed class Leases(Database database, Node node, TimeProvider clock, ILogger<Leases> log) : IAsyncDisposable
{
    /// <summary>For how long a lease stands without being renewed: the longest that a key is without a writer when its process dies.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromSeconds(3);

    static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    static string Take(string until, string where) => $"insert into kernel_lease (key, node, address, epoch, until) values (@p0, @p1, @p2, 1, {until}) on conflict (key) do update set "
        + $"node = excluded.node, address = excluded.address, epoch = kernel_lease.epoch + 1, until = excluded.until {where} returning epoch";

    readonly ConcurrentDictionary<string, Held> held = new(StringComparer.Ordinal);
    readonly CancellationTokenSource ending = new();
    readonly SemaphoreSlim gate = new(1, 1);
    Task? rounds;

    sealed class Held(Lease lease, CancellationTokenSource lost, long confirmed)
    {
        public Lease Lease => lease;
        public CancellationTokenSource Lost => lost;
        public long Confirmed { get; set; } = confirmed;
    }

    /// <summary>Takes the key where it is free or its holder has let it lapse; otherwise the lease of who holds it.</summary>
    public async Task<Lease> TakeAsync(string key, CancellationToken stop)
    {
        if (held.TryGetValue(key, out var mine)) return mine.Lease;
        await gate.WaitAsync(stop);
        try
        {
            if (held.TryGetValue(key, out mine)) return mine.Lease;
            await using var connection = await database.OpenAsync(stop);
            var asked = clock.GetTimestamp();
            for (var tries = 0; ; tries++)
            {
                var epoch = database.IsPostgres
                    ? await connection.CellAsync(Take("clock_timestamp() + make_interval(secs => @p3)", "where kernel_lease.until <= clock_timestamp() or kernel_lease.node = excluded.node"),
                        stop, key, node.Id, node.Address, Term.TotalSeconds)
                    : await connection.CellAsync(Take("@p3", ""), stop, key, node.Id, node.Address, clock.GetUtcNow() + Term);
                if (epoch is long number) return Hold(new(key, node.Id, node.Address, number), asked);
                if (await HolderAsync(connection, key, stop) is { } other) return other;
                if (tries > 2) throw Refusal.Unavailable("Nơi giữ nội dung này đang chuyển sang máy khác. Xin thử lại sau vài giây.");
            }
        }
        finally
        {
            gate.Release();
        }
    }

    static async Task<Lease?> HolderAsync(DbConnection connection, string key, CancellationToken stop) =>
        (await connection.RowsAsync("select node, address, epoch from kernel_lease where key = @p0", r => new Lease(key, r.GetGuid(0), r.GetString(1), r.GetInt64(2)), stop, key))
        .FirstOrDefault();

    Lease Hold(Lease lease, long asked)
    {
        var lost = new CancellationTokenSource();
        var mine = lease with { IsMine = true, Lost = lost.Token };
        held[lease.Key] = new(mine, lost, asked);
        if (database.IsPostgres) rounds ??= Task.Run(RenewAsync, CancellationToken.None);
        return mine;
    }

    /// <summary>Gives a key back, so that another process may take it at once.</summary>
    public async Task ReleaseAsync(Lease lease)
    {
        if (!Lose(lease.Key, lease.Epoch) || !database.IsPostgres) return;
        await using var connection = await database.OpenAsync();
        await connection.RunAsync("update kernel_lease set until = clock_timestamp() where key = @p0 and node = @p1 and epoch = @p2", CancellationToken.None, lease.Key, node.Id, lease.Epoch);
    }

    bool Lose(string key, long epoch)
    {
        if (!held.TryGetValue(key, out var mine) || mine.Lease.Epoch != epoch || !held.TryRemove(KeyValuePair.Create(key, mine))) return false;
        mine.Lost.Cancel();
        return true;
    }

    async Task RenewAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(Round, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested) return;
            var asked = clock.GetTimestamp();
            try
            {
                foreach (var mine in await RenewedAsync())
                    if (held.TryGetValue(mine, out var lease)) lease.Confirmed = asked;
            }
            catch (Exception problem) when (problem is DbException or OperationCanceledException or TimeoutException)
            {
                log.LogWarning(problem, "Leases were not renewed; they are given up when their term ends.");
            }
            foreach (var (key, mine) in held)
                if (clock.GetElapsedTime(mine.Confirmed) > Term - Margin && Lose(key, mine.Lease.Epoch)) log.LogWarning("The lease of '{Key}' is lost.", key);
        }
    }

    // Whoever else took a key took it after its term: it is no longer among those that come back, and is found lost by the time of its last confirmation.
    async Task<IReadOnlyList<string>> RenewedAsync()
    {
        if (held.IsEmpty) return [];
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        soon.CancelAfter(Round);
        await using var connection = await database.OpenAsync(soon.Token);
        return await connection.RowsAsync("update kernel_lease set until = clock_timestamp() + make_interval(secs => @p2) where node = @p0 and key = any(@p1) returning key", r => r.GetString(0), soon.Token,
            node.Id, held.Keys.ToArray(), Term.TotalSeconds);
    }

    /// <summary>Gives everything back.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        if (rounds is not null) await rounds;
        foreach (var (_, mine) in held)
        {
            try
            {
                await ReleaseAsync(mine.Lease);
            }
            catch (DbException problem)
            {
                log.LogWarning(problem, "The lease of '{Key}' could not be given back; it ends by itself.", mine.Lease.Key);
            }
        }
    }
}
