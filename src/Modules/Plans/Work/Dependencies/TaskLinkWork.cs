using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Tying tasks to each other and moving those that are pushed.</summary>
static class TaskLinkWork
{
    /// <summary>Most days between two tasks.</summary>
    public const int MostLag = 730;

    /// <summary>One task waits for another; a circle is refused with its chain.</summary>
    public static async Task<TaskLink> TieAsync(PlansStore store, Plan plan, Act act, Guid from, Guid to, TaskLinkKind kind, int lag, CancellationToken stop)
    {
        var tasks = await store.Tasks.Where(t => t.PlanId == plan.Id).ToDictionaryAsync(t => t.Id, t => t.Name, stop);
        if (!tasks.ContainsKey(from)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "from" };
        if (!tasks.ContainsKey(to)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "to" };
        if (from == to) throw new Refusal(RefusalKind.Invalid, "Một nhiệm vụ không thể chờ chính nó.") { Field = "to" };
        if (Math.Abs(lag) > MostLag) throw new Refusal(RefusalKind.Invalid, "Số ngày cách nhau từ -{0} đến {0}.", MostLag) { Field = "lag" };
        var links = (await store.TaskLinks.Where(l => l.PlanId == plan.Id).ToListAsync(stop)).Concat(store.TaskLinks.Local.Where(l => l.PlanId == plan.Id)).DistinctBy(l => l.Id).ToList();
        if (links.Any(l => l.FromId == from && l.ToId == to)) throw new Refusal(RefusalKind.Conflict, "Hai nhiệm vụ này đã có quan hệ phụ thuộc.") { Field = "to" };
        if (Schedule.Circle(links.Select(l => new Bond(l.FromId, l.ToId, l.Kind, l.Lag)), from, to) is { } chain)
            throw new Refusal(RefusalKind.Invalid, "Không ghi được vì các nhiệm vụ sẽ chờ nhau thành vòng: {0}.", string.Join(" → ", chain.Append(to).Select(id => "“" + tasks[id] + "”"))) { Field = "to" };
        var link = new TaskLink { PlanId = plan.Id, FromId = from, ToId = to, Kind = kind, Lag = lag, MadeBy = act.UserId };
        store.TaskLinks.Add(link);
        act.Remember(store, plan.Id, Words.Key("Nhiệm vụ “{0}” chờ “{1}”"), "link", link.Id, tasks[to], tasks[from]);
        return link;
    }

    /// <summary>They no longer wait for each other.</summary>
    public static async Task UntieAsync(PlansStore store, Plan plan, Act act, TaskLink link, CancellationToken stop)
    {
        var names = await store.Tasks.Where(t => t.Id == link.FromId || t.Id == link.ToId).ToDictionaryAsync(t => t.Id, t => t.Name, stop);
        store.TaskLinks.Remove(link);
        act.Remember(store, plan.Id, Words.Key("Bỏ phụ thuộc: “{0}” không còn chờ “{1}”"), "link", link.Id, names[link.ToId], names[link.FromId]);
    }

    /// <summary>Moves a task as proposed; its unit is told.</summary>
    public static void Move(PlansStore store, Plan plan, Act act, Shift shift)
    {
        var task = shift.Task;
        task.Move(shift.From, shift.Due);
        act.Remember(store, plan.Id, Words.Key("Lùi nhiệm vụ “{0}” sang {1} – {2} theo việc phải xong trước"), "task", task.Id, task.Name, Say.Day(shift.From), Say.Day(shift.Due));
        if (task.UnitId is { } unit && unit != plan.OwnerId)
            store.Notify(new Notice
            {
                OrganisationId = unit,
                Text = Words.Key("Nhiệm vụ “{0}” được lùi sang {1} – {2}"),
                Args = Notice.ArgsOf(task.Name, Say.Day(shift.From), Say.Day(shift.Due)),
                Link = $"/tasks/{task.Id}",
                Once = $"task/{task.Id}/shift/{task.Version}",
            });
    }

    /// <summary>Takes the present days of every task as the ones to compare with from now on.</summary>
    public static void Rebase(PlansStore store, Plan plan, Act act, IEnumerable<PlanTask> tasks, string document)
    {
        foreach (var task in tasks) (task.BaseFrom, task.BaseDue) = (task.StartsOn, task.DueOn);
        act.Remember(store, plan.Id, Words.Key("Lấy thời hạn hiện tại làm mốc gốc theo {0}"), "plan", plan.Id, document);
    }
}
