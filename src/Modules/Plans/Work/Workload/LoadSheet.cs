using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>The workload over all plans that the caller may see.</summary>
sealed record LoadView(LoadLook Look, IReadOnlyList<LoadPeriod> Periods, IReadOnlyList<LoadRow> Rows, IReadOnlyList<(string Value, string Label)> Plans, DateOnly Today);

/// <summary>The tasks behind one cell of the workload.</summary>
sealed record LoadTasksView(string Name, Guid? Unit, DateOnly? From, DateOnly? To, IReadOnlyList<(TaskRow Row, bool Leads)> Rows, Capacity? Capacity, bool MaySet, DateOnly Today, string Query);

/// <summary>Loads the workload: open tasks of active plans, who leads, who cooperates, what units can carry.</summary>
static class LoadSheet
{
    /// <summary>The table.</summary>
    public static async Task<LoadView> LoadAsync(PlanDesk desk, LoadLook look, CancellationToken stop)
    {
        var plans = await desk.Store.Plans.AsNoTracking().Where(p => p.State == PlanState.Active).OrderByDescending(p => p.StartsOn).ToListAsync(stop);
        var burdens = await BurdensAsync(desk, look.Plan, look.ByPerson, stop);
        var capacities = look.ByPerson ? [] : await desk.Store.Capacities.AsNoTracking().ToDictionaryAsync(c => c.OrgId, stop);
        var names = look.ByPerson ? await desk.PeopleAsync(burdens.Keys.Select(k => k == Guid.Empty ? null : (Guid?)k), stop)
            : await desk.Organisations.NamesAsync(burdens.Keys.Where(k => k != Guid.Empty), null, stop);
        var rows = burdens.Select(b => Load.Weigh(b.Key == Guid.Empty ? null : b.Key, b.Key == Guid.Empty ? desk.Words["chưa giao"] : names.GetValueOrDefault(b.Key, "–"), b.Value,
            capacities.GetValueOrDefault(b.Key), look.Periods, desk.Today)).OrderBy(r => r.Id is null).ThenByDescending(r => r.Overdue).ThenByDescending(r => r.Open)
            .ThenBy(r => Fold.Of(r.Name), StringComparer.Ordinal).ToList();
        return new(look, look.Periods, Load.Heat(rows), [.. plans.Select(p => (p.Id.ToString(), p.Number.Length > 0 ? p.Number + " · " + p.Title : p.Title))], desk.Today);
    }

