using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Messages;

/// <summary>Looks whether targets came into danger since the last look, and tells who answers for them. What was in danger already at the first look is no news.</summary>
sealed class RiskWatch(MessagesStore store, IPlans plans, IEvidence evidence, TimeProvider clock)
{
    /// <summary>The job.</summary>
    public static readonly Job FourTimesADay = new("risk-watch", TimeSpan.FromHours(6), (s, stop) => ActivatorUtilities.CreateInstance<RiskWatch>(s).RunAsync(stop));

    /// <summary>Looks at every adopted plan; returns how many notices were put.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var today = clock.Today();
        var put = 0;
        // A plan that was withdrawn or closed is in no danger any more.
        foreach (var plan in (await plans.ListAsync(stop)).Where(p => p.State == "active"))
        {
            var targets = (await plans.TargetsAsync(plan.Id, stop)).ToDictionary(t => t.IndicatorId);
            var readings = await evidence.ReadAsync([.. targets.Values], today, stop);
            var known = await store.Standings.Where(s => targets.Keys.Contains(s.IndicatorId)).ToDictionaryAsync(s => s.IndicatorId, stop);
            foreach (var reading in readings)
            {
                if (!known.TryGetValue(reading.IndicatorId, out var standing))
                {
                    store.Standings.Add(new Standing { IndicatorId = reading.IndicatorId, Status = reading.Status, Since = today });
                    continue;
                }
                if (standing.Status == reading.Status) continue;
                (standing.Status, standing.Since) = (reading.Status, today);
                if (reading.Status is not (TargetStatus.AtRisk or TargetStatus.Missed)) continue;
                put += await TellAsync(plan, targets[reading.IndicatorId], reading.Status, today, stop);
            }
            await store.SaveChangesAsync(stop);
            store.ChangeTracker.Clear();
        }
        return put;
    }

    async Task<int> TellAsync(PlanCard plan, Target target, TargetStatus status, DateOnly today, CancellationToken stop)
    {
        var once = string.Create(CultureInfo.InvariantCulture, $"risk/{target.IndicatorId}/{status}/{today:yyyy-MM-dd}");
        if (await store.Notices.AnyAsync(n => n.Once == once, stop)) return 0;
        store.Notify(new Notice
        {
            OrganisationId = target.OwnerId,
            Text = status == TargetStatus.AtRisk ? Words.Key("Chỉ tiêu “{0}” của {1} có nguy cơ không đạt") : Words.Key("Chỉ tiêu “{0}” của {1} không đạt"),
            Args = Notice.ArgsOf(target.Name, plan.Title),
            Link = "/evidence/indicators/" + target.IndicatorId,
            Once = once,
        });
        return 1;
    }
}
