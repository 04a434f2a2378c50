using System.Diagnostics;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence;

/// <summary>What an evaluation of every target of every plan found.</summary>
sealed record Evaluated(int Plans, IReadOnlyDictionary<TargetStatus, int> Targets, TimeSpan Took);

/// <summary>Reads every target of every adopted plan, plan by plan on all cores; memory holds a few plans at a time.</summary>
sealed class WholeEvaluation(IServiceScopeFactory scopes, Readings readings)
{
    /// <summary>Status with value, source and series of each target on a day.</summary>
    public async Task<Evaluated> RunAsync(DateOnly asOf, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var statuses = new int[Enum.GetValues<TargetStatus>().Length];
        var plans = await WithPlansAsync(p => p.ListAsync(stop));
        await Parallel.ForEachAsync(plans, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop }, async (plan, cancel) =>
        {
            var targets = await WithPlansAsync(p => p.TargetsAsync(plan.Id, cancel));
            foreach (var reading in await readings.ReadAsync(targets, asOf, cancel)) Interlocked.Increment(ref statuses[(int)reading.Status]);
        });
        return new(plans.Count, Enum.GetValues<TargetStatus>().ToDictionary(s => s, s => statuses[(int)s]), watch.Elapsed);
    }

    async Task<T> WithPlansAsync<T>(Func<IPlans, Task<T>> ask)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        return await ask(scope.ServiceProvider.GetRequiredService<IPlans>());
    }
}
