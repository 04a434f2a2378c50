using System.Buffers;
using System.Security.Cryptography;
using LienY.Dicom;
using Microsoft.Win32.SafeHandles;

namespace LienY.Imaging;

/// <summary>
/// One instance on its way in: the header is read as the bytes go by, the first 64 kB wait in memory, what is longer goes on into a file of its own. The sum is
/// built on the way, so memory does not grow with the instance.
/// </summary>
sealed class ImageIngest(IngestStart start, ArchiveFolder folder, IndexWriter writer) : IImageIngest
{
    /// <summary>Bytes that wait in memory; shorter instances go into a segment.</summary>
    public const int Small = 64 * 1024;

    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly HeaderReader reader = new(start.TransferSyntax);
    readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(Small);
    readonly Guid id = Guid.CreateVersion7();
    ImageHeader? header;
    int filled;
    long length, begin, end;
    string place = "";
    SafeFileHandle? file;
    bool isKept, isFull, isGone;

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (isFull) return ValueTask.CompletedTask;
        try
        {
            Write(bytes.Span);
        }
        catch (IOException)
        {
            // The rest is let pass by: the sender hears at the end that there was no room.
            isFull = true;
        }
        return ValueTask.CompletedTask;
    }

    void Write(ReadOnlySpan<byte> bytes)
    {
        reader.Feed(bytes);
        hash.AppendData(bytes);
        length += bytes.Length;
        while (bytes.Length > 0)
        {
            if (filled == 0 && file is not null && bytes.Length >= Small)
            {
                RandomAccess.Write(file, bytes, end);
                end += bytes.Length;
                return;
            }
            var part = Math.Min(bytes.Length, Small - filled);
            bytes[..part].CopyTo(buffer.AsSpan(filled));
            filled += part;
            bytes = bytes[part..];
            if (filled == Small) Spill();
        }
    }

    void Spill()
    {
        if (file is null)
        {
            (place, file) = folder.Create(id);
            var head = Head(reader.Header());
            RandomAccess.Write(file, head, 0);
            begin = end = head.Length;
        }
        RandomAccess.Write(file, buffer.AsSpan(0, filled), end);
        end += filled;
        filled = 0;
    }

    // An empty preamble, so that a file is never two things at once, and a file meta of our own: the same instance has the same head whichever way it came.
    byte[] Head(ImageHeader known) => Part10.Header(known.SopClass.Length > 0 ? known.SopClass : start.SopClass ?? "", known.SopUid.Length > 0 ? known.SopUid : start.SopUid ?? "",
        TransferSyntax.Of(reader.Written));

    /// <inheritdoc/>
    public async Task<IngestOutcome> CommitAsync(CancellationToken stop)
    {
        try
        {
            if (isFull) return Bad(IngestResult.Full, "out of storage");
            reader.End();
            header = reader.Header();
            if (header.SopClass.Length == 0 && start.SopClass is { } said) header = header with { SopClass = said };
            if (reader.Problem.Length > 0) return Bad(IngestResult.Refused, reader.Problem);
            if (header.Fault(start) is { } fault) return Bad(IngestResult.Refused, fault);
            if (header.PixelEnd > length) return Bad(IngestResult.Refused, "pixel data is cut");
            if (file is not null)
            {
                if (filled > 0) Spill();
                RandomAccess.FlushToDisk(file);
            }
            var pending = new PendingInstance(id, start, reader.Written, header, hash.GetHashAndReset(), length, place, begin,
                file is null ? Head(header) : [], file is null ? buffer.AsMemory(0, filled) : default);
            var outcome = await writer.WriteAsync(pending);
            isKept = pending.KeepsFile;
            return outcome;
        }
        catch (IOException)
        {
            return Bad(IngestResult.Full, "out of storage");
        }
    }

    IngestOutcome Bad(IngestResult result, string problem) =>
        new(result, header?.StudyUid ?? "", header?.SeriesUid ?? "", header?.SopClass is { Length: > 0 } c ? c : start.SopClass ?? "",
            header?.SopUid is { Length: > 0 } u ? u : start.SopUid ?? "", problem);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (isGone) return ValueTask.CompletedTask;
        isGone = true;
        hash.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
        if (file is null) return ValueTask.CompletedTask;
        file.Dispose();
        if (!isKept) folder.Remove(place);
        folder.Settled();
        return ValueTask.CompletedTask;
    }
}
