using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LienY.Dicom;

/// <summary>Decodes the lines of a JPEG-LS scan (T.87 §A, §B). A line buffer holds one sample before and one after the line.</summary>
static class JpegLsScan
{
    /// <summary>One line of one component: regular mode, and runs where the neighbourhood is flat.</summary>
    public static void Line(ref JpegLsReader bits, JpegLsModel model, Span<ushort> above, Span<ushort> line, int width, ref int run)
    {
        above[width + 1] = above[width];
        line[0] = above[1];
        ref var up = ref MemoryMarshal.GetReference(above);
        ref var cur = ref MemoryMarshal.GetReference(line);
        ref var gradients = ref model.Quantised;
        ref var contexts = ref MemoryMarshal.GetArrayDataReference(model.Contexts);
        var (most, near, range, limit, length, reset) = (model.Most, model.Near, model.Range, model.Limit, model.Bits, model.Reset);
        for (var x = 1; x <= width;)
        {
            int a = Unsafe.Add(ref cur, x - 1), b = Unsafe.Add(ref up, x), c = Unsafe.Add(ref up, x - 1), d = Unsafe.Add(ref up, x + 1);
            var q = (Unsafe.Add(ref gradients, d - b) * 9 + Unsafe.Add(ref gradients, b - c)) * 9 + Unsafe.Add(ref gradients, c - a);
            if (q == 0)
            {
                x = Run(ref bits, model, above, line, x, width, ref run);
                continue;
            }
            // -1 where the context is mirrored, else 0.
            var sign = q >> 31;
            ref var context = ref Unsafe.Add(ref contexts, (q ^ sign) - sign);
            var k = context.K;
            var predicted = JpegLsModel.Predict(a, b, c) + ((context.C ^ sign) - sign);
            predicted = predicted < 0 ? 0 : predicted > most ? most : predicted;
            var mapped = bits.Golomb(k, limit, length);
            var error = mapped >> 1 ^ -(mapped & 1);
            if (k == 0 && near == 0 && 2 * context.B <= -context.N) error = ~error;
            context.Learn(error, near, reset);
            error = (error ^ sign) - sign;
            if (near == 0)
            {
                var value = predicted + error;
                if (value < 0) value += range;
                else if (value > most) value -= range;
                Unsafe.Add(ref cur, x) = (ushort)Math.Clamp(value, 0, most);
            }
            else
            {
                Unsafe.Add(ref cur, x) = (ushort)model.Rebuilt(predicted, error);
            }
            x++;
        }
    }

    static int Run(ref JpegLsReader bits, JpegLsModel model, Span<ushort> above, Span<ushort> line, int x, int width, ref int run)
    {
        var count = RunLength(ref bits, width - x + 1, ref run);
        var a = line[x - 1];
        line.Slice(x, count).Fill(a);
        x += count;
        if (x > width) return x;
        line[x] = (ushort)Interruption(ref bits, model, a, above[x], Math.Abs(a - above[x]) <= model.Near ? 1 : 0, run);
        if (run > 0) run--;
        return x + 1;
    }

    /// <summary>The length of a run (T.87 §A.7.1.2).</summary>
    static int RunLength(ref JpegLsReader bits, int left, ref int run)
    {
        var count = 0;
        while (bits.Bit())
        {
            var block = 1 << JpegLsModel.J[run];
            var taken = Math.Min(block, left - count);
            count += taken;
            if (taken == block && run < 31) run++;
            if (count == left) return count;
        }
        count += bits.Read(JpegLsModel.J[run]);
        return count <= left ? count : throw new DicomFormatException("A run of the JPEG-LS scan goes beyond its line.");
    }

    /// <summary>The sample that ends a run (T.87 §A.7.2).</summary>
    static int Interruption(ref JpegLsReader bits, JpegLsModel model, int a, int b, int type, int run)
    {
        ref var context = ref model.Runs[type];
        var k = context.K;
        var mapped = bits.Golomb(k, model.Limit - JpegLsModel.J[run] - 1, model.Bits);
        var whole = mapped + type;
        var isOdd = (whole & 1) == 1;
        var error = whole + 1 >> 1;
        if ((k != 0 || 2 * context.Negatives >= context.N) == isOdd) error = -error;
        context.Learn(error, mapped, model.Reset);
        var value = type == 1 ? model.Rebuilt(a, error) : model.Rebuilt(b, b >= a ? error : -error);
        return Math.Clamp(value, 0, model.Most);
    }

    /// <summary>One line with all components interleaved by sample (T.87 §B.3): a run only where all of them are flat.</summary>
    public static void Pixels(ref JpegLsReader bits, JpegLsModel model, ushort[][] above, ushort[][] lines, int width, ref int run)
    {
        for (var c = 0; c < lines.Length; c++)
        {
            above[c][width + 1] = above[c][width];
            lines[c][0] = above[c][1];
        }
        Span<int> q = stackalloc int[lines.Length];
        for (var x = 1; x <= width;)
        {
            var flat = true;
            for (var c = 0; c < q.Length; c++)
            {
                q[c] = Context(model, above[c], lines[c], x);
                flat &= q[c] == 0;
            }
            if (!flat)
            {
                for (var c = 0; c < q.Length; c++) lines[c][x] = (ushort)Regular(ref bits, model, above[c], lines[c], x, q[c]);
                x++;
                continue;
            }
            var count = RunLength(ref bits, width - x + 1, ref run);
            for (var c = 0; c < q.Length; c++) lines[c].AsSpan(x, count).Fill(lines[c][x - 1]);
            x += count;
            if (x > width) return;
            for (var c = 0; c < q.Length; c++) lines[c][x] = (ushort)Interruption(ref bits, model, lines[c][x - 1], above[c][x], 0, run);
            if (run > 0) run--;
            x++;
        }
    }

    static int Context(JpegLsModel model, ushort[] above, ushort[] line, int x)
    {
        int a = line[x - 1], b = above[x], c = above[x - 1], d = above[x + 1];
        ref var gradients = ref model.Quantised;
        return (Unsafe.Add(ref gradients, d - b) * 9 + Unsafe.Add(ref gradients, b - c)) * 9 + Unsafe.Add(ref gradients, c - a);
    }

    static int Regular(ref JpegLsReader bits, JpegLsModel model, ushort[] above, ushort[] line, int x, int q)
    {
        var sign = q >> 31;
        ref var context = ref model.Contexts[(q ^ sign) - sign];
        var k = context.K;
        var predicted = Math.Clamp(JpegLsModel.Predict(line[x - 1], above[x], above[x - 1]) + ((context.C ^ sign) - sign), 0, model.Most);
        var mapped = bits.Golomb(k, model.Limit, model.Bits);
        var error = mapped >> 1 ^ -(mapped & 1);
        if (k == 0 && model.Near == 0 && 2 * context.B <= -context.N) error = ~error;
        context.Learn(error, model.Near, model.Reset);
        return Math.Clamp(model.Rebuilt(predicted, (error ^ sign) - sign), 0, model.Most);
    }
}
