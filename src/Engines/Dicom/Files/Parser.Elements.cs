using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>One element: its head in explicit or implicit form, then its value or what is inside.</summary>
sealed partial class Parser
{
    bool StepElement(Frame frame)
    {
        var span = window.Span[at..];
        var tag = ReadTag(span, frame.IsBig);
        if (tag.Group == 0xFFFE) return StepDelimiter(frame, tag);
        if (tag.Number == 0 && frames.Count == 1 && isWhole && count > 0 && span.IndexOfAnyExcept((byte)0) < 0) return Finish();
        var (vr, length, head) = Head(span, tag, frame);
        if (head == 0) return isWhole ? throw Fault(tag, "the data end inside the head of an element") : false;
        if (frames.Count == 1 && tag.IsPixels && stopsAtPixels)
        {
            (PixelTag, PixelVr, PixelOffset, PixelLength) = (tag, vr, Position + head, length == Undefined ? null : length);
            Count(tag);
            return Finish();
        }
        if (length == Undefined) return Open(frame, tag, vr, head);
        if (vr == Vr.SQ || vr == Vr.UN && frame.IsExplicit && TagTable.VrOf(tag) == Vr.SQ && IsItems(span[head..], length, frame.IsBig) is true)
        {
            Count(tag);
            at += head;
            OpenSequence(frame, tag, vr == Vr.UN, Ending(length, tag));
            return true;
        }
        return Value(frame, tag, vr, length, head);
    }

    bool StepDelimiter(Frame frame, Tag tag)
    {
        if (tag == Tags.Item) throw Fault(tag, "an item outside of a sequence");
        at += 8;
        // At the outermost level and in items of a said length a delimiter says nothing.
        if (frames.Count == 1) return true;
        if (tag == Tags.ItemEnd)
        {
            if (frame.IsUndefined) Close();
            return true;
        }
        if (frame.IsUndefined && frames[^2].IsUndefined)
        {
            Close();
            Close();
        }
        return true;
    }

    (Vr Vr, uint Length, int Head) Head(ReadOnlySpan<byte> span, Tag tag, Frame frame)
    {
        if (!frame.IsExplicit)
        {
            var plain = ReadLength(span[4..], frame.IsBig);
            // Makers exist whose implicit sequences hold explicit elements; their two letters read as a length go far beyond the end.
            if (plain == Undefined || plain <= Room() || Vrs.Of(span[4], span[5]) is var said && said == Vr.None) return (Implied(tag, frame.Set!, plain), plain, 8);
            return Explicit(span, said, frame.IsBig);
        }
        var vr = Vrs.Of(span[4], span[5]);
        if (vr == Vr.None)
        {
            var implied = ReadLength(span[4..], frame.IsBig);
            if (span[4] is >= (byte)'A' and <= (byte)'Z' && span[5] is >= (byte)'A' and <= (byte)'Z') return Explicit(span, Vr.UN, frame.IsBig);
            if (implied == Undefined || implied <= Room() && (isWhole || implied < 0x10000)) return (Implied(tag, frame.Set!, implied), implied, 8);
            return (Implied(tag, frame.Set!, 0), (uint)ReadShort(span[6..], frame.IsBig), 8);
        }
        var head = Explicit(span, vr, frame.IsBig);
        if (vr != Vr.UN || tag.IsPrivate || head.Length == Undefined || frame.IsBig) return head;
        if (TagTable.Find(tag) is { } entry && entry.Vr != Vr.SQ) head.Vr = Implied(tag, frame.Set!, head.Length);
        return head;
    }

    static (Vr Vr, uint Length, int Head) Explicit(ReadOnlySpan<byte> span, Vr vr, bool big)
    {
        if (!vr.IsLong()) return (vr, (uint)ReadShort(span[6..], big), 8);
        return span.Length < 12 ? (vr, 0, 0) : (vr, ReadLength(span[8..], big), 12);
    }

