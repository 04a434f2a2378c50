using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Logbook;

/// <summary>On "Hôm nay": cases to sign, to confirm, to allow; own cases that were given back or wait for others.</summary>
sealed class LogToday(LogbookStore store, LogSigning signing, Caller caller, Words words) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (caller.UserId is not { } user) return [];
        var items = new List<TodayItem>();
        var waiting = await signing.WaitingAsync(200, stop);
        if (waiting.Count > 0)
            items.Add(new(TodayList.Due, words["{0} ca trong nhật ký tay nghề chờ ông/bà ký hoặc xác nhận", waiting.Count], "", waiting[0].OnDay, "/logbook/to-sign",
                words["Xem và ký"]));
        foreach (var back in await store.Cases.AsNoTracking().Where(c => c.LoggedBy == user && c.State == LogState.Returned).OrderBy(c => c.OnDay).Take(5)
            .ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Ca bị trả lại: {0}", (object)back.TechniqueName], back.ReturnedReason, back.OnDay, $"/logbook/cases/{back.Id}/edit",
                words["Sửa ca"]));
        var others = await store.Cases.AsNoTracking().CountAsync(c => c.LoggedBy == user && (c.State == LogState.AwaitsSupervisor || c.State == LogState.AwaitsHead
            || c.State == LogState.AwaitsLeave), stop);
        if (others > 0) items.Add(new(TodayList.Waiting, words["{0} ca ông/bà ghi đang chờ người khác ký", others], "", null, "/logbook", words["Xem"]));
        return items;
    }
}

/// <summary>Techniques of the log in the search of everything: by name and code, never by a patient.</summary>
sealed class LogSearch(LogbookStore store, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (caller.UserId is null) return [];
        var known = await store.Cases.AsNoTracking().Where(c => c.State != LogState.Withdrawn).GroupBy(c => new { c.Technique, c.TechniqueName })
            .Select(g => new { g.Key.Technique, g.Key.TechniqueName, Count = g.Count() }).ToListAsync(stop);
        return [.. known.Where(k => Fold.Of(k.TechniqueName + " " + k.Technique).Contains(folded, StringComparison.Ordinal)).OrderByDescending(k => k.Count).Take(most)
            .Select(k => new SearchHit(words["Nhật ký tay nghề"], k.TechniqueName, words["{0} ca", k.Count],
                "/logbook/techniques/" + Uri.EscapeDataString(k.Technique)))];
    }
}
