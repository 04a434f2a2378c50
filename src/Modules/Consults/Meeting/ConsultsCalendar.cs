using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Meetings and due follow-ups in the calendar and its private feed; no patient is named.</summary>
sealed class ConsultsCalendar(ConsultsStore store, Seats seats, Caller caller, Words words) : ICalendarSource
{
    public async Task<IReadOnlyList<CalendarEntry>> EntriesAsync(DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (!caller.May(MeetingRights.Watch)) return [];
        var (first, last) = (Moments.At(from, "00:00"), Moments.At(to.AddDays(1), "00:00"));
        var sessions = await store.Sessions.AsNoTracking().Where(s => s.StartsAt >= first && s.StartsAt < last && s.State != SessionState.Cancelled
            && s.State != SessionState.Skipped)
            .OrderBy(s => s.StartsAt).Take(2_000).ToListAsync(stop);
        var lines = sessions.Select(s => s.SeriesId).OfType<Guid>().Distinct().ToList();
        var plans = await store.Series.AsNoTracking().Where(s => lines.Contains(s.Id) && s.PlanId != null).ToDictionaryAsync(s => s.Id, s => s.PlanId, stop);
        var entries = sessions.ConvertAll(s =>
        {
            var day = Say.DayOf(s.StartsAt);
            return new CalendarEntry("consult-session/" + s.Id, "meeting", s.Title, words["Hội chẩn từ xa"] + " · " + words[SessionWords.Of(s.State)], day, day,
                "/consults/sessions/" + s.Id,
                s.SeriesId is { } line ? plans.GetValueOrDefault(line) : null, s.OrganisationId, s.State == SessionState.Held)
            { At = TimeOnly.FromDateTime(Say.WallClock(s.StartsAt)) };
        });
        var mine = (await seats.OfAsync(ConsultsRights.See, stop)).ToList();
        foreach (var step in await store.FollowUps.AsNoTracking().Where(f => f.DueAt >= first && f.DueAt < last && mine.Contains(f.FacilityId)).OrderBy(f => f.DueAt)
            .Take(500).ToListAsync(stop))
            entries.Add(new("consult-follow/" + step.Id, "task", words["Theo dõi sau hội chẩn: {0}", (object)words[FollowUpWords.Of(step.Kind)]], "",
            Say.DayOf(step.DueAt), Say.DayOf(step.DueAt),
                "/consults/follow-up/" + step.Id, null, step.FacilityId, step.DoneAt is not null));
        return entries;
    }
}
