using System.Numerics;
using System.Runtime.CompilerServices;

namespace LienY.Dicom;

/// <summary>The statistics of a context of the regular mode (T.87 §A.2.1).</summary>
struct JpegLsContext
{
    public int A, B, C, N;

    /// <summary>The Golomb parameter: the least k with N·2^k ≥ A (T.87 §A.5.1).</summary>
    public readonly int K
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var k = Math.Max(0, BitOperations.LeadingZeroCount((uint)N) - BitOperations.LeadingZeroCount((uint)A));
            return k + (N << k < A ? 1 : 0);
        }
    }

    /// <summary>Learns from an error (T.87 §A.6).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Learn(int error, int near, int reset)
    {
        var (a, b, n) = (A + Math.Abs(error), B + error * (2 * near + 1), N);
        if (n == reset)
        {
            a >>= 1;
            b >>= 1;
            n >>= 1;
        }
        n++;
        if (b <= -n)
        {
            b = Math.Max(b + n, 1 - n);
            if (C > -128) C--;
        }
        else if (b > 0)
        {
            b = Math.Min(b - n, 0);
            if (C < 127) C++;
        }
        (A, B, N) = (a, b, n);
    }
}

/// <summary>The statistics of a context of run interruptions (T.87 §A.7.2).</summary>
struct JpegLsRunContext
{
    public int A, N, Negatives, Type;

    public readonly int K
    {
        get
        {
            var sum = A + (N >> 1) * Type;
            var k = 0;
            for (var n = N; n < sum && k < 30; n <<= 1) k++;
            return k;
        }
    }

    public void Learn(int error, int mapped, int reset)
    {
        if (error < 0) Negatives++;
        A += mapped + 1 - Type >> 1;
        if (N == reset)
        {
            A >>= 1;
            N >>= 1;
            Negatives >>= 1;
        }
        N++;
    }
}

/// <summary>What coder and decoder of JPEG-LS share (ITU-T T.87): parameters, contexts and the quantised gradients of a scan.</summary>
sealed class JpegLsModel
{
    /// <summary>Run lengths are coded in powers of two that grow with this table (T.87 §A.2.1).</summary>
    public static ReadOnlySpan<byte> J => [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    public readonly int Most, Near, Range, Bits, Limit, Reset;
    public readonly JpegLsContext[] Contexts = new JpegLsContext[365];
    public readonly JpegLsRunContext[] Runs = new JpegLsRunContext[2];
    readonly sbyte[] quantised;

    /// <summary>A model for values 0..<paramref name="most"/>; thresholds of 0 are the default ones (T.87 §C.2.4.1.1).</summary>
    public JpegLsModel(int most, int near, int t1, int t2, int t3, int reset)
    {
        (Most, Near, Reset) = (most, near, reset == 0 ? 64 : reset);
        Range = (most + 2 * near) / (2 * near + 1) + 1;
        Bits = BitOperations.Log2((uint)(Range - 1)) + 1;
        var width = Math.Max(2, BitOperations.Log2((uint)most) + 1);
        Limit = 2 * (width + Math.Max(8, width));
        var (d1, d2, d3) = Defaults(most, near);
        (t1, t2, t3) = (t1 == 0 ? d1 : t1, t2 == 0 ? d2 : t2, t3 == 0 ? d3 : t3);
        if (near < 0 || near > Math.Min(255, most / 2) || t1 < near + 1 || t2 < t1 || t3 < t2 || t3 > most && t3 != d3 || Reset < 3 || Reset > Math.Max(255, most))
        {
            throw new DicomFormatException("The parameters of the JPEG-LS stream contradict each other.");
        }
        quantised = new sbyte[2 * most + 1];
        for (var d = 0; d <= most; d++)
        {
            var q = (sbyte)(d <= near ? 0 : d < t1 ? 1 : d < t2 ? 2 : d < t3 ? 3 : 4);
            quantised[most + d] = q;
            quantised[most - d] = (sbyte)-q;
        }
        var a = Math.Max(2, (Range + 32) / 64);
        Array.Fill(Contexts, new JpegLsContext { A = a, N = 1 });
        for (var type = 0; type < 2; type++) Runs[type] = new JpegLsRunContext { A = a, N = 1, Type = type };
    }

    /// <summary>The middle of the table of quantised gradients.</summary>
    public ref sbyte Quantised => ref quantised[Most];

    /// <summary>The thresholds where the stream gives none.</summary>
    public static (int T1, int T2, int T3) Defaults(int most, int near)
    {
        int Clamp(int i, int low) => i > most || i < low ? low : i;
        int t1, t2, t3;
        if (most >= 128)
        {
            var factor = (Math.Min(most, 4095) + 128) / 256;
            t1 = Clamp(factor + 2 + 3 * near, near + 1);
            t2 = Clamp(factor * 4 + 3 + 5 * near, t1);
            t3 = Clamp(factor * 17 + 4 + 7 * near, t2);
        }
        else
        {
            var factor = 256 / (most + 1);
            t1 = Clamp(Math.Max(2, 3 / factor + 3 * near), near + 1);
            t2 = Clamp(Math.Max(3, 7 / factor + 5 * near), t1);
            t3 = Clamp(Math.Max(4, 21 / factor + 7 * near), t2);
        }
        return (t1, t2, t3);
    }

    /// <summary>The median predictor (T.87 §A.4.1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Predict(int a, int b, int c)
    {
        var (low, high) = a < b ? (a, b) : (b, a);
        return c >= high ? low : c <= low ? high : a + b - c;
    }

    /// <summary>A sample from prediction and error, folded back into the range (T.87 §A.4.4, §A.8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Rebuilt(int predicted, int error)
    {
        var step = 2 * Near + 1;
        var x = predicted + error * step;
        if (x < -Near) x += Range * step;
        else if (x > Most + Near) x -= Range * step;
        return Near == 0 ? x : Math.Clamp(x, 0, Most);
    }
}
