using LienY.Contracts;
using LienY.Kernel;
using LienY.Rooms.Pages;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rooms;

/// <summary>What a form says of a room: title, day and hours at Hà Nội, whether recording may be asked for.</summary>
sealed record PlanInput(string Title, DateOnly? Day, string From, string To, bool MayRecord);

/// <summary>Making rooms here and saying who is expected in them.</summary>
sealed class RoomPlanning(RoomsStore store, IRooms rooms, IPeople people, IOrganisations organisations, Signals signals, Caller caller)
{
    static readonly TimeSpan Hanoi = TimeSpan.FromHours(7);

    /// <summary>Makes a room; who makes it has the chair.</summary>
    public async Task<Guid> MakeAsync(PlanInput input, CancellationToken stop)
    {
        var holder = caller.Posts.FirstOrDefault(p => p.OrganisationId == caller.OrganisationId && RoomsRights.Make.Roles.Contains(p.Role))?.OrganisationId
            ?? caller.Posts.First(p => RoomsRights.Make.Roles.Contains(p.Role)).OrganisationId;
        var id = Guid.CreateVersion7();
        var (from, to) = Times(input);
        return await rooms.PlanAsync(new(RoomDesk.Own + id, input.Title, "/rooms", from, to, [new(Guid.CreateVersion7(), caller.UserId, caller.Name, holder, RoomRole.Chair)])
        {
            OrganisationId = holder,
            MayRecord = input.MayRecord,
        }, stop);
    }

