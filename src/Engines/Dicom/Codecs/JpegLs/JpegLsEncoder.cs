using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LienY.Dicom;

/// <summary>Writes JPEG-LS (ITU-T T.87) without loss, with the default parameters; colours interleaved by line.</summary>
static class JpegLsEncoder
{
    /// <summary>The stream of a frame, of even length.</summary>
    public static byte[] Encode(SampleFrame frame)
    {
        var (width, count) = (frame.Columns, frame.Samples);
        var bits = Math.Max(2, frame.Bits);
        var writer = new JpegLsWriter(frame.Values.Length + 256);
        writer.Raw([0xFF, 0xD8, 0xFF, Markers.SofLs, 0, (byte)(8 + 3 * count), (byte)bits, .. Two(frame.Rows), .. Two(width), (byte)count]);
        for (var c = 1; c <= count; c++) writer.Raw([(byte)c, 0x11, 0]);
        writer.Raw([0xFF, Markers.Sos, 0, (byte)(6 + 2 * count), (byte)count]);
        for (var c = 1; c <= count; c++) writer.Raw([(byte)c, 0]);
        writer.Raw([0, (byte)(count == 1 ? 0 : 1), 0]);

        var most = (1 << bits) - 1;
        var model = new JpegLsModel(most, 0, 0, 0, 0, 0);
        var above = new ushort[count][];
        var lines = new ushort[count][];
        for (var c = 0; c < count; c++) (above[c], lines[c]) = (new ushort[width + 2], new ushort[width + 2]);
        var runs = new int[count];
        for (var y = 0; y < frame.Rows; y++)
        {
            var row = frame.Values.AsSpan(y * width * count, width * count);
            for (var c = 0; c < count; c++)
            {
                var line = lines[c].AsSpan(1, width);
                if (count == 1) row.CopyTo(line);
                else for (var x = 0; x < width; x++) line[x] = row[x * count + c];
                Line(writer, model, above[c], lines[c], width, ref runs[c]);
            }
            (above, lines) = (lines, above);
        }
        writer.End();
        writer.Raw([0xFF, Markers.Eoi]);
        var written = writer.Written;
        return (written.Length & 1) == 0 ? written.ToArray() : [.. written, 0];
    }

    static byte[] Two(int number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)number);
        return bytes;
    }

    static void Line(JpegLsWriter writer, JpegLsModel model, Span<ushort> above, Span<ushort> line, int width, ref int run)
    {
        above[width + 1] = above[width];
        line[0] = above[1];
        ref var up = ref MemoryMarshal.GetReference(above);
        ref var cur = ref MemoryMarshal.GetReference(line);
        ref var gradients = ref model.Quantised;
        ref var contexts = ref MemoryMarshal.GetArrayDataReference(model.Contexts);
        var (most, range, limit, length) = (model.Most, model.Range, model.Limit, model.Bits);
        for (var x = 1; x <= width;)
        {
            int a = Unsafe.Add(ref cur, x - 1), b = Unsafe.Add(ref up, x), c = Unsafe.Add(ref up, x - 1), d = Unsafe.Add(ref up, x + 1);
            var q = (Unsafe.Add(ref gradients, d - b) * 9 + Unsafe.Add(ref gradients, b - c)) * 9 + Unsafe.Add(ref gradients, c - a);
            if (q == 0)
            {
                x = Run(writer, model, above, line, x, width, ref run);
                continue;
            }
            var sign = q >> 31;
            ref var context = ref Unsafe.Add(ref contexts, (q ^ sign) - sign);
            var k = context.K;
            var predicted = JpegLsModel.Predict(a, b, c) + ((context.C ^ sign) - sign);
            predicted = predicted < 0 ? 0 : predicted > most ? most : predicted;
            var error = Folded((Unsafe.Add(ref cur, x) - predicted ^ sign) - sign, range);
            var mapped = error << 1 ^ error >> 31;
            if (k == 0 && 2 * context.B <= -context.N) mapped = ~error << 1 ^ ~error >> 31;
            writer.Golomb(k, mapped, limit, length);
            context.Learn(error, 0, model.Reset);
            x++;
        }
    }

    /// <summary>An error brought into -range/2 .. range/2 (T.87 §A.4.5).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Folded(int error, int range)
    {
        if (error < 0) error += range;
        return error >= range + 1 >> 1 ? error - range : error;
    }

    static int Run(JpegLsWriter writer, JpegLsModel model, Span<ushort> above, Span<ushort> line, int x, int width, ref int run)
    {
        var a = line[x - 1];
        var differs = line.Slice(x, width - x + 1).IndexOfAnyExcept(a);
        var count = differs < 0 ? width - x + 1 : differs;
        x += count;
        while (count >= 1 << JpegLsModel.J[run])
        {
            writer.Write(1, 1);
            count -= 1 << JpegLsModel.J[run];
            if (run < 31) run++;
        }
        if (x > width)
        {
            if (count > 0) writer.Write(1, 1);
            return x;
        }
        writer.Write((uint)count, JpegLsModel.J[run] + 1);
        int b = above[x];
        var type = a == b ? 1 : 0;
        ref var context = ref model.Runs[type];
        var k = context.K;
        var error = Folded(type == 1 ? line[x] - a : b >= a ? line[x] - b : b - line[x], model.Range);
        var map = k == 0 && error > 0 && 2 * context.Negatives < context.N || error < 0 && (k != 0 || 2 * context.Negatives >= context.N) ? 1 : 0;
        var mapped = 2 * Math.Abs(error) - type - map;
        writer.Golomb(k, mapped, model.Limit - JpegLsModel.J[run] - 1, model.Bits);
        context.Learn(error, mapped, model.Reset);
        if (run > 0) run--;
        return x + 1;
    }
}
