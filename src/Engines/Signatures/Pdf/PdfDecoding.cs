using System.Globalization;
using System.IO.Compression;

namespace LienY.Signatures;

/// <summary>Unpacks cross-reference and object streams: none or FlateDecode, with the predictors of TIFF and PNG (ISO 32000-1, 7.4.4).</summary>
static class PdfDecoding
{
    public static byte[] Unpack(PdfStream stream, Func<PdfValue?, PdfValue?> resolve, PdfBudget budget)
    {
        var filter = resolve(stream.Dict["Filter"]);
        if (filter is PdfArray { Items.Count: <= 1 } list) filter = list.Items.Count == 0 ? null : resolve(list.Items[0]);
        if (filter is null or PdfAtom { Text: "null" })
        {
            budget.Unpack(stream.Raw.Length);
            return stream.Raw.ToArray();
        }
        if (filter is not PdfName { Name: "FlateDecode" or "Fl" }) throw new SignatureFault(Codes.PdfUnreadable);
        var plain = Inflate(stream.Raw, budget);
        var told = resolve(stream.Dict["DecodeParms"]);
        if (told is PdfArray { Items.Count: > 0 } many) told = resolve(many.Items[0]);
        return told is PdfDict parms ? Predict(plain, parms, resolve) : plain;
    }

    static byte[] Inflate(ReadOnlyMemory<byte> raw, PdfBudget budget)
    {
        using var input = new ZLibStream(new MemoryStream(raw.ToArray()), CompressionMode.Decompress);
        var output = new MemoryStream();
        var part = new byte[64 * 1024];
        try
        {
            for (int n; (n = input.Read(part)) > 0;)
            {
                budget.Unpack(n);
                output.Write(part, 0, n);
            }
        }
        catch (InvalidDataException)
        {
            // A wrong check sum at the end is common; what was unpacked so far is judged by those who read it.
            if (output.Length == 0) throw new SignatureFault(Codes.PdfUnreadable);
        }
        return output.ToArray();
    }

    static byte[] Predict(byte[] plain, PdfDict parms, Func<PdfValue?, PdfValue?> resolve)
    {
        int Told(string key, int usual) => resolve(parms[key]) is PdfAtom a && int.TryParse(a.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n : usual;
        var predictor = Told("Predictor", 1);
        if (predictor == 1) return plain;
        if (predictor < 10) throw new SignatureFault(Codes.PdfUnreadable);
        var (colors, bits, columns) = (Told("Colors", 1), Told("BitsPerComponent", 8), Told("Columns", 1));
        if (colors is < 1 or > 32 || bits is not (1 or 2 or 4 or 8 or 16) || columns is < 1 or > 1_000_000) throw new SignatureFault(Codes.PdfUnreadable);
        return PngRows.Undo(plain, (colors * bits * columns + 7) / 8, Math.Max(1, colors * bits / 8));
    }
}

/// <summary>Rows of PNG, each behind a byte that says how it was foretold (ISO/IEC 15948, 9).</summary>
static class PngRows
{
    /// <summary>Bytes of all whole rows without their first byte.</summary>
    /// <param name="rows">Rows of <paramref name="width"/> + 1 bytes.</param>
    /// <param name="width">Bytes of a row.</param>
    /// <param name="pixel">Bytes from a sample to the one left of it.</param>
    public static byte[] Undo(byte[] rows, int width, int pixel)
    {
        var count = rows.Length / (width + 1);
        var plain = new byte[count * width];
        for (var row = 0; row < count; row++)
        {
            var (from, to) = (row * (width + 1), row * width);
            var kind = rows[from];
            for (var i = 0; i < width; i++)
            {
                int left = i >= pixel ? plain[to + i - pixel] : 0, up = row > 0 ? plain[to + i - width] : 0, corner = row > 0 && i >= pixel
                    ? plain[to + i - width - pixel] : 0;
                var add = kind switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, corner),
                    _ =>
                    throw new SignatureFault(Codes.PdfUnreadable)
                };
                plain[to + i] = (byte)(rows[from + 1 + i] + add);
            }
        }
        return plain;
    }

    static int Paeth(int a, int b, int c)
    {
        var (pa, pb, pc) = (Math.Abs(b - c), Math.Abs(a - c), Math.Abs(a + b - 2 * c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
