using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using LienY.Media;
using Microsoft.Extensions.Logging;
using Router = LienY.Media.Room;

namespace LienY.Rooms;

/// <summary>One room of the embedded plane. Whoever brings something while nobody is inside goes in and does it; whoever comes meanwhile leaves it at the door:
/// one writer, no lock, no thread of its own.</summary>
sealed class EmbeddedRoom : IMediaRoom, IThreadPoolWorkItem
{
    const int MostWaiting = 20_000, Crowd = 24;
    readonly ConcurrentQueue<Work> door = [];
    readonly Channel<(Action<MediaNotice> Tell, MediaNotice Notice)> notices = Channel.CreateUnbounded<(Action<MediaNotice>, MediaNotice)>(new() { SingleReader = true });
    readonly Dictionary<int, EmbeddedSeat> seats = [];
    readonly Task telling;
    int inside, beats, waiting;
    bool closed;

    readonly record struct Work(EmbeddedSeat? Seat, GatePath? Path, byte[]? Bytes, int Length, long At, Action<long>? Do);

    public EmbeddedRoom(EmbeddedPlane plane, Guid id)
    {
        (Plane, Id) = (plane, id);
        Router = new(plane.Identity, Tell) { Candidates = plane.Candidates };
        telling = TellAllAsync();
    }

    /// <summary>The room's id.</summary>
    public Guid Id { get; }

    internal EmbeddedPlane Plane { get; }

    internal Router Router { get; }

    /// <inheritdoc/>
    public IMediaSeat Sit(int member, bool mayPublish, Action<MediaNotice> tell)
    {
        var seat = new EmbeddedSeat(this, member, mayPublish, tell);
        Do(_ =>
        {
            if (seats.Remove(member, out var old)) old.Vacate();
            seats[member] = seat;
        });
        return seat;
    }

    /// <inheritdoc/>
    public bool Tap(TrackTap? tap)
    {
        Do(_ => Router.Tap = tap);
        return true;
    }

    /// <inheritdoc/>
    public void Refresh() => Do(_ => Router.Refresh());

    /// <summary>Takes a datagram; called on a gate's thread, which must not stay long with a crowded room.</summary>
    public void Hear(EmbeddedSeat seat, GatePath path, Span<byte> datagram, long now)
    {
        if (door.IsEmpty && Router.Members.Count < Crowd && Interlocked.CompareExchange(ref inside, 1, 0) == 0)
        {
            Take(seat, path, datagram, now);
            Leave();
            return;
        }
        // A room that cannot follow loses packets as a network would; its memory stays bounded.
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            return;
        }
        var bytes = ArrayPool<byte>.Shared.Rent(datagram.Length);
        datagram.CopyTo(bytes);
        door.Enqueue(new(seat, path, bytes, datagram.Length, now, null));
        Knock();
    }

    /// <summary>Does something inside the room, in order.</summary>
    internal void Do(Action<long> what)
    {
        Interlocked.Increment(ref waiting);
        door.Enqueue(new(null, null, null, 0, 0, what));
        Knock();
    }

    /// <summary>Time has passed.</summary>
    public void Beat()
    {
        Volatile.Write(ref beats, 1);
        Knock();
    }

    void Knock()
    {
        if (Interlocked.CompareExchange(ref inside, 1, 0) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <inheritdoc/>
    public void Execute() => Leave();

    // Whoever leaves first does what came to the door meanwhile.
    void Leave()
    {
        do
        {
            while (door.TryDequeue(out var work))
            {
                Interlocked.Decrement(ref waiting);
                try
                {
                    if (work.Do is { } what) what(EmbeddedPlane.Now);
                    else Take(work.Seat!, work.Path!, work.Bytes.AsSpan(0, work.Length), work.At);
                }
                catch (Exception fault)
                {
                    Plane.Log.LogError(fault, "Media of room {Room} could not do what was asked.", Id);
                }
                if (work.Bytes is { } bytes) ArrayPool<byte>.Shared.Return(bytes);
            }
            if (Interlocked.Exchange(ref beats, 0) == 1) Tick();
            Volatile.Write(ref inside, 0);
            Interlocked.MemoryBarrier();
        }
        while ((!door.IsEmpty || Volatile.Read(ref beats) == 1) && Interlocked.CompareExchange(ref inside, 1, 0) == 0);
    }

    void Take(EmbeddedSeat seat, GatePath path, Span<byte> datagram, long now)
    {
        try
        {
            if (!closed && seat.Member is { } member && Router.Hear(member, path, datagram, now)) path.Trust(seat);
        }
        catch (Exception fault)
        {
            Plane.Log.LogError(fault, "Media of room {Room} could not take a packet.", Id);
        }
    }

    void Tick()
    {
        try
        {
            if (!closed) Router.Tick(EmbeddedPlane.Now);
        }
        catch (Exception fault)
        {
            Plane.Log.LogError(fault, "Media of room {Room} could not do what was due.", Id);
        }
    }

    void Tell(int member, RoomNotice notice)
    {
        if (seats.TryGetValue(member, out var seat)) seat.Notice(notice);
    }

    internal void Tell(Action<MediaNotice> tell, MediaNotice notice) => notices.Writer.TryWrite((tell, notice));

    async Task TellAllAsync()
    {
        await foreach (var (tell, notice) in notices.Reader.ReadAllAsync())
        {
            try
            {
                tell(notice);
            }
            catch (Exception fault)
            {
                Plane.Log.LogError(fault, "A notice of room {Room} was not taken.", Id);
            }
        }
    }

    internal void Remove(EmbeddedSeat seat)
    {
        if (seats.TryGetValue(seat.Number, out var sitting) && sitting == seat) seats.Remove(seat.Number);
        seat.Vacate();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Plane.Close(this);
        Do(_ =>
        {
            if (closed) return;
            closed = true;
            foreach (var seat in seats.Values) seat.Vacate();
            seats.Clear();
            Router.Dispose();
            notices.Writer.TryComplete();
        });
        await telling;
    }
}
