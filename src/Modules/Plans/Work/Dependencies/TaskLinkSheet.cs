using System.Globalization;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>One row of the table of dependencies.</summary>
sealed record TaskLinkRow(TaskLink Link, PlanTask From, PlanTask To, int? Slack, bool Critical);

/// <summary>Dependencies of a plan: the table, what is late because of them, the proposal, the milestones.</summary>
sealed record TaskLinksView(PlanHead Head, PlanSchedule Schedule, IReadOnlyList<TaskLinkRow> Rows, IReadOnlyList<PlanTask> Tasks, IReadOnlyList<Milestone> Milestones, Timing? Timing)
{
    /// <summary>Tasks to choose from.</summary>
    public IEnumerable<(string Value, string Label)> Choices => Tasks.Where(t => t.State is not TaskState.Dropped)
        .Select(t => (t.Id.ToString(), (t.Path.Length > 0 ? t.Path + " · " : "") + (t.Name.Length > 90 ? t.Name[..90] + "…" : t.Name)));

    /// <summary>May be changed.</summary>
    public bool May => Head is { MayLead: true, MayWork: true };
}

/// <summary>Loads the page of dependencies.</summary>
static class TaskLinkSheet
{
    /// <summary>The page.</summary>
    public static async Task<TaskLinksView> LoadAsync(PlanDesk desk, Guid id, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var tasks = await desk.Store.Tasks.AsNoTracking().Where(t => t.PlanId == id).OrderBy(t => t.Ordinal).ToListAsync(stop);
        var schedule = await PlanSchedule.LoadAsync(desk.Store, head.Plan, tasks, desk.Today, desk.Services, stop);
        var byId = tasks.ToDictionary(t => t.Id);
        var rows = schedule.Links.Select(l => new TaskLinkRow(l, byId[l.FromId], byId[l.ToId], schedule.Slack(l.ToId), schedule.Net.IsCritical(l.FromId) && schedule.Net.IsCritical(l.ToId)))
            .OrderBy(r => r.To.Ordinal).ThenBy(r => r.From.Ordinal).ToList();
        var milestones = await desk.Store.Milestones.AsNoTracking().Where(m => m.PlanId == id).OrderBy(m => m.DueOn).ToListAsync(stop);
        return new(head, schedule, rows, tasks, milestones, await desk.Store.Timings.AsNoTracking().FirstOrDefaultAsync(t => t.PlanId == id, stop));
    }

    /// <summary>"xong trước mới bắt đầu, sau 5 ngày".</summary>
    public static string Says(TaskLink link, Words words) => words[TaskLink.Word(link.Kind)] + link.Lag switch
    {
        0 => "",
        > 0 => ", " + words["sau {0} ngày", link.Lag],
        _ => ", " + words["sớm {0} ngày", -link.Lag],
    };

    /// <summary>The rows as a file.</summary>
    public static IEnumerable<object?[]> Table(TaskLinksView view, Words words) => view.Rows
        .Select(r => new object?[]
        {
            r.From.Path, r.From.Name, words[TaskLink.Word(r.Link.Kind)], r.Link.Lag.ToString(CultureInfo.InvariantCulture), r.To.Path, r.To.Name,
            view.Schedule.Earliest(r.To.Id)?.From, view.Schedule.Earliest(r.To.Id)?.Due, view.Schedule.Latest(r.To.Id), r.Slack, r.Critical ? words["đường găng"] : "",
        })
        .Prepend([words["Mục"], words["Việc trước"], words["Quan hệ"], words["Cách nhau (ngày)"], words["Mục"], words["Việc sau"], words["Sớm nhất từ"], words["Sớm nhất đến"],
            words["Muộn nhất đến"], words["Dự trữ (ngày)"], words["Đường găng"]]);
}
