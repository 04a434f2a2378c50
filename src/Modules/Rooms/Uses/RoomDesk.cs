using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rooms;

/// <summary>The answer to <see cref="IRooms"/>: plans rooms, ends them, tells what they left. Whoever asks answers for who may; the trail names them.</summary>
sealed class RoomDesk(RoomsStore store, IOrganisations organisations, Signals signals, RoomHall hall, TimeProvider clock, Caller caller) : IRooms
{
    /// <summary>Subjects of rooms that are made here.</summary>
    public const string Own = "room/";

    /// <inheritdoc/>
    public async Task<Guid> PlanAsync(RoomPlan plan, CancellationToken stop)
    {
        if (plan.Seats.Count(s => s.Role == RoomRole.Chair) > 1) throw Refusal.Conflict("Mỗi cuộc họp chỉ có một chủ tọa.");
        var row = await store.Rooms.IgnoreQueryFilters().FirstOrDefaultAsync(r => r.Subject == plan.Subject, stop);
        if (row is null)
        {
            store.Rooms.Add(row = new()
            {
                Id = plan.Subject.StartsWith(Own, StringComparison.Ordinal) && Guid.TryParse(plan.Subject[Own.Length..], out var own) ? own : Guid.CreateVersion7(),
                Subject = plan.Subject,
                Title = plan.Title,
                Back = plan.Back,
                OrganisationId = plan.OrganisationId,
                MadeBy = caller.UserId,
                MadeAt = clock.GetUtcNow(),
            });
        }
        else if (row.ClosedAt is not null) throw Refusal.Conflict("Cuộc họp đã kết thúc.");
        (row.Title, row.Back, row.BeginsAt, row.EndsAt, row.MayRecord) = (plan.Title, plan.Back, plan.From, plan.To, plan.MayRecord);
        var seats = await store.Seats.IgnoreQueryFilters().Where(s => s.RoomId == row.Id).ToDictionaryAsync(s => s.Id, stop);
        var names = await organisations.NamesAsync(plan.Seats.Select(s => s.OrganisationId).OfType<Guid>().Distinct(), null, stop);
        foreach (var seat in plan.Seats)
        {
            var organisation = seat.OrganisationId is { } o && names.TryGetValue(o, out var name) ? name : "";
            if (!seats.Remove(seat.Id, out var known))
                store.Seats.Add(new() { Id = seat.Id, RoomId = row.Id, UserId = seat.UserId, Name = seat.Name, OrganisationId = seat.OrganisationId, Organisation = organisation, Role = seat.Role });
            else
            {
                (known.UserId, known.Name, known.OrganisationId, known.Organisation, known.IsGone) = (seat.UserId, seat.Name, seat.OrganisationId, organisation, false);
                // What the chair gave in the room stands; a plan made anew changes only what was not yet open.
                if (row.OpenedAt is null) known.Role = seat.Role;
            }
        }
        foreach (var gone in seats.Values.Where(s => !s.IsGone)) (gone.IsGone, gone.LinkHash) = (true, null);
        if (store.Seats.Local.Count(s => s is { IsGone: false, Role: RoomRole.Chair }) > 1) throw Refusal.Conflict("Mỗi cuộc họp chỉ có một chủ tọa.");
        await store.SaveChangesAsync(stop);
        await signals.SendAsync("room/" + row.Id, "plan", stop);
        return row.Id;
    }

    /// <inheritdoc/>
    public async Task CloseAsync(Guid room, CancellationToken stop)
    {
        var row = await store.Rooms.IgnoreQueryFilters().FirstOrDefaultAsync(r => r.Id == room, stop) ?? throw Refusal.Missing("Không tìm thấy phòng họp này.");
        if (row.ClosedAt is not null) return;
        row.ClosingAt ??= clock.GetUtcNow();
        await store.SaveChangesAsync(stop);
        // Whoever carries it hears it; where nobody does, it is opened here and ends at once.
        await signals.SendAsync("room/" + room, "plan", stop);
        try
        {
            if (await hall.OpenAsync(room, stop) is ({ } box, _))
                await box.AskAsync(w =>
                {
                    w.Room.Close(null, "outside", clock.GetUtcNow());
                    return ValueTask.FromResult(true);
                });
        }
        catch (Refusal refusal) when (refusal.Kind is RefusalKind.Conflict or RefusalKind.Unavailable)
        {
            // It has ended in this moment, or whoever carries it will end it.
        }
    }

    /// <inheritdoc/>
    public async Task<RoomReport?> ReportAsync(Guid room, CancellationToken stop)
    {
        if (await store.Rooms.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(r => r.Id == room, stop) is not { } row) return null;
        var told = await RoomBook.ToldAsync(store, room, stop);
        return new(row.Id, row.Subject, row is { OpenedAt: not null, ClosedAt: null }, row.OpenedAt, row.ClosedAt, Attendance.Of(told), Attendance.Recordings(told))
        {
            Captions = Attendance.Captions(told),
        };
    }

    /// <inheritdoc/>
    public async Task<string> InviteAsync(Guid room, Guid seat, CancellationToken stop)
    {
        var row = await store.Seats.IgnoreQueryFilters().FirstOrDefaultAsync(s => s.Id == seat && s.RoomId == room && !s.IsGone, stop) ?? throw Refusal.Missing("Không tìm thấy người này trong thành phần của cuộc họp.");
        if (row.UserId is not null) throw Refusal.Conflict("Người này có tài khoản, vào phòng bằng tài khoản của mình.");
        var secret = Passes.Secret();
        row.LinkHash = Passes.HashOf(secret);
        await store.SaveChangesAsync(stop);
        return "/rooms/guest/" + secret;
    }
}
