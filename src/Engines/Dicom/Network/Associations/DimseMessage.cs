namespace LienY.Dicom;

/// <summary>A message as it comes: the command set whole, the data set as a stream that has to be read before the next message; null where none follows.</summary>
public sealed record DimseMessage(AcceptedContext Context, DimseCommand Command, DataSetStream? Data)
{
    /// <summary>The data set whole in memory; without one, or longer than <see cref="EncodedDataSet.MostBytes"/>, it is a fault.</summary>
    public async Task<EncodedDataSet> WholeAsync()
    {
        if (Data is null) throw new DimseFault(DimseStatus.MissingAttribute with { Comment = "A data set is required." });
        var bytes = new MemoryStream();
        while (true)
        {
            var part = await Data.NextAsync();
            if (part.IsEmpty) return new(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), Context.TransferSyntax);
            if (bytes.Length + part.Length > EncodedDataSet.MostBytes)
            {
                await Data.PassAsync();
                throw new DimseFault(DimseStatus.OutOfResources with { Comment = "The data set is too long for this operation." });
            }
            bytes.Write(part.Span);
        }
    }
}

/// <summary>A data set as it comes over the line, fragment after fragment, never whole in memory; a cut line throws <see cref="AssociationBroken"/>.</summary>
public sealed class DataSetStream : Stream
{
    readonly Association association;
    readonly byte context;

    internal DataSetStream(Association association, byte context) => (this.association, this.context) = (association, context);

    /// <summary>Whether it has been read to its end.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Bytes that were read.</summary>
    public long Count { get; private set; }

    /// <summary>The next bytes, in place: they are good until the next call. Empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(int most = int.MaxValue)
    {
        if (IsAtEnd) return default;
        var part = await association.FragmentAsync(context, isCommand: false, most);
        IsAtEnd = part.IsEmpty;
        Count += part.Length;
        return part;
    }

    /// <summary>Reads on to the end and forgets what comes.</summary>
    public async ValueTask PassAsync()
    {
        while (!IsAtEnd) await NextAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        var part = await NextAsync(buffer.Length);
        part.CopyTo(buffer);
        return part.Length;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        while (await NextAsync() is { IsEmpty: false } part) await destination.WriteAsync(part, cancellationToken);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => Count; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A data set on the line is read asynchronously.");

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
