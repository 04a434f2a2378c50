using LienY.Design.Components;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Activities and tasks of a plan on the line of time.</summary>
sealed record TimelineView(PlanHead Head, IReadOnlyList<GanttRow> Rows, DateOnly From, DateOnly To);

/// <summary>Lays activities, their tasks and milestones on the line of time.</summary>
static class Timeline
{
    /// <summary>By the paper's sections, activities first with their tasks below, then tasks without activity.</summary>
    public static async Task<TimelineView> LoadAsync(PlanDesk desk, Outlines outlines, Guid id, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var activities = await desk.Store.Activities.AsNoTracking().Where(a => a.PlanId == id).OrderBy(a => a.Ordinal).ToListAsync(stop);
        var tasks = await desk.Store.Tasks.AsNoTracking().Where(t => t.PlanId == id).OrderBy(t => t.Ordinal).ToListAsync(stop);
        var leads = await desk.Store.Assignments.AsNoTracking().Where(a => a.PlanId == id && a.WorkKind == WorkKind.Activity && a.Role == PartyRole.Lead).ToListAsync(stop);
        var meetings = await desk.Store.Meetings.AsNoTracking().Where(m => m.PlanId == id).OrderBy(m => m.HeldOn).ToListAsync(stop);
        var titles = await outlines.OfAsync(desk.Store, head.Plan, stop);
        var units = await desk.UnitsAsync(head.Plan, tasks.Select(t => t.UnitId).Concat(leads.Select(l => l.OrgId)), stop);
        var rows = new List<GanttRow>();
        if (meetings.Count > 0) rows.Add(Milestones(head, meetings, desk.Words));
        foreach (var activity in activities)
        {
            var own = tasks.Where(t => t.ActivityId == activity.Id).ToList();
            var who = string.Join(", ", leads.Where(l => l.WorkId == activity.Id).Select(l => l.OrgId is { } org ? units.GetValueOrDefault(org, l.Written) : l.Written).Distinct());
            // An activity that is one task needs no second line.
            if (own.Count == 1) rows.Add(Row(own[0], activity, who, Head(activity, titles), 0, units, desk));
            else
            {
                rows.Add(Row(activity, own, who, Head(activity, titles), desk));
                rows.AddRange(own.Select(t => Row(t, null, "", Head(activity, titles), 1, units, desk)));
            }
        }
        rows.AddRange(tasks.Where(t => t.ActivityId is null).GroupBy(t => Head(t, titles)).SelectMany(g => g.Select(t => Row(t, null, "", g.Key, 0, units, desk))));
        return new(head, rows, Min(head.Plan.StartsOn, rows.Min(r => r.From)), Max(head.Plan.EndsOn, rows.Max(r => r.To)));
    }

    static GanttRow Milestones(PlanHead head, List<Meeting> meetings, Words words) =>
        new(words["Mốc của kế hoạch"], head.Plan.StartsOn, head.Plan.EndsOn, "todo", words["{0} cuộc họp đã ghi", meetings.Count])
        {
            Href = head.At("meetings"),
            Marks = [.. meetings.Select(m => new GanttMark(m.HeldOn, words[m.Kind] + " · " + m.Title, Done: true))],
        };

    static GanttRow Row(Activity activity, List<PlanTask> tasks, string who, string group, PlanDesk desk)
    {
        var live = tasks.Where(t => t.State is not TaskState.Dropped).ToList();
        var done = live.Count(t => t.State is TaskState.Done);
        var state = live.Count == 0 ? activity.EndsOn < desk.Today ? "late" : "todo"
            : done == live.Count ? "done" : live.Any(t => t.Overdue(desk.Today)) ? "late" : live.Any(t => t.State is not TaskState.Open) ? "doing" : "todo";
        return new(activity.Name, activity.StartsOn, activity.EndsOn, state, live.Count == 0 ? activity.TimeText : desk.Words["{0}/{1} nhiệm vụ xong", done, live.Count])
        {
            Group = group,
            Who = who,
            Percent = live.Count == 0 ? null : (int)live.Average(t => t.Progress),
        };
    }

    static GanttRow Row(PlanTask task, Activity? activity, string who, string group, int depth, IReadOnlyDictionary<Guid, string> units, PlanDesk desk) =>
        new(task.Name, task.StartsOn ?? activity?.StartsOn ?? task.DueOn, task.DueOn ?? activity?.EndsOn ?? task.StartsOn, TaskWords.Bar(task, desk.Today),
            desk.Words[TaskWords.Word(task.State)] + " · " + TaskWords.When(task, desk.Today, desk.Words))
        {
            Group = group,
            Href = $"/tasks/{task.Id}",
            Percent = task.Progress,
            Depth = depth,
            Who = task.UnitId is { } unit && units.TryGetValue(unit, out var name) ? name : who,
            Marks = task.DoneOn is { } done ? [new(done, desk.Words["đã xong"], Done: true)] : [],
        };

    static string Head(Activity activity, IReadOnlyDictionary<string, string> titles) =>
        activity.Section.Length > 0 ? activity.Section : Outlines.Nearest(titles, activity.Path).Title;

    static string Head(PlanTask task, IReadOnlyDictionary<string, string> titles) =>
        task.Content.Length > 0 ? task.Content : Outlines.Nearest(titles, task.Path).Title;

    static DateOnly Min(DateOnly plan, DateOnly? row) => row is { } r && r < plan ? r : plan;

    static DateOnly Max(DateOnly plan, DateOnly? row) => row is { } r && r > plan ? r : plan;
}
