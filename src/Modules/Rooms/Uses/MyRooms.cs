using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Rooms.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rooms;

/// <summary>One meeting of mine in the list; <see cref="Group"/> is open, today, coming or ended.</summary>
sealed record RoomLine(RoomRow Room, RoomRole? Role, string Group);

/// <summary>My meetings, and what a meeting left.</summary>
sealed class MyRooms(RoomsStore store, TimeProvider clock, Caller caller)
{
    /// <summary>Meetings in which I have a seat and those that my organisation holds: open ones first, ended ones of ninety days last.</summary>
    public async Task<IReadOnlyList<RoomLine>> ListAsync(CancellationToken stop)
    {
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var since = now.AddDays(-90);
        var keep = caller.May(RoomsRights.Keep);
        var me = caller.UserId ?? Guid.Empty;
        var mine = await store.Seats.AsNoTracking().Where(s => s.UserId == me && !s.IsGone).ToDictionaryAsync(s => s.RoomId, s => s.Role, stop);
        var ids = mine.Keys.ToList();
        var rooms = await store.Rooms.AsNoTracking().Where(r => (keep || ids.Contains(r.Id)) && (r.ClosedAt == null || r.ClosedAt > since)).Take(2000).ToListAsync(stop);
        return [.. rooms.Where(r => mine.ContainsKey(r.Id) || caller.May(RoomsRights.Keep, r.OrganisationId))
            .Select(r => new RoomLine(r, mine.TryGetValue(r.Id, out var role) ? role : null, GroupOf(r, today)))
            .OrderBy(l => Array.IndexOf(Groups, l.Group)).ThenBy(l => l.Group == "ended" ? -(l.Room.ClosedAt ?? l.Room.MadeAt).UtcTicks : (l.Room.BeginsAt ?? l.Room.MadeAt).UtcTicks)];
    }

    static readonly string[] Groups = ["open", "today", "coming", "ended"];

    static string GroupOf(RoomRow r, DateOnly today) =>
        r.ClosedAt is not null ? "ended" : r.OpenedAt is not null ? "open" : Say.DayOf(r.BeginsAt ?? r.MadeAt) <= today ? "today" : "coming";

    /// <summary>The list as a table.</summary>
    public static IResult Listed(IReadOnlyList<RoomLine> lines, Words words) => LienY.Design.Export.Of("phong-hop",
        [.. RoomWords.Heads.Select(h => new Sheets.Column(words[h]))],
        lines.Select(l => (IReadOnlyList<object?>)[l.Room.Title, l.Room.OpenedAt ?? l.Room.BeginsAt, l.Room.ClosedAt ?? l.Room.EndsAt, l.Role is { } r ? words[RoomWords.Of(r)] : null, words[RoomWords.OfGroup(l.Group)]]));

    /// <summary>What a meeting left; what was written is told to those who sat there only.</summary>
    public async Task<RecordView> RecordAsync(AtDoor at, CancellationToken stop)
    {
        var told = await RoomBook.ToldAsync(store, at.Room.Id, stop);
        var names = told.OfType<Seated>().GroupBy(s => s.Seat).ToDictionary(g => g.Key, g => g.Last());
        var recordings = at.MayReplay ? await store.Recordings.AsNoTracking().Where(r => r.RoomId == at.Room.Id).OrderBy(r => r.StartedAt).ToListAsync(stop) : [];
        store.Trace("room.record.read", "room", at.Room.Id.ToString());
        await store.SaveChangesAsync(stop);
        return new(at, Attendance.Of(told), [.. names.Values], at.Seat is null ? [] : [.. told.OfType<Said>()], [.. told.OfType<Shown>().Where(s => s.Key is not null)], [.. told.OfType<Consented>()], recordings,
            at.Seat is null ? [] : Attendance.Captions(told));
    }
}
