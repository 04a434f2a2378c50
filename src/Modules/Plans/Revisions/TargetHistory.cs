using LienY.Contracts;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Targets of a plan as they held on a day, told from the revisions since.</summary>
static class TargetHistory
{
    /// <summary>In the order of the paper.</summary>
    public static async Task<IReadOnlyList<Target>> OnAsync(PlansStore store, Guid planId, DateOnly day, CancellationToken stop)
    {
        var rows = await store.Indicators.AsNoTracking().Where(i => i.PlanId == planId).OrderBy(i => i.Ordinal).ToListAsync(stop);
        var later = await (from r in store.RevisionRows.AsNoTracking()
                           join v in store.Revisions on r.RevisionId equals v.Id
                           where r.PlanId == planId && r.Part == PlanPart.Target && v.State == RevisionState.Applied && v.EffectiveOn > day
                           orderby v.Number descending
                           select r).ToListAsync(stop);
        var added = later.Where(r => r.Deed is Deed.Add).Select(r => r.ObjectId).ToHashSet();
        var held = rows.Where(i => !added.Contains(i.Id) && (i.EndedOn is not { } ended || ended > day)).ToDictionary(i => i.Id, i => i.Target());
        foreach (var change in later.Where(r => r.Deed is Deed.Change && held.ContainsKey(r.ObjectId)))
        {
            var before = Clause.Of(change.Before)!;
            var now = held[change.ObjectId];
            held[change.ObjectId] = now with
            {
                Name = before.Name,
                Comparator = before.Comparator ?? Comparator.None,
                Value = before.Value,
                High = before.High,
                Unit = before.Unit,
                From = before.From ?? now.From,
                To = before.To ?? now.To,
                OwnerId = before.OrgId ?? now.OwnerId,
            };
        }
        return [.. rows.Where(i => held.ContainsKey(i.Id)).Select(i => held[i.Id])];
    }
}
