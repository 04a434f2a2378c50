using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What waits for what in the demonstration: chains along the paper's contents, days that were moved, milestones of a technique transfer.</summary>
static class DemoTiming
{
    /// <summary>Ties the tasks of a plan, keeps their days as first set and sets milestones.</summary>
    public static async Task TellAsync(PlansStore store, DemoYear year, DemoCast cast, List<PlanTask> tasks, CancellationToken stop)
    {
        var lead = year.Act(year.Clamp(year.First.AddDays(20)), cast.Lead);
        for (var i = 0; i < tasks.Count; i++)
        {
            // Every sixth task was once to be done some weeks earlier.
            var back = i % 6 == 2 ? 21 + (i % 3 * 7) : 0;
            (tasks[i].BaseFrom, tasks[i].BaseDue) = (tasks[i].StartsOn?.AddDays(-back), tasks[i].DueOn?.AddDays(-back));
        }
        var chain = tasks.Where(t => t.StartsOn is not null && t.DueOn > year.Last.AddDays(-120) && t.State is not TaskState.Dropped).OrderBy(t => t.DueOn).Take(9).ToList();
        for (var i = 1; i < chain.Count; i++)
            await TaskLinkWork.TieAsync(store, year.Plan, lead, chain[i - 1].Id, chain[i].Id,
                chain[i].StartsOn > chain[i - 1].DueOn ? TaskLinkKind.FinishStart : i % 3 == 0 ? TaskLinkKind.StartStart : TaskLinkKind.FinishFinish, 0, stop);
        store.Timings.Add(new Timing { PlanId = year.Plan.Id, Workdays = true });
        Milestones(store, year, lead, tasks);
        for (var i = 0; i < tasks.Count; i += 2) tasks[i].Effort = 4 + (i % 5 * 3);
    }

    static void Milestones(PlansStore store, DemoYear year, Act lead, List<PlanTask> tasks)
    {
        var transfer = tasks.FirstOrDefault(t => Fold.Of(t.Name).Contains("chuyen giao", StringComparison.Ordinal)) ?? tasks.FirstOrDefault();
        if (transfer is null) return;
        var on = year.Clamp(year.Last.AddDays(-150));
        foreach (var (code, word) in Milestone.Phases)
        {
            var milestone = MilestoneWork.Add(store, year.Plan, lead, transfer.Id, word, code, on);
            if (on <= year.Last && code != "supervision") milestone.DoneOn = on.AddDays(code == "training" ? 6 : 0) is var done && done <= year.Last ? done : null;
            on = on.AddDays(60);
        }
    }
}
