using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace LienY.Imaging;

/// <summary>A body that is no multipart as it says (RFC 2046 §5.1).</summary>
sealed class MultipartFault(string problem) : Exception(problem);

/// <summary>
/// Reads a multipart/related body part by part as it comes, with bounded memory; the content of a part goes to its taker in the pieces in which it arrived.
/// </summary>
sealed class MultipartBody(PipeReader body, string boundary)
{
    const int MostHead = 16 * 1024;
    readonly byte[] mark = Encoding.ASCII.GetBytes("\r\n--" + boundary);
    bool isFirst = true, isEnd;

    /// <summary>The headers of the next part, names in lower case; null after the last.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> NextAsync(CancellationToken stop)
    {
        if (isFirst) await FirstAsync(stop);
        if (isEnd) return null;
        var heads = new Dictionary<string, string>(StringComparer.Ordinal);
        var size = 0;
        while (true)
        {
            var line = await LineAsync(stop);
            if (line.Length == 0) return heads;
            if ((size += line.Length) > MostHead) throw new MultipartFault("the head of a part is too long");
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) heads[line[..colon].Trim().ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }
    }

    // What stands before the first boundary is let pass by.
    async Task FirstAsync(CancellationToken stop)
    {
        isFirst = false;
        var opening = mark.AsMemory(2);
        var size = 0L;
        while (true)
        {
            var line = await LineAsync(stop);
            if ((size += line.Length + 2) > MostHead) throw new MultipartFault("no boundary at the beginning");
            if (!line.StartsWith(Encoding.ASCII.GetString(opening.Span), StringComparison.Ordinal)) continue;
            isEnd = line.AsSpan(opening.Length).StartsWith("--");
            return;
        }
    }

    async Task<string> LineAsync(CancellationToken stop)
    {
        while (true)
        {
            var read = await body.ReadAsync(stop);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                if (line.Length > MostHead) throw Fault(buffer, "a line is too long");
                var text = Encoding.Latin1.GetString(line).TrimEnd('\r');
                body.AdvanceTo(buffer.GetPosition(1, end));
                return text;
            }
            if (read.IsCompleted || buffer.Length > MostHead) throw Fault(buffer, "the body ends within the head of a part");
            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Gives the content of the present part to <paramref name="take"/>, up to its boundary.</summary>
    public async Task ContentAsync(Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken stop)
    {
        while (true)
        {
            var read = await body.ReadAsync(stop);
            var buffer = read.Buffer;
            if (Find(buffer) is { } at)
            {
                foreach (var piece in buffer.Slice(0, at)) await take(piece);
                // The rest of the boundary's line tells whether it was the last.
                body.AdvanceTo(buffer.GetPosition(mark.Length, at));
                var rest = await LineOrEndAsync(stop);
                isEnd = rest.StartsWith("--", StringComparison.Ordinal);
                return;
            }
            if (read.IsCompleted) throw Fault(buffer, "the body ends within a part");
            // The boundary may have begun in the last bytes.
            var sure = Math.Max(0, buffer.Length - mark.Length);
            var part = buffer.Slice(0, sure);
            foreach (var piece in part) await take(piece);
            body.AdvanceTo(part.End, buffer.End);
        }
    }

    async Task<string> LineOrEndAsync(CancellationToken stop)
    {
        while (true)
        {
            var read = await body.ReadAsync(stop);
            var buffer = read.Buffer;
            if (buffer.Length >= 2 && buffer.FirstSpan.Length >= 2 && buffer.FirstSpan[..2].SequenceEqual("--"u8))
            {
                body.AdvanceTo(buffer.End);
                return "--";
            }
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var text = Encoding.Latin1.GetString(buffer.Slice(0, Math.Min(200, buffer.Slice(0, end).Length)));
                body.AdvanceTo(buffer.GetPosition(1, end));
                return text.TrimEnd('\r');
            }
            if (read.IsCompleted)
            {
                var isLast = buffer.Length >= 2 && Encoding.Latin1.GetString(buffer.Slice(0, 2)) == "--";
                if (!isLast) throw Fault(buffer, "the body ends within a boundary");
                body.AdvanceTo(buffer.End);
                return "--";
            }
            if (buffer.Length > MostHead) throw Fault(buffer, "a boundary is too long");
            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    // What was looked at is let go before anybody hears of the fault: the server still reads the rest of the body.
    MultipartFault Fault(ReadOnlySequence<byte> seen, string problem)
    {
        body.AdvanceTo(seen.End);
        return new(problem);
    }

    // Piece by piece with a vectorised search; a boundary over the seam of two pieces is looked for apart.
    SequencePosition? Find(ReadOnlySequence<byte> buffer)
    {
        Span<byte> seam = stackalloc byte[2 * 80];
        var (held, offset) = (0, 0L);
        foreach (var memory in buffer)
        {
            var piece = memory.Span;
            if (held > 0)
            {
                var head = Math.Min(piece.Length, mark.Length - 1);
                piece[..head].CopyTo(seam[held..]);
                if (seam[..(held + head)].IndexOf(mark) is var over and >= 0) return buffer.GetPosition(offset - held + over);
            }
            if (piece.IndexOf(mark) is var at and >= 0) return buffer.GetPosition(offset + at);
            offset += piece.Length;
            if (piece.Length >= mark.Length - 1)
            {
                held = mark.Length - 1;
                piece[^held..].CopyTo(seam);
            }
            else
            {
                // A tiny piece: the seam goes on with the end of what was there before it.
                piece.CopyTo(seam[held..]);
                var all = held + piece.Length;
                held = Math.Min(all, mark.Length - 1);
                seam[(all - held)..all].CopyTo(seam);
            }
        }
        return null;
    }
}