    static (DateTimeOffset? From, DateTimeOffset? To) Times(PlanInput input)
    {
        if (input.Day is not { } day) return (null, null);
        DateTimeOffset? At(string text, string field) => text.Length == 0 ? null
            : TimeOnly.TryParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var time)
                ? new DateTimeOffset(day.ToDateTime(time), Hanoi) : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là giờ hợp lệ. Ví dụ đúng: 14:30.", text) { Field = field };
        var from = At(input.From, "from") ?? new DateTimeOffset(day.ToDateTime(new TimeOnly(8, 0)), Hanoi);
        var to = At(input.To, "to");
        if (to <= from) throw new Refusal(RefusalKind.Invalid, "Giờ kết thúc phải sau giờ bắt đầu.") { Field = "to" };
        return (from, to);
    }

    /// <summary>The page of the plan.</summary>
    public async Task<PlanView> ViewAsync(AtDoor at, (Guid, string)? link, CancellationToken stop)
    {
        var seats = await store.Seats.AsNoTracking().Where(s => s.RoomId == at.Room.Id && !s.IsGone).ToListAsync(stop);
        var files = await store.Files.AsNoTracking().Where(f => f.RoomId == at.Room.Id && !f.IsGone).OrderBy(f => f.PutAt).ToListAsync(stop);
        var mine = caller.Posts.Select(p => p.OrganisationId).Append(at.Room.OrganisationId).ToHashSet();
        var reach = await organisations.ReachAsync(at.Room.OrganisationId, stop);
        var all = at.MayPlan ? await people.AtAsync([.. mine.Union(reach)], stop) : [];
        var names = await organisations.NamesAsync(all.Select(p => p.OrganisationId).Distinct(), null, stop);
        return new(at, [.. seats.OrderBy(s => s.Role).ThenBy(s => s.Name, StringComparer.Ordinal)], files,
            [.. all.Where(p => seats.All(s => s.UserId != p.Id)).Select(p => (p.Id.ToString(), p.Name, names.GetValueOrDefault(p.OrganisationId, "")))], link);
    }

    /// <summary>Changes title and time.</summary>
    public async Task ChangeAsync(AtDoor at, PlanInput input, int version, CancellationToken stop)
    {
        MustPlan(at);
        var (from, to) = Times(input);
        var row = store.Expect(await store.Rooms.FirstAsync(r => r.Id == at.Room.Id, stop), version);
        (row.Title, row.BeginsAt, row.EndsAt, row.MayRecord) = (input.Title, from, to, input.MayRecord);
        await store.SaveChangesAsync(stop);
        await signals.SendAsync("room/" + row.Id, "plan", stop);
    }

    /// <summary>Expects somebody: a person with an account, or a guest by name.</summary>
    public async Task SeatAsync(AtDoor at, Guid? person, string name, RoomRole role, CancellationToken stop)
    {
        MustPlan(at);
        if (person is null && name.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn một người có tài khoản hoặc ghi tên khách.") { Field = "name" };
        var seats = await store.Seats.Where(s => s.RoomId == at.Room.Id && !s.IsGone).ToListAsync(stop);
        if (role == RoomRole.Chair && seats.Any(s => s.Role == RoomRole.Chair)) throw new Refusal(RefusalKind.Conflict, "Mỗi cuộc họp chỉ có một chủ tọa.") { Field = "role" };
        if (role == RoomRole.Chair && person is null) throw new Refusal(RefusalKind.Invalid, "Chủ tọa và thư ký phải có tài khoản.") { Field = "role" };
        if (role == RoomRole.Secretary && person is null) throw new Refusal(RefusalKind.Invalid, "Chủ tọa và thư ký phải có tài khoản.") { Field = "role" };
        var seat = new SeatRow { RoomId = at.Room.Id, Name = name, Organisation = "", Role = role };
        if (person is { } id)
        {
            if (seats.Any(s => s.UserId == id)) throw new Refusal(RefusalKind.Conflict, "Người này đã có trong thành phần của cuộc họp.") { Field = "person" };
            var reach = await organisations.ReachAsync(at.Room.OrganisationId, stop);
            var card = (await people.AtAsync([.. caller.Posts.Select(p => p.OrganisationId).Append(at.Room.OrganisationId).Union(reach)], stop)).FirstOrDefault(p => p.Id == id)
                ?? throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "person" };
            (seat.UserId, seat.Name, seat.OrganisationId) = (card.Id, card.Name, card.OrganisationId);
            seat.Organisation = (await organisations.NamesAsync([card.OrganisationId], null, stop)).GetValueOrDefault(card.OrganisationId, "");
            store.Notify(new Notice { UserId = id, Text = Words.Key("Ông/bà được mời dự cuộc họp “{0}”."), Args = Notice.ArgsOf(at.Room.Title), Link = "/rooms/" + at.Room.Id, Once = $"room/{at.Room.Id}/{id}" });
        }
        store.Seats.Add(seat);
        await store.SaveChangesAsync(stop);
        await signals.SendAsync("room/" + at.Room.Id, "plan", stop);
    }

    /// <summary>No longer expects somebody; who is in the room leaves it.</summary>
    public async Task UnseatAsync(AtDoor at, Guid seat, CancellationToken stop)
    {
        MustPlan(at);
        var row = await store.Seats.FirstOrDefaultAsync(s => s.Id == seat && s.RoomId == at.Room.Id && !s.IsGone, stop) ?? throw Refusal.Missing("Không tìm thấy người này trong thành phần của cuộc họp.");
        if (row.Role == RoomRole.Chair) throw Refusal.Conflict("Không thể mời chủ tọa hoặc chính mình ra khỏi phòng.");
        (row.IsGone, row.LinkHash) = (true, null);
        await store.SaveChangesAsync(stop);
        await signals.SendAsync("room/" + at.Room.Id, "plan", stop);
    }

    static void MustPlan(AtDoor at)
    {
        if (at.Room.ClosedAt is not null) throw Refusal.Conflict("Cuộc họp đã kết thúc.");
        if (!at.Room.IsOwn) throw Refusal.Conflict("Thành phần và giờ của cuộc họp này sửa ở nơi đã lập lịch.");
        if (!at.MayPlan) throw Refusal.Forbidden("Chỉ chủ tọa, thư ký hoặc người trông coi phòng họp của đơn vị sửa được kế hoạch của cuộc họp.");
    }
}
