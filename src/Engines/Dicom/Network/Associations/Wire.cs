using System.Buffers;
using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>
/// A line that carries PDUs: reads into one buffer that is small until the association stands, writes whole PDUs, watches for silence in both directions.
/// </summary>
sealed class Wire : IAsyncDisposable
{
    const int Early = 4 << 10;

    readonly Stream stream;
    readonly TimeProvider clock;
    readonly CancellationTokenSource over;
    readonly ITimer readTimer, writeTimer, deadline;
    byte[] buffer = ArrayPool<byte>.Shared.Rent(Early);
    int from, to;
    bool silent, isDisposed;

    public Wire(Stream stream, AssociationBounds bounds, TimeProvider clock, CancellationToken stop)
    {
        (this.stream, this.clock, Bounds) = (stream, clock, bounds);
        over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        readTimer = clock.CreateTimer(Expire, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        writeTimer = clock.CreateTimer(Expire, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        deadline = clock.CreateTimer(Expire, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public AssociationBounds Bounds { get; }

    /// <summary>Longest wait for bytes now; infinite while we are the ones who work.</summary>
    public TimeSpan Patience
    {
        get;
        set
        {
            field = value;
            if (isReading) readTimer.Change(value, Timeout.InfiniteTimeSpan);
        }
    } = Timeout.InfiniteTimeSpan;

    bool isReading;

    /// <summary>
    /// All that happens until it is called with infinite has to happen within that time: the ARTIM timer, which a drop now and then does not wind up.
    /// </summary>
    public void Within(TimeSpan time) => deadline.Change(time, Timeout.InfiniteTimeSpan);

    /// <summary>Bytes that came and were not taken.</summary>
    public ReadOnlyMemory<byte> Ready => buffer.AsMemory(from, to - from);

    public void Take(int count) => from += count;

    /// <summary>Makes room for reading much at once.</summary>
    public void Widen() => Room(Math.Min(Bounds.MostPdu, Bounds.LongestPdu));

    /// <summary>Waits until that many bytes are ready; false where the other side hung up before any of them.</summary>
    public async ValueTask<bool> HaveAsync(int count)
    {
        if (to - from >= count) return true;
        if (count > buffer.Length) Room(count);
        while (to - from < count)
        {
            if (buffer.Length - to < count - (to - from) || from == to) Shift();
            if (await FillAsync() > 0) continue;
            return from == to ? false : throw new AssociationBroken(AssociationEnd.Cut, "The line was cut within a PDU.");
        }
        return true;
    }

    /// <summary>The kind and the length of the next PDU; null where the other side hung up between PDUs.</summary>
    public async ValueTask<(PduType Type, uint Length)?> HeadAsync()
    {
        if (!await HaveAsync(6)) return null;
        var head = Ready.Span;
        var found = ((PduType)head[0], BinaryPrimitives.ReadUInt32BigEndian(head[2..]));
        Take(6);
        return found;
    }

    /// <summary>Sends whole PDUs in one write.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> pdus)
    {
        writeTimer.Change(Bounds.Idle, Timeout.InfiniteTimeSpan);
        try
        {
            await stream.WriteAsync(pdus, over.Token);
            await stream.FlushAsync(over.Token);
        }
        catch (Exception problem) when (Ending(problem) is { } end)
        {
            throw end;
        }
        finally
        {
            writeTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A last word where it can still be said, and then waits a little for the other side to hang up, so that our word is not lost with the line.</summary>
    public async Task EndAsync(ReadOnlyMemory<byte> word)
    {
        using var short_ = new CancellationTokenSource(Bounds.Artim < TimeSpan.FromSeconds(2) ? Bounds.Artim : TimeSpan.FromSeconds(2), clock);
        try
        {
            if (!word.IsEmpty) await stream.WriteAsync(word, short_.Token);
            await stream.FlushAsync(short_.Token);
            if (stream is System.Net.Sockets.NetworkStream net) net.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            for (var left = 4 << 20; left > 0;)
            {
                var read = await stream.ReadAsync(buffer, short_.Token);
                if (read == 0) break;
                left -= read;
            }
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            // Nobody is there to hear it.
        }
    }

    /// <summary>Whoever waits for this line stops waiting.</summary>
    public void Stop() => over.Cancel();

    async ValueTask<int> FillAsync()
    {
        isReading = true;
        readTimer.Change(Patience, Timeout.InfiniteTimeSpan);
        try
        {
            var read = await stream.ReadAsync(buffer.AsMemory(to), over.Token);
            to += read;
            return read;
        }
        catch (Exception problem) when (Ending(problem) is { } end)
        {
            throw end;
        }
        finally
        {
            isReading = false;
            readTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    AssociationBroken? Ending(Exception problem) => problem switch
    {
        _ when silent => new(AssociationEnd.Silent, "Nothing moved on the line for too long."),
        OperationCanceledException or ObjectDisposedException => new(AssociationEnd.Stopped, "The association was stopped."),
        IOException or System.Net.Sockets.SocketException => new(AssociationEnd.Cut, "The line was cut: " + problem.Message),
        _ => null,
    };

    void Expire(object? _)
    {
        silent = true;
        over.Cancel();
    }

    void Shift()
    {
        buffer.AsSpan(from, to - from).CopyTo(buffer);
        (from, to) = (0, to - from);
    }

    void Room(int count)
    {
        if (buffer.Length >= count) return;
        var wider = ArrayPool<byte>.Shared.Rent(count);
        Ready.Span.CopyTo(wider);
        (from, to) = (0, to - from);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = wider;
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed) return;
        isDisposed = true;
        await readTimer.DisposeAsync();
        await writeTimer.DisposeAsync();
        await deadline.DisposeAsync();
        await over.CancelAsync();
        try
        {
            await stream.DisposeAsync();
        }
        catch (IOException)
        {
            // A line that is cut cannot say goodbye.
        }
        over.Dispose();
        if (!isReading) ArrayPool<byte>.Shared.Return(buffer);
    }
}
