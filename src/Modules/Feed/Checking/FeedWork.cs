using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Feed;

/// <summary>Checks received files, a few at a time, whoever asks: the request that brought them, the page, or the round that looks for what was left.</summary>
sealed class FeedWork(Database database, IServiceScopeFactory scopes, TimeProvider clock, ILogger<FeedWork> log)
{
    const int AtOnce = 2;
    readonly SemaphoreSlim turns = new(AtOnce);

    /// <summary>What was received and left: a node died, or the file was too large to be checked before the answer.</summary>
    public static readonly Job Round = new("feed-queue", TimeSpan.FromSeconds(3), (services, stop) => services.GetRequiredService<FeedWork>().RunAsync(stop));

    /// <summary>Checks a file in its turn; false where the turn did not come in time (the round takes it up) or somebody else works on it.</summary>
    public async Task<bool> NowAsync(Guid file, TimeSpan patience, CancellationToken stop)
    {
        if (!await turns.WaitAsync(patience, stop)) return false;
        try
        {
            // Who began goes on to the end, even if the sender has left.
            return await WorkAsync(file, CancellationToken.None);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>One round: every file that waits and that nobody holds.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            List<Guid> waiting;
            await using (var connection = await database.OpenAsync(stop))
                waiting = await connection.RowsAsync("select id from feed_file where state = 'Received' and (claimed_until is null or claimed_until < @p0) "
                    + "order by received_at limit 50", r => r.GetGuid(0), stop, clock.GetUtcNow());
            var done = 0;
            await Parallel.ForEachAsync(waiting, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (id, s) =>
            {
                await turns.WaitAsync(s);
                try
                {
                    if (await WorkAsync(id, s)) Interlocked.Increment(ref done);
                }
                finally
                {
                    turns.Release();
                }
            });
            if (done == 0) return;
        }
    }

    async Task<bool> WorkAsync(Guid file, CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            return await scope.ServiceProvider.GetRequiredService<Intake>().RunAsync(file, stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "File '{File}' of the feed was not checked; it waits and is tried again.", file);
            return false;
        }
    }
}
