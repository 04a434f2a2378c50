namespace LienY.Documents;

/// <summary>
/// Bytes on their way: in memory while they are few, beyond that in a file without a name. Closing it leaves them to be read again; <see cref="Drop"/> ends it.
/// </summary>
sealed class Spool : Stream
{
    const int InMemory = 1024 * 1024;
    Stream room = new MemoryStream();

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => room.Length;
    public override long Position { get => room.Position; set => room.Position = value; }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (room is MemoryStream memory && memory.Position + buffer.Length > InMemory) room = Spill(memory);
        room.Write(buffer);
    }

    static FileStream Spill(MemoryStream memory)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        memory.WriteTo(file);
        file.Position = memory.Position;
        return file;
    }

    public override int Read(byte[] buffer, int offset, int count) => room.Read(buffer, offset, count);
    public override int Read(Span<byte> buffer) => room.Read(buffer);
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => room.ReadAsync(buffer, cancellationToken);
    public override long Seek(long offset, SeekOrigin origin) => room.Seek(offset, origin);
    public override void SetLength(long value) => room.SetLength(value);
    public override void Flush() => room.Flush();

    public override void Close()
    {
        // Whoever wrote has done so; whoever made it reads now.
    }

    /// <summary>Forgets the bytes.</summary>
    public void Drop() => room.Dispose();
}