    /// <summary>Bytes that may follow in what stands around, as far as it is known.</summary>
    long Room()
    {
        for (var i = frames.Count - 1; i >= 0; i--)
        {
            if (!frames[i].IsUndefined) return frames[i].End - Position - 8;
        }
        return Limit == long.MaxValue ? long.MaxValue : Limit - Position - 8;
    }

    bool Open(Frame frame, Tag tag, Vr vr, int head)
    {
        Count(tag);
        if (tag.IsPixels || vr is Vr.OB or Vr.OW && frame.IsExplicit)
        {
            at += head;
            frames.Add(new Frame { End = long.MaxValue, IsExplicit = true, IsBig = frame.IsBig, Tag = tag, Vr = vr, Fragments = [] });
            return true;
        }
        if (vr is not (Vr.SQ or Vr.UN or Vr.OB or Vr.OW)) throw Fault(tag, $"{vr} cannot have an undefined length");
        at += head;
        OpenSequence(frame, tag, vr == Vr.UN, long.MaxValue);
        return true;
    }

    void OpenSequence(Frame frame, Tag tag, bool isUnknown, long end)
    {
        if (++depth > limits.Depth) throw Fault(tag, $"sequences nested deeper than {limits.Depth}");
        // What is of unknown representation is always implicit and little endian inside (PS3.5 §6.2.2).
        frames.Add(new Frame { End = end, IsExplicit = frame.IsExplicit && !isUnknown, IsBig = frame.IsBig && !isUnknown, Tag = tag, Items = [] });
    }

    bool Value(Frame frame, Tag tag, Vr vr, uint length, int head)
    {
        if (stopsAtPixels && length > (keptBytes > EnoughKept ? 1024 : limits.Kept))
        {
            at += head;
            var end = Ending(length, tag);
            Count(tag);
            frame.Set!.Append(new Element(tag, vr, Position, length));
            Skip(end);
            return true;
        }
        if (Left - head < length)
        {
            if (!isWhole) return false;
            if (!tag.IsPixels || frames.Count > 1 || !limits.TakesTruncatedPixels) throw Fault(tag, $"{vr} of {length} bytes, but {Left - head} are left");
            (length, IsTruncated) = ((uint)(Left - head), true);
        }
        at += head;
        Ending(length, tag);
        Count(tag);
        var value = Taken(at, (int)length);
        keptBytes += length;
        if (frame.IsBig && vr.Unit() > 1) value = Turned(value.Span, vr.Unit());
        frame.Set!.Append(new Element(tag, vr, value));
        at += (int)length;
        return true;
    }

    /// <summary>Goes on at an offset that may lie beyond the bytes given so far.</summary>
    void Skip(long position)
    {
        if (position - windowStart <= window.Length)
        {
            at = (int)(position - windowStart);
            return;
        }
        if (isWhole) throw Fault(null, "a value goes beyond the end");
        (windowStart, window, at) = (position, default, 0);
    }

    static bool? IsItems(ReadOnlySpan<byte> value, uint length, bool big) =>
        length == 0 || length >= 8 && value.Length >= 4 && (ReadTag(value, false) == Tags.Item || big && ReadTag(value, true) == Tags.Item);

    static Vr Implied(Tag tag, DataSet set, uint length)
    {
        if (TagTable.Find(tag) is not { } entry) return length == Undefined && tag.IsPrivate ? Vr.UN : TagTable.VrOf(tag);
        if (entry.Vrs.Count == 1) return entry.Vr;
        if (entry.Vrs.Contains(Vr.OW) && (entry.Vr == Vr.OB || length > 2 && tag.Element != 0x3002)) return Vr.OW;
        for (var around = set; around is not null; around = around.Parent)
        {
            if (around[Tags.PixelRepresentation] is { } signed) return signed.Value.Length > 0 && (signed.Value.Span[0] & 1) == 1 ? Vr.SS : Vr.US;
        }
        return entry.Vr;
    }

    static byte[] Turned(ReadOnlySpan<byte> value, int unit)
    {
        var turned = new byte[value.Length];
        value.CopyTo(turned);
        for (var i = 0; i + unit <= turned.Length; i += unit) turned.AsSpan(i, unit).Reverse();
        return turned;
    }
}
