using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rooms;

/// <summary>What lies on the table of a room: what the module of its subject shows, or the files that were laid there. Each seat sees it through its own rights.</summary>
sealed class Table(RoomsStore store, IEnumerable<IRoomSubject> subjects)
{
    /// <summary>What a seat may see and show. Guests see what was laid on the table of a room that was made here; what belongs to a case needs an account.</summary>
    public async Task<IReadOnlyList<RoomExhibit>> OfSeatAsync(Guid room, Guid seat, CancellationToken stop)
    {
        var found = await store.Seats.IgnoreQueryFilters().AsNoTracking().Where(s => s.Id == seat && s.RoomId == room && !s.IsGone).Select(s => new { s.UserId }).FirstOrDefaultAsync(stop);
        if (found is null || await store.Rooms.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(r => r.Id == room, stop) is not { } row) return [];
        var files = await store.Files.IgnoreQueryFilters().AsNoTracking().Where(f => f.RoomId == room && !f.IsGone).OrderBy(f => f.PutAt).ToListAsync(stop);
        var own = files.Select(f => new RoomExhibit("file/" + f.Id, f.Kind, f.Name, $"/rooms/{room}/files/{f.Id}"));
        if (found.UserId is null || subjects.FirstOrDefault(s => s.Owns(row.Subject)) is not { } subject) return [.. own];
        return [.. await subject.ExhibitsAsync(row.Subject, stop), .. own];
    }

    /// <summary>What comes next in the meeting, ready to show.</summary>
    public async Task<IReadOnlyList<string>> AgendaAsync(RoomRow room, CancellationToken stop) =>
        subjects.FirstOrDefault(s => s.Owns(room.Subject)) is { } subject ? await subject.AgendaAsync(room.Subject, stop) : [];
}
