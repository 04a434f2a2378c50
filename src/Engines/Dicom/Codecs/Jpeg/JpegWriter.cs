using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>Writes baseline JPEG (ITU-T T.81) with the tables of annex K; colours as JFIF has them, the colour differences halved both ways.</summary>
static class JpegWriter
{
    static ReadOnlySpan<byte> Luminance =>
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    static ReadOnlySpan<byte> Chrominance =>
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    static readonly HuffmanCodes dcLight = new([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    static readonly HuffmanCodes dcColour = new([0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    static readonly HuffmanCodes acLight = new([0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D], Convert.FromHexString(
        "01020300041105122131410613516107227114328191A1082342B1C11552D1F02433627282090A161718191A2" +
        "5262728292A3435363738393A434445464748494A535455565758595A636465666768696A737475767778797A" +
        "838485868788898A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8F9FA"));
    static readonly HuffmanCodes acColour = new([0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77], Convert.FromHexString(
        "000102031104052131061241510761711322328108144291A1B1C109233352F0156272D10A162434E125F1171" +
        "8191A262728292A35363738393A434445464748494A535455565758595A636465666768696A73747576777879" +
        "7A82838485868788898A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE2E3E4E5E6E7E8E9EAF2F3F4F5F6F7F8F9FA"));

    /// <summary>The stream of a picture.</summary>
    public static byte[] Write(Picture picture, int quality)
    {
        var isColour = picture.Channels == 3;
        var bits = new JpegBitWriter(picture.Pixels.Length / 4 + 1024);
        var (light, colour) = (Scaled(Luminance, quality), Scaled(Chrominance, quality));
        bits.Raw([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        Table(bits, 0, light);
        if (isColour) Table(bits, 1, colour);
        Head(bits, picture);
        Codes(bits, 0x00, dcLight);
        Codes(bits, 0x10, acLight);
        if (isColour)
        {
            Codes(bits, 0x01, dcColour);
            Codes(bits, 0x11, acColour);
        }
        bits.Raw(isColour ? [0xFF, Markers.Sos, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0] : [0xFF, Markers.Sos, 0, 8, 1, 1, 0, 0, 63, 0]);
        if (isColour) Colour(bits, picture, light, colour);
        else Grey(bits, picture, light);
        bits.End();
        bits.Raw([0xFF, Markers.Eoi]);
        return bits.Written.ToArray();
    }

    static void Grey(JpegBitWriter bits, Picture picture, float[] quantiser)
    {
        var last = 0;
        Span<float> block = stackalloc float[64];
        for (var y = 0; y < picture.Height; y += 8)
        {
            for (var x = 0; x < picture.Width; x += 8)
            {
                for (var i = 0; i < 64; i++)
                {
                    block[i] = picture.Pixels[Math.Min(y + (i >> 3), picture.Height - 1) * picture.Width + Math.Min(x + (i & 7), picture.Width - 1)] - 128;
                }
                Block(bits, block, quantiser, dcLight, acLight, ref last);
            }
        }
    }

    static void Colour(JpegBitWriter bits, Picture picture, float[] light, float[] colour)
    {
        int lastY = 0, lastCb = 0, lastCr = 0;
        Span<float> ys = stackalloc float[256], cbs = stackalloc float[64], crs = stackalloc float[64], block = stackalloc float[64];
        for (var y = 0; y < picture.Height; y += 16)
        {
            for (var x = 0; x < picture.Width; x += 16)
            {
                cbs.Clear();
                crs.Clear();
                for (var i = 0; i < 256; i++)
                {
                    var at = (Math.Min(y + (i >> 4), picture.Height - 1) * picture.Width + Math.Min(x + (i & 15), picture.Width - 1)) * 3;
                    float r = picture.Pixels[at], g = picture.Pixels[at + 1], b = picture.Pixels[at + 2];
                    ys[i] = 0.299f * r + 0.587f * g + 0.114f * b - 128;
                    var half = (i >> 5) * 8 + ((i & 15) >> 1);
                    cbs[half] += (-0.168736f * r - 0.331264f * g + 0.5f * b) / 4;
                    crs[half] += (0.5f * r - 0.418688f * g - 0.081312f * b) / 4;
                }
                for (var q = 0; q < 4; q++)
                {
                    for (var i = 0; i < 64; i++) block[i] = ys[((q >> 1) * 8 + (i >> 3)) * 16 + (q & 1) * 8 + (i & 7)];
                    Block(bits, block, light, dcLight, acLight, ref lastY);
                }
                Block(bits, cbs, colour, dcColour, acColour, ref lastCb);
                Block(bits, crs, colour, dcColour, acColour, ref lastCr);
            }
        }
    }

    static void Block(JpegBitWriter bits, Span<float> block, float[] quantiser, HuffmanCodes dc, HuffmanCodes ac, ref int last)
    {
        ForwardDct.Transform(block);
        var first = (int)MathF.Round(block[0] / quantiser[0]);
        Value(bits, dc, 0, first - last);
        last = first;
        var zeros = 0;
        for (var i = 1; i < 64; i++)
        {
            var at = Jpeg.Natural(i);
            var value = (int)MathF.Round(block[at] / quantiser[at]);
            if (value == 0)
            {
                zeros++;
                continue;
            }
            for (; zeros > 15; zeros -= 16) bits.Write(ac.Code[0xF0], ac.Length[0xF0]);
            Value(bits, ac, zeros << 4, value);
            zeros = 0;
        }
        if (zeros > 0) bits.Write(ac.Code[0], ac.Length[0]);
    }

    static void Value(JpegBitWriter bits, HuffmanCodes codes, int high, int value)
    {
        var size = value == 0 ? 0 : 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        bits.Write(codes.Code[high | size], codes.Length[high | size]);
        if (size > 0) bits.Write((uint)(value < 0 ? value + (1 << size) - 1 : value), size);
    }

    /// <summary>The quantisers of a quality: 50 is the table itself, 100 all ones.</summary>
    static float[] Scaled(ReadOnlySpan<byte> table, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        var scaled = new float[64];
        for (var i = 0; i < 64; i++) scaled[i] = Math.Clamp((table[i] * percent + 50) / 100, 1, 255);
        return scaled;
    }

    static void Table(JpegBitWriter bits, byte number, float[] quantiser)
    {
        bits.Raw([0xFF, Markers.Dqt, 0, 67, number]);
        for (var i = 0; i < 64; i++) bits.Raw([(byte)quantiser[Jpeg.Natural(i)]]);
    }

    static void Head(JpegBitWriter bits, Picture picture)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)picture.Height);
        BinaryPrimitives.WriteUInt16BigEndian(size[2..], (ushort)picture.Width);
        bits.Raw([0xFF, 0xC0, 0, (byte)(8 + 3 * picture.Channels), 8, .. size, (byte)picture.Channels]);
        bits.Raw(picture.Channels == 3 ? [1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1] : [1, 0x11, 0]);
    }

    static void Codes(JpegBitWriter bits, byte number, HuffmanCodes codes)
    {
        bits.Raw([0xFF, Markers.Dht, 0, (byte)(19 + codes.Symbols.Length), number]);
        bits.Raw(codes.Counts);
        bits.Raw(codes.Symbols);
    }
}
