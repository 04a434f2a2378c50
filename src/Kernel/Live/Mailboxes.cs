using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LienY.Kernel;

/// <summary>
/// The mailboxes of one kind (rooms, boards of a dispatch): a key is opened on the process that gets its lease, and its writer is made there once. Where another
/// process holds the key, its lease says where to go.
/// </summary>
public sealed class Mailboxes<TWriter>(Leases leases, string kind, Func<Lease, CancellationToken, Task<TWriter>> make, ILogger log) : IAsyncDisposable
    where TWriter : class, IWriter
{
    readonly ConcurrentDictionary<string, Mailbox<TWriter>> open = new(StringComparer.Ordinal);
    readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Those that are open on this process.</summary>
    public IReadOnlyCollection<Mailbox<TWriter>> Open => [.. open.Values];

    /// <summary>The mailbox of a key where this process holds it or can take it; otherwise null and the lease of who holds it.</summary>
    public async Task<(Mailbox<TWriter>? Mine, Lease Lease)> OpenAsync(string key, CancellationToken stop)
    {
        if (open.TryGetValue(key, out var box) && !box.Ended.IsCompleted) return (box, box.Lease);
        await gate.WaitAsync(stop);
        try
        {
            if (open.TryGetValue(key, out box))
            {
                // One that is just ending lets go of its key before the next begins.
                if (!box.Lease.Lost.IsCancellationRequested && !box.Ended.IsCompleted) return (box, box.Lease);
                await box.Ended.WaitAsync(stop);
            }
            var lease = await leases.TakeAsync(kind + "/" + key, stop);
            if (!lease.IsMine) return (null, lease);
            try
            {
                box = open[key] = new(lease, await make(lease, stop), log);
            }
            catch
            {
                await leases.ReleaseAsync(lease);
                throw;
            }
            _ = ForgetAsync(key, box);
            return (box, lease);
        }
        finally
        {
            gate.Release();
        }
    }

    async Task ForgetAsync(string key, Mailbox<TWriter> box)
    {
        await box.Ended;
        try
        {
            await leases.ReleaseAsync(box.Lease);
        }
        catch (System.Data.Common.DbException problem)
        {
            log.LogWarning(problem, "The lease of '{Key}' could not be given back; it ends by itself.", box.Lease.Key);
        }
        open.TryRemove(KeyValuePair.Create(key, box));
    }

    /// <summary>Ends them all.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var box in open.Values) box.Close();
        await Task.WhenAll(open.Values.Select(b => b.Ended));
    }
}
