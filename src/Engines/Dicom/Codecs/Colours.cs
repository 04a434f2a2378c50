namespace LienY.Dicom;

/// <summary>From luminance and colour differences to red, green and blue (PS3.3 §C.7.6.3.1.2, Rec. 601).</summary>
static class Colours
{
    const int One = 1 << 16, R = 91_881, Gb = 22_554, Gr = 46_802, B = 116_130;

    /// <summary>Turns YCbCr of full range to RGB in place.</summary>
    public static void ToRgb(SampleFrame frame)
    {
        var (middle, most, values) = (1 << frame.Bits - 1, (1 << frame.Bits) - 1, frame.Values);
        for (var i = 0; i + 2 < values.Length; i += 3)
        {
            int y = values[i] * One + One / 2, cb = values[i + 1] - middle, cr = values[i + 2] - middle;
            values[i] = (ushort)Math.Clamp(y + R * cr >> 16, 0, most);
            values[i + 1] = (ushort)Math.Clamp(y - Gb * cb - Gr * cr >> 16, 0, most);
            values[i + 2] = (ushort)Math.Clamp(y + B * cb >> 16, 0, most);
        }
    }

    /// <summary>The colour of 8-bit values as a photometric interpretation has them; RGB and unknown ones as they are.</summary>
    public static void ToRgb(Span<byte> values, string photometric)
    {
        if (photometric is not ("YBR_FULL" or "YBR_FULL_422" or "YBR_PARTIAL_422" or "YBR_PARTIAL_420")) return;
        var isPartial = photometric[4] == 'P';
        for (var i = 0; i + 2 < values.Length; i += 3)
        {
            int y = values[i], cb = values[i + 1] - 128, cr = values[i + 2] - 128;
            if (isPartial) (y, cb, cr) = ((y - 16) * 255 / 219, cb * 255 / 224, cr * 255 / 224);
            var whole = y * One + One / 2;
            values[i] = (byte)Math.Clamp(whole + R * cr >> 16, 0, 255);
            values[i + 1] = (byte)Math.Clamp(whole - Gb * cb - Gr * cr >> 16, 0, 255);
            values[i + 2] = (byte)Math.Clamp(whole + B * cb >> 16, 0, 255);
        }
    }
}
