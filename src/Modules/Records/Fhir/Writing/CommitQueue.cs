using System.Threading.Channels;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LienY.Records;

/// <summary>
/// Where everything waits that has to be durable before it is answered: what waited while the last group was written goes into the next. One writer on
/// SQLite, three on PostgreSQL; a request ends only after its commit.
/// </summary>
sealed class CommitQueue(Database database, Linking linking, FhirCheck check, TimeProvider clock, Wake wake, Outbox outbox, IServiceProvider services, ILogger<CommitQueue> log) : IAsyncDisposable
{
    const int MostWaiting = 4096;
    const int MostResources = 1000;
    const int MostBytes = 4 * 1024 * 1024;
    const int Tries = 6;

    readonly Channel<FhirWrite> waiting = Channel.CreateBounded<FhirWrite>(new BoundedChannelOptions(MostWaiting) { SingleReader = false });
    readonly Lock gate = new();
    Task[]? writers;

    /// <summary>Writes changes; ends when they are durable, refused (FhirProblem) where they cannot be made.</summary>
    public async Task<IReadOnlyList<FhirChanged>> WriteAsync(FhirWrite write, CancellationToken stop)
    {
        Start();
        await waiting.Writer.WriteAsync(write, stop);
        // Once it waits it is written, whether or not somebody still waits for the answer.
        return await write.Task;
    }

    /// <summary>Writes entries of the trail; ends when they are durable.</summary>
    public async Task LogAsync(FhirSeat seat, IReadOnlyList<TrailEntry> entries, CancellationToken stop) => await WriteAsync(new(seat, []) { Trail = entries }, stop);

    void Start()
    {
        if (writers is not null) return;
        lock (gate) writers ??= [.. Enumerable.Range(0, database.IsPostgres ? 3 : 1).Select(_ => Task.Factory.StartNew(RunAsync, TaskCreationOptions.LongRunning).Unwrap())];
    }

    async Task RunAsync()
    {
        var parts = new GroupParts(linking, services.GetService<IFhirSearch>(), check, clock, wake, outbox.IsHeard<ResourcesChanged>());
        GroupCommit? commit = null;
        var group = new List<FhirWrite>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            Gather(group);
            if (group.Count == 0) continue;
            try
            {
                commit ??= new(await database.OpenAsync(), parts);
                await commit.RunAsync(group, CancellationToken.None);
            }
            catch (Exception problem)
            {
                commit = await AgainAsync(commit, parts, group, problem);
            }
            group.Clear();
        }
        if (commit is not null) await commit.DisposeAsync();
    }

    void Gather(List<FhirWrite> group)
    {
        var (resources, bytes) = (0, 0);
        while (resources < MostResources && bytes < MostBytes && waiting.Reader.TryRead(out var next))
        {
            group.Add(next);
            resources += Math.Max(1, next.Changes.Count);
            bytes += next.Size;
        }
    }

    // A group that broke is tried one request at a time, so that what is wrong with one is no other's loss.
    async Task<GroupCommit?> AgainAsync(GroupCommit? commit, GroupParts parts, List<FhirWrite> group, Exception first)
    {
        foreach (var write in group)
        {
            var problem = first;
            for (var number = 0; ; number++)
            {
                try
                {
                    if (number > 0 || problem is NpgsqlException or SqliteException)
                    {
                        if (commit is not null) await commit.DisposeAsync();
                        commit = null;
                    }
                    write.Result = null;
                    commit ??= new(await database.OpenAsync(), parts);
                    await commit.RunAsync([write], CancellationToken.None);
                    break;
                }
                catch (Exception again)
                {
                    problem = again;
                    if (number < Tries && IsPassing(again))
                    {
                        await Task.Delay(Random.Shared.Next(1, 10 << number));
                        continue;
                    }
                    write.Failed(Told(again));
                    break;
                }
            }
        }
        return commit;
    }

    // Somebody else was at the same rows in the same moment: on the next try the state is seen as it is then.
    static bool IsPassing(Exception problem) => problem is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
    } or SqliteException { SqliteErrorCode: 5 or 6 };

    Exception Told(Exception problem)
    {
        if (problem is FhirProblem) return problem;
        log.LogError(problem, "A write to the record failed.");
        return IsPassing(problem) ? new FhirProblem(503, "transient", "", "The database is busy; please try again.") : problem;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        if (writers is { } running) await Task.WhenAll(running);
    }
}
