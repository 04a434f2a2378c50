using LienY.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>A task that what comes before pushes to later days.</summary>
sealed record Shift(PlanTask Task, DateOnly From, DateOnly Due, int Days);

/// <summary>A late task and those that it makes late.</summary>
sealed record LateEffect(PlanTask Task, int Days, IReadOnlyList<PlanTask> Later);

/// <summary>The tasks of a plan laid out by what waits for what: as planned, as it will come, and where it is tight.</summary>
sealed class PlanSchedule
{
    readonly Dictionary<Guid, (int Start, int Finish)> planned = [];

    /// <summary>Lays out tasks from their days; what is late and not done ends today at the earliest.</summary>
    public PlanSchedule(Plan plan, IReadOnlyList<PlanTask> tasks, IReadOnlyList<TaskLink> links, Func<DateOnly, bool>? counts, DateOnly today)
    {
        Links = links;
        var linked = links.SelectMany(l => new[] { l.FromId, l.ToId }).ToHashSet();
        Tasks = tasks.Where(t => t.State is not TaskState.Dropped && (t.StartsOn is not null || t.DueOn is not null || linked.Contains(t.Id))).ToDictionary(t => t.Id);
        var first = Tasks.Values.Select(t => t.StartsOn ?? t.DueOn ?? plan.StartsOn).Concat(Tasks.Values.Select(t => t.DoneOn ?? plan.StartsOn)).Append(plan.StartsOn).Min();
        Days = new(first, counts);
        Net = new(Tasks.Values.Select(t => Of(plan, t, today)).ToList(), links.Select(l => new Bond(l.FromId, l.ToId, l.Kind, l.Lag)));
    }

    /// <summary>Tasks that take part.</summary>
    public IReadOnlyDictionary<Guid, PlanTask> Tasks { get; }

    /// <summary>What waits for what.</summary>
    public IReadOnlyList<TaskLink> Links { get; }

    /// <summary>The days that count.</summary>
    public Worktime Days { get; }

    /// <summary>The network.</summary>
    public Schedule Net { get; }

    /// <summary>Earliest days of a task; null where it takes no part.</summary>
    public (DateOnly From, DateOnly Due)? Earliest(Guid task) => Net.Work.TryGetValue(task, out var p) ? (Days.On(p.Start), Days.On(p.Finish)) : null;

    /// <summary>Latest end of a task that delays nothing.</summary>
    public DateOnly? Latest(Guid task) => Net.Work.TryGetValue(task, out var p) ? Days.On(p.LatestFinish) : null;

    /// <summary>Days by which it may slip; null where it takes no part or nothing is tied to it.</summary>
    public int? Slack(Guid task) => Net.Work.TryGetValue(task, out var p) && Links.Any(l => l.FromId == task || l.ToId == task) ? p.Slack : null;

    /// <summary>Tasks that must move because of what comes before, in order of days.</summary>
    public IReadOnlyList<Shift> Shifts => [.. Tasks.Values.Where(t => t.State is TaskState.Open or TaskState.Doing && Pushed(t.Id) > 0)
        .Select(t => new Shift(t, Days.On(Net.Work[t.Id].Start), Days.On(Net.Work[t.Id].Finish), Pushed(t.Id))).OrderBy(s => s.From).ThenBy(s => s.Task.Ordinal)];

    /// <summary>Late tasks that make others late, the worst first.</summary>
    public IReadOnlyList<LateEffect> Effects => [.. Tasks.Values.Where(t => Behind(t.Id) > 0 && Pushed(t.Id) <= 0)
        .Select(t => new LateEffect(t, Behind(t.Id), [.. Net.After(t.Id).Where(id => Pushed(id) > 0).Select(id => Tasks[id]).OrderBy(x => x.Ordinal)]))
        .Where(e => e.Later.Count > 0).OrderByDescending(e => e.Later.Count).ThenByDescending(e => e.Days)];

    /// <summary>Loads the schedule of a plan.</summary>
    public static async Task<PlanSchedule> LoadAsync(PlansStore store, Plan plan, IReadOnlyList<PlanTask> tasks, DateOnly today, IServiceProvider services, CancellationToken stop)
    {
        var links = await store.TaskLinks.AsNoTracking().Where(l => l.PlanId == plan.Id).ToListAsync(stop);
        var workdays = await store.Timings.AsNoTracking().AnyAsync(t => t.PlanId == plan.Id && t.Workdays, stop);
        Func<DateOnly, bool>? counts = workdays && services.GetService<IWorkdays>() is { } calendar ? (await calendar.LoadAsync(stop)).IsWorkday : null;
        return new(plan, tasks, links, counts, today);
    }

    // By how many days what comes before pushes it; by how many it ends behind its day.
    int Pushed(Guid id) => Net.Work[id].Start - planned[id].Start;

    int Behind(Guid id) => Net.Work[id].Finish - planned[id].Finish;

    Span Of(Plan plan, PlanTask task, DateOnly today)
    {
        var start = Days.At(task.StartsOn ?? task.DueOn ?? plan.StartsOn);
        var due = task.DueOn ?? task.StartsOn;
        var finish = Math.Max(start, due is { } d ? Days.UpTo(d) : start + Math.Max(1, (int)Math.Ceiling(task.Effort ?? 1)) - 1);
        planned[task.Id] = (start, finish);
        if (task.State is TaskState.Done)
        {
            var done = task.DoneOn is { } on ? Days.UpTo(on) : finish;
            return new(task.Id, Math.Min(start, done), done - Math.Min(start, done) + 1, true);
        }
        return new(task.Id, start, finish - start + 1, NotEndedBy: due < today ? Days.UpTo(today) : int.MinValue);
    }
}
