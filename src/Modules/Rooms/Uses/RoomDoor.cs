using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rooms;

/// <summary>Who stands at the door of a room: their seat, or what they may do without one.</summary>
sealed record AtDoor(RoomRow Room, SeatRow? Seat, bool MayKeep, bool MaySeeRecordings)
{
    /// <summary>Has looked after the room from the start, or leads it.</summary>
    public bool MayPlan => Room.IsOwn && Room.ClosedAt is null && (MayKeep || Seat is { Role: RoomRole.Chair or RoomRole.Secretary });

    /// <summary>May invite guests and lay files on the table.</summary>
    public bool MayLay => Room.ClosedAt is null && Seat is { UserId: not null, Role: not (RoomRole.Observer or RoomRole.Patient or RoomRole.Interpreter) };

    /// <summary>May look at recordings of it: the chair, a secretary, or the director of who holds it.</summary>
    public bool MayReplay => MaySeeRecordings || Seat is { Role: RoomRole.Chair or RoomRole.Secretary };
}

/// <summary>Finds a room for who asks; a room that is not theirs is not there.</summary>
sealed class RoomDoor(RoomsStore store, Caller caller)
{
    /// <summary>The room for the caller: with a seat, or as somebody who looks after the rooms of its holder.</summary>
    public async Task<AtDoor> FindAsync(Guid id, CancellationToken stop)
    {
        var room = await store.Rooms.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) ?? throw Missing();
        var seat = await store.Seats.AsNoTracking().FirstOrDefaultAsync(s => s.RoomId == id && s.UserId == caller.UserId && caller.UserId != null && !s.IsGone, stop);
        var at = new AtDoor(room, seat, caller.May(RoomsRights.Keep, room.OrganisationId), caller.May(RoomsRights.Recordings, room.OrganisationId));
        return seat is null && !at.MayKeep && !at.MaySeeRecordings ? throw Missing() : at;
    }

    /// <summary>The same, refused for who has no seat there.</summary>
    public async Task<AtDoor> SeatedAsync(Guid id, CancellationToken stop)
    {
        var at = await FindAsync(id, stop);
        return at.Seat is null ? throw Refusal.Forbidden("Ông/bà không có trong thành phần của cuộc họp này. Xin liên hệ chủ tọa hoặc thư ký.") : at;
    }

    /// <summary>The room and seat of a guest's link.</summary>
    public async Task<AtDoor> GuestAsync(string link, CancellationToken stop)
    {
        var hash = Passes.HashOf(link);
        var seat = link.Length is > 20 and < 100 ? await store.Seats.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(s => s.LinkHash == hash && !s.IsGone && s.UserId == null, stop) : null;
        var room = seat is null ? null : await store.Rooms.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(r => r.Id == seat.RoomId, stop);
        return room is null ? throw Refusal.Missing("Đường dẫn mời họp này không còn dùng được. Xin hỏi lại nơi đã mời.") : new(room, seat, false, false);
    }

    /// <summary>Refuses a guest whom nobody has let in yet: the table is seen from within the room.</summary>
    public async Task MustBeAdmittedAsync(AtDoor at, CancellationToken stop)
    {
        var room = await RecallAsync(at.Room, stop);
        if (room.Find(at.Seat!.Id) is not { IsAdmitted: true }) throw Refusal.Forbidden("Xin chờ chủ tọa hoặc thư ký cho vào phòng.");
    }

    /// <summary>A room as what happened so far has made it.</summary>
    public async Task<Room> RecallAsync(RoomRow row, CancellationToken stop)
    {
        var room = new Room(new(row.Id, row.Subject, row.OrganisationId, row.MayRecord));
        room.Recall(await RoomBook.ToldAsync(store, row.Id, stop));
        return room;
    }

    static Refusal Missing() => Refusal.Missing("Không tìm thấy phòng họp này.");
}
