using LienY.Design.Components;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>How the line of time is looked at; it stands in the address.</summary>
sealed record TimelineLook(string Group, string Zoom)
{
    /// <summary>Reads it; what does not fit is left out.</summary>
    public static TimelineLook Of(IQueryCollection query) => new(query["group"] == "unit" ? "unit" : "content", query["zoom"].ToString() is "month" or "quarter" or "year" ? query["zoom"].ToString() : "");

    /// <summary>Months that a label stands for.</summary>
    public int? Months => Zoom switch { "month" => 1, "quarter" => 3, "year" => 12, _ => null };
}

/// <summary>Activities and tasks of a plan on the line of time, with what waits for what.</summary>
sealed record TimelineView(PlanHead Head, TimelineLook Look, IReadOnlyList<GanttRow> Rows, IReadOnlyList<GanttLink> Links, DateOnly From, DateOnly To, PlanSchedule Schedule);

/// <summary>Lays activities, their tasks and milestones on the line of time.</summary>
static class Timeline
{
    /// <summary>By the paper's sections (or by unit), activities first with their tasks below, then tasks without activity.</summary>
    public static async Task<TimelineView> LoadAsync(PlanDesk desk, Outlines outlines, Guid id, TimelineLook look, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var activities = await desk.Store.Activities.AsNoTracking().Where(a => a.PlanId == id).OrderBy(a => a.Ordinal).ToListAsync(stop);
        var tasks = await desk.Store.Tasks.AsNoTracking().Where(t => t.PlanId == id).OrderBy(t => t.Ordinal).ToListAsync(stop);
        await Measured.OntoAsync(desk, head.Plan, tasks, stop);
        var leads = await desk.Store.Assignments.AsNoTracking().Where(a => a.PlanId == id && a.WorkKind == WorkKind.Activity && a.Role == PartyRole.Lead).ToListAsync(stop);
        var meetings = await desk.Store.Meetings.AsNoTracking().Where(m => m.PlanId == id).OrderBy(m => m.HeldOn).ToListAsync(stop);
        var milestones = await desk.Store.Milestones.AsNoTracking().Where(m => m.PlanId == id).OrderBy(m => m.DueOn).ToListAsync(stop);
        var schedule = await PlanSchedule.LoadAsync(desk.Store, head.Plan, tasks, desk.Today, desk.Services, stop);
        var titles = await outlines.OfAsync(desk.Store, head.Plan, stop);
        var units = await desk.UnitsAsync(head.Plan, tasks.Select(t => t.UnitId).Concat(leads.Select(l => l.OrgId)), stop);
        var own = milestones.Where(m => m.TaskId is not null).ToLookup(m => m.TaskId!.Value);
        GanttRow Lay(PlanTask t, Activity? activity, string who, string group, int depth) => Tied(Row(t, activity, who, group, depth, units, desk), t, schedule, own[t.Id], desk.Words);
        var rows = new List<GanttRow>();
        if (meetings.Count > 0 || milestones.Any(m => m.TaskId is null)) rows.Add(Milestones(head, meetings, milestones, desk.Words));
        if (look.Group == "unit")
            rows.AddRange(tasks.GroupBy(t => t.UnitId is { } u ? units.GetValueOrDefault(u, "") : "").OrderBy(g => g.Key.Length == 0).ThenBy(g => Fold.Of(g.Key), StringComparer.Ordinal)
                .SelectMany(g => g.OrderBy(t => t.StartsOn ?? t.DueOn).Select(t => Lay(t, null, "", g.Key.Length > 0 ? g.Key : desk.Words["chưa giao đơn vị"], 0) with { Who = t.Path })));
        else
        {
            foreach (var activity in activities)
            {
                var below = tasks.Where(t => t.ActivityId == activity.Id).ToList();
                var who = string.Join(", ", leads.Where(l => l.WorkId == activity.Id).Select(l => l.OrgId is { } org ? units.GetValueOrDefault(org, l.Written) : l.Written).Distinct());
                // An activity that is one task needs no second line.
                if (below.Count == 1) rows.Add(Lay(below[0], activity, who, Head(activity, titles), 0));
                else
                {
                    rows.Add(Row(activity, below, who, Head(activity, titles), desk));
                    rows.AddRange(below.Select(t => Lay(t, null, "", Head(activity, titles), 1)));
                }
            }
            rows.AddRange(tasks.Where(t => t.ActivityId is null).GroupBy(t => Head(t, titles)).SelectMany(g => g.Select(t => Lay(t, null, "", g.Key, 0))));
        }
        return new(head, look, rows, [.. schedule.Links.Select(l => Arrow(l, schedule, tasks, desk.Words))], Min(head.Plan.StartsOn, rows.Min(r => r.From)), Max(head.Plan.EndsOn, rows.Max(r => r.To)), schedule);
    }

    static GanttRow Tied(GanttRow row, PlanTask task, PlanSchedule schedule, IEnumerable<Milestone> milestones, Words words) => row with
    {
        Key = task.Id.ToString(),
        Critical = schedule.Net.IsCritical(task.Id),
        Base = (task.BaseFrom ?? task.BaseDue, task.BaseDue ?? task.BaseFrom) is ({ } from, { } due) && (from, due) != (task.StartsOn, task.DueOn) ? (from, due) : null,
        Says = row.Says + (schedule.Slack(task.Id) is > 0 and var slack ? " · " + words["dự trữ {0} ngày", slack] : ""),
        Marks = [.. row.Marks, .. milestones.Select(m => new GanttMark(m.DueOn, words[m.Name], m.DoneOn is not null))],
    };

    static GanttLink Arrow(TaskLink link, PlanSchedule schedule, List<PlanTask> tasks, Words words) => new(link.FromId.ToString(), link.ToId.ToString(),
        link.Kind switch { TaskLinkKind.FinishStart => "fs", TaskLinkKind.StartStart => "ss", _ => "ff" },
        words["chờ “{0}”", tasks.First(t => t.Id == link.FromId).Name] + " (" + TaskLinkSheet.Says(link, words) + ")", schedule.Net.IsCritical(link.FromId) && schedule.Net.IsCritical(link.ToId));

    static GanttRow Milestones(PlanHead head, List<Meeting> meetings, List<Milestone> milestones, Words words) =>
        new(words["Mốc của kế hoạch"], head.Plan.StartsOn, head.Plan.EndsOn, "todo", words["{0} cuộc họp đã ghi", meetings.Count])
        {
            Href = head.At("meetings"),
            Marks = [.. meetings.Select(m => new GanttMark(m.HeldOn, words[m.Kind] + " · " + m.Title, Done: m.HeldOn <= head.Today)),
                .. milestones.Where(m => m.TaskId is null).Select(m => new GanttMark(m.DueOn, words[m.Name], m.DoneOn is not null))],
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
