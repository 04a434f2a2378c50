using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>What training asks of the caller today: sessions to attend and to teach, nominations to decide, plans to approve, results to sign.</summary>
sealed class TrainingToday(TrainingStore store, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (caller.UserId is not { } user) return [];
        var (items, now, today) = (new List<TodayItem>(), clock.GetUtcNow(), clock.Today());
        var soon = now.AddHours(24);
        foreach (var next in await (from s in store.Sessions.AsNoTracking()
                                    join c in store.Classes.AsNoTracking() on s.ClassId equals c.Id
                                    where c.State == ClassState.Open && !s.IsOff && s.EndsAt >= now && s.StartsAt <= soon
                                        && (store.Nominations.Any(n => n.ClassId == c.Id && n.UserId == user && n.State == NominationState.Approved)
                                            || store.Lecturers.Any(l => l.SessionId == s.Id && l.UserId == user))
                                    orderby s.StartsAt
                                    select new
                                    {
                                        s.Id,
                                        s.Title,
                                        s.StartsAt,
                                        c.Name,
                                        Teaches = store.Lecturers.Any(l => l.SessionId == s.Id
                                        && l.UserId == user)
                                    }).Take(5).ToListAsync(stop))
            items.Add(new(TodayList.Due, $"{next.Name}: {next.Title}", Say.Moment(next.StartsAt), Say.DayOf(next.StartsAt), "/training/sessions/" + next.Id,
                next.Teaches ? words[Words.Key("Vào lớp dạy")] : words[Words.Key("Vào học")]));
        await ArrangeAsync(items, today, stop);
        var decides = Of(TrainingRights.Approve);
        foreach (var plan in await store.Plans.AsNoTracking().Where(p => p.State == YearPlanState.Submitted && decides.Contains(p.DepartmentId)).Take(3)
            .ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Duyệt {0}", (object)plan.Title], "", plan.SubmittedAt is { } at ? Say.DayOf(at) : null, "/training/plans/" + plan.Id,
                words[Words.Key("Xem và duyệt")]));
        var signs = Of(TrainingRights.Conclude);
        foreach (var done in await store.Classes.AsNoTracking().Where(c => c.State == ClassState.Open && c.ToDay < today && (signs.Contains(c.HostId)
            || signs.Contains(c.OwnerId)))
            .OrderBy(c => c.ToDay).Take(5).ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Ký kết quả lớp {0}", (object)done.Name], "", done.ToDay, $"/training/classes/{done.Id}/results",
                words[Words.Key("Xem và ký")]));
        return [.. items.Take(20)];
    }

    async Task ArrangeAsync(List<TodayItem> items, DateOnly today, CancellationToken stop)
    {
        // Posts held directly: a department is not told of each class of each hospital below it.
        var arranges = Of(TrainingRights.Arrange);
        foreach (var waiting in await (from n in store.Nominations.AsNoTracking()
                                       join c in store.Classes.AsNoTracking() on n.ClassId equals c.Id
                                       where n.State == NominationState.Proposed && c.State == ClassState.Open && arranges.Contains(c.OwnerId)
                                       group n by new { c.Id, c.Name, c.FromDay } into g
                                       select new { g.Key.Id, g.Key.Name, g.Key.FromDay, Count = g.Count() }).Take(5).ToListAsync(stop))
            items.Add(new(TodayList.Due, words["{0} người chờ duyệt vào lớp {1}", waiting.Count, waiting.Name], "", waiting.FromDay,
                $"/training/classes/{waiting.Id}/people",
                words[Words.Key("Xem và duyệt")]));
        var sends = Of(TrainingRights.Nominate);
        foreach (var open in await store.Classes.AsNoTracking().Where(c => c.State == ClassState.Open && (c.NominateUntil ?? c.FromDay) >= today
            && store.Quotas.Any(q => q.ClassId == c.Id && sends.Contains(q.UnitId))
            && !store.Nominations.Any(n => n.ClassId == c.Id && sends.Contains(n.UnitId))).OrderBy(c => c.NominateUntil).Take(5).ToListAsync(stop))
            items.Add(new(TodayList.New, words["Lớp {0} nhận đề cử", (object)open.Name], "", open.NominateUntil ?? open.FromDay, $"/training/classes/{open.Id}/people",
                words[Words.Key("Cử người")]));
    }

    List<Guid> Of(Right right) => [.. caller.Posts.Where(p => right.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct()];
}

/// <summary>Classes in the search of everything: by code, name and technique.</summary>
sealed class TrainingSearch(ClassBook book, Caller caller, Words words, TimeProvider clock) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.IsKnown) return [];
        return [.. (await book.Seen().AsNoTracking().Where(c => c.Folded.Contains(folded)).OrderByDescending(c => c.FromDay).Take(most).ToListAsync(stop))
            .Select(c => new SearchHit(words[Words.Key("Đào tạo")], c.Name, $"{c.Code} · {Say.Day(c.FromDay)} · {words[TrainingWords.Phase(c, clock.Today())]}",
                "/training/classes/" + c.Id))];
    }
}

/// <summary>Sessions in the calendar: those of the caller, and of classes that their units hold or attend.</summary>
sealed class TrainingCalendar(TrainingStore store, ClassBook book, Caller caller, Words words) : ICalendarSource
{
    public async Task<IReadOnlyList<CalendarEntry>> EntriesAsync(DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (!caller.IsKnown) return [];
        var (first, last) = (Moments.At(from, "00:00"), Moments.At(to.AddDays(1), "00:00"));
        var seen = book.Seen().Where(c => c.State == ClassState.Open || c.State == ClassState.Concluded);
        var rows = await (from s in store.Sessions.AsNoTracking()
                          join c in seen on s.ClassId equals c.Id
                          where !s.IsOff && s.StartsAt >= first && s.StartsAt < last
                          orderby s.StartsAt
                          select new { s, c.Name, c.PlanId, c.HostId, c.State }).Take(1000).ToListAsync(stop);
        return [.. rows.Select(r => new CalendarEntry("training-session/" + r.s.Id, "meeting", $"{r.Name}: {r.s.Title}",
            words[Words.Key("Đào tạo")] + " · " + words[TrainingWords.Of(r.s.Kind)], Say.DayOf(r.s.StartsAt), Say.DayOf(r.s.StartsAt), "/training/sessions/" + r.s.Id,
                r.PlanId, r.HostId,
            r.State == ClassState.Concluded) { At = TimeOnly.FromDateTime(Say.WallClock(r.s.StartsAt)) })];
    }
}
