using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LienY.Dicom;

/// <summary>A frame as it is shown: 8-bit grey (one channel) or red, green, blue (three), line by line.</summary>
/// <param name="Width">Pixels of a line.</param>
/// <param name="Height">Lines.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Pixels">Width × Height × Channels bytes.</param>
public sealed partial record Picture(int Width, int Height, int Channels, byte[] Pixels)
{
    /// <summary>
    /// Draws a frame as the header says (PS3.3 §C.7.6.3, §C.11): modality table or rescale, then the window asked for, else the header's table or
    /// window, else all values from black to white; palettes and luminance-colour differences become RGB. Throws DicomFormatException.
    /// </summary>
    public static Picture Of(DataSet header, NativeFrame frame, int index = 0, Window? window = null)
    {
        var layout = frame.Layout;
        if (layout.Samples >= 3) return OfColours(frame);
        if (layout.Photometric == "PALETTE COLOR") return OfPalette(header, frame);
        var values = Stored(frame);
        var table = GreyTable(header, layout, index, window, values);
        var pixels = new byte[values.Length];
        var (lowest, last) = (table.Lowest, table.Greys.Length - 1);
        for (var i = 0; i < pixels.Length; i++)
        {
            var at = values[i] - lowest;
            pixels[i] = table.Greys[at < 0 ? 0 : at > last ? last : at];
        }
        return new Picture(layout.Columns, layout.Rows, 1, pixels);
    }

    /// <summary>Numbers of stored values before any table: the bits that count, with their sign (PS3.5 §8.1).</summary>
    public static int[] Stored(NativeFrame frame)
    {
        var (layout, count) = (frame.Layout, (int)frame.Layout.Pixels * frame.Layout.Samples);
        var values = new int[count];
        var (down, width) = (layout.HighBit + 1 - layout.BitsStored, layout.BitsStored);
        switch (layout.BitsAllocated)
        {
            case 1 or 8:
                for (var i = 0; i < count; i++) values[i] = frame.Bytes[i];
                break;
            case 16:
                var words = MemoryMarshal.Cast<byte, ushort>(frame.Bytes);
                for (var i = 0; i < count; i++) values[i] = words[i];
                break;
            case 32 when layout.IsSigned || width < 32:
                for (var i = 0; i < count; i++) values[i] = BinaryPrimitives.ReadInt32LittleEndian(frame.Bytes.AsSpan(4 * i));
                break;
            case 32:
                for (var i = 0; i < count; i++) values[i] = (int)(BinaryPrimitives.ReadUInt32LittleEndian(frame.Bytes.AsSpan(4 * i)) >> 1);
                return values;
            default:
                throw new DicomFormatException($"Pixels of {layout.BitsAllocated} bits are not drawn.");
        }
        if (down == 0 && !layout.IsSigned && width >= layout.BitsAllocated) return values;
        var shift = 32 - width;
        if (layout.IsSigned) for (var i = 0; i < count; i++) values[i] = values[i] >> down << shift >> shift;
        else for (var i = 0; i < count; i++) values[i] = (int)((uint)(values[i] >> down) << shift >> shift);
        return values;
    }

    static (int Lowest, byte[] Greys) GreyTable(DataSet header, PixelLayout layout, int index, Window? window, int[] values)
    {
        int lowest = int.MaxValue, highest = int.MinValue;
        foreach (var value in values)
        {
            if (value < lowest) lowest = value;
            if (value > highest) highest = value;
        }
        if (lowest > highest) (lowest, highest) = (0, 0);
        // Values of 32 bits may lie too far apart for a table; they are drawn by 65,536 steps.
        var span = (long)highest - lowest;
        if (span > 1 << 20)
        {
            for (var i = 0; i < values.Length; i++) values[i] = (int)(((long)values[i] - lowest) * 65_535 / span);
            var scaled = new byte[65_536];
            for (var i = 0; i < scaled.Length; i++) scaled[i] = (byte)(i >> 8);
            return (0, Inverted(header, layout) ? Array.ConvertAll(scaled, g => (byte)(255 - g)) : scaled);
        }
        var modality = Modality(header, layout, index);
        var voi = window is null && Window.Of(header, index) is [] ? LookupTable.Of(header.Item(Tags.VoiLutSequence), layout.IsSigned) : null;
        window ??= Window.Of(header, index) is [var first, ..] ? first : null;
        var padding = header.Int(Tags.PixelPaddingValue);
        if (window is null && voi is null)
        {
            var (low, high) = Shown(values, padding, modality);
            window = new Window((low + high) / 2 + 0.5, Math.Max(1, high - low + 1));
        }
        var most = voi is null ? 1.0 : Math.Max(1, (1 << voi.Bits) - 1);
        var inverted = Inverted(header, layout);
        var greys = new byte[span + 1];
        for (var i = 0; i < greys.Length; i++)
        {
            var value = modality(lowest + i);
            var grey = voi is not null ? voi[(int)Math.Clamp(Math.Round(value), int.MinValue / 2, int.MaxValue / 2)] / most : window!.Grey(value);
            greys[i] = (byte)Math.Clamp((int)((inverted ? 1 - grey : grey) * 255 + 0.5), 0, 255);
        }
        return (lowest, greys);
    }

