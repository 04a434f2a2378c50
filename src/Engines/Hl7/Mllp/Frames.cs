using System.Buffers;

namespace LienY.Hl7;

/// <summary>How reading a frame ended.</summary>
public enum FrameEnd
{
    /// <summary>A whole frame.</summary>
    Whole,

    /// <summary>The other side hung up between frames.</summary>
    Closed,

    /// <summary>The other side hung up within a frame.</summary>
    Cut,

    /// <summary>More bytes than allowed before the end of the frame.</summary>
    TooLarge,

    /// <summary>More than a little that belongs to no frame.</summary>
    Noise,
}

/// <summary>Frames of the minimal lower layer protocol: VT (0B), the message, FS (1C), CR (0D). One for each connection; it keeps what came behind a frame.</summary>
public sealed class Frames(Stream stream, int most = 16 << 20)
{
    const byte Begin = 0x0B, End = 0x1C, Return = 0x0D;

    /// <summary>Bytes outside frames that are passed over.</summary>
    const int MostNoise = 1024;

    readonly byte[] buffer = new byte[16 * 1024];
    int from, to;

    /// <summary>The next frame without its signs; memory grows with what has come, never with what is announced.</summary>
    public async Task<(FrameEnd End, ReadOnlyMemory<byte> Message)> ReadAsync(CancellationToken stop)
    {
        for (var noise = 0; ;)
        {
            if (from == to && !await FillAsync(stop)) return (FrameEnd.Closed, default);
            var at = buffer.AsSpan(from, to - from).IndexOf(Begin);
            noise += at < 0 ? to - from : at;
            from = at < 0 ? to : from + at + 1;
            if (noise > MostNoise) return (FrameEnd.Noise, default);
            if (at >= 0) return await BodyAsync(stop);
        }
    }

    async Task<(FrameEnd End, ReadOnlyMemory<byte> Message)> BodyAsync(CancellationToken stop)
    {
        var message = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            if (from == to && !await FillAsync(stop)) return (FrameEnd.Cut, default);
            var part = buffer.AsMemory(from, to - from);
            var at = part.Span.IndexOf(End);
            var body = at < 0 ? part : part[..at];
            if (message.WrittenCount + body.Length > most) return (FrameEnd.TooLarge, default);
            message.Write(body.Span);
            from += at < 0 ? part.Length : at + 1;
            if (at < 0) continue;
            if (from == to && !await FillAsync(stop)) return (FrameEnd.Cut, default);
            // FS without CR is a sign of the text that happened to be sent.
            if (buffer[from] == Return)
            {
                from++;
                return (FrameEnd.Whole, message.WrittenMemory);
            }
            message.Write([End]);
        }
    }

    async Task<bool> FillAsync(CancellationToken stop)
    {
        (from, to) = (0, 0);
        try
        {
            to = await stream.ReadAsync(buffer, stop);
        }
        catch (IOException)
        {
            // A reset connection is one that hung up.
        }
        return to > 0;
    }

    /// <summary>Sends a message in its frame, in one piece.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> message, CancellationToken stop)
    {
        var framed = new byte[message.Length + 3];
        framed[0] = Begin;
        message.CopyTo(framed.AsMemory(1));
        framed[^2] = End;
        framed[^1] = Return;
        await stream.WriteAsync(framed, stop);
        await stream.FlushAsync(stop);
    }
}
