namespace LienY.Dicom;

/// <summary>What a codec takes and gives: samples by pixel, colours interleaved, each in 16 bits whatever its precision.</summary>
/// <param name="Rows">Lines.</param>
/// <param name="Columns">Pixels of a line.</param>
/// <param name="Samples">Values of a pixel.</param>
/// <param name="Bits">Precision of the stream, 2 to 16.</param>
/// <param name="Values">Rows × Columns × Samples values.</param>
sealed record SampleFrame(int Rows, int Columns, int Samples, int Bits, ushort[] Values)
{
    const int Free = 32 << 20;

    /// <summary>A frame the size a stream's head says, once it agrees with what the data set says: nothing is allocated on a stream's word alone.</summary>
    public static SampleFrame Checked(int rows, int columns, int samples, int bits, PixelLayout layout, int streamLength)
    {
        if (rows != layout.Rows || columns != layout.Columns || samples != layout.Samples)
        {
            throw new DicomFormatException(
                $"The compressed frame is {columns} × {rows} × {samples}, the data set says {layout.Columns} × {layout.Rows} × {layout.Samples}.");
        }
        var count = layout.Pixels * samples;
        if (count > 1 << 29 || count > Free && count > 4096L * streamLength)
        {
            throw new DicomFormatException($"A frame of {columns} × {rows} × {samples} is too large for {streamLength} bytes.");
        }
        return new SampleFrame(rows, columns, samples, bits, new ushort[rows * columns * samples]);
    }
}
