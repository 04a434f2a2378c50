using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>
/// Takes a Part 10 file (PS3.10 §7) as it comes: preamble and file meta are read and let go, the data set goes on to the archive. A file without either is taken
/// by what its first element looks like.
/// </summary>
sealed class FileIntake(IImageArchive archive, ImageSender sender, string? onlyStudy = null) : IAsyncDisposable
{
    byte[] head = new byte[2048];
    int filled;
    IImageIngest? ingest;
    string? fault;

    /// <summary>The next bytes of the file.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (fault is not null) return;
        if (ingest is not null)
        {
            await ingest.WriteAsync(bytes, stop);
            return;
        }
        if (filled + bytes.Length > head.Length) Array.Resize(ref head, Math.Max(head.Length * 2, filled + bytes.Length));
        bytes.CopyTo(head.AsMemory(filled));
        filled += bytes.Length;
        await BeginAsync(isAll: false, stop);
    }

    /// <summary>No more bytes.</summary>
    public async Task<IngestOutcome> CommitAsync(CancellationToken stop)
    {
        if (ingest is null && fault is null) await BeginAsync(isAll: true, stop);
        return ingest is not null ? await ingest.CommitAsync(stop) : new(IngestResult.Refused, "", "", "", "", fault ?? "this is no DICOM file");
    }

    async ValueTask BeginAsync(bool isAll, CancellationToken stop)
    {
        FileStart? begin;
        try
        {
            begin = Part10.ReadStart(head.AsMemory(0, filled), isWhole: isAll);
        }
        catch (DicomFormatException broken)
        {
            fault = broken.Message;
            return;
        }
        if (begin is null) return;
        ingest = archive.Begin(new IngestStart(sender, begin.Syntax.Uid, begin.Meta.Text(Tags.MediaStorageSopClassUid), begin.Meta.Text(Tags.MediaStorageSopInstanceUid))
        {
            OnlyStudy = onlyStudy,
        });
        await ingest.WriteAsync(head.AsMemory(begin.DataSetOffset, filled - begin.DataSetOffset), stop);
        head = [];
        filled = 0;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ingest?.DisposeAsync() ?? ValueTask.CompletedTask;
}
