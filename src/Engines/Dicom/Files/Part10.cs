using System.Buffers;
using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>Files of PS3.10 §7: 128 bytes, DICM, meta information (group 0002, explicit little endian), the data set.</summary>
public static class Part10
{
    /// <summary>Names this engine in the files it writes (PS3.10 §7.1).</summary>
    public const string ImplementationClassUid = "2.25.245208052819983809546008440902710619335";

    /// <summary>Names this engine's version in the files it writes.</summary>
    public const string ImplementationVersionName = "LIENY_1";

    const int Preamble = 128, MostMeta = 1 << 20;

    /// <summary>
    /// Reads a file: also without preamble or meta information, with a wrong group length, or written in another syntax than it says.
    /// Values are slices of <paramref name="bytes"/>. Throws DicomFormatException.
    /// </summary>
    public static DicomFile Read(ReadOnlyMemory<byte> bytes, ReadLimits? limits = null)
    {
        limits ??= ReadLimits.Default;
        var start = ReadStart(bytes, limits, isWhole: true) ?? throw new DicomFormatException(0, null, "no DICOM file");
        var content = bytes[start.DataSetOffset..];
        var syntax = start.Syntax;
        if (syntax.IsDeflated && Syntaxes.LooksPlain(content.Span)) syntax = TransferSyntax.ExplicitLittle;
        if (syntax.IsDeflated) content = Inflation.Whole(content, limits);
        else syntax = Syntaxes.Real(content.Span, syntax);
        var parser = new Parser(syntax, limits, stopsAtPixels: false);
        parser.Read(content, 0, whole: true);
        if (parser.Root.Count == 0 && start.Meta.Count == 0) throw new DicomFormatException(0, null, "no data element was found");
        return new DicomFile(start.Meta, syntax, parser.Root) { DataSetOffset = start.DataSetOffset, IsTruncated = parser.IsTruncated };
    }

