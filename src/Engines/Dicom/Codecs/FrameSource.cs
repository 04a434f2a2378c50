namespace LienY.Dicom;

/// <summary>The frames of an object that was read into memory.</summary>
public sealed class FrameSource
{
    readonly Element pixels;
    readonly FrameTable table;
    readonly bool isSwapped;

    /// <summary>The frames of a file; throws DicomFormatException where it has no pixels or its header gives no size.</summary>
    public FrameSource(DicomFile file)
    {
        pixels = file.DataSet[Tags.PixelData] ?? file.DataSet[Tags.FloatPixelData] ?? file.DataSet[Tags.DoubleFloatPixelData]
            ?? throw new DicomFormatException("The object has no pixels.");
        // Fragments under a native syntax: a compressed stream that the file does not admit to.
        var isSaid = file.Syntax.IsEncapsulated || !pixels.IsEncapsulated;
        (Syntax, Layout) = (isSaid ? file.Syntax : TransferSyntax.EncapsulatedNative, PixelLayout.Of(file.DataSet));
        table = pixels.IsEncapsulated ? FrameTable.Encapsulated(file.DataSet, pixels) : FrameTable.Native(file.DataSet, 0, pixels.Value.Length);
        // The reader turned words of 16 bits; values of 32 stand with their halves changed.
        isSwapped = file.Syntax.IsBigEndian && pixels.Vr == Vr.OW && Layout.BitsAllocated == 32;
    }

    /// <summary>How the pixels are written.</summary>
    public TransferSyntax Syntax { get; }

    /// <summary>Their layout in the file.</summary>
    public PixelLayout Layout { get; }

    /// <summary>How many frames there are.</summary>
    public int Count => table.Count;

    /// <summary>True where frames are compressed.</summary>
    public bool IsEncapsulated => pixels.IsEncapsulated;

    /// <summary>The bytes of a frame as they lie in the file, its fragments in a row.</summary>
    public ReadOnlyMemory<byte> Bytes(int frame)
    {
        if (!pixels.IsEncapsulated) return pixels.Value.Slice((int)table[frame][0].Offset, (int)table[frame][0].Length);
        var fragments = pixels.Fragments.Take(table.Fragments(frame)).ToArray();
        if (fragments.Length == 1) return fragments[0];
        var all = new byte[fragments.Sum(f => (long)f.Length)];
        var at = 0;
        foreach (var fragment in fragments)
        {
            fragment.CopyTo(all.AsMemory(at));
            at += fragment.Length;
        }
        return all;
    }

    /// <summary>A frame uncompressed; throws DicomFormatException where it cannot be decoded.</summary>
    public NativeFrame Native(int frame)
    {
        if (pixels.IsEncapsulated) return PixelCodec.Decode(Bytes(frame).Span, Syntax, Layout);
        var native = PixelCodec.Native(Bytes(frame).Span, Layout, bitOffset: table.BitOffset(frame));
        for (var i = 0; isSwapped && i + 4 <= native.Bytes.Length; i += 4)
        {
            var b = native.Bytes.AsSpan(i, 4);
            (b[0], b[1], b[2], b[3]) = (b[2], b[3], b[0], b[1]);
        }
        return native;
    }
}
