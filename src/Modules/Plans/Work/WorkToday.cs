using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>What the live plans put before a person today: tasks due, products to look at, what waits for others, what is new.</summary>
sealed class WorkToday(PlanDesk desk, IServiceProvider services) : ITodaySource
{
    const int Most = 20;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!desk.Caller.May(Rights.Work) || desk.Caller.UserId is not { } me) return [];
        var posts = desk.Caller.Posts.Where(p => Rights.Work.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct().ToList();
        var plans = await desk.Store.Plans.AsNoTracking().Where(p => p.State == PlanState.Active).Select(p => new { p.Id, p.Title, p.OwnerId }).ToListAsync(stop);
        var held = await desk.Store.Tasks.Where(t => t.UnitId != null && (t.State == TaskState.Open || t.State == TaskState.Doing)).Select(t => t.UnitId!.Value).Distinct().ToListAsync(stop);
        posts = await desk.Lineage.WithFormerAsync(posts, held.Concat(plans.Select(p => p.OwnerId)), stop);
        var titles = plans.ToDictionary(p => p.Id, p => p.Title);
        var led = plans.Where(p => posts.Contains(p.OwnerId)).Select(p => p.Id).ToList();
        var items = new List<TodayItem>();
        await TasksAsync(items, me, posts, titles, stop);
        await ProductsAsync(items, me, led, titles, stop);
        await CommentsAsync(items, me, titles, stop);
        return items;
    }

    async Task TasksAsync(List<TodayItem> items, Guid me, List<Guid> posts, Dictionary<Guid, string> titles, CancellationToken stop)
    {
        var (today, soon, since, units) = (desk.Today, desk.Today.AddDays(7), desk.Today.AddDays(-7), posts.ConvertAll(p => (Guid?)p));
        var tasks = await desk.Store.Tasks.AsNoTracking()
            .Where(t => (t.State == TaskState.Open || t.State == TaskState.Doing) && (t.OwnerUserId == me || (t.OwnerUserId == null && units.Contains(t.UnitId))))
            .Where(t => t.DueOn <= soon || t.AssignedOn >= since).OrderBy(t => t.DueOn).ThenBy(t => t.Ordinal).Take(Most * 3).ToListAsync(stop);
        foreach (var task in tasks.Where(t => titles.ContainsKey(t.PlanId)))
        {
            var isDue = task.DueOn <= soon;
            items.Add(new(isDue ? TodayList.Due : TodayList.New, task.Overdue(today) ? $"{task.Name} · {TaskWords.When(task, today, desk.Words)}" : task.Name, titles[task.PlanId],
                isDue ? task.DueOn : task.AssignedOn, $"/tasks/{task.Id}", desk.Words[isDue ? Words.Key("Cập nhật") : Words.Key("Xem nhiệm vụ")]));
        }
    }

    async Task ProductsAsync(List<TodayItem> items, Guid me, List<Guid> led, Dictionary<Guid, string> titles, CancellationToken stop)
    {
        var products = await desk.Store.Products.AsNoTracking().Where(p => p.AcceptedOn == null && (p.DeliveredBy == me || (led.Contains(p.PlanId) && p.ReturnedOn == null)))
            .OrderBy(p => p.DeliveredOn).Take(Most * 2).ToListAsync(stop);
        foreach (var product in products.Where(p => titles.ContainsKey(p.PlanId)))
        {
            var (list, button, on) = product.ReturnedOn is not null ? (TodayList.Due, Words.Key("Nộp lại"), product.ReturnedOn)
                : led.Contains(product.PlanId) && product.DeliveredBy != me ? (TodayList.Due, Words.Key("Nghiệm thu"), (DateOnly?)product.DeliveredOn)
                : (TodayList.Waiting, Words.Key("Xem sản phẩm"), product.DeliveredOn);
            var what = product.ReturnedOn is not null ? desk.Words["Sản phẩm bị trả lại: {0}", product.Name]
                : list is TodayList.Due ? desk.Words["Sản phẩm chờ nghiệm thu: {0}", product.Name] : desk.Words["Chờ nghiệm thu: {0}", product.Name];
            items.Add(new(list, what, titles[product.PlanId], on, $"/products/{product.Id}", desk.Words[button]));
        }
    }

    async Task CommentsAsync(List<TodayItem> items, Guid me, Dictionary<Guid, string> titles, CancellationToken stop)
    {
        var since = desk.Act.At.AddDays(-7);
        var comments = await desk.Store.Comments.AsNoTracking()
            .Where(c => c.CreatedAt >= since && c.AuthorId != me && desk.Store.Tasks.Any(t => t.Id == c.TaskId && t.OwnerUserId == me))
            .OrderByDescending(c => c.CreatedAt).Take(Most).ToListAsync(stop);
        foreach (var comment in comments.Where(c => titles.ContainsKey(c.PlanId)))
            items.Add(new(TodayList.New, desk.Words["{0}: {1}", comment.Author, comment.Body.Length > 90 ? comment.Body[..90] + "…" : comment.Body], titles[comment.PlanId],
                Say.DayOf(comment.CreatedAt), $"/tasks/{comment.TaskId}#comments", desk.Words["Trả lời"]));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlanStrip>> PlansAsync(CancellationToken stop)
    {
        if (!desk.Caller.May(Rights.Read)) return [];
        var mine = desk.Caller.Organisations.ToList();
        var plans = await desk.Store.Plans.AsNoTracking()
            .Where(p => p.State == PlanState.Active && desk.Store.Parties.Any(x => x.PlanId == p.Id && mine.Contains(x.OrgId) && (x.Role == PartyRole.Owner || x.Role == PartyRole.Lead)))
            .OrderByDescending(p => p.StartsOn).Take(12).ToListAsync(stop);
        if (plans.Count == 0) return [];
        var ids = plans.ConvertAll(p => p.Id);
        var targets = (await desk.Store.Indicators.AsNoTracking().Where(i => ids.Contains(i.PlanId) && i.RestatesId == null && i.EndedOn == null).OrderBy(i => i.Ordinal).ToListAsync(stop)).ConvertAll(i => i.Target());
        var readings = desk.Evidence is { } evidence && targets.Count > 0
            ? (await evidence.ReadAsync(targets, desk.Today, stop)).ToDictionary(r => r.IndicatorId, r => r.Status) : [];
        var next = services.GetService<IReportClock>() is { } reports ? await reports.NextAsync(ids, stop) : new Dictionary<Guid, DateOnly>();
        return plans.ConvertAll(p => new PlanStrip(p.Id, p.Title, [.. targets.Where(t => t.PlanId == p.Id).Select(t => readings.GetValueOrDefault(t.IndicatorId, TargetStatus.NoData))],
            next.TryGetValue(p.Id, out var on) ? on : null));
    }
}
