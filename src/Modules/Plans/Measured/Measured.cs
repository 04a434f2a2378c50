namespace LienY.Plans;

/// <summary>Progress that is counted, laid over progress that was told.</summary>
static class Measured
{
    /// <summary>Sets the progress of measured tasks that are not done; the tasks must not be tracked.</summary>
    public static async Task OntoAsync(PlanDesk desk, Plan plan, IReadOnlyList<PlanTask> tasks, CancellationToken stop)
    {
        var gauges = await desk.Gauges.OfPlanAsync(plan, stop);
        foreach (var task in tasks)
            if (task.State is not TaskState.Done && gauges.TryGetValue(task.Id, out var gauge) && gauge.Percent is { } percent) task.Progress = percent;
    }
}
