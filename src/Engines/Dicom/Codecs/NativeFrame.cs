using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace LienY.Dicom;

/// <summary>One frame uncompressed: numbers with the low byte first, colours by pixel, one value in whole bytes.</summary>
/// <param name="Layout">How its bytes are to be read; the photometric interpretation is that of these bytes.</param>
/// <param name="Bytes">Rows × Columns × Samples values.</param>
public sealed record NativeFrame(PixelLayout Layout, byte[] Bytes);

/// <summary>Between compressed frames and native ones (PS3.5 §8.2, §A.4).</summary>
public static class PixelCodec
{
    /// <summary>True where frames of a syntax can be decoded here: native, deflated, RLE, JPEG-LS and JPEG but the hierarchical processes.</summary>
    public static bool CanDecode(TransferSyntax syntax) => !syntax.IsEncapsulated || Kind(syntax) != 0;

    /// <summary>True for the syntaxes frames can be encoded in: JPEG-LS lossless and RLE.</summary>
    public static bool CanEncode(TransferSyntax syntax) => syntax.Uid == TransferSyntax.JpegLsLossless.Uid || syntax.Uid == TransferSyntax.Rle.Uid;

    /// <summary>Decodes one compressed frame (all its fragments in a row). The stream's size must agree with the layout. Throws DicomFormatException.</summary>
    public static NativeFrame Decode(ReadOnlySpan<byte> frame, TransferSyntax syntax, PixelLayout layout)
    {
        switch (Kind(syntax, frame))
        {
            case 'R':
                return new NativeFrame(layout with { IsPlanar = false, Photometric = Whole(layout) }, Rle.Decode(frame, layout));
            case 'L':
                var lossless = JpegLs.Decode(frame, layout);
                return new NativeFrame(layout with { IsPlanar = false, Photometric = Whole(layout) }, Packed(lossless, layout));
            case 'J':
                return OfJpeg(frame, layout);
            case 'Z':
                using (var inflate = new DeflateStream(new MemoryStream(frame.ToArray()), CompressionMode.Decompress)) return Native(Inflated(inflate, layout), layout);
            case 'N':
                return Native(frame, layout);
            default:
                throw new DicomFormatException($"Frames of {syntax.Name} are not decoded here.");
        }
    }

    /// <summary>
    /// One native frame as its bytes lie in the file: turned, interleaved and widened as need be. <paramref name="isBigEndian"/> says that they are words
    /// (OW) with the high byte first. Throws where it is too short.
    /// </summary>
    public static NativeFrame Native(ReadOnlySpan<byte> frame, PixelLayout layout, bool isBigEndian = false, int bitOffset = 0)
    {
        if (layout.FrameBytes > 1 << 30 || layout.Pixels * layout.Samples > 1 << 30)
        {
            throw new DicomFormatException($"A frame of {layout.Columns} × {layout.Rows} is too large.");
        }
        if (frame.Length < layout.FrameBytes) throw new DicomFormatException($"A frame of {frame.Length} bytes, {layout.FrameBytes} were expected.");
        var count = (int)layout.Pixels * layout.Samples;
        byte[] bytes;
        if (layout.BitsAllocated == 1)
        {
            bytes = new byte[count];
            for (var i = 0; i < count; i++)
            {
                var bit = i + bitOffset;
                bytes[i] = (byte)((uint)(bit >> 3) < (uint)frame.Length ? frame[bit >> 3] >> (bit & 7) & 1 : 0);
            }
            return new NativeFrame(layout with { BitsAllocated = 8, BitsStored = 1, HighBit = 0, IsPlanar = false }, bytes);
        }
        if (layout.Photometric == "YBR_FULL_422" && layout is { Samples: 3, BitsAllocated: 8 })
        {
            bytes = new byte[count];
            // Two luminances, then the two colour differences they share (PS3.3 §C.7.6.3.1.2).
            for (int from = 0, to = 0; to + 5 < count && from + 3 < frame.Length; from += 4, to += 6)
            {
                (bytes[to], bytes[to + 1], bytes[to + 2]) = (frame[from], frame[from + 2], frame[from + 3]);
                (bytes[to + 3], bytes[to + 4], bytes[to + 5]) = (frame[from + 1], frame[from + 2], frame[from + 3]);
            }
            return new NativeFrame(layout with { Photometric = "YBR_FULL", IsPlanar = false }, bytes);
        }
        bytes = frame[..(int)layout.FrameBytes].ToArray();
        var size = layout.SampleBytes;
        if (isBigEndian)
        {
            var unit = Math.Max(2, size);
            for (var i = 0; i + unit <= bytes.Length; i += unit) bytes.AsSpan(i, unit).Reverse();
        }
        if (!layout.IsPlanar) return new NativeFrame(layout, bytes);
        var mixed = new byte[bytes.Length];
        for (var c = 0; c < layout.Samples; c++)
        {
            for (var i = 0; i < layout.Pixels; i++) bytes.AsSpan((int)(c * layout.Pixels + i) * size, size).CopyTo(mixed.AsSpan((i * layout.Samples + c) * size));
        }
        return new NativeFrame(layout with { IsPlanar = false }, mixed);
    }

