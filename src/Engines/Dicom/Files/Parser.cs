using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>Reads elements from bytes that may come piece by piece (PS3.5 §7): no recursion, every length held against what is left.</summary>
/// <param name="syntax">How the data set is written.</param>
/// <param name="limits">What it may ask.</param>
/// <param name="stopsAtPixels">Only the header is wanted: long values are passed over, pixels end the reading.</param>
sealed partial class Parser(TransferSyntax syntax, ReadLimits limits, bool stopsAtPixels)
{
    const uint Undefined = 0xFFFFFFFF;
    const long EnoughKept = 16 << 20;

    readonly List<Frame> frames = [new Frame { End = long.MaxValue, IsExplicit = syntax.IsExplicit, IsBig = syntax.IsBigEndian, Set = new DataSet() }];
    ReadOnlyMemory<byte> window;
    long windowStart;
    int at, count, depth;
    long keptBytes;
    bool isWhole;

    /// <summary>What was read so far.</summary>
    public DataSet Root => frames[0].Set!;

    /// <summary>True once the end, or the pixels where only a header is wanted, was reached.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The element of pixels at which reading stopped.</summary>
    public Tag? PixelTag { get; private set; }

    /// <summary>The representation its pixels were given.</summary>
    public Vr PixelVr { get; private set; }

    /// <summary>Where their first byte lies, counted from the start of the data set.</summary>
    public long PixelOffset { get; private set; }

    /// <summary>Their bytes, or null where a delimiter ends them.</summary>
    public long? PixelLength { get; private set; }

    /// <summary>True where pixels ended before their length said.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>The byte to be read next, counted from the start of the data set; may lie beyond what was given where a value is passed over.</summary>
    public long Position => windowStart + at;

    long Left => window.Length - at;

    long Limit => isWhole ? windowStart + window.Length : long.MaxValue;

    /// <summary>Reads on with all the bytes from <paramref name="start"/> on; <paramref name="whole"/> says that no more will come. True when done.</summary>
    public bool Read(ReadOnlyMemory<byte> bytes, long start, bool whole)
    {
        var position = Position;
        (window, windowStart, isWhole) = (bytes, start, whole);
        at = (int)Math.Min(position - start, int.MaxValue);
        while (!IsDone && Step()) { }
        return IsDone;
    }

    bool Step()
    {
        if (Left < 0) return isWhole ? throw Fault(null, "a value goes beyond the end") : false;
        while (frames.Count > 1 && Position >= frames[^1].End) Close();
        var frame = frames[^1];
        if (Left < 8)
        {
            if (!isWhole) return false;
            // A few zeros after the last element are padding of a medium; an open sequence is not.
            if (frames.Count == 1 && window.Span[at..].IndexOfAnyExcept((byte)0) < 0 || frame.Fragments is not null && frames.Count == 2 && limits.TakesTruncatedPixels)
            {
                IsTruncated |= frames.Count > 1;
                return Finish();
            }
            throw Fault(frame.Set is null ? frame.Tag : null, frames.Count == 1 ? "the data end inside an element" : "the data end inside a sequence");
        }
        return frame.Items is not null ? StepItem(frame) : frame.Fragments is not null ? StepFragment(frame) : StepElement(frame);
    }

    bool Finish()
    {
        while (frames.Count > 1) Close();
        Root.Order();
        IsDone = true;
        return false;
    }

    void Close()
    {
        var frame = frames[^1];
        frames.RemoveAt(frames.Count - 1);
        if (frame.Set is not null)
        {
            frame.Set.Order();
            return;
        }
        var owner = frames[^1].Set!;
        if (frame.Items is not null)
        {
            depth--;
            owner.Append(new Element(frame.Tag, frame.Items));
            return;
        }
        var fragments = frame.Fragments!;
        owner.Append(new Element(frame.Tag, frame.Vr == Vr.OW ? Vr.OW : Vr.OB, fragments.Count > 0 ? fragments[0] : default, fragments.Count > 0 ? fragments[1..] : []));
    }

    bool StepItem(Frame frame)
    {
        var tag = ReadTag(window.Span[at..], frame.IsBig);
        var length = ReadLength(window.Span[(at + 4)..], frame.IsBig);
        if (tag == Tags.SequenceEnd)
        {
            at += 8;
            Close();
            return true;
        }
        if (tag == Tags.ItemEnd)
        {
            at += 8;
            return true;
        }
        if (tag != Tags.Item) throw Fault(frame.Tag, $"an item was expected in the sequence, not ({tag.Group:X4},{tag.Element:X4})");
        Count(tag);
        at += 8;
        var item = new DataSet();
        item.Inside(frames[^2].Set);
        frame.Items!.Add(item);
        var end = length == Undefined ? long.MaxValue : Ending(length, frame.Tag);
        var isExplicit = frame.IsExplicit;
        // Makers exist whose explicit sequences hold implicit items.
        if (isExplicit && length >= 8 && Left >= 6 && Vrs.Of(window.Span[at + 4], window.Span[at + 5]) == Vr.None
            && ReadTag(window.Span[at..], frame.IsBig).Group != 0xFFFE)
        {
            isExplicit = false;
        }
        frames.Add(new Frame { End = end, IsExplicit = isExplicit, IsBig = frame.IsBig, Set = item });
        return true;
    }

    bool StepFragment(Frame frame)
    {
        var tag = ReadTag(window.Span[at..], frame.IsBig);
        var length = ReadLength(window.Span[(at + 4)..], frame.IsBig);
        if (tag == Tags.SequenceEnd)
        {
            at += 8;
            Close();
            return true;
        }
        if (tag != Tags.Item) throw Fault(frame.Tag, $"a fragment was expected, not ({tag.Group:X4},{tag.Element:X4})");
        if (length == Undefined) throw Fault(frame.Tag, "a fragment needs a length");
        if (Left - 8 < length)
        {
            if (!isWhole && length <= EnoughKept) return false;
            if (!limits.TakesTruncatedPixels || frames.Count > 2) throw Fault(frame.Tag, $"a fragment of {length} bytes, but {Left - 8} are left");
            (length, IsTruncated) = ((uint)(Left - 8), true);
        }
        Count(tag);
        frame.Fragments!.Add(Taken(at + 8, (int)length));
        at += 8 + (int)length;
        return true;
    }

    long Ending(long length, Tag tag)
    {
        var end = Position + length;
        for (var i = frames.Count - 1; i >= 0; i--)
        {
            if (frames[i].IsUndefined) continue;
            if (end > frames[i].End) throw Fault(tag, $"{length} bytes are said, but {frames[i].End - Position} are left of what it stands in");
            break;
        }
        return end <= Limit ? end : throw Fault(tag, $"{length} bytes are said, but {Left} are left");
    }

    void Count(Tag tag)
    {
        if (++count > limits.Elements) throw Fault(tag, $"more than {limits.Elements} elements");
    }

    ReadOnlyMemory<byte> Taken(int from, int length) => length == 0 ? default : window.Slice(from, length);

    DicomFormatException Fault(Tag? tag, string message) => new(Position, tag, message);

    static Tag ReadTag(ReadOnlySpan<byte> bytes, bool big) => big
        ? new(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]))
        : new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));

    static uint ReadLength(ReadOnlySpan<byte> bytes, bool big) => big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    static int ReadShort(ReadOnlySpan<byte> bytes, bool big) => big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
