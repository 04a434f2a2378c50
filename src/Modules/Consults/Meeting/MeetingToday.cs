using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>On "Hôm nay": meetings of the day, minutes to write, to sign and to decide on, patients to follow up, statements to sign.</summary>
sealed class MeetingToday(ConsultsStore store, CaseBook cases, Seats seats, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (caller.UserId is not { } user || !caller.May(MeetingRights.Watch)) return [];
        var (now, items) = (clock.GetUtcNow(), new List<TodayItem>());
        var soon = now.AddDays(1);
        foreach (var s in await store.Sessions.AsNoTracking().Where(s => (s.State == SessionState.Planned || s.State == SessionState.Open) && s.EndsAt >= now
            && s.StartsAt <= soon && s.Seats.Any(p => p.UserId == user))
            .OrderBy(s => s.StartsAt).Take(5).ToListAsync(stop))
            items.Add(new(TodayList.Due, s.Title, Say.Moment(s.StartsAt), Say.DayOf(s.StartsAt), "/consults/sessions/" + s.Id,
            s.StartsAt - now <= RoomDoor.Early ? words["Vào phòng"] : words["Xem"]));
        await MinutesAsync(items, user, now, stop);
        var mine = (await seats.OfAsync(ConsultsRights.Ask, stop)).ToList();
        foreach (var f in await store.FollowUps.AsNoTracking().Where(f => f.DoneAt == null && f.DueAt <= soon && mine.Contains(f.FacilityId)).OrderBy(f => f.DueAt)
            .Take(5).ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Theo dõi sau hội chẩn: {0}", (object)words[FollowUpWords.Of(f.Kind)]], f.DueAt < now ? words["quá hạn"] : "",
            Say.DayOf(f.DueAt), "/consults/follow-up/" + f.Id, words["Ghi kết quả"]));
        var settles = (await seats.OfAsync(ConsultsRights.Settle, stop)).ToList();
        foreach (var s in await store.Statements.AsNoTracking()
            .Where(s => s.State == StatementState.Sent && ((s.SupportedAt == null && settles.Contains(s.SupportedId))
            || (s.SupportingAt == null && settles.Contains(s.SupportingId)))).OrderBy(s => s.Month).Take(3).ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Bảng thanh toán hội chẩn tháng {0}", (object)s.Month.ToString("MM/yyyy", Say.Vietnam)], "", null,
            "/consults/statements/" + s.Id, words["Xem và ký"]));
        return [.. items.Take(20)];
    }

    async Task MinutesAsync(List<TodayItem> items, Guid user, DateTimeOffset now, CancellationToken stop)
    {
        TodayItem Of(MinutesEdition m, TodayList list, string what, string button, string end = "") =>
            new(list, what, m.IsLate(now) ? words["quá 24 giờ"] : "", Say.DayOf(m.DueAt), "/consults/minutes/" + m.Id + end, button);
        var sits = store.Members.Where(p => p.UserId == user);
        foreach (var m in await store.Minutes.AsNoTracking()
            .Where(m => m.State == MinutesState.Draft && sits.Any(p => p.MinutesId == m.Id && (p.Role == RoomRole.Chair || p.Role == RoomRole.Secretary)))
            .OrderBy(m => m.DueAt).Take(5).ToListAsync(stop))
            items.Add(Of(m, TodayList.Due, words["Soạn biên bản {0}", (object)m.Number], words["Soạn biên bản"], "/edit"));
        foreach (var m in await store.Minutes.AsNoTracking()
            .Where(m => m.State == MinutesState.Signing && sits.Any(p => p.MinutesId == m.Id && p.MustSign && !store.Signatures.Any(s => s.MemberId == p.Id)))
            .OrderBy(m => m.DueAt).Take(5).ToListAsync(stop))
            items.Add(Of(m, TodayList.Due, words["Biên bản {0} chờ ông/bà ký.", (object)m.Number], words["Ký biên bản"]));
        foreach (var m in await store.Minutes.AsNoTracking()
            .Where(m => m.State == MinutesState.Signing && sits.Any(p => p.MinutesId == m.Id && store.Signatures.Any(s => s.MemberId == p.Id))).OrderBy(m => m.DueAt)
            .Take(3).ToListAsync(stop))
            items.Add(Of(m, TodayList.Waiting, words["Biên bản {0} chờ người khác ký", (object)m.Number], words["Xem"]));
        var undecided = await (await cases.SeenAsync(stop)).Where(c => c.State == CaseState.Signed && c.DecidedAt == null && c.AskedById == user).Select(c => c.Id)
            .Take(5).ToListAsync(stop);
        foreach (var m in await store.Minutes.AsNoTracking().Where(m => undecided.Contains(m.CaseId) && m.State == MinutesState.Signed).ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Ghi quyết định điều trị theo biên bản {0}", (object)m.Number], "", m.SignedAt is { } at ? Say.DayOf(at) : null,
            "/consults/minutes/" + m.Id, words["Ghi quyết định"]));
    }
}