    /// <summary>From stored values to those of the modality, as Hounsfield units: a table, or slope and intercept (PS3.3 §C.11.1).</summary>
    public static Func<int, double> Modality(DataSet header, PixelLayout layout, int index = 0)
    {
        if (LookupTable.Of(header.Item(Tags.ModalityLutSequence), layout.IsSigned) is { } table) return value => table[value];
        var from = FrameGroups.Find(header, index, Tags.PixelValueTransformationSequence) ?? header;
        var (slope, intercept) = (from.Number(Tags.RescaleSlope) ?? 1, from.Number(Tags.RescaleIntercept) ?? 0);
        return slope == 0 ? value => value + intercept : value => value * slope + intercept;
    }

    static (double Low, double High) Shown(int[] values, int? padding, Func<int, double> modality)
    {
        int low = int.MaxValue, high = int.MinValue;
        foreach (var value in values)
        {
            if (value == padding) continue;
            if (value < low) low = value;
            if (value > high) high = value;
        }
        if (low > high) return (0, 1);
        var (one, other) = (modality(low), modality(high));
        return one <= other ? (one, other) : (other, one);
    }

    static bool Inverted(DataSet header, PixelLayout layout) =>
        layout.Photometric == "MONOCHROME1" || header.Text(Tags.PresentationLutShape) == "INVERSE";

    static Picture OfColours(NativeFrame frame)
    {
        var layout = frame.Layout;
        var (count, samples) = ((int)layout.Pixels, layout.Samples);
        var pixels = new byte[count * 3];
        if (layout is { BitsAllocated: 8, BitsStored: 8, Samples: 3 })
        {
            frame.Bytes.AsSpan(0, pixels.Length).CopyTo(pixels);
        }
        else
        {
            var values = Stored(frame);
            var shift = Math.Max(0, layout.BitsStored - 8);
            for (var i = 0; i < count; i++)
            {
                for (var c = 0; c < 3; c++) pixels[3 * i + c] = (byte)Math.Clamp(values[i * samples + c] >> shift, 0, 255);
            }
        }
        Colours.ToRgb(pixels, layout.Photometric);
        return new Picture(layout.Columns, layout.Rows, 3, pixels);
    }

    static Picture OfPalette(DataSet header, NativeFrame frame)
    {
        var layout = frame.Layout;
        LookupTable Table(Tag descriptor, Tag data, Tag segmented) =>
            LookupTable.Of(header, descriptor, data, segmented, layout.IsSigned) ?? throw new DicomFormatException("PALETTE COLOR without its tables.");
        LookupTable[] tables =
        [
            Table(Tags.RedPaletteColorLookupTableDescriptor, Tags.RedPaletteColorLookupTableData, Tags.SegmentedRedPaletteColorLookupTableData),
            Table(Tags.GreenPaletteColorLookupTableDescriptor, Tags.GreenPaletteColorLookupTableData, Tags.SegmentedGreenPaletteColorLookupTableData),
            Table(Tags.BluePaletteColorLookupTableDescriptor, Tags.BluePaletteColorLookupTableData, Tags.SegmentedBluePaletteColorLookupTableData),
        ];
        var values = Stored(frame);
        var pixels = new byte[values.Length * 3];
        for (var c = 0; c < 3; c++)
        {
            // Some writers say 16 bits and fill only the low byte.
            var shift = tables[c].Bits > 8 && tables.Any(t => t.Entries.Any(e => e > 255)) ? tables[c].Bits - 8 : 0;
            for (var i = 0; i < values.Length; i++) pixels[3 * i + c] = (byte)(tables[c][values[i]] >> shift);
        }
        return new Picture(layout.Columns, layout.Rows, 3, pixels);
    }
}
