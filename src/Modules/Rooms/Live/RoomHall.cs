using System.Collections.Concurrent;
using LienY.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>The rooms that this process carries, and the round that looks after them.</summary>
sealed class RoomHall : BackgroundService
{
    static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    readonly Mailboxes<RoomWriter> boxes;
    readonly ConcurrentDictionary<Guid, IDisposable> ears = [];
    readonly RoomBook book;
    readonly Signals signals;
    readonly IMediaPlane plane;
    readonly TapeShelf shelf;
    readonly TimeProvider clock;
    readonly ILogger<RoomHall> log;

    /// <summary>A hall for this process.</summary>
    public RoomHall(Leases leases, RoomBook book, Signals signals, IMediaPlane plane, TapeShelf shelf, TimeProvider clock, ILogger<RoomHall> log)
    {
        (this.book, this.signals, this.plane, this.shelf, this.clock, this.log) = (book, signals, plane, shelf, clock, log);
        boxes = new(leases, "room", MakeAsync, log);
    }

    /// <summary>The mailbox of a room where this process carries it or can; otherwise the lease of who does. A room that has ended is refused.</summary>
    public Task<(Mailbox<RoomWriter>? Mine, Lease Lease)> OpenAsync(Guid room, CancellationToken stop) => boxes.OpenAsync(room.ToString(), stop);

    async Task<RoomWriter> MakeAsync(Lease lease, CancellationToken stop)
    {
        var id = Guid.Parse(lease.Key.Split('/')[1]);
        if (await book.ReadAsync(id, stop) is not var (row, seats, told)) throw Refusal.Missing("Không tìm thấy phòng họp này.");
        if (row.ClosedAt is not null) throw Refusal.Conflict("Cuộc họp đã kết thúc.");
        var room = new Room(new(row.Id, row.Subject, row.OrganisationId, row.MayRecord));
        room.Recall(told);
        room.TakeOver(row.AliveAt ?? room.LastAt);
        var writer = new RoomWriter(room, book, this, new RoomMedia(plane, shelf, room.Card, log), clock);
        await writer.PlanAsync(row, SeatsOf(seats));
        if (ears.TryRemove(id, out var old)) old.Dispose();
        ears[id] = await signals.ListenAsync("room/" + id, call => _ = HearAsync(id, call), stop);
        return writer;
    }

    /// <summary>Seats as a room wants them.</summary>
    public static IReadOnlyCollection<Seated> SeatsOf(IEnumerable<SeatRow> seats) =>
        [.. seats.Where(s => !s.IsGone).Select(s => new Seated(s.Id, s.UserId, s.Name, s.OrganisationId, s.Organisation, s.Role))];

    async Task HearAsync(Guid room, string? call)
    {
        try
        {
            if (Find(room) is not { } box) return;
            if (call == "files") box.Tell(w => w.FilesAsync());
            else if (await book.ReadAsync(room, CancellationToken.None) is var (row, seats, _)) box.Tell(w => w.PlanAsync(row, SeatsOf(seats)));
        }
        catch (Exception problem)
        {
            log.LogError(problem, "A change of the plan of room '{Room}' was not taken; it is taken with the next.", room);
        }
    }

    Mailbox<RoomWriter>? Find(Guid room) => boxes.Open.FirstOrDefault(b => b.Lease.Key == "room/" + room && !b.Ended.IsCompleted);

    /// <summary>A room has ended: its writer is no longer needed.</summary>
    public void Ended(Guid room)
    {
        Find(room)?.Close();
        if (ears.TryRemove(room, out var ear)) ear.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, clock);
        for (var number = 0; !stoppingToken.IsCancellationRequested; number++)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await RoundAsync(orphans: number % 6 == 0, stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogError(problem, "The round of the rooms failed; it goes on.");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>One round: notes which rooms live, closes those that nobody uses; <paramref name="orphans"/>: takes in rooms whose process is gone.</summary>
    public async Task RoundAsync(bool orphans, CancellationToken stop)
    {
        if (orphans)
        {
            foreach (var room in await book.UnfinishedAsync(stop))
            {
                try
                {
                    if (Find(room) is null) await OpenAsync(room, stop);
                }
                catch (Refusal refusal)
                {
                    log.LogInformation("Room '{Room}' was not taken in: {Text}", room, refusal.Text);
                }
            }
        }
        var open = boxes.Open;
        await book.AliveAsync([.. open.Select(b => Guid.Parse(b.Lease.Key.Split('/')[1]))], clock.GetUtcNow(), stop);
        foreach (var box in open) box.Tell(w => w.RoundAsync());
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await boxes.DisposeAsync();
        foreach (var ear in ears.Values) ear.Dispose();
    }
}
