using System.Globalization;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>
/// Reminds of tasks seven and three days before their day and on it; the day after, the plan's owner is told. What is due is rows: a day on which the house
/// did not run is caught up, and each notice is put once for each due day.
/// </summary>
static class Reminders
{
    /// <summary>Puts the notices that are due today.</summary>
    public static async Task<int> RunAsync(PlansStore store, TimeProvider clock, CancellationToken stop)
    {
        var today = clock.Today();
        var soon = today.AddDays(7);
        var tasks = await store.Tasks.AsNoTracking()
            .Where(t => t.DueOn != null && t.DueOn <= soon && (t.State == TaskState.Open || t.State == TaskState.Doing))
            .Where(t => store.Plans.Any(p => p.Id == t.PlanId && p.State == PlanState.Active)).ToListAsync(stop);
        var ids = tasks.Select(t => t.PlanId).Distinct().ToList();
        var owners = await store.Plans.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.OwnerId, stop);
        var notices = tasks.ConvertAll(t => Of(t, owners[t.PlanId], today));
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
