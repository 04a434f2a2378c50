using System.Threading.Channels;
using LienY.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LienY.Imaging;

/// <summary>
/// The one writer of segments and index in this process: whatever waits while a group is made durable is the next group, all senders together; one sync of the
/// segment and one transaction for each. An answer comes only after both.
/// </summary>
sealed class IndexWriter(Database database, ArchiveFolder folder, TimeProvider clock, ILogger<IndexWriter> log) : IAsyncDisposable
{
    const int MostInGroup = 64, Tries = 5;

    readonly Channel<PendingInstance> waiting = Channel.CreateBounded<PendingInstance>(new BoundedChannelOptions(256) { SingleReader = true });
    readonly Segments segments = new(folder);
    readonly Lock gate = new();
    Task? running;

    /// <summary>Puts an instance into the index; ends when it is durable there.</summary>
    public async Task<IngestOutcome> WriteAsync(PendingInstance pending)
    {
        if (running is null)
            lock (gate) running ??= Task.Factory.StartNew(RunAsync, TaskCreationOptions.LongRunning).Unwrap();
        await waiting.Writer.WriteAsync(pending);
        return await pending.Task;
    }

    async Task RunAsync()
    {
        IndexPen? pen = null;
        var group = new List<PendingInstance>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < MostInGroup && waiting.Reader.TryRead(out var next)) group.Add(next);
            pen = await CommitAsync(pen, group);
            group.Clear();
        }
        if (pen is not null) await pen.DisposeAsync();
    }

    async Task<IndexPen?> CommitAsync(IndexPen? pen, List<PendingInstance> group, bool isAppended = false)
    {
        try
        {
            if (!isAppended) foreach (var small in group.Where(p => p.Bytes.Length > 0))
                (small.Place, small.Offset) = segments.Append(small.Head, small.Bytes.Span);
            segments.Sync();
        }
        catch (IOException full)
        {
            log.LogError(full, "The archive of images cannot write; senders are told to try again.");
            segments.GiveUp();
            foreach (var pending in group) pending.GiveUp(IngestResult.Full, "out of storage");
            return pen;
        }
        for (var tries = 0; ; tries++)
        {
            try
            {
                pen ??= new IndexPen(await database.OpenAsync(), clock);
                await pen.WriteAsync(group);
                foreach (var pending in group) pending.Tell();
                return pen;
            }
            catch (Exception problem)
            {
                if (pen is not null) await pen.DisposeAsync();
                pen = null;
                if (tries < Tries && IsPassing(problem))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10 << tries), clock);
                    continue;
                }
                if (group.Count > 1)
                {
                    // What is wrong with one is no other's loss.
                    foreach (var one in group) pen = await CommitAsync(pen, [one], isAppended: true);
                    return pen;
                }
                log.LogError(problem, "The index of images cannot be written; senders are told to try again.");
                foreach (var pending in group) pending.GiveUp(IngestResult.Full, "the index cannot be written");
                return null;
            }
        }
    }

    // Somebody else was at the same rows, or the server began anew: the next try sees what is there then.
    static bool IsPassing(Exception problem) => problem is NpgsqlException { IsTransient: true } or PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
    } or SqliteException { SqliteErrorCode: 5 or 6 };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        if (running is not null) await running;
        segments.Dispose();
    }
}
