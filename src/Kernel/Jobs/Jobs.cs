using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LienY.Kernel;

/// <summary>Work that comes round: reminders, sealing. What is due is rows; a run with nothing due does nothing.</summary>
public sealed record Job(string Name, TimeSpan Every, Func<IServiceProvider, CancellationToken, Task> Run);

/// <summary>Runs jobs, each by one process at a time (advisory lock on PostgreSQL).</summary>
public sealed class JobRunner(Database database, IServiceScopeFactory scopes, ILogger<JobRunner> log)
{
    /// <summary>Runs a job now unless another process runs it; false then.</summary>
    public async Task<bool> RunAsync(Job job, CancellationToken stop)
    {
        await using var connection = database.IsPostgres ? await database.OpenAsync(stop) : null;
        if (connection is not null && await connection.CellAsync("select pg_try_advisory_lock(hashtext(@p0))", stop, "job-" + job.Name) is not true) return false;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            await job.Run(scope.ServiceProvider, stop);
            return true;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "Job '{Name}' failed; it is tried again at its next time.", job.Name);
            return true;
        }
        finally
        {
            if (connection is not null) await connection.RunAsync("select pg_advisory_unlock(hashtext(@p0))", CancellationToken.None, "job-" + job.Name);
        }
    }
}

/// <summary>The background of a serving process: outbox, followers of the ledger, and jobs at their times.</summary>
public sealed class Background(IEnumerable<Job> jobs, JobRunner runner, Outbox outbox, Following following, Wake wake, ILogger<Background> log)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Select(j => RoundAsync(j, stoppingToken)).Append(DeliverAsync(stoppingToken)).Append(FollowAsync(stoppingToken)));

    async Task RoundAsync(Job job, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(job.Every);
        do await QuietlyAsync(() => runner.RunAsync(job, stop), stop);
        while (await timer.WaitForNextTickAsync(stop));
    }

    async Task DeliverAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await QuietlyAsync(() => outbox.RunAsync(stop), stop);
            await wake.EventsOrSecondAsync(stop);
        }
    }

    async Task FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await QuietlyAsync(() => following.RunAsync(stop), stop);
            await wake.FactsOrSecondAsync(stop);
        }
    }

    async Task QuietlyAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
        }
        catch (Exception problem) when (!stop.IsCancellationRequested)
        {
            log.LogError(problem, "Background work failed; it goes on.");
        }
    }
}
