using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What a list of tasks is narrowed to; it stands in the address.</summary>
sealed record TaskFilter(Guid? Unit, TaskState? State, bool Overdue, bool Mine, string Words, int Page)
{
    /// <summary>Reads it from the address; what does not fit is left out.</summary>
    public static TaskFilter Of(IQueryCollection query) => new(
        Guid.TryParse(query["unit"], out var unit) ? unit : null,
        Enum.TryParse<TaskState>(query["state"], ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
        query["overdue"].Count > 0, query["mine"].Count > 0, query["q"].ToString() is { Length: <= 200 } q ? q.Trim() : "",
        int.TryParse(query["page"], out var page) && page is > 0 and < 10_000 ? page : 1);

    /// <summary>As it stands in the address, with another page.</summary>
    public string Query(int page = 1)
    {
        var parts = new List<string>();
        if (Unit is { } unit) parts.Add("unit=" + unit);
        if (State is { } state) parts.Add("state=" + state.ToString().ToLowerInvariant());
        if (Overdue) parts.Add("overdue=on");
        if (Mine) parts.Add("mine=on");
        if (Words.Length > 0) parts.Add("q=" + Uri.EscapeDataString(Words));
        if (page > 1) parts.Add("page=" + page.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    /// <summary>Narrows to nothing.</summary>
    public bool IsEmpty => this with { Page = 1 } == new TaskFilter(null, null, false, false, "", 1);
}

/// <summary>A task as a list shows it.</summary>
sealed record TaskRow(PlanTask Task, string Unit, string Owner, int Products, bool Overdue, string When)
{
    /// <summary>The plan, where the list goes over plans.</summary>
    public string PlanTitle { get; init; } = "";

    /// <summary>What the unit is called or carried on as today; null where nothing changed.</summary>
    public string? UnitNow { get; init; }
}

/// <summary>The tasks of a plan, narrowed.</summary>
sealed record TaskListView(PlanHead Head, TaskFilter Filter, IReadOnlyList<TaskRow> Rows, int All, IReadOnlyList<(string Value, string Label)> Units)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 60;

    /// <summary>The rows of this page.</summary>
    public IEnumerable<TaskRow> Shown => Rows.Skip((Filter.Page - 1) * PageSize).Take(PageSize);

    /// <summary>How many pages.</summary>
    public int Pages => (Rows.Count + PageSize - 1) / PageSize;
}

/// <summary>Lists of tasks.</summary>
static class TaskList
{
    /// <summary>Tasks of a plan: a plan has some hundred at most, so they are narrowed here, where Vietnamese folds.</summary>
    public static async Task<TaskListView> LoadAsync(PlanDesk desk, Guid planId, TaskFilter filter, CancellationToken stop)
    {
        var head = await desk.HeadAsync(planId, stop);
        var tasks = await desk.Store.Tasks.AsNoTracking().Where(t => t.PlanId == planId).OrderBy(t => t.Ordinal).ToListAsync(stop);
        var units = await desk.UnitsAsync(head.Plan, tasks.Select(t => t.UnitId), stop);
        var products = await desk.Store.Products.Where(p => p.PlanId == planId && p.TaskId != null).GroupBy(p => p.TaskId!.Value)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var kept = tasks.Where(t => Fits(t, filter, desk, units)).ToList();
        var people = await desk.PeopleAsync(kept.Select(t => t.OwnerUserId), stop);
        await Measured.OntoAsync(desk, head.Plan, kept, stop);
        var carried = await desk.Lineage.OfAsync(head.Plan, kept.Select(t => t.UnitId), stop);
        return new(head, filter, [.. kept.Select(t => Row(t, units, people, products, desk) with { UnitNow = t.UnitId is { } u ? carried[u].Today : null })], tasks.Count,
            [.. units.OrderBy(u => Fold.Of(u.Value), StringComparer.Ordinal).Select(u => (u.Key.ToString(), u.Value))]);
    }

    static bool Fits(PlanTask task, TaskFilter filter, PlanDesk desk, IReadOnlyDictionary<Guid, string> units)
    {
        if (filter.Unit is { } unit && task.UnitId != unit) return false;
        if (filter.State is { } state && task.State != state) return false;
        if (filter.Overdue && !task.Overdue(desk.Today)) return false;
        if (filter.Mine && task.OwnerUserId != desk.Caller.UserId) return false;
        return filter.Words.Length == 0
            || Fold.Of($"{task.Path} {task.Name} {task.Content} {(task.UnitId is { } u ? units.GetValueOrDefault(u) : "")}").Contains(Fold.Of(filter.Words), StringComparison.Ordinal);
    }

    static TaskRow Row(PlanTask task, IReadOnlyDictionary<Guid, string> units, IReadOnlyDictionary<Guid, string> people, Dictionary<Guid, int> products, PlanDesk desk) =>
        new(task, task.UnitId is { } u ? units.GetValueOrDefault(u, "") : "", task.OwnerUserId is { } o ? people.GetValueOrDefault(o, "") : "",
            products.GetValueOrDefault(task.Id), task.Overdue(desk.Today), TaskWords.When(task, desk.Today, desk.Words));

    /// <summary>The rows as a file.</summary>
    public static IEnumerable<object?[]> Table(IEnumerable<TaskRow> rows, Words words) => rows
        .Select(r => new object?[]
        {
            r.Task.Path, r.Task.Name, r.Unit, r.Owner, r.Task.StartsOn, r.Task.DueOn, words[TaskWords.Word(r.Task.State)], r.Task.Progress, r.Task.DoneOn,
            r.Overdue || r.Task.Late() ? words["quá hạn"] : "", r.Products, r.Task.Note,
        })
        .Prepend([words["Mục"], words["Nhiệm vụ"], words["Đơn vị"], words["Người thực hiện"], words["Từ ngày"], words["Hạn"], words["Trạng thái"], words["Tiến độ (%)"],
            words["Ngày xong"], words["Quá hạn"], words["Sản phẩm"], words["Ghi chú"]]);
}
