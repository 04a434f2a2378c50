using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace LienY.Reading;

/// <summary>A PNG (ISO/IEC 15948): rows as packed as they are; transparency is laid on white paper first.</summary>
static class PngPicture
{
    public static PictureStrip Of(byte[] png)
    {
        using var data = new MemoryStream();
        byte[] palette = [];
        var (columns, rows, depth, kind, laced) = (0, 0, 0, 0, 0);
        for (var at = 8; at + 8 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (length < 0 || at + 12 + length > png.Length) break;
            var part = png.AsSpan(at + 8, length);
            switch (Encoding.ASCII.GetString(png, at + 4, 4))
            {
                case "IHDR":
                    (columns, rows, depth, kind, laced) = (BinaryPrimitives.ReadInt32BigEndian(part), BinaryPrimitives.ReadInt32BigEndian(part[4..]), part[8], part[9], part[12]);
                    break;
                case "PLTE": palette = part.ToArray(); break;
                case "IDAT": data.Write(part); break;
            }
            at += 12 + length;
        }
        Check(columns, rows);
        if (laced != 0) throw PicturePaper.Unknown("Ảnh PNG xen dòng");
        if (depth is not (1 or 2 or 4 or 8 or 16) || data.Length == 0) throw new InvalidDataException();
        if (kind is 4 or 6)
            return new(0, 1, columns, rows, $"/ColorSpace/Device{(kind == 4 ? "Gray" : "RGB")}/BitsPerComponent 8/Filter/FlateDecode", OnWhite(data.ToArray(), columns, rows, depth / 8, kind == 4 ? 1 : 3));
        var (space, parts) = kind switch
        {
            0 => ("/DeviceGray", 1),
            2 => ("/DeviceRGB", 3),
            3 when palette.Length is >= 3 and <= 768 => ($"[/Indexed/DeviceRGB {(palette.Length / 3 - 1).ToString(CultureInfo.InvariantCulture)}<{Convert.ToHexString(palette)}>]", 1),
            _ => throw new InvalidDataException(),
        };
        return new(0, 1, columns, rows, $"/ColorSpace{space}/BitsPerComponent {depth}/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {parts}/BitsPerComponent {depth}/Columns {columns}>>", data.ToArray());
    }

    /// <summary>Refuses a picture larger than any scanner's of A3 at 600 dpi.</summary>
    public static void Check(int columns, int rows)
    {
        if (columns <= 0 || rows <= 0) throw new InvalidDataException();
        if (columns > 20_000 || rows > 20_000 || (long)columns * rows > 80_000_000)
            throw new ReadingRefusal("too-large", $"Ảnh có {columns} × {rows} điểm, lớn hơn mức đọc được.", "Hãy quét lại ở 300 dpi rồi nhập lại.");
    }

    // Undoes the filters of the rows (9.2) and lays what is transparent on white.
    static byte[] OnWhite(byte[] packed, int columns, int rows, int bytes, int colours)
    {
        var step = (colours + 1) * bytes;
        var (row, before) = (new byte[columns * step + 1], new byte[columns * step + 1]);
        var line = new byte[columns * colours];
        using var from = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var to = new MemoryStream();
        using (var zlib = new ZLibStream(to, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < rows; y++)
            {
                from.ReadExactly(row);
                for (var i = 1; i < row.Length; i++)
                {
                    var (left, above, corner) = (i > step ? row[i - step] : 0, before[i], i > step ? before[i - step] : 0);
                    row[i] += (byte)(row[0] switch { 1 => left, 2 => above, 3 => (left + above) / 2, 4 => Paeth(left, above, corner), _ => 0 });
                }
                for (var x = 0; x < columns; x++)
                {
                    var alpha = row[1 + x * step + colours * bytes];
                    for (var c = 0; c < colours; c++) line[x * colours + c] = (byte)((row[1 + x * step + c * bytes] * alpha + 255 * (255 - alpha)) / 255);
                }
                zlib.Write(line);
                (row, before) = (before, row);
            }
        }
        return to.ToArray();
    }

    static int Paeth(int a, int b, int c)
    {
        var (pa, pb, pc) = (Math.Abs(b - c), Math.Abs(a - c), Math.Abs(a + b - 2 * c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
