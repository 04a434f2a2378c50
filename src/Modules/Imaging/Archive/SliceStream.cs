using Microsoft.Win32.SafeHandles;

namespace LienY.Imaging;

/// <summary>A part of a file as a stream that can be sought; owns its handle.</summary>
sealed class SliceStream(SafeFileHandle handle, long offset, long length) : Stream
{
    long position;

    /// <summary>The file.</summary>
    public SafeFileHandle Handle => handle;

    /// <summary>Where the slice begins in it.</summary>
    public long Start => offset;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => position;
        set => position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var most = (int)Math.Min(buffer.Length, Math.Max(0, length - position));
        if (most == 0) return 0;
        var read = RandomAccess.Read(handle, buffer[..most], offset + position);
        position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var most = (int)Math.Min(buffer.Length, Math.Max(0, length - position));
        if (most == 0) return 0;
        var read = await RandomAccess.ReadAsync(handle, buffer[..most], offset + position, cancellationToken);
        position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) handle.Dispose();
        base.Dispose(disposing);
    }
}
