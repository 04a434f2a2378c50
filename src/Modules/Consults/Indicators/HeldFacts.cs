using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>What consultations leave in the ledger: never a person, at most a keyed hash.</summary>
static class HeldFacts
{
    /// <summary>Minutes are complete: the meeting and the case count for each facility, the weeks are met. The caller saves.</summary>
    public static async Task SignedAsync(ConsultsStore store, MinutesEdition minutes, Case one, IReadOnlyList<MinutesMember> members, CancellationToken stop)
    {
        var day = Say.DayOf(minutes.HeldTo);
        var source = "minutes/" + minutes.Id;
        var session = minutes.SessionId is { } id ? await store.Sessions.IgnoreQueryFilters(["org"]).SingleAsync(s => s.Id == id, stop) : null;
        var (plan, topic) = session?.SeriesId is { } line ? await PlanAsync(store, line, stop) : (null, null);
        Fact Of(string kind, Guid unit, decimal value, params (string, string)[] dims) => new()
        {
            Kind = kind,
            UnitId = unit,
            OccurredOn = day,
            Value = value,
            Module = "consults",
            SourceId = source + "/" + unit.ToString("N"),
            PlanId = plan,
            TopicId = topic,
            SubjectHash = one.SubjectHash,
            Dims = Fact.DimsOf(dims),
        };
        var way = session is null ? "written" : "meeting";
        store.Report(Of("consult.case.presented", minutes.AskingId, 1, ("role", "asking"), ("urgency", one.Urgency.ToString()), ("way", way)));
        if (minutes.AnsweringId != minutes.AskingId)
            store.Report(Of("consult.case.presented", minutes.AnsweringId, 1, ("role", "answering"), ("urgency", one.Urgency.ToString()), ("way", way)));
        store.Report(Of("consult.minutes.signed", minutes.AskingId, 1, ("on_time", minutes.IsLate(minutes.SignedAt!.Value) ? "false" : "true")));
        if (session is null) return;
        var facilities = await FacilitiesAsync(store, session, members, stop);
        var known = await store.Minutes.IgnoreQueryFilters(["org"]).AnyAsync(m => m.SessionId == session.Id && m.Id != minutes.Id && m.SignedAt != null, stop);
        // A meeting on five cases is held once: with the first of its minutes.
        if (!known)
        {
            // Of two that are completed in the same moment, the second begins again and finds the first.
            store.Expect(session, session.Version);
            foreach (var facility in facilities)
                store.Report(Of("consult.session.held", facility, 1, ("role", facility == session.OrganisationId ? "host" : "guest"),
                ("week", Weeks.Name(session.Week))));
        }
        await WeekBook.MetAsync(store, minutes, session, facilities, stop);
    }

    static async Task<HashSet<Guid>> FacilitiesAsync(ConsultsStore store, Session session, IReadOnlyList<MinutesMember> members, CancellationToken stop) =>
    [
        .. await store.Presence.Where(p => p.SessionId == session.Id && p.FacilityId != null).Select(p => p.FacilityId!.Value).Distinct().ToListAsync(stop),
        .. members.Select(m => m.FacilityId).OfType<Guid>(),
    ];

    static async Task<(Guid? Plan, Guid? Topic)> PlanAsync(ConsultsStore store, Guid line, CancellationToken stop)
    {
        var found = await store.Series.IgnoreQueryFilters(["org"]).AsNoTracking().Where(s => s.Id == line).Select(s => new { s.PlanId, s.TopicId }).SingleAsync(stop);
        return (found.PlanId, found.TopicId);
    }
}

/// <summary>How long people of each facility were at a meeting.</summary>
static class AttendanceFacts
{
    /// <summary>One fact for each facility: minutes of attendance, all its people together. The caller saves.</summary>
    public static void State(ConsultsStore store, Session session, IReadOnlyList<Presence> presence)
    {
        foreach (var facility in presence.Where(p => p.FacilityId is not null && p.Role != RoomRole.Patient).GroupBy(p => p.FacilityId!.Value))
            store.Report(new Fact
            {
                Kind = "consult.attended",
                UnitId = facility.Key,
                OccurredOn = Say.DayOf(session.ClosedAt ?? session.StartsAt),
                Module = "consults",
                SourceId = $"session/{session.Id}/{facility.Key:N}",
                Value = decimal.Round((decimal)facility.Sum(p => Math.Max(0, (p.ToAt - p.FromAt).TotalMinutes)), 1),
                Dims = Fact.DimsOf(("people", facility.Select(p => p.SeatId).Distinct().Count().ToString(Say.Vietnam))),
            });
    }
}
