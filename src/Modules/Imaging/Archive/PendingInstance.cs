namespace LienY.Imaging;

/// <summary>An instance whose bytes are durable in a file of its own, or still in memory; it waits for the index.</summary>
sealed class PendingInstance(Guid id, IngestStart start, string transferSyntax, ImageHeader header, byte[] sha256, long length, string place, long offset, byte[] head,
    ReadOnlyMemory<byte> bytes)
{
    public Guid Id => id;
    public IngestStart Start => start;
    public ImageHeader Header => header;

    /// <summary>In which the data set is really written.</summary>
    public string TransferSyntax => transferSyntax;
    public byte[] Sha256 => sha256;
    public long Length => length;

    /// <summary>Where the bytes lie; set by the writer for what goes into a segment.</summary>
    public string Place { get; set; } = place;
    public long Offset { get; set; } = offset;

    /// <summary>What stands before the data set in a segment.</summary>
    public byte[] Head => head;

    /// <summary>The data set, where it goes into a segment.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>Rows of the index it belongs to.</summary>
    public Guid StudyId { get; set; }
    public Guid SeriesId { get; set; }

    /// <summary>What became of it in the transaction that is open.</summary>
    public IngestResult Result { get; set; }

    /// <summary>The file of its own belongs to the index now.</summary>
    public bool KeepsFile { get; private set; }

    readonly TaskCompletionSource<IngestOutcome> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it is durable or was given up.</summary>
    public Task<IngestOutcome> Task => done.Task;

    /// <summary>The transaction is durable.</summary>
    public void Tell()
    {
        KeepsFile = Result is IngestResult.Stored or IngestResult.Conflict;
        done.TrySetResult(Outcome(Result, ""));
    }

    /// <summary>It could not be written.</summary>
    public void GiveUp(IngestResult result, string problem) => done.TrySetResult(Outcome(result, problem));

    IngestOutcome Outcome(IngestResult result, string problem) => new(result, header.StudyUid, header.SeriesUid, header.SopClass, header.SopUid, problem);
}
