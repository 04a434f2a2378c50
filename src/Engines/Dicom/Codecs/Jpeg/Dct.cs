namespace LienY.Dicom;

/// <summary>The inverse 8 × 8 cosine transform (T.81 §A.3.3) in whole numbers, after Loeffler, Ligtenberg and Moschytz: 13 bits of fraction.</summary>
static class Dct
{
    /// <summary>Transforms a block of dequantised coefficients into samples, shifted to be positive and kept in range.</summary>
    public static void Inverse(Span<int> block, Span<ushort> samples, int stride, int precision, bool isFlat)
    {
        var (middle, most, extra) = (1 << precision - 1, (1 << precision) - 1, precision == 8 ? 2 : 1);
        if (isFlat)
        {
            var flat = (ushort)Math.Clamp((block[0] + 4 >> 3) + middle, 0, most);
            for (var y = 0; y < 8; y++) samples.Slice(y * stride, 8).Fill(flat);
            return;
        }
        for (var x = 0; x < 8; x++) Line(block[x..], 8, 13 - extra);
        for (var y = 0; y < 8; y++)
        {
            var line = block.Slice(y * 8, 8);
            Line(line, 1, 13 + extra + 3);
            var row = samples.Slice(y * stride, 8);
            for (var x = 0; x < 8; x++) row[x] = (ushort)Math.Clamp(line[x] + middle, 0, most);
        }
    }

    static void Line(Span<int> v, int step, int shift)
    {
        var half = 1 << shift - 1;
        int i0 = v[0], i1 = v[step], i2 = v[2 * step], i3 = v[3 * step], i4 = v[4 * step], i5 = v[5 * step], i6 = v[6 * step], i7 = v[7 * step];
        var z = (i2 + i6) * 4433;
        var (e2, e3) = (z - i6 * 15137, z + i2 * 6270);
        var (s0, s1) = (i0 + i4 << 13, i0 - i4 << 13);
        var (t0, t3, t1, t2) = (s0 + e3 + half, s0 - e3 + half, s1 + e2 + half, s1 - e2 + half);

        var (z1, z2, z3, z4) = ((i7 + i1) * -7373, (i5 + i3) * -20995, i7 + i3, i5 + i1);
        var z5 = (z3 + z4) * 9633;
        z3 = z3 * -16069 + z5;
        z4 = z4 * -3196 + z5;
        var (o0, o1, o2, o3) = (i7 * 2446 + z1 + z3, i5 * 16819 + z2 + z4, i3 * 25172 + z2 + z3, i1 * 12299 + z1 + z4);

        (v[0], v[7 * step]) = (t0 + o3 >> shift, t0 - o3 >> shift);
        (v[step], v[6 * step]) = (t1 + o2 >> shift, t1 - o2 >> shift);
        (v[2 * step], v[5 * step]) = (t2 + o1 >> shift, t2 - o1 >> shift);
        (v[3 * step], v[4 * step]) = (t3 + o0 >> shift, t3 - o0 >> shift);
    }
}
