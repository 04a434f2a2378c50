namespace LienY.Dicom;

/// <summary>Lossless JPEG (T.81 §H): each sample is predicted from its neighbours by one of seven rules, the difference is Huffman coded.</summary>
static class JpegLossless
{
    /// <summary>Decodes a scan into its components of the frame; the bytes it took.</summary>
    public static int Scan(ReadOnlySpan<byte> data, Jpeg jpeg, JpegComponent[] scan, ReadOnlySpan<byte> head, SampleFrame frame)
    {
        var (rule, shift) = ((int)head[1 + 2 * scan.Length], head[3 + 2 * scan.Length] & 15);
        if (rule is < 1 or > 7 || shift >= jpeg.Precision) throw new DicomFormatException($"Lossless JPEG with predictor {rule} and point transform {shift}.");
        if (scan.Length > 1 && scan.Any(c => c.H != scan[0].H || c.V != scan[0].V) || scan.Length > 1 && (scan[0].H != 1 || scan[0].V != 1))
        {
            throw new DicomFormatException("Lossless JPEG with subsampled colours is not read.");
        }
        var (width, all) = (frame.Columns, frame.Samples);
        if (jpeg.RestartInterval % width != 0) throw new DicomFormatException("A restart interval of lossless JPEG must be whole lines.");
        var restart = jpeg.RestartInterval / width;
        var tables = Array.ConvertAll(scan, c => jpeg.Dc[c.Dc] ?? throw new DicomFormatException("A Huffman table of the JPEG stream is missing."));
        var places = Array.ConvertAll(scan, c => Array.IndexOf(jpeg.Components, c));
        var bits = new JpegBits(data);
        var values = frame.Values;
        var first = true;
        for (var y = 0; y < frame.Rows; y++)
        {
            if (restart > 0 && y > 0 && y % restart == 0)
            {
                if (!bits.Restart()) throw new DicomFormatException("A restart marker of the JPEG stream is missing.");
                first = true;
            }
            var row = values.AsSpan(y * width * all, width * all);
            var above = first ? row : values.AsSpan((y - 1) * width * all, width * all);
            if (scan.Length == 1) Line(ref bits, tables[0], row[places[0]..], above[places[0]..], width, all, first ? 1 : rule, first, 1 << jpeg.Precision - shift - 1);
            else Pixels(ref bits, tables, places, row, above, width, all, first ? 1 : rule, first, 1 << jpeg.Precision - shift - 1);
            first = false;
        }
        if (shift > 0)
        {
            foreach (var place in places)
            {
                for (var i = place; i < values.Length; i += all) values[i] <<= shift;
            }
        }
        return bits.At;
    }

    static void Line(ref JpegBits bits, HuffmanTable table, Span<ushort> row, ReadOnlySpan<ushort> above, int width, int step, int rule, bool first, int middle)
    {
        var last = row[0] = (ushort)((first ? middle : above[0]) + Difference(ref bits, table));
        if (rule == 1 && step == 1)
        {
            for (var x = 1; x < width; x++) row[x] = last = (ushort)(last + Difference(ref bits, table));
            return;
        }
        for (int x = 1, i = step; x < width; x++, i += step)
        {
            row[i] = last = (ushort)(Predicted(rule, last, above[i], above[i - step]) + Difference(ref bits, table));
        }
    }

    static void Pixels(
        ref JpegBits bits, HuffmanTable[] tables, int[] places, Span<ushort> row, ReadOnlySpan<ushort> above, int width, int step, int rule, bool first, int middle)
    {
        for (int x = 0, i = 0; x < width; x++, i += step)
        {
            for (var c = 0; c < tables.Length; c++)
            {
                var at = i + places[c];
                var predicted = x > 0 ? Predicted(rule, row[at - step], above[at], above[at - step]) : first ? middle : above[at];
                row[at] = (ushort)(predicted + Difference(ref bits, tables[c]));
            }
        }
    }

    static int Predicted(int rule, int a, int b, int c) => rule switch
    {
        1 => a,
        2 => b,
        3 => c,
        4 => a + b - c,
        5 => a + (b - c >> 1),
        6 => b + (a - c >> 1),
        _ => a + b >> 1,
    };

    static int Difference(ref JpegBits bits, HuffmanTable table)
    {
        var size = bits.Symbol(table);
        return size < 16 ? bits.Signed(size) : size == 16 ? 32_768 : throw new DicomFormatException("A difference of the lossless JPEG stream is too large.");
    }
}
