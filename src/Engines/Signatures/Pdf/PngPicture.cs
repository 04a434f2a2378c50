using System.Buffers.Binary;
using System.IO.Compression;

namespace LienY.Signatures;

/// <summary>A PNG unpacked: RGB and, where it has one, its mask (0 clear to 255 covering).</summary>
sealed record PngPicture(int Width, int Height, byte[] Colour, byte[]? Mask)
{
    const int MostPixels = 4_000_000;

    static SignatureFault Bad => new(Codes.Picture);

    /// <summary>Reads a PNG of 8 bits a sample, not interlaced: grey, RGB or palette, with or without transparency.</summary>
    public static PngPicture Read(byte[] file)
    {
        if (file.Length < 33 || !file.AsSpan(0, 8).SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) throw Bad;
        var (packed, palette, clear) = (new MemoryStream(), System.Array.Empty<byte>(), System.Array.Empty<byte>());
        var (width, height, bits, kind) = (0, 0, 0, 0);
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12) throw Bad;
            var body = file.AsSpan(at + 8, (int)length);
            var name = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            if (name == "IHDR" && body.Length >= 13)
            {
                (width, height, bits, kind) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]), body[8], body[9]);
                if (width < 1 || height < 1 || (long)width * height > MostPixels || body[12] != 0) throw Bad;
            }
            else if (name == "PLTE") palette = body.ToArray();
            else if (name == "tRNS") clear = body.ToArray();
            else if (name == "IDAT") packed.Write(body);
            at += (int)length + 12;
        }
        var samples = kind switch { 0 => 1, 2 => 3, 3 => 1, 4 => 2, 6 => 4, _ => throw Bad };
        if (width == 0 || (bits != 8 && !(kind is 0 or 3 && bits is 1 or 2 or 4)) || (kind == 3 && palette.Length == 0)) throw Bad;
        var row = (width * samples * bits + 7) / 8;
        return Colours(PngRows.Undo(Inflate(packed.ToArray(), (long)height * (row + 1)), row, Math.Max(1, samples * bits / 8)), width, height, bits, kind,
            palette, clear);
    }

    static byte[] Inflate(byte[] packed, long expected)
    {
        var plain = new byte[expected];
        try
        {
            using var input = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            if (input.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false) < plain.Length) throw Bad;
        }
        catch (InvalidDataException)
        {
            throw Bad;
        }
        return plain;
    }

    static PngPicture Colours(byte[] rows, int width, int height, int bits, int kind, byte[] palette, byte[] clear)
    {
        var (colour, mask) = (new byte[width * height * 3], kind is 4 or 6 || (kind == 3 && clear.Length > 0) ? new byte[width * height] : null);
        var stride = rows.Length / height;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (from, to) = (y * stride, y * width + x);
                int Sample(int i) => bits == 8 ? rows[from + i] : rows[from + i * bits / 8] >> (8 - bits - i * bits % 8) & ((1 << bits) - 1);
                switch (kind)
                {
                    case 0: Set(Sample(x) * 255 / ((1 << bits) - 1)); break;
                    case 4:
                        Set(Sample(x * 2));
                        mask![to] = (byte)Sample(x * 2 + 1);
                        break;
                    case 3:
                        var index = Sample(x);
                        if (index * 3 + 2 >= palette.Length) throw Bad;
                        palette.AsSpan(index * 3, 3).CopyTo(colour.AsSpan(to * 3));
                        if (mask is not null) mask[to] = index < clear.Length ? clear[index] : (byte)255;
                        break;
                    default:
                        var wide = kind == 6 ? 4 : 3;
                        rows.AsSpan(from + x * wide, 3).CopyTo(colour.AsSpan(to * 3));
                        if (kind == 6) mask![to] = rows[from + x * 4 + 3];
                        break;
                }
                void Set(int grey) => colour.AsSpan(to * 3, 3).Fill((byte)grey);
            }
        }
        return new(width, height, colour, mask);
    }

    /// <summary>The picture as image of a PDF; its mask first.</summary>
    public PdfRef Into(PdfUpdate update)
    {
        var dict = Image("DeviceRGB", Colour, out var bytes);
        if (Mask is not null) dict["SMask"] = update.Add(new PdfStream(Image("DeviceGray", Mask, out var mask), mask));
        return update.Add(new PdfStream(dict, bytes));
    }

    PdfDict Image(string space, byte[] plain, out byte[] packed)
    {
        var to = new MemoryStream();
        using (var zip = new ZLibStream(to, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(plain);
        packed = to.ToArray();
        return new()
        {
            ["Type"] = new PdfName("XObject"),
            ["Subtype"] = new PdfName("Image"),
            ["Width"] = PdfAtom.Of(Width),
            ["Height"] = PdfAtom.Of(Height),
            ["ColorSpace"] = new PdfName(space),
            ["BitsPerComponent"] = PdfAtom.Of(8),
            ["Filter"] = new PdfName("FlateDecode"),
            ["Length"] = PdfAtom.Of(packed.Length),
        };
    }
}
