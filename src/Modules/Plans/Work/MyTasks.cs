using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>"Nhiệm vụ của tôi": over all plans, what is due first.</summary>
sealed record MyTasksView(IReadOnlyList<TaskRow> Rows, bool WithDone, bool Unit, DateOnly Today)
{
    /// <summary>How many are past their day.</summary>
    public int Overdue => Rows.Count(r => r.Overdue);
}

/// <summary>Finds the tasks that wait for one person.</summary>
static class MyTasks
{
    /// <summary>
    /// Tasks that bear the caller's name, and where <paramref name="unit"/> also those of the units at which the caller holds a post; open ones first by due day,
    /// done ones of the last 90 days behind them where <paramref name="withDone"/>.
    /// </summary>
    public static async Task<MyTasksView> LoadAsync(PlanDesk desk, bool withDone, bool unit, CancellationToken stop)
    {
        var me = desk.Caller.UserId;
        var today = desk.Today;
        var since = today.AddDays(-90);
        var posts = unit ? desk.Caller.Posts.Where(p => Rights.Work.Roles.Contains(p.Role)).Select(p => (Guid?)p.OrganisationId).Distinct().ToList() : [];
        if (posts.Count > 0)
        {
            var held = await desk.Store.Tasks.Where(t => t.UnitId != null && (t.State == TaskState.Open || t.State == TaskState.Doing)).Select(t => t.UnitId!.Value).Distinct().ToListAsync(stop);
            posts = (await desk.Lineage.WithFormerAsync([.. posts.OfType<Guid>()], held, stop)).ConvertAll(p => (Guid?)p);
        }
        var tasks = await desk.Store.Tasks.AsNoTracking()
            .Where(t => desk.Store.Plans.Any(p => p.Id == t.PlanId && p.State == PlanState.Active))
            .Where(t => (me != null && t.OwnerUserId == me) || posts.Contains(t.UnitId))
            .Where(t => t.State == TaskState.Open || t.State == TaskState.Doing || (withDone && t.State == TaskState.Done && t.DoneOn >= since))
            .ToListAsync(stop);
        var ids = tasks.Select(t => t.PlanId).Distinct().ToList();
        var plans = await desk.Store.Plans.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, stop);
        var units = await desk.Organisations.NamesAsync(tasks.Select(t => t.UnitId).OfType<Guid>().Distinct(), null, stop);
        var people = await desk.PeopleAsync(tasks.Select(t => t.OwnerUserId), stop);
        return new([.. tasks.OrderBy(t => t.State is TaskState.Done).ThenBy(t => t.DueOn ?? DateOnly.MaxValue).ThenBy(t => t.Ordinal).Select(t =>
            new TaskRow(t, t.UnitId is { } u ? units.GetValueOrDefault(u, "") : "", t.OwnerUserId is { } o ? people.GetValueOrDefault(o, "") : "", 0, t.Overdue(today),
                TaskWords.When(t, today, desk.Words)) { PlanTitle = plans[t.PlanId].Title })], withDone, unit, today);
    }
}
