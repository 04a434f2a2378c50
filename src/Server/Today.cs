using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Server;

/// <summary>What the page "Hôm nay" shows: three short lists, notices, the plans the caller answers for.</summary>
public sealed record Today(
    DateOnly Day, IReadOnlyList<TodayItem> Due, IReadOnlyList<TodayItem> Waiting, IReadOnlyList<TodayItem> New, IReadOnlyList<Unseen> Notices,
    IReadOnlyList<PlanStrip> Plans)
{
    /// <summary>Asks every module, one after the other.</summary>
    public static async Task<Today> LoadAsync(IEnumerable<ITodaySource> sources, Notices notices, TimeProvider clock, CancellationToken stop)
    {
        var items = new List<TodayItem>();
        var plans = new Dictionary<Guid, PlanStrip>();
        foreach (var source in sources)
        {
            items.AddRange(await source.ItemsAsync(stop));
            foreach (var plan in await source.PlansAsync(stop)) plans.TryAdd(plan.PlanId, plan);
        }
        IReadOnlyList<TodayItem> Of(TodayList list) => [.. items.Where(i => i.List == list).OrderBy(i => i.When ?? DateOnly.MaxValue)];
        return new(clock.Today(), Of(TodayList.Due), Of(TodayList.Waiting), Of(TodayList.New), await notices.UnseenAsync(12, stop),
            [.. plans.Values.OrderBy(p => p.NextReport ?? DateOnly.MaxValue).ThenBy(p => p.Title, StringComparer.Create(Say.Vietnam, true))]);
    }
}
