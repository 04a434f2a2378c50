using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>A run of bytes; offsets count from the start of whatever the table was made for.</summary>
public readonly record struct Run(long Offset, long Length);

/// <summary>Where each frame of an image lies (PS3.5 §8, §A.4): by arithmetic where native, by offset tables or the fragments themselves where encapsulated.</summary>
public sealed class FrameTable
{
    const int MostFrames = 1_000_000;

    readonly Run[] runs;
    readonly int[]? firsts;
    readonly long frameBits;

    FrameTable(Run[] runs, int[]? firsts, int count, long frameBits) => (this.runs, this.firsts, Count, this.frameBits) = (runs, firsts, count, frameBits);

    /// <summary>How many frames there are.</summary>
    public int Count { get; }

    /// <summary>True where each frame is one or more fragments of a compressed stream.</summary>
    public bool IsEncapsulated => firsts is not null;

    /// <summary>The runs of bytes that make a frame, in order: one where native, its fragments where encapsulated.</summary>
    public ReadOnlySpan<Run> this[int frame]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)frame, (uint)Count);
            if (firsts is not null) return runs.AsSpan(firsts[frame]..firsts[frame + 1]);
            var (first, end) = (frame * frameBits, (frame + 1) * frameBits);
            return new[] { new Run(runs[0].Offset + first / 8, Math.Min((end + 7) / 8, runs[0].Length) - first / 8) };
        }
    }

    /// <summary>Which fragments make a compressed frame.</summary>
    internal Range Fragments(int frame) => firsts![frame]..firsts[frame + 1];

    /// <summary>Bytes of a frame.</summary>
    public long Length(int frame)
    {
        var length = 0L;
        foreach (var run in this[frame]) length += run.Length;
        return length;
    }

    /// <summary>Bits before the first pixel of a frame in its first byte: images of one bit a pixel need not begin with a byte (PS3.5 §8.1.1).</summary>
    public int BitOffset(int frame) => firsts is null ? (int)(frame * frameBits % 8) : 0;

    /// <summary>The table of native pixels that lie in one run; throws DicomFormatException where there is no size or less than one frame.</summary>
    public static FrameTable Native(DataSet header, long pixelOffset, long pixelLength)
    {
        var size = PixelLayout.Of(header);
        var bits = size.FrameBits;
        var fit = bits == 0 ? 0 : Math.Min(pixelLength * 8 / bits, int.MaxValue);
        if (fit == 0) throw new DicomFormatException(pixelOffset, Tags.PixelData, $"{pixelLength} bytes are less than one frame of {(bits + 7) / 8}");
        return new FrameTable([new Run(pixelOffset, pixelLength)], null, (int)Math.Min(fit, size.Frames), bits);
    }

    /// <summary>The table of an element's compressed pixels; offsets count the fragments' bytes laid end to end, without their heads.</summary>
    public static FrameTable Encapsulated(DataSet header, Element pixels)
    {
        var (runs, places) = (new List<Run>(pixels.Fragments.Count), new List<long>());
        long offset = 0, place = 0;
        foreach (var fragment in pixels.Fragments)
        {
            runs.Add(new Run(offset, fragment.Length));
            places.Add(place);
            offset += fragment.Length;
            place += fragment.Length + 8;
        }
        return Grouped(header, runs, places, pixels.OffsetTable.Span, i => pixels.Fragments[i].Span[..Math.Min(4, pixels.Fragments[i].Length)].ToArray());
    }

    /// <summary>
    /// The table of compressed pixels in a stream that can seek: the heads of the items are read from <paramref name="pixelOffset"/> on, counted
    /// from the stream's start, as are the runs. Fragments cut off at the end of the stream are kept as far as they go.
    /// </summary>
    public static FrameTable Encapsulated(DataSet header, Stream stream, long pixelOffset, bool isBigEndian = false)
    {
        var (runs, places, table) = (new List<Run>(), new List<long>(), Array.Empty<byte>());
        var head = new byte[8];
        var (at, isFirst, start) = (pixelOffset, true, 0L);
        while (ReadAt(stream, at, head) == 8)
        {
            var span = head.AsSpan();
            var (group, element) = isBigEndian ? (BinaryPrimitives.ReadUInt16BigEndian(span), BinaryPrimitives.ReadUInt16BigEndian(span[2..]))
                : (BinaryPrimitives.ReadUInt16LittleEndian(span), BinaryPrimitives.ReadUInt16LittleEndian(span[2..]));
            long length = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(span[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(span[4..]);
            if (group != 0xFFFE || element != 0xE000) break;
            length = Math.Min(length, stream.Length - at - 8);
            if (isFirst)
            {
                if (length > MostFrames * 4L) throw new DicomFormatException(at, Tags.PixelData, $"an offset table of {length} bytes");
                table = new byte[length];
                ReadAt(stream, at + 8, table);
                start = at + 8 + length;
            }
            else
            {
                if (runs.Count == MostFrames) throw new DicomFormatException(at, Tags.PixelData, $"more than {MostFrames} fragments");
                runs.Add(new Run(at + 8, length));
                places.Add(at - start);
            }
            isFirst = false;
            at += 8 + length;
        }
        return Grouped(header, runs, places, table, i =>
        {
            var first = new byte[Math.Min(4, runs[i].Length)];
            ReadAt(stream, runs[i].Offset, first);
            return first;
        });
    }

    /// <summary>Which fragments belong together: one frame has all; as many as frames have one each; else tables or the marks of a picture say.</summary>
    static FrameTable Grouped(DataSet header, List<Run> runs, List<long> places, ReadOnlySpan<byte> basic, Func<int, byte[]> start)
    {
        var frames = Math.Clamp(header.Int(Tags.NumberOfFrames) ?? 1, 1, MostFrames);
        if (runs.Count == 0) return new FrameTable([], [0], 0, 0);
        if (frames == 1) return new FrameTable([.. runs], [0, runs.Count], 1, 0);
        if (frames == runs.Count) return new FrameTable([.. runs], [.. Enumerable.Range(0, frames + 1)], frames, 0);
        var offsets = Offsets(header, basic);
        var index = new Dictionary<long, int>(places.Count);
        for (var i = 0; i < places.Count; i++) index[places[i]] = i;
        var firsts = new List<int>(frames + 1);
        foreach (var offset in offsets)
        {
            if (!index.TryGetValue(offset, out var at) || firsts.Count > 0 && at <= firsts[^1]) break;
            firsts.Add(at);
        }
        if (offsets.Count == 0 || firsts.Count != offsets.Count || firsts[0] != 0)
        {
            firsts.Clear();
            for (var i = 0; i < runs.Count; i++)
            {
                if (i == 0 || frames > 1 && IsStart(start(i))) firsts.Add(i);
            }
        }
        var count = Math.Min(firsts.Count, frames);
        return new FrameTable([.. runs], [.. firsts.Take(count), count < firsts.Count ? firsts[count] : runs.Count], count, 0);
    }

    static List<long> Offsets(DataSet header, ReadOnlySpan<byte> basic)
    {
        var extended = header.Bytes(Tags.ExtendedOffsetTable).Span;
        var offsets = new List<long>();
        for (var i = 0; i + 8 <= extended.Length && extended.Length > 0; i += 8) offsets.Add(BinaryPrimitives.ReadInt64LittleEndian(extended[i..]));
        for (var i = 0; i + 4 <= basic.Length && extended.IsEmpty; i += 4) offsets.Add(BinaryPrimitives.ReadUInt32LittleEndian(basic[i..]));
        return offsets;
    }

    // JPEG and JPEG-LS begin with SOI and a marker, JPEG 2000 with SOC and SIZ or the signature box.
    static bool IsStart(byte[] bytes) => bytes is [0xFF, 0xD8, 0xFF, ..] or [0xFF, 0x4F, 0xFF, 0x51] or [0, 0, 0, 0x0C];

    static int ReadAt(Stream stream, long offset, byte[] into)
    {
        stream.Position = offset;
        return stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
    }
}