    /// <summary>Reads a file from a stream, up to <see cref="ReadLimits.Bytes"/>.</summary>
    public static DicomFile Read(Stream stream, ReadLimits? limits = null)
    {
        limits ??= ReadLimits.Default;
        using var all = new MemoryStream();
        var piece = ArrayPool<byte>.Shared.Rent(131_072);
        try
        {
            for (int count; (count = stream.Read(piece, 0, piece.Length)) > 0; all.Write(piece, 0, count))
            {
                if (all.Length + count > limits.Bytes) throw new DicomFormatException($"The file is longer than {limits.Bytes} bytes.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
        return Read(all.GetBuffer().AsMemory(0, (int)all.Length), limits);
    }

    /// <summary>Reads a data set that stands alone, as DIMSE carries it (PS3.5 §7). Values are slices of the bytes.</summary>
    public static DataSet ReadDataSet(ReadOnlyMemory<byte> bytes, TransferSyntax syntax, ReadLimits? limits = null)
    {
        limits ??= ReadLimits.Default;
        if (syntax.IsDeflated) bytes = Inflation.Whole(bytes, limits);
        var parser = new Parser(syntax, limits, stopsAtPixels: false);
        parser.Read(bytes, 0, whole: true);
        return parser.Root;
    }

    /// <summary>
    /// Reads the meta information from the first bytes of a file: null where more are needed. A file without it gets the syntax its first
    /// element shows. Throws DicomFormatException where the bytes are no DICOM at all.
    /// </summary>
    public static FileStart? ReadStart(ReadOnlyMemory<byte> bytes, ReadLimits? limits = null, bool isWhole = false)
    {
        var span = bytes.Span;
        if (span.Length < Preamble + 12 && !isWhole) return null;
        var at = HasMark(span, Preamble) ? Preamble + 4 : HasMark(span, 0) ? 4 : 0;
        if (at == 0 && span.Length > Preamble + 8 && !IsElement(span) && IsElement(span[Preamble..])) at = Preamble;
        var from = at;
        var meta = new DataSet();
        // The group's length is often wrong: what counts is where group 0002 ends.
        for (var count = 0; at + 8 <= span.Length && span[at] == 2 && span[at + 1] == 0; count++)
        {
            var element = MetaElement(bytes, at, out var next);
            if (element is null && !isWhole && span.Length < MostMeta) return null;
            if (element is null || count > 200) throw new DicomFormatException(at, null, "the meta information goes beyond the end");
            meta.Append(element);
            at = next;
        }
        if (at + 8 > span.Length && !isWhole) return span.Length < MostMeta ? null : throw new DicomFormatException(at, null, "the meta information does not end");
        meta.Order();
        if (meta.Text(Tags.TransferSyntaxUid) is { } said) return new FileStart(meta, TransferSyntax.Of(said), at);
        if (from == 0 && meta.Count == 0 && !IsElement(span)) throw new DicomFormatException(0, null, "neither DICM nor a first data element: no DICOM file");
        return new FileStart(meta, Syntaxes.Real(span[at..], TransferSyntax.ImplicitLittle), at);
    }

    /// <summary>The bytes before a data set: preamble of zeros, DICM and meta information with its group length (PS3.10 §7.1).</summary>
    public static byte[] Header(string sopClass, string sopInstance, TransferSyntax syntax, string? sourceTitle = null)
    {
        var meta = new DataSet().Set(Tags.FileMetaInformationVersion, Vr.OB, new byte[] { 0, 1 });
        meta.Set(Tags.MediaStorageSopClassUid, sopClass).Set(Tags.MediaStorageSopInstanceUid, sopInstance).Set(Tags.TransferSyntaxUid, syntax.Uid)
            .Set(Tags.ImplementationClassUid, ImplementationClassUid).Set(Tags.ImplementationVersionName, ImplementationVersionName);
        if (sourceTitle is not null) meta.Set(Tags.SourceApplicationEntityTitle, sourceTitle);
        var writer = new ArrayBufferWriter<byte>(512);
        writer.GetSpan(Preamble)[..Preamble].Clear();
        writer.Advance(Preamble);
        writer.Write("DICM"u8);
        DataSetWriter.Write(writer, meta, TransferSyntax.ExplicitLittle);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a file; the data set must name its SOP class and instance.</summary>
    public static void Write(Stream stream, DataSet dataSet, TransferSyntax syntax, string? sourceTitle = null)
    {
        stream.Write(Header(dataSet.Text(Tags.SopClassUid) ?? throw new DicomFormatException("A file needs a SOP Class UID."),
            dataSet.Text(Tags.SopInstanceUid) ?? throw new DicomFormatException("A file needs a SOP Instance UID."), syntax, sourceTitle));
        stream.Write(DataSetWriter.ToBytes(dataSet, syntax).Span);
    }

    /// <summary>The bytes of a file.</summary>
    public static byte[] ToBytes(DataSet dataSet, TransferSyntax syntax, string? sourceTitle = null)
    {
        using var all = new MemoryStream();
        Write(all, dataSet, syntax, sourceTitle);
        return all.ToArray();
    }

    static bool HasMark(ReadOnlySpan<byte> span, int at) => span.Length >= at + 4 && span.Slice(at, 4).SequenceEqual("DICM"u8);

    /// <summary>True where an element of a low group can begin: explicit letters, or an implicit length that is not absurd.</summary>
    static bool IsElement(ReadOnlySpan<byte> span)
    {
        if (span.Length < 8) return false;
        var (little, big) = (BinaryPrimitives.ReadUInt16LittleEndian(span), BinaryPrimitives.ReadUInt16BigEndian(span));
        var group = Math.Min(little, big);
        if (group is not (2 or 4 or 8 or 0x10 or 0x18 or 0x20 or 0x28)) return false;
        if (Vrs.Of(span[4], span[5]) != Vr.None) return true;
        var length = little == group ? BinaryPrimitives.ReadUInt32LittleEndian(span[4..]) : BinaryPrimitives.ReadUInt32BigEndian(span[4..]);
        return length < span.Length && length < 0x1_0000 && TagTable.Find(new Tag(group, little == group
            ? BinaryPrimitives.ReadUInt16LittleEndian(span[2..]) : BinaryPrimitives.ReadUInt16BigEndian(span[2..]))) is not null || length == 0 && group == 8;
    }

    static Element? MetaElement(ReadOnlyMemory<byte> bytes, int at, out int next)
    {
        var span = bytes.Span[at..];
        var tag = new Tag(2, BinaryPrimitives.ReadUInt16LittleEndian(span[2..]));
        var vr = Vrs.Of(span[4], span[5]);
        var (head, length) = vr == Vr.None ? (8, BinaryPrimitives.ReadUInt32LittleEndian(span[4..]))
            : !vr.IsLong() ? (8, BinaryPrimitives.ReadUInt16LittleEndian(span[6..]))
            : span.Length >= 12 ? (12, BinaryPrimitives.ReadUInt32LittleEndian(span[8..])) : (12, uint.MaxValue);
        next = at;
        if (length > span.Length - head) return null;
        next = at + head + (int)length;
        return new Element(tag, vr == Vr.None ? TagTable.VrOf(tag) : vr, bytes.Slice(at + head, (int)length));
    }
}
