using System.Buffers.Binary;

namespace LienY.Dicom.Tests;

/// <summary>Images made by code, as like a scan as need be.</summary>
static class Pictures
{
    /// <summary>Slopes, a bright round, a flat border and some noise.</summary>
    public static DataSet Smooth(int columns, int rows, int bits, int samples = 1, int noise = 3)
    {
        var random = new Random(columns * rows + bits);
        var (wide, most) = (bits > 8, (1 << bits) - 1);
        var length = rows * columns * samples * (wide ? 2 : 1);
        var bytes = new byte[length + (length & 1)];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                for (var c = 0; c < samples; c++)
                {
                    var far = Math.Sqrt(Math.Pow(x - columns / 2.0, 2) + Math.Pow(y - rows / 2.0, 2)) / Math.Max(rows, columns);
                    var value = x < 4 || y < 3 ? 0 : (int)(most * Math.Clamp(0.8 - far * (1 + 0.3 * c) + 0.1 * Math.Sin(x / 5.0), 0, 1)) + random.Next(noise);
                    value = Math.Clamp(value, 0, most);
                    var at = (y * columns + x) * samples + c;
                    if (wide) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * at), (ushort)value);
                    else bytes[at] = (byte)value;
                }
            }
        }
        var set = Given.Image(rows, columns, bits, samples, bytes);
        return wide ? set : set.Set(Tags.PixelData, Vr.OB, bytes);
    }
}
