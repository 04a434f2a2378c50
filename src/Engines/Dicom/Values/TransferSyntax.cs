using System.Collections.Frozen;

namespace LienY.Dicom;

/// <summary>How a data set is written as bytes (PS3.5 §10, PS3.6 §A).</summary>
/// <param name="Uid">The registered identifier.</param>
/// <param name="IsExplicit">Elements name their value representation.</param>
/// <param name="IsBigEndian">Numbers have the high byte first (retired, still met).</param>
/// <param name="IsDeflated">The whole data set is a deflate stream (RFC 1951).</param>
/// <param name="IsEncapsulated">Pixels lie compressed in fragments.</param>
public sealed record TransferSyntax(string Uid, bool IsExplicit = true, bool IsBigEndian = false, bool IsDeflated = false, bool IsEncapsulated = false)
{
    /// <summary>Implicit VR Little Endian, the default.</summary>
    public static readonly TransferSyntax ImplicitLittle = new(Uids.ImplicitLittle, IsExplicit: false);

    /// <summary>Explicit VR Little Endian.</summary>
    public static readonly TransferSyntax ExplicitLittle = new(Uids.ExplicitLittle);

    /// <summary>Explicit VR Big Endian, retired.</summary>
    public static readonly TransferSyntax ExplicitBig = new("1.2.840.10008.1.2.2", IsBigEndian: true);

    /// <summary>Deflated Explicit VR Little Endian.</summary>
    public static readonly TransferSyntax Deflated = new("1.2.840.10008.1.2.1.99", IsDeflated: true);

    /// <summary>Encapsulated Uncompressed Explicit VR Little Endian.</summary>
    public static readonly TransferSyntax EncapsulatedNative = new("1.2.840.10008.1.2.1.98", IsEncapsulated: true);

    /// <summary>JPEG Baseline, 8 bits (process 1).</summary>
    public static readonly TransferSyntax JpegBaseline = new("1.2.840.10008.1.2.4.50", IsEncapsulated: true);

    /// <summary>JPEG Extended, 12 bits (processes 2 and 4).</summary>
    public static readonly TransferSyntax JpegExtended = new("1.2.840.10008.1.2.4.51", IsEncapsulated: true);

    /// <summary>JPEG Lossless, any predictor (process 14).</summary>
    public static readonly TransferSyntax JpegLossless = new("1.2.840.10008.1.2.4.57", IsEncapsulated: true);

    /// <summary>JPEG Lossless, first-order prediction (process 14, selection value 1).</summary>
    public static readonly TransferSyntax JpegLosslessFirst = new("1.2.840.10008.1.2.4.70", IsEncapsulated: true);

    /// <summary>JPEG-LS Lossless.</summary>
    public static readonly TransferSyntax JpegLsLossless = new("1.2.840.10008.1.2.4.80", IsEncapsulated: true);

    /// <summary>JPEG-LS near-lossless.</summary>
    public static readonly TransferSyntax JpegLsNear = new("1.2.840.10008.1.2.4.81", IsEncapsulated: true);

    /// <summary>JPEG 2000, lossless only.</summary>
    public static readonly TransferSyntax Jpeg2000Lossless = new("1.2.840.10008.1.2.4.90", IsEncapsulated: true);

    /// <summary>JPEG 2000.</summary>
    public static readonly TransferSyntax Jpeg2000 = new("1.2.840.10008.1.2.4.91", IsEncapsulated: true);

    /// <summary>High-Throughput JPEG 2000, lossless only.</summary>
    public static readonly TransferSyntax HtJpeg2000Lossless = new("1.2.840.10008.1.2.4.201", IsEncapsulated: true);

    /// <summary>High-Throughput JPEG 2000 with RPCL options, lossless only.</summary>
    public static readonly TransferSyntax HtJpeg2000LosslessRpcl = new("1.2.840.10008.1.2.4.202", IsEncapsulated: true);

    /// <summary>High-Throughput JPEG 2000.</summary>
    public static readonly TransferSyntax HtJpeg2000 = new("1.2.840.10008.1.2.4.203", IsEncapsulated: true);

    /// <summary>RLE Lossless.</summary>
    public static readonly TransferSyntax Rle = new("1.2.840.10008.1.2.5", IsEncapsulated: true);

    /// <summary>Deflated image frames.</summary>
    public static readonly TransferSyntax DeflatedFrames = new("1.2.840.10008.1.2.8.1", IsEncapsulated: true);

    // JPIP: the pixels lie elsewhere, named by a URL.
    const string Jpip = "1.2.840.10008.1.2.4.94", JpipDeflate = "1.2.840.10008.1.2.4.95", GeSwapped = "1.2.840.113619.5.2",
        Papyrus = "1.2.840.10008.1.20";

    static readonly FrozenDictionary<string, TransferSyntax> known = UidTable.All.Where(e => e.Kind == 'T').Select(e => e.Uid).Append(GeSwapped).Select(uid => uid switch
    {
        Uids.ImplicitLittle => ImplicitLittle,
        Uids.ExplicitLittle => ExplicitLittle,
        "1.2.840.10008.1.2.2" => ExplicitBig,
        "1.2.840.10008.1.2.1.99" => Deflated,
        Jpip => new TransferSyntax(uid),
        JpipDeflate => new TransferSyntax(uid, IsDeflated: true),
        GeSwapped or Papyrus => new TransferSyntax(uid, IsExplicit: false),
        _ => new TransferSyntax(uid, IsEncapsulated: true),
    }).ToFrozenDictionary(s => s.Uid, StringComparer.Ordinal);

    /// <summary>All that are registered, and the private one of GE (implicit, with pixels of the high byte first).</summary>
    public static IEnumerable<TransferSyntax> Known => known.Values;

    /// <summary>The registered name, or the UID where it has none.</summary>
    public string Name => UidTable.Name(Uid);

    /// <summary>True where the pixels cannot be got back as they were (lossy by the standard's own word; JPEG-LS near, JPEG 2000 and HTJ2K may be either).</summary>
    public bool IsLossy => Uid is "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51" or "1.2.840.10008.1.2.4.81" or "1.2.840.10008.1.2.4.91"
        or "1.2.840.10008.1.2.4.203" or "1.2.840.10008.1.2.4.112" || Uid.StartsWith("1.2.840.10008.1.2.4.10", StringComparison.Ordinal);

    /// <summary>The syntax of a UID; one that nobody registered is read as explicit little endian, with pixels as they come.</summary>
    public static TransferSyntax Of(string uid) => known.TryGetValue(uid, out var syntax) ? syntax : new TransferSyntax(uid);

    /// <summary>True where the UID is one we know how to read.</summary>
    public static bool IsKnown(string? uid) => uid is not null && known.ContainsKey(uid);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
