using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>What waits for the caller: papers to route, papers routed to them, messages of the axis that wait for a clerk.</summary>
sealed class DocumentsToday(DocumentsStore store, PaperBook book, Desks desks, IOrganisations organisations, Words words, TimeProvider clock) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!desks.Me.May(DocumentsRights.Own)) return [];
        var items = new List<TodayItem>();
        var (routing, clerk) = (await desks.OfAsync(DocumentsRights.Route, stop), await desks.OfAsync(DocumentsRights.Register, stop));
        foreach (var p in await store.Incoming.AsNoTracking().Where(p => routing.Contains(p.OrganisationId) && p.State == IncomingState.Received && !p.Frozen)
            .OrderBy(p => p.DueOn == null).ThenBy(p => p.DueOn).ThenBy(p => p.RegisteredAt).Take(8).ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Cho ý kiến văn bản đến số {0}: {1}", p.Number, p.Subject], p.Issuer, p.DueOn, "/documents/in/" + p.Id,
                words["Cho ý kiến"]));
        foreach (var p in await book.Mine().AsNoTracking().Where(p => (p.State == IncomingState.Assigned || p.State == IncomingState.InProgress) && !p.Frozen)
            .OrderBy(p => p.DueOn == null).ThenBy(p => p.DueOn).Take(10).ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Giải quyết văn bản đến số {0}: {1}", p.Number, p.Subject], p.Issuer, p.DueOn, "/documents/in/" + p.Id,
                p.State == IncomingState.Assigned ? words["Nhận việc"] : words["Xử lý"]));
        var waiting = await store.Messages.AsNoTracking().Where(m => clerk.Contains(m.OrganisationId) && m.Direction == Numbering.In && m.State == MessageState.Waiting)
            .OrderBy(m => m.Id).Take(6).ToListAsync(stop);
        foreach (var m in waiting)
            items.Add(new(TodayList.New, m.AsksRecall ? words["Trả lời yêu cầu lấy lại văn bản {0}", m.Code] : words["Vào sổ văn bản {0} đến qua trục: {1}", m.Code,
                m.Subject],
                m.PartnerName, null, "/documents/exchange/" + m.Id, words["Xem"]));
        var today = clock.Today();
        var late = await store.Incoming.AsNoTracking().CountAsync(p => clerk.Contains(p.OrganisationId) && p.DueOn < today
            && (p.State == IncomingState.Received || p.State == IncomingState.Assigned || p.State == IncomingState.InProgress), stop);
        if (late > 0)
            items.Add(new(TodayList.Waiting, words["{0} văn bản đến quá hạn giải quyết", late], clerk.Count > 0
                ? (await organisations.FindAsync(clerk[0], null, stop))?.Name ?? "" : "", null,
                "/documents/follow?late=on", words["Đôn đốc"]));
        return items;
    }
}

/// <summary>Days by which papers are due, in the calendar of whoever answers for them.</summary>
sealed class DocumentsCalendar(PaperBook book, Desks desks, Words words) : ICalendarSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CalendarEntry>> EntriesAsync(DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (!desks.Me.May(DocumentsRights.Own)) return [];
        return [.. (await book.Mine().AsNoTracking().Where(p => p.DueOn >= from && p.DueOn <= to && p.State != IncomingState.Withdrawn).OrderBy(p => p.DueOn).Take(200)
            .ToListAsync(stop))
            .Select(p => new CalendarEntry("document/" + p.Id, "task", words["Hạn văn bản đến số {0}", p.Number], p.Subject, p.DueOn!.Value, p.DueOn.Value,
                "/documents/in/" + p.Id, p.PlanId,
                p.OrganisationId, !p.IsOpen))];
    }
}
