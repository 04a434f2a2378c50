using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Puts the targets that were given to the caller's units on "Hôm nay".</summary>
sealed class SharesToday(PlanDesk desk, ShareDesk shares) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!desk.Caller.May(Rights.Work)) return [];
        var posts = desk.Caller.Posts.Where(p => Rights.Work.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct().ToList();
        var rows = await (from s in desk.Store.Shares.AsNoTracking()
                          join i in desk.Store.Indicators on s.IndicatorId equals i.Id
                          join p in desk.Store.Plans on s.PlanId equals p.Id
                          where posts.Contains(s.UnitId) && p.State == PlanState.Active && s.EndsOn >= desk.Today
                          orderby s.EndsOn
                          select new { Plan = p, Whole = i, Share = s }).Take(60).ToListAsync(stop);
        var read = await shares.RowsAsync([.. rows.Select(r => (r.Whole, r.Share))], stop);
        return [.. rows.Zip(read, (r, row) => (r.Plan, r.Whole, Row: row)).Where(x => x.Row.Status is TargetStatus.AtRisk or TargetStatus.NoData or TargetStatus.Missed).Take(8)
            .Select(x => new TodayItem(TodayList.Due, desk.Words["Chỉ tiêu giao cho đơn vị: {0} – {1}", (object)x.Whole.Name, (object)desk.Words[Design.Components.Signs.Word(x.Row.Status)]], x.Plan.Title,
                x.Row.Share.EndsOn, $"/unit-targets?unit={x.Row.Share.UnitId}", desk.Words["Xem chỉ tiêu của đơn vị"]))];
    }
}
