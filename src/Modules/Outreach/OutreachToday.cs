using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Outreach;

/// <summary>On "Hôm nay": referrals whose day has passed, events that await their result.</summary>
sealed class OutreachToday(OutreachStore store, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        var (today, items) = (clock.Today(), new List<TodayItem>());
        if (caller.Seats(OutreachRights.Examine).Count > 0 && await store.Examinations.CountAsync(x => x.ReferState != ReferState.None && x.ReferState != ReferState.Closed
            && x.ReferBy < today, stop) is > 0 and var late)
            items.Add(new(TodayList.Due, words["{0} trẻ giới thiệu đã quá hạn đến khám", late], "", null, "/outreach/referrals", words["Xem"]));
        var arranges = caller.Seats(OutreachRights.Arrange).ToList();
        if (arranges.Count == 0) return items;
        foreach (var e in await store.Events.AsNoTracking().Where(e => e.State == EventState.Planned && e.ToDay < today && arranges.Contains(e.OrganisationId)).OrderBy(e => e.ToDay)
            .Take(5).ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Ghi kết quả: {0}", (object)e.Title], "", e.ToDay, "/outreach/events/" + e.Id, words["Ghi kết quả"]));
        return items;
    }
}

/// <summary>Events and research in the search of everything; children never.</summary>
sealed class OutreachSearch(OutreachStore store, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(OutreachRights.See)) return [];
        var events = await store.Events.AsNoTracking().Where(e => e.Folded.Contains(folded)).OrderByDescending(e => e.FromDay).Take(most).ToListAsync(stop);
        var research = await store.Research.AsNoTracking().Where(r => r.Folded.Contains(folded)).OrderByDescending(r => r.FromDay).Take(most).ToListAsync(stop);
        return [.. events.Select(e => new SearchHit(words["Hội thảo, đoàn"], e.Title, words[EventKinds.Kinds[e.Kind]], "/outreach/events/" + e.Id)),
            .. research.Select(r => new SearchHit(words["Đề tài nghiên cứu"], r.Title, r.Lead, "/outreach/research/" + r.Id))];
    }
}

/// <summary>Events and days of campaigns in the calendar.</summary>
sealed class OutreachCalendar(OutreachStore store, Caller caller) : ICalendarSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CalendarEntry>> EntriesAsync(DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (!caller.May(OutreachRights.See)) return [];
        return [.. (await store.Events.AsNoTracking().Where(e => e.State != EventState.CalledOff && e.FromDay <= to && e.ToDay >= from).Take(500).ToListAsync(stop)).Select(e =>
            new CalendarEntry("outreach/" + e.Id, "meeting", e.Title, e.Place, e.FromDay, e.ToDay, "/outreach/events/" + e.Id, e.PlanId, e.OrganisationId, e.State == EventState.Held))];
    }
}
