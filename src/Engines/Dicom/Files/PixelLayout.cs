namespace LienY.Dicom;

/// <summary>How pixels are laid out (PS3.3 §C.7.6.3): sizes, bits, colours; checked so that nothing is allocated on a header's word alone.</summary>
/// <param name="Rows">Lines of a frame.</param>
/// <param name="Columns">Pixels of a line.</param>
/// <param name="Samples">Values of a pixel: 1, or 3 for colour.</param>
/// <param name="BitsAllocated">Bits a value takes: 1, 8, 16, 32 or 64.</param>
/// <param name="BitsStored">Bits of it that count.</param>
/// <param name="HighBit">The highest of them.</param>
/// <param name="IsSigned">Values are two's complement.</param>
/// <param name="IsPlanar">Colours lie in planes one after the other.</param>
/// <param name="Frames">Frames the header names, at least 1.</param>
/// <param name="Photometric">What the values mean: MONOCHROME2, RGB, PALETTE COLOR, YBR_FULL_422 …</param>
public sealed record PixelLayout(
    int Rows, int Columns, int Samples, int BitsAllocated, int BitsStored, int HighBit, bool IsSigned, bool IsPlanar, int Frames, string Photometric)
{
    /// <summary>Pixels of a frame.</summary>
    public long Pixels => (long)Rows * Columns;

    /// <summary>Bytes a value takes, at least 1.</summary>
    public int SampleBytes => Math.Max(1, BitsAllocated / 8);

    /// <summary>Bits of a native frame; YBR_FULL_422 keeps two values a pixel (PS3.3 §C.7.6.3.1.2).</summary>
    public long FrameBits => Pixels * BitsAllocated * (Photometric == "YBR_FULL_422" && Samples == 3 ? 2 : Samples);

    /// <summary>Bytes of a native frame, rounded up.</summary>
    public long FrameBytes => (FrameBits + 7) / 8;

    /// <summary>Reads the layout; throws DicomFormatException where rows, columns or bits are missing or absurd.</summary>
    public static PixelLayout Of(DataSet header)
    {
        var (rows, columns) = (Needed(header, Tags.Rows), Needed(header, Tags.Columns));
        var samples = header.Int(Tags.SamplesPerPixel) ?? 1;
        var allocated = header.Int(Tags.BitsAllocated) ?? (header.Has(Tags.FloatPixelData) ? 32 : header.Has(Tags.DoubleFloatPixelData) ? 64 : 8);
        var stored = header.Int(Tags.BitsStored) ?? allocated;
        if (samples is < 1 or > 4) throw new DicomFormatException($"Samples per Pixel is {samples}.");
        if (allocated is not (1 or 8 or 16 or 32 or 64)) throw new DicomFormatException($"Bits Allocated is {allocated}.");
        if (stored < 1 || stored > allocated) stored = allocated;
        var high = header.Int(Tags.HighBit) ?? stored - 1;
        if (high < stored - 1 || high >= allocated) high = stored - 1;
        var (isSigned, isPlanar) = (header.Int(Tags.PixelRepresentation) == 1, samples > 1 && header.Int(Tags.PlanarConfiguration) == 1);
        return new PixelLayout(rows, columns, samples, allocated, stored, high, isSigned, isPlanar,
            Math.Max(1, header.Int(Tags.NumberOfFrames) ?? 1), header.Text(Tags.PhotometricInterpretation)?.ToUpperInvariant() ?? (samples == 3 ? "RGB" : "MONOCHROME2"));
    }

    static int Needed(DataSet header, Tag tag) =>
        header.Int(tag) is { } number and > 0 and <= 65_535 ? number : throw new DicomFormatException($"{TagTable.Keyword(tag)} is missing or not 1 to 65535.");
}
