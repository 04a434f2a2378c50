using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rooms;

/// <summary>
/// What a guest sees of a case: the one thing that is before everybody just now, and nothing else; asked of its module at every look, so that it ends with the
/// presenter's right and with the basis. Every look is in the trail.
/// </summary>
sealed class GuestEyes(RoomsStore store, RoomDoor door, IFiles files, IEnumerable<IRoomSubject> subjects, TimeProvider clock)
{
    /// <summary>What is before everybody now and may be seen by this guest; null: nothing.</summary>
    public Task<ShownRow?> NowAsync(AtDoor at, CancellationToken stop) => FindAsync(at, null, stop);

    async Task<ShownRow?> FindAsync(AtDoor at, string? opens, CancellationToken stop)
    {
        var room = await door.RecallAsync(at.Room, stop);
        if (room.IsClosed || room.Find(at.Seat!.Id) is not { IsPresent: true } || room.Exhibit is not { Key: { } key } shown || (opens ?? key) != key) return null;
        var now = clock.GetUtcNow();
        if (await store.Shown.AsNoTracking().FirstOrDefaultAsync(s => s.RoomId == at.Room.Id && s.Key == key && s.UntilAt > now, stop) is not { } row) return null;
        if (room.Find(shown.By)?.UserId is not { } presenter || subjects.FirstOrDefault(s => s.Owns(at.Room.Subject)) is not { } subject) return null;
        return await subject.MayGuestSeeAsync(at.Room.Subject, key, presenter, at.Seat.Id, opens is not null, stop) ? row : null;
    }

    /// <summary>Opens it for a guest who asks for it by its key, and writes the look down.</summary>
    public async Task<(ShownRow Row, byte[] Bytes)> LookAsync(AtDoor at, string? key, int page, CancellationToken stop)
    {
        if (await FindAsync(at, key ?? "", stop) is not { } row) throw Refusal.Missing("Tài liệu này không còn trên màn hình chung.");
        store.Trace("room.shown.read", "room", at.Room.Id.ToString(), "ok", $"{at.Seat!.Name} · {row.Name}" + (page > 0 ? $" · {page}" : ""));
        await store.SaveChangesAsync(stop);
        await using var content = await files.OpenAsync(row.Id, row.Hash, stop);
        using var all = new MemoryStream();
        await content.CopyToAsync(all, stop);
        return (row, all.ToArray());
    }
}
