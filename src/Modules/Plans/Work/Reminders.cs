using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>
/// Reminds of tasks seven and three days before their day and on it; the day after, the plan's owner is told, three days after, the
/// organisation above the unit. What is due is rows: a day on which the house
/// did not run is caught up, and each notice is put once for each due day.
/// </summary>
static class Reminders
{
    /// <summary>Puts the notices that are due today.</summary>
    public static async Task<int> RunAsync(PlansStore store, IOrganisations organisations, TimeProvider clock, CancellationToken stop)
    {
        var today = clock.Today();
        var soon = today.AddDays(7);
        var tasks = await store.Tasks.AsNoTracking()
            .Where(t => t.DueOn != null && t.DueOn <= soon && (t.State == TaskState.Open || t.State == TaskState.Doing))
            .Where(t => store.Plans.Any(p => p.Id == t.PlanId && p.State == PlanState.Active)).ToListAsync(stop);
        var ids = tasks.Select(t => t.PlanId).Distinct().ToList();
        var owners = await store.Plans.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.OwnerId, stop);
        var notices = tasks.ConvertAll(t => Of(t, owners[t.PlanId], today));
        notices.AddRange(await AboveAsync(tasks, owners, organisations, today, stop));
        var put = 0;
        foreach (var batch in notices.Chunk(200))
        {
            var keys = batch.Select(n => n.Once).ToList();
            var known = (await store.Set<Notice>().Where(n => keys.Contains(n.Once)).Select(n => n.Once).ToListAsync(stop)).ToHashSet();
            foreach (var notice in batch.Where(n => !known.Contains(n.Once)))
            {
                store.Notify(notice);
                put++;
            }
        }
        if (put > 0) await store.SaveChangesAsync(stop);
        return put;
    }

    static async Task<List<Notice>> AboveAsync(List<PlanTask> tasks, Dictionary<Guid, Guid> owners, IOrganisations organisations, DateOnly today, CancellationToken stop)
    {
        var (notices, above) = (new List<Notice>(), new Dictionary<Guid, Guid?>());
        foreach (var task in tasks.Where(t => t.UnitId is not null && today.DayNumber - t.DueOn!.Value.DayNumber >= 3))
        {
            if (!above.TryGetValue(task.UnitId!.Value, out var parent))
                above[task.UnitId.Value] = parent = (await organisations.AboveAsync(task.UnitId.Value, stop)).Skip(1).Select(o => (Guid?)o.Id).FirstOrDefault();
            // The plan's owner was told on the day after.
            if (parent is null || parent == owners[task.PlanId]) continue;
            notices.Add(new()
            {
                OrganisationId = parent,
                Text = Words.Key("Nhiệm vụ “{0}” của đơn vị trực thuộc quá hạn {1} từ 3 ngày trở lên"),
                Args = Notice.ArgsOf(task.Name, Say.Day(task.DueOn)),
                Link = $"/tasks/{task.Id}",
                Once = string.Create(CultureInfo.InvariantCulture, $"task/{task.Id}/{task.DueOn:yyyy-MM-dd}/T+3"),
            });
        }
        return notices;
    }

    static Notice Of(PlanTask task, Guid owner, DateOnly today)
    {
        var days = task.DueOn!.Value.DayNumber - today.DayNumber;
        var (step, text) = days switch
        {
            < 0 => ("late", Words.Key("Nhiệm vụ “{0}” đã quá hạn {1}, cần cơ quan chủ trì kế hoạch đôn đốc")),
            0 => ("T", Words.Key("Nhiệm vụ “{0}” đến hạn hôm nay ({1})")),
            <= 3 => ("T-3", Words.Key("Nhiệm vụ “{0}” sắp đến hạn {1}, còn {2} ngày")),
            _ => ("T-7", Words.Key("Nhiệm vụ “{0}” sắp đến hạn {1}, còn {2} ngày")),
        };
        var toPerson = days >= 0 && task.OwnerUserId is not null;
        return new()
        {
            UserId = toPerson ? task.OwnerUserId : null,
            OrganisationId = toPerson ? null : days < 0 ? owner : task.UnitId ?? owner,
            Text = text,
            Args = Notice.ArgsOf(task.Name, Say.Day(task.DueOn), days.ToString(CultureInfo.InvariantCulture)),
            Link = $"/tasks/{task.Id}",
            Once = string.Create(CultureInfo.InvariantCulture, $"task/{task.Id}/{task.DueOn:yyyy-MM-dd}/{step}"),
        };
    }
}