    /// <summary>The tasks of a unit or person, in a period where one is given, overdue ones alone where asked.</summary>
    public static async Task<LoadTasksView> TasksAsync(PlanDesk desk, IQueryCollection query, CancellationToken stop)
    {
        var person = Guid.TryParse(query["person"], out var p) ? p : (Guid?)null;
        var unit = Guid.TryParse(query["unit"], out var u) ? u : (Guid?)null;
        var period = Say.TryDay(query["from"], out var from) && Say.TryDay(query["to"], out var to) && from <= to ? new LoadPeriod(from, to, "") : null;
        var burdens = (await BurdensAsync(desk, Guid.TryParse(query["plan"], out var plan) ? plan : null, person is not null, stop)).GetValueOrDefault(person ?? unit ?? Guid.Empty, []);
        var here = burdens.Where(b => period is null || b.Touches(period, desk.Today)).Where(b => query["overdue"].Count == 0 || b.Task.Overdue(desk.Today))
            .OrderBy(b => b.Task.DueOn ?? DateOnly.MaxValue).ThenBy(b => b.Task.Ordinal).ToList();
        var ids = here.Select(b => b.Task.PlanId).Distinct().ToList();
        var titles = await desk.Store.Plans.AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Title, stop);
        var units = await desk.Organisations.NamesAsync(here.Select(b => b.Task.UnitId).Append(unit).OfType<Guid>().Distinct(), null, stop);
        var people = await desk.PeopleAsync(here.Select(b => b.Task.OwnerUserId).Append(person), stop);
        var rows = here.ConvertAll(b => (new TaskRow(b.Task, b.Task.UnitId is { } t ? units.GetValueOrDefault(t, "") : "", b.Task.OwnerUserId is { } o ? people.GetValueOrDefault(o, "") : "", 0,
            b.Task.Overdue(desk.Today), TaskWords.When(b.Task, desk.Today, desk.Words))
        { PlanTitle = titles[b.Task.PlanId] }, b.Leads));
        var name = person is { } who ? people.GetValueOrDefault(who, "–") : unit is { } org ? units.GetValueOrDefault(org, "–") : desk.Words["chưa giao"];
        return new(name, unit, period?.From, period?.To, rows, unit is null ? null : await desk.Store.Capacities.AsNoTracking().FirstOrDefaultAsync(c => c.OrgId == unit, stop),
            unit is { } own && desk.Caller.Organisations.Contains(own) && WhoMay.WorkFor(desk.Caller, own) && desk.Caller.May(Rights.Work), desk.Today, string.Concat(query.Select((q, i) => (i == 0 ? "?" : "&") + Uri.EscapeDataString(q.Key) + "=" + Uri.EscapeDataString(q.Value.ToString()))));
    }

    // By unit (leading and cooperating) or by person; what is given to nobody under the empty id.
    static async Task<Dictionary<Guid, List<Burden>>> BurdensAsync(PlanDesk desk, Guid? plan, bool byPerson, CancellationToken stop)
    {
        var tasks = await desk.Store.Tasks.AsNoTracking().Where(t => t.State == TaskState.Open || t.State == TaskState.Doing).Where(t => plan == null || t.PlanId == plan)
            .Where(t => desk.Store.Plans.Any(p => p.Id == t.PlanId && p.State == PlanState.Active)).ToListAsync(stop);
        var burdens = tasks.GroupBy(t => (byPerson ? t.OwnerUserId : t.UnitId) ?? Guid.Empty).ToDictionary(g => g.Key, g => g.Select(t => new Burden(t, true)).ToList());
        if (byPerson) return burdens;
        var byWork = tasks.SelectMany(t => new[] { (Work: t.Id, Task: t), (Work: t.ActivityId ?? t.Id, Task: t) }).Distinct().ToLookup(x => x.Work, x => x.Task);
        var parts = await desk.Store.Assignments.AsNoTracking().Where(a => a.Role == PartyRole.Cooperating && a.OrgId != null && a.WorkKind != WorkKind.Duty && (plan == null || a.PlanId == plan)).ToListAsync(stop);
        foreach (var (unit, task) in parts.SelectMany(a => byWork[a.WorkId].Select(t => (a.OrgId!.Value, t))).Where(x => x.Value != x.t.UnitId).DistinctBy(x => (x.Value, x.t.Id)))
        {
            if (!burdens.TryGetValue(unit, out var list)) burdens[unit] = list = [];
            list.Add(new(task, false));
        }
        return burdens;
    }

    /// <summary>The table as a file.</summary>
    public static IEnumerable<object?[]> Table(LoadView view, Words words) => view.Rows
        .Select(r => new object?[] { r.Name, r.Open, r.Overdue, r.Undated, r.Capacity?.Tasks, r.Capacity?.Days }
            .Concat(r.Cells.SelectMany(c => new object?[] { c.Leading, c.Cooperating, c.Effort, c.IsOver ? words["vượt sức"] : "" })).ToArray())
        .Prepend([words[view.Look.ByPerson ? Words.Key("Người thực hiện") : Words.Key("Đơn vị")], words["Việc đang mở"], words["Quá hạn"], words["Chưa có hạn"], words["Sức: số việc cùng lúc"],
            words["Sức: ngày công mỗi tháng"], .. view.Periods.SelectMany(p => new object?[] { words["{0}: chủ trì", p.Label], words["{0}: phối hợp", p.Label], words["{0}: ngày công", p.Label], words["{0}: vượt sức", p.Label] })]);
}
