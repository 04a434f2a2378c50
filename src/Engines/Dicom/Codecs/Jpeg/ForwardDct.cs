namespace LienY.Dicom;

/// <summary>The 8 × 8 cosine transform (T.81 §A.3.3) after Arai, Agui and Nakajima: five multiplications a line, the scales applied at the end.</summary>
static class ForwardDct
{
    static readonly float[] scale = [.. Enumerable.Range(0, 64).Select(i => (float)(1 / (8 * Factor(i >> 3) * Factor(i & 7))))];

    static double Factor(int k) => k == 0 ? 1 : Math.Cos(k * Math.PI / 16) * Math.Sqrt(2);

    /// <summary>Transforms a block in place.</summary>
    public static void Transform(Span<float> block)
    {
        for (var y = 0; y < 8; y++) Line(block[(8 * y)..], 1);
        for (var x = 0; x < 8; x++) Line(block[x..], 8);
        for (var i = 0; i < 64; i++) block[i] *= scale[i];
    }

    static void Line(Span<float> v, int step)
    {
        var (s07, d07, s16, d16) = (v[0] + v[7 * step], v[0] - v[7 * step], v[step] + v[6 * step], v[step] - v[6 * step]);
        var (s25, d25, s34, d34) = (v[2 * step] + v[5 * step], v[2 * step] - v[5 * step], v[3 * step] + v[4 * step], v[3 * step] - v[4 * step]);

        var (e0, e3, e1, e2) = (s07 + s34, s07 - s34, s16 + s25, s16 - s25);
        var z1 = (e2 + e3) * 0.707106781f;
        (v[0], v[4 * step], v[2 * step], v[6 * step]) = (e0 + e1, e0 - e1, e3 + z1, e3 - z1);

        var (o0, o1, o2) = (d34 + d25, d25 + d16, d16 + d07);
        var z5 = (o0 - o2) * 0.382683433f;
        var (z2, z4, z3) = (0.541196100f * o0 + z5, 1.306562965f * o2 + z5, o1 * 0.707106781f);
        var (z11, z13) = (d07 + z3, d07 - z3);
        (v[5 * step], v[3 * step], v[step], v[7 * step]) = (z13 + z2, z13 - z2, z11 + z4, z11 - z4);
    }
}
