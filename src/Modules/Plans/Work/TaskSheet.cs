using LienY.Contracts;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>One task with all that belongs to it.</summary>
sealed record TaskSheetView(PlanHead Head, PlanTask Task, string Unit, string Owner, string When, bool MayChange, IReadOnlyList<string> Cooperating,
    IReadOnlyList<ProductRow> Products, IReadOnlyList<Comment> Comments, IReadOnlyList<Change> Changes, string Expected)
{
    /// <summary>What the unit is called or carried on as today; null where nothing changed.</summary>
    public string? UnitNow { get; init; }

    /// <summary>What its facts say, where it is measured by them.</summary>
    public GaugeReading? Gauge { get; init; }
}

/// <summary>The form of a task: what may be chosen.</summary>
sealed record TaskFormView(PlanHead Head, PlanTask? Task, IReadOnlyList<(string Value, string Label)> Units, IReadOnlyList<(string Value, string Label)> People,
    IReadOnlyList<(string Value, string Label)> Activities, Guid? Activity);

/// <summary>Loads the page of one task and its form.</summary>
static class TaskSheet
{
    /// <summary>The page.</summary>
    public static async Task<TaskSheetView> LoadAsync(PlanDesk desk, Guid id, CancellationToken stop)
    {
        var (plan, task) = await desk.TaskAsync(id, stop);
        var head = await desk.HeadAsync(plan.Id, stop);
        var parts = await desk.Store.Assignments.AsNoTracking()
            .Where(a => a.PlanId == plan.Id && a.Role == PartyRole.Cooperating && (a.WorkId == id || a.WorkId == task.ActivityId)).ToListAsync(stop);
        var units = await desk.UnitsAsync(plan, parts.Select(p => p.OrgId).Append(task.UnitId), stop);
        var products = await desk.Store.Products.AsNoTracking().Where(p => p.TaskId == id).OrderBy(p => p.DeliveredOn).ToListAsync(stop);
        var comments = await desk.Store.Comments.AsNoTracking().Where(c => c.TaskId == id).OrderBy(c => c.CreatedAt).ToListAsync(stop);
        var productIds = products.ConvertAll(p => (Guid?)p.Id);
        var changes = await desk.Store.Changes.AsNoTracking().Where(c => c.PlanId == plan.Id && (c.ObjectId == id || productIds.Contains(c.ObjectId)))
            .OrderByDescending(c => c.At).Take(50).ToListAsync(stop);
        var expected = task.ActivityId is { } activity ? await desk.Store.Activities.Where(a => a.Id == activity).Select(a => a.Product).FirstOrDefaultAsync(stop) : null;
        var people = await desk.PeopleAsync(products.SelectMany(p => new[] { p.DeliveredBy, p.AcceptedBy }).Append(task.OwnerUserId), stop);
        return new(head, task, task.UnitId is { } u ? units.GetValueOrDefault(u, "") : "", task.OwnerUserId is { } o ? people.GetValueOrDefault(o, "") : "",
            TaskWords.When(task, desk.Today, desk.Words), head.MayWork && WhoMay.Change(desk.Caller, plan, task),
            [.. parts.Select(p => p.OrgId is { } org ? units.GetValueOrDefault(org, p.Written) : p.Written).Distinct()], [.. products.Select(p => ProductRow.Of(p, people) with { MayAccept = head.MayWork && WhoMay.Accept(desk.Caller, plan, p, parts.Select(x => x.OrgId)) })], comments, changes, expected ?? "")
        {
            UnitNow = task.UnitId is { } unit ? (await desk.Lineage.OfAsync(plan, [unit], stop))[unit].Today : null,
            Gauge = await desk.Gauges.OfTaskAsync(plan, id, stop),
        };
    }

    /// <summary>The form: of a task, or of a new one where <paramref name="task"/> is null.</summary>
    public static async Task<TaskFormView> FormAsync(PlanDesk desk, Guid planId, PlanTask? task, Guid? activity, CancellationToken stop)
    {
        var head = await desk.HeadAsync(planId, stop);
        var units = await UnitsAsync(desk, head.Plan, stop);
        var people = await desk.People.AtAsync([.. units.Keys], stop);
        var activities = await desk.Store.Activities.AsNoTracking().Where(a => a.PlanId == planId).OrderBy(a => a.Ordinal).ToListAsync(stop);
        return new(head, task, [.. units.Where(u => head.MayLead || WhoMay.WorkFor(desk.Caller, u.Key) || u.Key == task?.UnitId)
                .OrderBy(u => Kernel.Fold.Of(u.Value), StringComparer.Ordinal).Select(u => (u.Key.ToString(), u.Value))],
            [.. people.DistinctBy(p => p.Id).Select(p => (p.Id.ToString(), Label(p, units)))],
            [.. activities.Select(a => (a.Id.ToString(), $"{a.Path} · {(a.Name.Length > 90 ? a.Name[..90] + "…" : a.Name)}"))], activity);
    }

    /// <summary>Units that may get work of a plan: its parties and the units of its owner, by name.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> UnitsAsync(PlanDesk desk, Plan plan, CancellationToken stop)
    {
        var parties = await desk.Store.Parties.Where(p => p.PlanId == plan.Id).Select(p => p.OrgId).ToListAsync(stop);
        var below = await desk.Organisations.ReachAsync(plan.OwnerId, stop);
        return await desk.UnitsAsync(plan, parties.Concat(below).Append(plan.OwnerId).Select(id => (Guid?)id), stop);
    }

    static string Label(PersonCard person, IReadOnlyDictionary<Guid, string> units) =>
        units.TryGetValue(person.OrganisationId, out var unit) ? $"{person.Name} · {unit}" : person.Name;
}

/// <summary>A product as a page shows it.</summary>
sealed record ProductRow(Product Product, string DeliveredBy, string AcceptedBy)
{
    /// <summary>The caller may accept or return it.</summary>
    public bool MayAccept { get; init; }

    /// <summary>With the names of people.</summary>
    public static ProductRow Of(Product product, IReadOnlyDictionary<Guid, string> people) => new(product,
        product.DeliveredBy is { } d ? people.GetValueOrDefault(d, "") : "", product.AcceptedBy is { } a ? people.GetValueOrDefault(a, "") : "");
}
