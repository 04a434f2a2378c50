using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What a form says of a task.</summary>
sealed record TaskForm(string Name, string Content, Guid? ActivityId, Guid? UnitId, Guid? OwnerUserId, DateOnly? StartsOn, DateOnly? DueOn, int Progress, string Note,
    decimal? Effort = null)
{
    /// <summary>Reads it, field by field.</summary>
    public static TaskForm Read(Form form)
    {
        var progress = form.Number("progress") ?? 0;
        if (progress is < 0 or > 100 || progress != decimal.Truncate(progress))
            throw new Refusal(RefusalKind.Invalid, "Tiến độ là số nguyên từ 0 đến 100.") { Field = "progress" };
        var read = new TaskForm(form.Required("name", 500), form.Text("content", 300), form.Id("activity"), form.Id("unit"), form.Id("owner"),
            form.Day("from"), form.Day("due"), (int)progress, form.Text("note", 4000), form.Number("effort"));
        if (read.Effort is < 0 or > 10_000) throw new Refusal(RefusalKind.Invalid, "Số ngày công từ 0 đến 10.000.") { Field = "effort" };
        if (read is { StartsOn: { } from, DueOn: { } due } && due < from)
            throw new Refusal(RefusalKind.Invalid, "Hạn hoàn thành phải từ ngày bắt đầu trở đi.") { Field = "due" };
        return read;
    }
}

/// <summary>The life of a task: made, changed, started, done, opened again, dropped. Each step is remembered; done and undone leave facts.</summary>
static class TaskWork
{
    /// <summary>Adds a task by hand, after those of the paper.</summary>
    public static PlanTask Add(PlansStore store, Plan plan, Act act, TaskForm form, string path, int ordinal)
    {
        var task = new PlanTask
        {
            PlanId = plan.Id,
            ActivityId = form.ActivityId,
            Ordinal = ordinal,
            Path = path,
            Content = form.Content,
            Name = form.Name,
            UnitId = form.UnitId,
            OwnerUserId = form.OwnerUserId,
            StartsOn = form.StartsOn,
            DueOn = form.DueOn,
            Progress = form.Progress,
            Note = form.Note,
            Effort = form.Effort,
            AssignedOn = act.Today,
        };
        store.Tasks.Add(task);
        act.Remember(store, plan.Id, Words.Key("Thêm nhiệm vụ “{0}”"), "task", task.Id, task.Name);
        return task;
    }

    /// <summary>Changes what a form says; each changed field is named in the history.</summary>
    public static void Change(PlansStore store, PlanTask task, Act act, TaskForm form, string unit, string owner)
    {
        void Said(string what, string value) => act.Remember(store, task.PlanId, what, "task", task.Id, task.Name, value.Length == 0 ? "–" : value);
        if (task.Name != form.Name)
        {
            act.Remember(store, task.PlanId, Words.Key("Đổi tên nhiệm vụ “{0}” thành “{1}”"), "task", task.Id, task.Name, form.Name);
            task.Name = form.Name;
        }
        if (task.UnitId != form.UnitId) Said(Words.Key("Nhiệm vụ “{0}”: giao đơn vị {1}"), unit);
        if (task.OwnerUserId != form.OwnerUserId) Said(Words.Key("Nhiệm vụ “{0}”: giao người thực hiện {1}"), owner);
        if (task.StartsOn != form.StartsOn) Said(Words.Key("Nhiệm vụ “{0}”: bắt đầu từ {1}"), Say.Day(form.StartsOn));
        if (task.DueOn != form.DueOn) Said(Words.Key("Nhiệm vụ “{0}”: hạn hoàn thành {1}"), Say.Day(form.DueOn));
        if (task.Progress != form.Progress && task.State is not TaskState.Done) Said(Words.Key("Nhiệm vụ “{0}”: tiến độ {1} %"), Say.Number(form.Progress));
        if (task.Note != form.Note) Said(Words.Key("Nhiệm vụ “{0}”: ghi chú {1}"), form.Note.Length > 200 ? form.Note[..200] + "…" : form.Note);
        if (task.UnitId != form.UnitId || task.OwnerUserId != form.OwnerUserId) task.AssignedOn = act.Today;
        task.Move(form.StartsOn, form.DueOn);
        (task.Content, task.UnitId, task.OwnerUserId, task.Note, task.Effort) =
            (form.Content.Length > 0 ? form.Content : task.Content, form.UnitId, form.OwnerUserId, form.Note, form.Effort ?? task.Effort);
        if (task.State is TaskState.Done) return;
        task.Progress = form.Progress;
        if (form.Progress > 0 && task.State is TaskState.Open) task.State = TaskState.Doing;
    }

