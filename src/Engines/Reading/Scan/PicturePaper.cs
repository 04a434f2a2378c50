using System.Globalization;
using System.Text;

namespace LienY.Reading;

/// <summary>A picture drawn on a page or a part of one: its place from the top in parts of the whole, its size in dots, and its data as PDF holds them.</summary>
sealed record PictureStrip(double Top, double Height, int Columns, int Rows, string Form, byte[] Data);

/// <summary>Puts the pictures of a JPEG, PNG or TIFF file onto the pages of a PDF, their data as they are: what can be read of them is decided in one place.</summary>
static class PicturePaper
{
    // The longer side of A4 in points: how large a picture was is seldom said truly.
    const double Long = 842;

    /// <summary>The file as PDF; null where it is no picture. Refuses forms that cannot be read.</summary>
    public static byte[]? Of(ReadOnlyMemory<byte> bytes)
    {
        var head = bytes.Span;
        try
        {
            if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Pdf([[JpegPicture.Of(bytes.ToArray())]]);
            if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])) return Pdf([[PngPicture.Of(bytes.ToArray())]]);
            if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8)) return Pdf(TiffPicture.Of(bytes.ToArray()));
        }
        catch (Exception fault) when (fault is IndexOutOfRangeException or ArgumentException or InvalidDataException or OverflowException or EndOfStreamException)
        {
            throw Broken();
        }
        return head.StartsWith("GIF8"u8) || head.StartsWith("BM"u8) || (head.Length > 12 && head[8..12].SequenceEqual("WEBP"u8))
            || (head.Length > 12 && head[4..8].SequenceEqual("ftyp"u8) && (head[8..12].SequenceEqual("heic"u8) || head[8..12].SequenceEqual("mif1"u8)))
            ? throw Unknown("Dạng ảnh này") : null;
    }

    public static ReadingRefusal Broken() => new("damaged", "Tệp ảnh đã hỏng nên không mở được.", "Hãy quét lại văn bản rồi nhập lại.");

    public static ReadingRefusal Unknown(string what) => new("image", $"{what} chưa đọc được.", "Hãy lưu lại ảnh ở dạng JPEG, PNG hoặc TIFF thông thường, hay PDF, rồi nhập lại.");

    static byte[] Pdf(IReadOnlyList<IReadOnlyList<PictureStrip>> pages)
    {
        using var to = new MemoryStream();
        var places = new List<long>();
        void Text(string text) => to.Write(Encoding.ASCII.GetBytes(text));
        string N(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
        int Begin()
        {
            places.Add(to.Length);
            Text($"{places.Count} 0 obj\n");
            return places.Count;
        }
        Text("%PDF-1.5\n");
        Begin();
        Text("<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
        // The list of pages is written last; its number is kept.
        places.Add(0);
        var kids = new StringBuilder();
        foreach (var page in pages)
        {
            var (columns, rows) = (page.Max(s => s.Columns), page.Sum(s => s.Rows));
            var scale = Long / Math.Max(columns, rows);
            var (width, height) = (columns * scale, rows * scale);
            var (names, draw) = (new StringBuilder(), new StringBuilder());
            foreach (var strip in page)
            {
                var name = Begin();
                Text($"<</Type/XObject/Subtype/Image/Width {strip.Columns}/Height {strip.Rows}{strip.Form}/Length {strip.Data.Length}>>\nstream\n");
                to.Write(strip.Data);
                Text("\nendstream\nendobj\n");
                names.Append($"/I{name} {name} 0 R");
                draw.Append($"q {N(width)} 0 0 {N(strip.Height * height)} 0 {N(height - (strip.Top + strip.Height) * height)} cm /I{name} Do Q\n");
            }
            var content = Begin();
            Text($"<</Length {draw.Length}>>\nstream\n{draw}\nendstream\nendobj\n");
            kids.Append($"{Begin()} 0 R ");
            Text($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {N(width)} {N(height)}]/Contents {content} 0 R/Resources<</XObject<<{names}>>>>>>\nendobj\n");
        }
        places[1] = to.Length;
        Text($"2 0 obj\n<</Type/Pages/Count {pages.Count}/Kids[{kids}]>>\nendobj\n");
        var table = to.Length;
        Text($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places) Text(place.ToString("d10", CultureInfo.InvariantCulture) + " 00000 n \n");
        Text($"trailer<</Size {places.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return to.ToArray();
    }
}

/// <summary>A JPEG: its size from the frame header (ITU-T T.81 B.2.2), its data as they are.</summary>
static class JpegPicture
{
    public static PictureStrip Of(byte[] jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length;)
        {
            if (jpeg[at] != 0xFF)
            {
                at++;
                continue;
            }
            var mark = jpeg[at + 1];
            if (mark is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var (rows, columns, parts) = ((jpeg[at + 5] << 8) + jpeg[at + 6], (jpeg[at + 7] << 8) + jpeg[at + 8], jpeg[at + 9]);
                PngPicture.Check(columns, rows);
                var space = parts switch { 1 => "Gray", 3 => "RGB", 4 => "CMYK", _ => throw new InvalidDataException() };
                return new(0, 1, columns, rows, $"/ColorSpace/Device{space}/BitsPerComponent 8/Filter/DCTDecode{(parts == 4 ? "/Decode[1 0 1 0 1 0 1 0]" : "")}", jpeg);
            }
            at += mark is 0xFF ? 1 : mark is 0xD8 or 0x01 or (>= 0xD0 and <= 0xD7) ? 2 : 2 + (jpeg[at + 2] << 8) + jpeg[at + 3];
        }
        throw new InvalidDataException();
    }
}