    /// <summary>Encodes a native frame without loss, to an even number of bytes. Throws DicomFormatException where the syntax or the layout does not allow it.</summary>
    public static byte[] Encode(NativeFrame frame, TransferSyntax target)
    {
        if (target.Uid == TransferSyntax.Rle.Uid) return Rle.Encode(frame.Bytes, frame.Layout);
        if (target.Uid != TransferSyntax.JpegLsLossless.Uid) throw new DicomFormatException($"Frames are not encoded in {target.Name} here.");
        var layout = frame.Layout;
        if (layout.BitsAllocated is not (8 or 16)) throw new DicomFormatException($"JPEG-LS does not hold {layout.BitsAllocated} bits.");
        var values = Unpacked(frame);
        ushort all = 0;
        foreach (var value in values) all |= value;
        // Negative numbers, and bits above the stored ones, need the whole width.
        var bits = all >> layout.BitsStored == 0 ? layout.BitsStored : layout.BitsAllocated;
        return JpegLsEncoder.Encode(new SampleFrame(layout.Rows, layout.Columns, layout.Samples, bits, values));
    }

    /// <summary>The codec for a frame: JPEG streams tell by their own head which they are, for files that say another syntax.</summary>
    static char Kind(TransferSyntax syntax, ReadOnlySpan<byte> frame)
    {
        var said = Kind(syntax);
        if (frame is not [0xFF, 0xD8, 0xFF, ..] || said is 'R' or 'Z' || said == 'N' && !syntax.IsEncapsulated) return said;
        var at = 2;
        for (var i = 0; i < 100 && Markers.Next(frame, ref at, out _) is var marker and not (Markers.Eoi or Markers.Sos); i++)
        {
            if (marker is >= 0xC0 and <= 0xCF and not (Markers.Dht or 0xC8 or Markers.Dac)) return 'J';
            if (marker == Markers.SofLs) return 'L';
        }
        return said;
    }

    static char Kind(TransferSyntax syntax) => syntax.Uid switch
    {
        "1.2.840.10008.1.2.5" => 'R',
        "1.2.840.10008.1.2.4.80" or "1.2.840.10008.1.2.4.81" => 'L',
        "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51" or "1.2.840.10008.1.2.4.53" or "1.2.840.10008.1.2.4.55"
            or "1.2.840.10008.1.2.4.57" or "1.2.840.10008.1.2.4.70" => 'J',
        "1.2.840.10008.1.2.8.1" => 'Z',
        "1.2.840.10008.1.2.1.98" => 'N',
        _ => syntax.IsEncapsulated ? '\0' : 'N',
    };

    static NativeFrame OfJpeg(ReadOnlySpan<byte> stream, PixelLayout layout)
    {
        var frame = Jpeg.Decode(stream, layout, out var jpeg);
        var photometric = Whole(layout);
        if (layout.Samples == 3 && !jpeg.IsLossless)
        {
            var isYbr = jpeg.Adobe is { } said ? said == 1 : jpeg.IsJfif || photometric.StartsWith("YBR", StringComparison.Ordinal);
            if (isYbr) Colours.ToRgb(frame);
            photometric = "RGB";
        }
        return new NativeFrame(layout with { IsPlanar = false, Photometric = photometric }, Packed(frame, layout));
    }

    /// <summary>Decoded colours are no longer halved.</summary>
    static string Whole(PixelLayout layout) => layout.Photometric == "YBR_FULL_422" ? "YBR_FULL" : layout.Photometric;

    static byte[] Inflated(Stream inflate, PixelLayout layout)
    {
        if (layout.FrameBytes > 1 << 30) throw new DicomFormatException($"A frame of {layout.Columns} × {layout.Rows} is too large.");
        var bytes = new byte[layout.FrameBytes];
        try
        {
            inflate.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new DicomFormatException("A deflated frame cannot be inflated.", e);
        }
        return bytes;
    }

    static byte[] Packed(SampleFrame frame, PixelLayout layout)
    {
        if (layout.BitsAllocated is not (8 or 16)) throw new DicomFormatException($"A JPEG frame in {layout.BitsAllocated} allocated bits.");
        if (layout.BitsAllocated == 16 && BitConverter.IsLittleEndian) return MemoryMarshal.AsBytes(frame.Values.AsSpan()).ToArray();
        var bytes = new byte[frame.Values.Length * layout.SampleBytes];
        for (var i = 0; i < frame.Values.Length; i++)
        {
            if (layout.BitsAllocated == 8) bytes[i] = (byte)frame.Values[i];
            else BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), frame.Values[i]);
        }
        return bytes;
    }

    static ushort[] Unpacked(NativeFrame frame)
    {
        var values = new ushort[frame.Layout.Pixels * frame.Layout.Samples];
        if (frame.Layout.BitsAllocated == 16) MemoryMarshal.Cast<byte, ushort>(frame.Bytes)[..values.Length].CopyTo(values);
        else for (var i = 0; i < values.Length; i++) values[i] = frame.Bytes[i];
        return values;
    }
}