    /// <summary>Work has begun.</summary>
    public static void Start(PlansStore store, PlanTask task, Act act)
    {
        if (task.State is not TaskState.Open) throw Refusal.Conflict("Nhiệm vụ này đã bắt đầu hoặc đã kết thúc.");
        task.State = TaskState.Doing;
        act.Remember(store, task.PlanId, Words.Key("Bắt đầu nhiệm vụ “{0}”"), "task", task.Id, task.Name);
    }

    /// <summary>How far it is, 0–100.</summary>
    public static void Progress(PlansStore store, PlanTask task, Act act, int percent)
    {
        if (task.State is TaskState.Done or TaskState.Dropped) throw Refusal.Conflict("Nhiệm vụ này đã kết thúc. Xin mở lại trước khi sửa tiến độ.");
        task.Progress = percent;
        if (percent > 0) task.State = TaskState.Doing;
        act.Remember(store, task.PlanId, Words.Key("Nhiệm vụ “{0}”: tiến độ {1} %"), "task", task.Id, task.Name, Say.Number(percent));
    }

    /// <summary>Done on a day that is neither in the future nor before the plan.</summary>
    public static async Task DoneAsync(PlansStore store, Plan plan, PlanTask task, Act act, DateOnly on, CancellationToken stop)
    {
        if (task.State is TaskState.Done) throw Refusal.Conflict("Nhiệm vụ này đã được báo hoàn thành ngày {0}.", task.DoneOn!);
        if (task.State is TaskState.Dropped) throw Refusal.Conflict("Nhiệm vụ này đã dừng. Xin mở lại trước khi báo hoàn thành.");
        if (on > act.Today) throw new Refusal(RefusalKind.Invalid, "Ngày hoàn thành không được sau hôm nay.") { Field = "on" };
        if (on < plan.StartsOn) throw new Refusal(RefusalKind.Invalid, "Ngày hoàn thành không được trước ngày bắt đầu kế hoạch ({0}).", plan.StartsOn) { Field = "on" };
        (task.State, task.Progress, task.DoneOn) = (TaskState.Done, 100, on);
        var late = task.DueOn is { } due && on > due;
        await WorkFacts.StateAsync(store, WorkFacts.TaskDone, Source(task), task.UnitId ?? plan.OwnerId, on, 1, plan.Id, task.ActivityId ?? task.Id,
            [("late", late ? "true" : "false"), ("path", task.Path)], stop);
        act.Remember(store, plan.Id, late ? Words.Key("Hoàn thành nhiệm vụ “{0}” ngày {1}, sau hạn") : Words.Key("Hoàn thành nhiệm vụ “{0}” ngày {1}"), "task", task.Id,
            task.Name, Say.Day(on));
    }

    /// <summary>Opened again with a reason; the fact of its being done is taken back.</summary>
    public static async Task ReopenAsync(PlansStore store, PlanTask task, Act act, string reason, CancellationToken stop)
    {
        if (task.State is not (TaskState.Done or TaskState.Dropped)) throw Refusal.Conflict("Nhiệm vụ này đang thực hiện, không cần mở lại.");
        if (task.State is TaskState.Done) await WorkFacts.ReverseAsync(store, WorkFacts.TaskDone, Source(task), reason, stop);
        (task.State, task.Progress, task.DoneOn) = (TaskState.Doing, Math.Min(task.Progress, 90), null);
        act.Remember(store, task.PlanId, Words.Key("Mở lại nhiệm vụ “{0}”: {1}"), "task", task.Id, task.Name, reason);
    }

    /// <summary>Dropped with a reason; it stays in the lists, marked so.</summary>
    public static void Drop(PlansStore store, PlanTask task, Act act, string reason)
    {
        if (task.State is TaskState.Done or TaskState.Dropped) throw Refusal.Conflict("Nhiệm vụ này đã kết thúc nên không dừng được nữa.");
        task.State = TaskState.Dropped;
        act.Remember(store, task.PlanId, Words.Key("Dừng nhiệm vụ “{0}”: {1}"), "task", task.Id, task.Name, reason);
    }

    static string Source(PlanTask task) => $"task/{task.Id}";
}
