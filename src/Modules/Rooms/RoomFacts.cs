using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>What a meeting leaves in the ledger when it ends.</summary>
static class RoomFacts
{
    /// <summary>A meeting was held: one for each organisation that had somebody there.</summary>
    public const string Held = "rooms.meeting.held";

    /// <summary>Minutes that somebody sat there, for their organisation.</summary>
    public const string Attended = "rooms.attended";

    /// <summary>A recording was made with the consent of everyone present.</summary>
    public const string Recorded = "rooms.recording.made";

    /// <summary>Reports it. Where fewer than two people met nothing was held. The topic of the facts is the subject, where that is a thing with an id.</summary>
    public static void Report(Store store, RoomRow row, IReadOnlyList<Happening> told)
    {
        var presence = Attendance.Of(told);
        if (presence.Select(p => p.SeatId).Distinct().Count() < 2) return;
        var day = Say.DayOf(presence.Min(p => p.From));
        var topic = row.Subject.Split('/') is [_, var key] && Guid.TryParse(key, out var id) ? id : (Guid?)null;
        var of = row.Subject.Split('/')[0];
        foreach (var organisation in presence.Where(p => p.OrganisationId is not null).GroupBy(p => p.OrganisationId!.Value))
        {
            store.Report(new()
            {
                Kind = Held,
                UnitId = organisation.Key,
                OccurredOn = day,
                Value = 1,
                Module = "rooms",
                SourceId = $"room/{row.Id}/{organisation.Key:N}",
                TopicId = topic,
                Dims = Fact.DimsOf(("of", of), ("role", organisation.Key == row.OrganisationId ? "host" : "guest")),
            });
        }
        foreach (var seat in presence.Where(p => p.OrganisationId is not null).GroupBy(p => p.SeatId))
        {
            store.Report(new()
            {
                Kind = Attended,
                UnitId = seat.First().OrganisationId!.Value,
                OccurredOn = day,
                Value = Math.Round((decimal)seat.Sum(p => ((p.To ?? p.From) - p.From).TotalMinutes), 4),
                Module = "rooms",
                SourceId = $"room/{row.Id}/{seat.Key:N}",
                TopicId = topic,
                Dims = Fact.DimsOf(("of", of), ("role", seat.Last().Role.ToString())),
            });
        }
        foreach (var recording in Attendance.Recordings(told))
        {
            store.Report(new()
            {
                Kind = Recorded,
                UnitId = row.OrganisationId,
                OccurredOn = Say.DayOf(recording.From),
                Value = 1,
                Module = "rooms",
                SourceId = $"recording/{recording.Id}",
                TopicId = topic,
                Dims = Fact.DimsOf(("of", of), ("teaching", recording.IsTeaching ? "yes" : "no")),
            });
        }
    }
}
