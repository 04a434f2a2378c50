using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Frames in another form than they are kept in: decoded, in the other byte order, or compressed without loss for a thin line.</summary>
sealed class FrameForms(FormCache cache)
{
    /// <summary>Bytes of an instance that is read as a whole to be changed.</summary>
    public const long MostBytes = 1L << 30;

    static readonly HashSet<string> Plain = [Uids.ExplicitLittle, Uids.ImplicitLittle];

    /// <summary>The frame as it lies in the file is what explicit little endian would have.</summary>
    public static bool IsPlain(ReadImage read, int frame) => !read.Syntax.IsEncapsulated && !read.Syntax.IsDeflated && !read.Syntax.IsBigEndian
        && read.Frames is { } table && table.BitOffset(frame) == 0;

    /// <summary>Can frames of this instance be given in a transfer syntax?</summary>
    public static bool Can(ReadImage read, string syntax) => syntax == read.Syntax.Uid
        || (PixelCodec.CanDecode(read.Syntax) && (Plain.Contains(syntax)
            || (PixelCodec.CanEncode(TransferSyntax.Of(syntax)) && read.Header.Int(Tags.BitsAllocated) is 8 or 16)));

    /// <summary>Transfer syntaxes in which frames can be given.</summary>
    public static IEnumerable<string> Offered(ReadImage read) =>
        new[] { read.Syntax.Uid, Uids.ExplicitLittle, TransferSyntax.JpegLsLossless.Uid, TransferSyntax.Rle.Uid }.Where(s => Can(read, s)).Distinct();

    /// <summary>One frame, from 0, in a transfer syntax.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> OfAsync(ReadImage read, Stream stream, int frame, string syntax, CancellationToken stop)
    {
        if (syntax == read.Syntax.Uid && read.Syntax.IsEncapsulated) return Raw(read, stream, frame);
        if (!Can(read, syntax)) throw WebProblem.NotAcceptable(string.Join(", ", Offered(read)));
        if (Plain.Contains(syntax)) return Native(read, stream, frame).Bytes;
        return await cache.OfAsync(read.Image.Id, $"{frame}.{syntax}", () => PixelCodec.Encode(Native(read, stream, frame), TransferSyntax.Of(syntax)), stop);
    }

    /// <summary>A frame as it is kept, its fragments laid end to end.</summary>
    public static byte[] Raw(ReadImage read, Stream stream, int frame)
    {
        var table = read.Frames ?? throw WebProblem.Missing();
        if ((uint)frame >= (uint)table.Count) throw WebProblem.Missing();
        var bytes = new byte[table.Length(frame)];
        var at = 0;
        foreach (var run in table[frame])
        {
            stream.Position = run.Offset;
            at += stream.ReadAtLeast(bytes.AsSpan(at, (int)run.Length), (int)run.Length, throwOnEndOfStream: false);
        }
        return bytes;
    }

    /// <summary>A frame uncompressed.</summary>
    public static NativeFrame Native(ReadImage read, Stream stream, int frame)
    {
        if (read.Syntax.IsDeflated) return Inflated(read, stream, frame);
        var (bytes, layout) = (Raw(read, stream, frame), PixelLayout.Of(read.Header));
        return read.Syntax.IsEncapsulated ? PixelCodec.Decode(bytes, read.Syntax, layout)
            : PixelCodec.Native(bytes, layout, read.Syntax.IsBigEndian, read.Frames!.BitOffset(frame));
    }

    static NativeFrame Inflated(ReadImage read, Stream stream, int frame)
    {
        if (stream.Length > MostBytes) throw WebProblem.NotAcceptable(read.Syntax.Uid);
        var whole = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(whole);
        return new FrameSource(new DicomFile(new DataSet(), TransferSyntax.ExplicitLittle, Part10.ReadDataSet(whole, read.Syntax))).Native(frame);
    }
}
