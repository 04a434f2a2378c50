using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>Writes bodies of kept bytes: straight from the file into the connection's own buffers.</summary>
static class Sending
{
    const int Piece = 128 * 1024;

    /// <summary>A part of a stream that can be sought.</summary>
    public static async Task CopyAsync(Stream stream, long offset, long length, PipeWriter into, CancellationToken stop)
    {
        stream.Position = offset;
        while (length > 0)
        {
            var memory = into.GetMemory((int)Math.Min(Piece, length));
            var read = stream.Read(memory.Span[..(int)Math.Min(memory.Length, length)]);
            if (read == 0) throw new IOException("The kept file is shorter than the index says.");
            into.Advance(read);
            length -= read;
            var flushed = await into.FlushAsync(stop);
            if (flushed.IsCompleted) return;
        }
    }

    /// <summary>Bytes.</summary>
    public static async Task WriteAsync(PipeWriter into, ReadOnlyMemory<byte> bytes, CancellationToken stop) => await into.WriteAsync(bytes, stop);

    /// <summary>What was asked for is as the client has it already (304).</summary>
    public static bool IsKnown(HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        // Kept by the reader's own browser for a while: a released study may be closed again.
        context.Response.Headers.CacheControl = "private, max-age=600";
        if (!context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal)) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}

/// <summary>A multipart/related answer (PS3.18 §8.6.1.2).</summary>
sealed class MultipartAnswer(string type)
{
    readonly string boundary = Guid.CreateVersion7().ToString("N");

    /// <summary>Media type of the whole.</summary>
    public string ContentType => $"multipart/related; type=\"{type}\"; boundary={boundary}";

    /// <summary>What stands before a part's content.</summary>
    public byte[] Head(string contentType, string? location = null) => Encoding.ASCII.GetBytes(
        $"--{boundary}\r\nContent-Type: {contentType}\r\n{(location is null ? "" : $"Content-Location: {location}\r\n")}\r\n");

    /// <summary>What stands after a part's content.</summary>
    public static ReadOnlyMemory<byte> Gap { get; } = "\r\n"u8.ToArray();

    /// <summary>The end.</summary>
    public byte[] End => Encoding.ASCII.GetBytes($"--{boundary}--\r\n");
}
