using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>
/// Where images are kept and found: the house's own archive, or another one behind it. Whoever receives (DIMSE, STOW-RS, a page) begins an instance, writes its
/// bytes as they come and commits; whoever asks (C-FIND, QIDO-RS, a page) gets only what the reader may see.
/// </summary>
interface IImageArchive
{
    /// <summary>Begins to take one instance; nothing of it remains unless <see cref="IImageIngest.CommitAsync"/> says that it was taken.</summary>
    IImageIngest Begin(IngestStart start);

    /// <summary>Rows of a level that match every key and that the reader may see, newest study first; the reading is in the trail before it returns.</summary>
    Task<IReadOnlyList<FoundRow>> FindAsync(ImageReader reader, ImageQuery query, CancellationToken stop);

    /// <summary>
    /// Instances of studies, series or single ones that the reader may see, in the order series number, instance number; the reading of each study is in the trail
    /// before it returns. None where nothing matches or nothing may be seen.
    /// </summary>
    Task<IReadOnlyList<StoredImage>> ImagesAsync(ImageReader reader, ImageScope scope, CancellationToken stop);

    /// <summary>The data set of an instance as it was sent, without preamble and file meta; can be sought. The caller disposes it.</summary>
    Stream Open(StoredImage image);
}

/// <summary>One instance on its way in; disposing it without a commit leaves nothing behind.</summary>
interface IImageIngest : IAsyncDisposable
{
    /// <summary>The next bytes of the data set, in order. The memory is the caller's again when this returns.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop);

    /// <summary>No more bytes: ends when the instance is durable (or refused).</summary>
    Task<IngestOutcome> CommitAsync(CancellationToken stop);
}

/// <summary>Who sends images: the facility that will hold them, by which way (<c>dimse</c>, <c>stow</c>, <c>page</c>, <c>house</c>), under which name.</summary>
sealed record ImageSender(Guid FacilityId, string Via, string Name, Guid? UserId = null);

/// <summary>What is known of an instance before its first byte.</summary>
/// <param name="TransferSyntax">Transfer syntax of the data set that follows.</param>
/// <param name="SopClass">SOP class said beside it (command set, file meta); null: only the data set says it.</param>
/// <param name="SopUid">SOP instance said beside it; null: only the data set says it.</param>
sealed record IngestStart(ImageSender Sender, string TransferSyntax, string? SopClass = null, string? SopUid = null)
{
    /// <summary>Only instances of this study are taken (STOW-RS to a study); null: of any.</summary>
    public string? OnlyStudy { get; init; }
}

/// <summary>What became of an instance.</summary>
enum IngestResult
{
    /// <summary>It is durable and can be found.</summary>
    Stored,

    /// <summary>The very same one was there already.</summary>
    Duplicate,

    /// <summary>One with its SOP instance UID and other content was there: the first stays, this one lies aside and people are told.</summary>
    Conflict,

    /// <summary>It cannot be read as an instance (DICOM status A900 or C000).</summary>
    Refused,

    /// <summary>No room, or the disk fails (DICOM status A700): the sender should try again.</summary>
    Full,
}

/// <summary>The answer to a commit. <paramref name="Problem"/>: why it was not taken, in English, for programs.</summary>
sealed record IngestOutcome(IngestResult Result, string StudyUid, string SeriesUid, string SopClass, string SopUid, string Problem = "")
{
    /// <summary>The sender need not send it again.</summary>
    public bool IsTaken => Result is IngestResult.Stored or IngestResult.Duplicate or IngestResult.Conflict;
}

/// <summary>Who reads images: in the name of which organisations, for which purposes, when; the caller is who the trail names.</summary>
sealed record ImageReader(Caller Caller, IReadOnlyCollection<Guid> Homes, IReadOnlyList<string> Purposes, DateTimeOffset Now)
{
    /// <summary>Purposes for which a study of another facility may have been released to whoever cares for the person.</summary>
    public static readonly IReadOnlyList<string> Care = ["treatment", "consultation", "referral", "training"];

    /// <summary>A device of a facility: it sees what the facility holds and what was released to it. <paramref name="name"/> stands in the trail.</summary>
    public static ImageReader OfDevice(Guid facility, string name, Origin origin, DateTimeOffset now) =>
        new(new Caller(null, name, facility, name, []) { Origin = origin, Purpose = Care[0] }, [facility], Care, now);
}

/// <summary>Level of a question (0008,0052).</summary>
enum ImageLevel
{
    /// <summary>Patients: one row for each patient of a facility.</summary>
    Patient,

    /// <summary>Studies.</summary>
    Study,

    /// <summary>Series.</summary>
    Series,

    /// <summary>Instances.</summary>
    Instance,
}

/// <summary>
/// A matching key: element as group and number in one (0x00100010), and the value as DICOM matches it (PS3.4 C.2.2.2): exact, <c>*</c> and <c>?</c>, a range of
/// dates or times with <c>-</c>, a list of UIDs with <c>\</c>. Empty matches everything.
/// </summary>
readonly record struct ImageKey(uint Tag, string Value);

/// <summary>A question. Keys that the index does not hold match everything.</summary>
sealed record ImageQuery(ImageLevel Level, IReadOnlyList<ImageKey> Keys)
{
    /// <summary>Rows at most.</summary>
    public int Limit { get; init; } = 1000;

    /// <summary>Rows left out first.</summary>
    public int Offset { get; init; }

    /// <summary>Only what this facility holds; null: of any.</summary>
    public Guid? FacilityId { get; init; }

    /// <summary>Names match by the beginnings of their words in any order.</summary>
    public bool Fuzzy { get; init; }
}

/// <summary>
/// A row that was found: values by element, several joined by <c>\</c>; elements without a value are not there. Study rows carry the study's elements, series rows
/// those of the study and the series, instance rows all three.
/// </summary>
sealed record FoundRow(Guid StudyId, Guid FacilityId, IReadOnlyDictionary<uint, string> Values);

/// <summary>Which instances: of these studies, of these series, these ones; null: all below. Study UIDs may be none where series or instances are named.</summary>
sealed record ImageScope(IReadOnlyList<string> Studies, IReadOnlyList<string>? Series = null, IReadOnlyList<string>? Sops = null)
{
    /// <summary>One study, or one series of it, or one instance of that.</summary>
    public static ImageScope Of(string study, string? series = null, string? sop = null) => new([study], series is null ? null : [series], sop is null ? null : [sop]);
}

/// <summary>An instance that is kept.</summary>
/// <param name="Place">File below the archive's folder.</param>
/// <param name="Offset">Where the data set begins in that file.</param>
/// <param name="Length">Bytes of the data set.</param>
/// <param name="PixelOffset">Where the value of Pixel Data begins in the data set (the first item where encapsulated); -1: none, or deflated.</param>
sealed record StoredImage(Guid Id, Guid StudyId, Guid SeriesId, Guid FacilityId, string StudyUid, string SeriesUid, string SopUid, string SopClass, string TransferSyntax,
    string Place, long Offset, long Length, long PixelOffset, int Number, int Rows, int Columns, int Frames, byte[] Sha256);
