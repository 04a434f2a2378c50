using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>A whole object with its pixels in another transfer syntax (PS3.5 §8.2, §A.4): native, JPEG-LS lossless or RLE.</summary>
public static class Recompression
{
    /// <summary>True where <see cref="Of"/> can give an object of one syntax in another.</summary>
    public static bool Can(TransferSyntax from, TransferSyntax to) =>
        PixelCodec.CanDecode(from) && (!to.IsEncapsulated || PixelCodec.CanEncode(to)) || from.Uid == to.Uid;

    /// <summary>
    /// The object's data set for the target syntax; the values that are not pixels are shared. What lost quality before says so as before.
    /// Throws DicomFormatException where the pixels cannot be decoded, or are of a kind the target does not hold.
    /// </summary>
    public static DataSet Of(DicomFile file, TransferSyntax target)
    {
        var pixels = file.DataSet[Tags.PixelData];
        if (pixels is null || file.Syntax.Uid == target.Uid || !pixels.IsEncapsulated && !target.IsEncapsulated) return file.DataSet;
        var source = new FrameSource(file);
        if (source.Layout.BitsAllocated is not (8 or 16)) throw new DicomFormatException($"Pixels of {source.Layout.BitsAllocated} bits stay as they are.");
        var set = file.DataSet.Copy();
        set.Remove(Tags.ExtendedOffsetTable);
        set.Remove(Tags.ExtendedOffsetTableLengths);
        var frames = new ReadOnlyMemory<byte>[source.Count];
        var layout = source.Layout;
        for (var i = 0; i < frames.Length; i++)
        {
            var native = source.Native(i);
            layout = native.Layout;
            frames[i] = target.IsEncapsulated ? PixelCodec.Encode(native, target) : native.Bytes;
        }
        set.Set(Tags.PhotometricInterpretation, layout.Photometric);
        if (layout.Samples > 1) set.Set(Tags.PlanarConfiguration, 0);
        return set.Set(target.IsEncapsulated ? new Element(Tags.PixelData, Vr.OB, Offsets(frames), frames) : Whole(frames, layout));
    }

    static Element Whole(ReadOnlyMemory<byte>[] frames, PixelLayout layout)
    {
        var length = frames.Sum(f => (long)f.Length);
        if (length > Array.MaxLength) throw new DicomFormatException($"{length} bytes of native pixels are too many for one object.");
        var all = new byte[length];
        var at = 0;
        foreach (var frame in frames)
        {
            frame.CopyTo(all.AsMemory(at));
            at += frame.Length;
        }
        return new Element(Tags.PixelData, layout.BitsAllocated > 8 ? Vr.OW : Vr.OB, all);
    }

    /// <summary>The basic offset table of frames of one fragment each; empty where an offset goes beyond 32 bits.</summary>
    static byte[] Offsets(ReadOnlyMemory<byte>[] frames)
    {
        var table = new byte[4 * frames.Length];
        var offset = 0L;
        for (var i = 0; i < frames.Length; i++)
        {
            if (offset > uint.MaxValue) return [];
            BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(4 * i), (uint)offset);
            offset += frames[i].Length + 8;
        }
        return table;
    }
}
