using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rooms;

/// <summary>What of rooms is kept: every happening under its number. A number is written once: a writer that has lost its room finds it taken and ends.</summary>
sealed class RoomBook(IServiceScopeFactory scopes, Database database)
{
    /// <summary>A room with its seats and all that happened; null where there is none.</summary>
    public async Task<(RoomRow Row, IReadOnlyList<SeatRow> Seats, IReadOnlyList<Happening> Told)?> ReadAsync(Guid room, CancellationToken stop)
    {
        await using var scope = House();
        var store = scope.ServiceProvider.GetRequiredService<RoomsStore>();
        if (await store.Rooms.AsNoTracking().FirstOrDefaultAsync(r => r.Id == room, stop) is not { } row) return null;
        return (row, await store.Seats.AsNoTracking().Where(s => s.RoomId == room && !s.IsGone).ToListAsync(stop), await ToldAsync(store, room, stop));
    }

    /// <summary>Everything that happened in a room, in order.</summary>
    public static async Task<IReadOnlyList<Happening>> ToldAsync(RoomsStore store, Guid room, CancellationToken stop) =>
        [.. (await store.Events.AsNoTracking().Where(e => e.RoomId == room).OrderBy(e => e.Seq).Select(e => e.Body).ToListAsync(stop))
            .Select(b => JsonSerializer.Deserialize<Happening>(b, Happening.Json)!)];

    /// <summary>Makes durable what has happened, with what follows from it for the room's row, its seats, recordings, facts and other modules.</summary>
    public async Task WriteAsync(Room room, IReadOnlyList<Happening> fresh, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var scope = House();
                var store = scope.ServiceProvider.GetRequiredService<RoomsStore>();
                store.Events.AddRange(fresh.Select(h => new EventRow { RoomId = room.Card.Id, Seq = h.Seq, At = h.At, Kind = KindOf(h), Body = JsonSerializer.Serialize(h, Happening.Json) }));
                await FollowAsync(store, room, fresh, stop);
                await store.SaveChangesAsync(stop);
                return;
            }
            catch (Refusal refusal) when (refusal.Code == "stale" && tries < 5)
            {
                // The plan was changed at the same moment: read it again.
            }
        }
    }

    static string KindOf(Happening happening) => JsonNamingPolicy.CamelCase.ConvertName(happening.GetType().Name);

    static async Task FollowAsync(RoomsStore store, Room room, IReadOnlyList<Happening> fresh, CancellationToken stop)
    {
        var row = await store.Rooms.FirstAsync(r => r.Id == room.Card.Id, stop);
        foreach (var happening in fresh)
        {
            switch (happening)
            {
                case Entered e when row.OpenedAt is null:
                    (row.OpenedAt, row.AliveAt) = (e.At, e.At);
                    store.Publish("room/" + row.Id, new RoomOpened(row.Id, row.Subject, e.At));
                    break;
                case RoleGiven e:
                    foreach (var seat in await store.Seats.Where(s => s.Id == e.Seat || s.Id == e.Former).ToListAsync(stop)) seat.Role = seat.Id == e.Seat ? e.Role : RoomRole.Expert;
                    break;
                case RecordingStarted e when await store.Recordings.FindAsync([e.Recording], stop) is null:
                    store.Recordings.Add(new() { Id = e.Recording, RoomId = row.Id, OrganisationId = row.OrganisationId, StartedAt = e.At });
                    break;
                case RecordingStopped { WasMade: true } e when await store.Recordings.FindAsync([e.Recording], stop) is { } made:
                    var days = (await store.Rules.FirstOrDefaultAsync(r => r.OrganisationId == row.OrganisationId, stop))?.KeepDays ?? RuleRow.Usual;
                    (made.EndedAt, made.IsTeaching, made.KeepUntil) = (e.At, e.IsTeaching, Say.DayOf(e.At).AddDays(days));
                    break;
                case Closed e:
                    row.ClosedAt = e.At;
                    RoomFacts.Report(store, row, room.Told);
                    foreach (var shown in await store.Shown.Where(s => s.RoomId == row.Id).ToListAsync(stop)) shown.UntilAt = e.At;
                    store.Publish("room/" + row.Id, new RoomClosed(row.Id, row.Subject, e.At, Attendance.Of(room.Told), Attendance.Recordings(room.Told)));
                    break;
            }
        }
    }

    /// <summary>Notes that the writers of these rooms live.</summary>
    public async Task AliveAsync(IReadOnlyCollection<Guid> rooms, DateTimeOffset now, CancellationToken stop)
    {
        if (rooms.Count == 0) return;
        await using var connection = await database.OpenAsync(stop);
        if (database.IsPostgres) await connection.RunAsync("update rooms_room set alive_at = @p0 where id = any(@p1)", stop, now, rooms.ToArray());
        else
        {
            await using var transaction = await connection.BeginTransactionAsync(stop);
            foreach (var room in rooms) await connection.RunAsync("update rooms_room set alive_at = @p0 where id = @p1", stop, now, room);
            await transaction.CommitAsync(stop);
        }
    }

    /// <summary>Rooms that were opened, or are to be ended, and have not ended.</summary>
    public async Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken stop)
    {
        await using var scope = House();
        var store = scope.ServiceProvider.GetRequiredService<RoomsStore>();
        return await store.Rooms.Where(r => (r.OpenedAt != null || r.ClosingAt != null) && r.ClosedAt == null).Select(r => r.Id).ToListAsync(stop);
    }

    AsyncServiceScope House()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        return scope;
    }
}
