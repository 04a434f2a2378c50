using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Frames in another form than they are kept in: decoded, in the other byte order, or compressed without loss for a thin line.</summary>
sealed class FrameForms
{
    /// <summary>Bytes of an instance that is read as a whole to be changed.</summary>
    public const long MostBytes = 1_500_000_000;

    /// <summary>The frame as it lies in the file is what explicit little endian would have.</summary>
    public static bool IsPlain(ReadImage read, int frame) => !read.Syntax.IsEncapsulated && !read.Syntax.IsDeflated && read.Frames is { } table && table.BitOffset(frame) == 0
        && (!read.Syntax.IsBigEndian || Bits(read) <= 8);

    /// <summary>Can frames of this instance be given in a transfer syntax?</summary>
    public bool Can(ReadImage read, string syntax) => syntax == read.Syntax.Uid || (syntax is Uids.ExplicitLittle or Uids.ImplicitLittle && !read.Syntax.IsEncapsulated);

    /// <summary>Transfer syntaxes in which frames can be given.</summary>
    public IEnumerable<string> Offered(ReadImage read) => read.Syntax.IsEncapsulated ? [read.Syntax.Uid] : [Uids.ExplicitLittle];

    /// <summary>One frame, from 0, in a transfer syntax.</summary>
    public ValueTask<ReadOnlyMemory<byte>> OfAsync(ReadImage read, Stream stream, int frame, string syntax, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (!Can(read, syntax)) throw WebProblem.NotAcceptable(string.Join(", ", Offered(read)));
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(Native(read, stream, frame));
    }

    /// <summary>A frame as it is kept, its fragments laid end to end.</summary>
    public static byte[] Raw(ReadImage read, Stream stream, int frame)
    {
        var table = read.Frames ?? throw WebProblem.Missing();
        var bytes = new byte[table.Length(frame)];
        var at = 0;
        foreach (var run in table[frame])
        {
            stream.Position = run.Offset;
            at += stream.ReadAtLeast(bytes.AsSpan(at, (int)run.Length), (int)run.Length, throwOnEndOfStream: false);
        }
        return bytes;
    }

    /// <summary>A native frame with the low byte first, from its first pixel on.</summary>
    public static byte[] Native(ReadImage read, Stream stream, int frame)
    {
        if (read.Syntax.IsDeflated) return Inflated(read, stream, frame);
        var bytes = Raw(read, stream, frame);
        if (read.Syntax.IsBigEndian && Bits(read) is var bits and > 8) Turn(bytes, bits / 8);
        return read.Frames!.BitOffset(frame) is var shift and > 0 ? Shifted(bytes, shift, PixelLayout.Of(read.Header).FrameBytes) : bytes;
    }

    static byte[] Inflated(ReadImage read, Stream stream, int frame)
    {
        if (stream.Length > MostBytes) throw WebProblem.NotAcceptable(read.Syntax.Uid);
        var whole = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(whole);
        var set = Part10.ReadDataSet(whole, read.Syntax);
        var pixels = set[Tags.PixelData]?.Value ?? throw WebProblem.Missing();
        var run = FrameTable.Native(set, 0, pixels.Length)[frame][0];
        return pixels.Slice((int)run.Offset, (int)run.Length).ToArray();
    }

    static int Bits(ReadImage read) => read.Header.Int(Tags.BitsAllocated) ?? 8;

    static void Turn(byte[] bytes, int unit)
    {
        for (var i = 0; i + unit <= bytes.Length; i += unit) bytes.AsSpan(i, unit).Reverse();
    }

    // Pixels of one bit need not begin with a byte.
    static byte[] Shifted(byte[] bytes, int shift, long length)
    {
        var turned = new byte[length];
        for (var i = 0; i < length; i++) turned[i] = (byte)((bytes[i] >> shift) | (i + 1 < bytes.Length ? bytes[i + 1] << (8 - shift) : 0));
        return turned;
    }
}
