using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>RLE of DICOM (PS3.5 §G): a head of 64 bytes, then a PackBits segment for every byte plane, the high byte first.</summary>
static class Rle
{
    /// <summary>Decodes a frame to bytes, low byte first, colours by pixel. Throws DicomFormatException.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> stream, PixelLayout layout)
    {
        var (sample, samples) = (layout.SampleBytes, layout.Samples);
        var planes = sample * samples;
        if (layout.BitsAllocated == 1) throw new DicomFormatException("RLE of one bit a pixel is not read.");
        if (stream.Length < 64) throw new DicomFormatException("The RLE head is cut.");
        var count = BinaryPrimitives.ReadUInt32LittleEndian(stream);
        if (count != planes) throw new DicomFormatException($"RLE of {count} segments where {planes} were expected.");
        if (layout.Pixels * planes > 1 << 30) throw new DicomFormatException($"A frame of {layout.Columns} × {layout.Rows} is too large.");
        // A run makes at most 128 bytes of two.
        if (layout.Pixels * planes > 64L * stream.Length) throw new DicomFormatException("The RLE frame is too short for its size.");
        var pixels = new byte[layout.Pixels * planes];
        for (var plane = 0; plane < planes; plane++)
        {
            var from = BinaryPrimitives.ReadUInt32LittleEndian(stream[(4 + 4 * plane)..]);
            var end = plane + 1 < planes ? BinaryPrimitives.ReadUInt32LittleEndian(stream[(8 + 4 * plane)..]) : (uint)stream.Length;
            if (from < 64 || from > end || end > stream.Length) throw new DicomFormatException($"RLE segment {plane + 1} lies outside of the frame.");
            Unpack(stream[(int)from..(int)end], pixels, plane / sample * sample + (sample - 1 - plane % sample), planes, (int)layout.Pixels);
        }
        return pixels;
    }

    static void Unpack(ReadOnlySpan<byte> packed, Span<byte> into, int offset, int step, int wanted)
    {
        var to = offset;
        for (var at = 0; wanted > 0;)
        {
            if (at >= packed.Length) throw new DicomFormatException("An RLE segment ends early.");
            int control = (sbyte)packed[at++];
            if (control == -128) continue;
            var count = Math.Min(control >= 0 ? control + 1 : 1 - control, wanted);
            wanted -= count;
            if (control >= 0)
            {
                if (at + count > packed.Length) throw new DicomFormatException("An RLE segment ends early.");
                if (step == 1) packed.Slice(at, count).CopyTo(into[to..]);
                else for (var i = 0; i < count; i++) into[to + i * step] = packed[at + i];
                at += control + 1;
            }
            else
            {
                if (at >= packed.Length) throw new DicomFormatException("An RLE segment ends early.");
                var value = packed[at++];
                if (step == 1) into.Slice(to, count).Fill(value);
                else for (var i = 0; i < count; i++) into[to + i * step] = value;
            }
            to += count * step;
        }
    }

    /// <summary>The RLE of a frame given as bytes, low byte first, colours by pixel; each line is packed on its own (PS3.5 §G.3.1).</summary>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, PixelLayout layout)
    {
        var (sample, planes) = (layout.SampleBytes, layout.SampleBytes * layout.Samples);
        if (planes > 15) throw new DicomFormatException($"RLE holds at most 15 byte planes, not {planes}.");
        using var all = new MemoryStream(pixels.Length / 2 + 64);
        var head = new byte[64];
        BinaryPrimitives.WriteInt32LittleEndian(head, planes);
        all.Write(head);
        var line = new byte[layout.Columns];
        var packed = new byte[layout.Columns + layout.Columns / 128 + 2];
        for (var plane = 0; plane < planes; plane++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4 + 4 * plane), (int)all.Length);
            var offset = plane / sample * sample + (sample - 1 - plane % sample);
            for (var y = 0; y < layout.Rows; y++)
            {
                var row = pixels.Slice(y * layout.Columns * planes, layout.Columns * planes);
                for (var x = 0; x < line.Length; x++) line[x] = row[x * planes + offset];
                all.Write(packed, 0, Pack(line, packed));
            }
            if ((all.Length & 1) == 1) all.WriteByte(0);
        }
        var bytes = all.ToArray();
        head.CopyTo(bytes, 0);
        return bytes;
    }

    static int Pack(ReadOnlySpan<byte> line, Span<byte> packed)
    {
        var to = 0;
        for (var at = 0; at < line.Length;)
        {
            var differs = line[at..Math.Min(line.Length, at + 128)].IndexOfAnyExcept(line[at]);
            var run = differs < 0 ? Math.Min(128, line.Length - at) : differs;
            if (run >= 2)
            {
                (packed[to], packed[to + 1]) = ((byte)(1 - run), line[at]);
                (to, at) = (to + 2, at + run);
                continue;
            }
            var end = at + 1;
            // A literal goes on until three bytes are the same.
            while (end < line.Length && end - at < 128 && !(end + 2 < line.Length && line[end] == line[end + 1] && line[end] == line[end + 2])) end++;
            packed[to++] = (byte)(end - at - 1);
            line[at..end].CopyTo(packed[to..]);
            (to, at) = (to + end - at, end);
        }
        return to;
    }
}
