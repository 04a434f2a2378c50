using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>What waits in the release of records: urgent openings to review, requests to answer.</summary>
sealed class ReleaseToday(ReleaseStore store, Homes homes, IOrganisations organisations, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        var items = new List<TodayItem>();
        if (caller.May(RecordsRights.Review))
        {
            var own = (await homes.DecidingAsync(RecordsRights.Review, stop)).ToList();
            var now = clock.GetUtcNow();
            var waiting = await store.Urgent.AsNoTracking().Where(u => own.Contains(u.HolderId) && u.ReviewedAt == null && u.UserId != caller.UserId).OrderBy(u =>
                u.ReviewDue).Take(10).ToListAsync(stop);
            var names = await organisations.NamesAsync(waiting.Select(u => u.ReceiverId), null, stop);
            items.AddRange(waiting.Select(u => new TodayItem(TodayList.Due, u.IsOverdue(now) ? words["Quá hạn xem xét lần mở khẩn cấp"]
                : words["Xem xét lần mở khẩn cấp"],
                names.GetValueOrDefault(u.ReceiverId, ""), Say.DayOf(u.ReviewDue), "/records/urgent", words["Xem xét"])));
        }
        if (caller.May(RecordsRights.Bases))
        {
            var own = (await homes.DecidingAsync(RecordsRights.Bases, stop)).ToList();
            var open = await store.Requests.AsNoTracking().Where(r => own.Contains(r.HolderId) && r.State == RequestState.Open).OrderBy(r =>
                r.CreatedAt).Take(10).ToListAsync(stop);
            var names = await organisations.NamesAsync(open.Select(r => r.ReceiverId), null, stop);
            items.AddRange(open.Select(r => new TodayItem(TodayList.Due, words["Xin mở hồ sơ"], names.GetValueOrDefault(r.ReceiverId, ""), null, "/records/requests",
                words["Trả lời"])));
        }
        return items;
    }
}
