using System.Buffers.Binary;
using System.IO.Compression;

namespace LienY.Dicom;

/// <summary>The picture smaller, and as a file.</summary>
public sealed partial record Picture
{
    /// <summary>The picture made to fit into a square; each new pixel is the mean of those it covers. Never larger.</summary>
    public Picture Fit(int side)
    {
        if (Math.Max(Width, Height) <= side || side < 1) return this;
        var scale = (double)side / Math.Max(Width, Height);
        var (width, height) = (Math.Max(1, (int)Math.Round(Width * scale)), Math.Max(1, (int)Math.Round(Height * scale)));
        var pixels = new byte[width * height * Channels];
        Span<long> sum = stackalloc long[3];
        for (var y = 0; y < height; y++)
        {
            var (top, bottom) = ((int)((long)y * Height / height), (int)Math.Max((long)(y + 1) * Height / height, (long)y * Height / height + 1));
            for (var x = 0; x < width; x++)
            {
                var (left, right) = ((int)((long)x * Width / width), (int)Math.Max((long)(x + 1) * Width / width, (long)x * Width / width + 1));
                sum.Clear();
                for (var v = top; v < bottom; v++)
                {
                    var row = Pixels.AsSpan((v * Width + left) * Channels, (right - left) * Channels);
                    for (var i = 0; i < row.Length; i += Channels)
                    {
                        for (var c = 0; c < Channels; c++) sum[c] += row[i + c];
                    }
                }
                var count = (right - left) * (bottom - top);
                for (var c = 0; c < Channels; c++) pixels[(y * width + x) * Channels + c] = (byte)((sum[c] + count / 2) / count);
            }
        }
        return new Picture(width, height, Channels, pixels);
    }

    /// <summary>A PNG (ISO/IEC 15948) of the picture.</summary>
    public byte[] ToPng()
    {
        using var all = new MemoryStream(Pixels.Length / 2 + 1024);
        all.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Height);
        (head[8], head[9]) = (8, (byte)(Channels == 3 ? 2 : 0));
        Chunk(all, "IHDR"u8, head);
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = Width * Channels;
            var filtered = new byte[line + 1];
            for (var y = 0; y < Height; y++)
            {
                var row = Pixels.AsSpan(y * line, line);
                if (y == 0)
                {
                    filtered[0] = 0;
                    row.CopyTo(filtered.AsSpan(1));
                }
                else
                {
                    // What differs from the line above packs better.
                    filtered[0] = 2;
                    var above = Pixels.AsSpan((y - 1) * line, line);
                    for (var i = 0; i < line; i++) filtered[i + 1] = (byte)(row[i] - above[i]);
                }
                deflate.Write(filtered);
            }
        }
        Chunk(all, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        Chunk(all, "IEND"u8, []);
        return all.ToArray();
    }

    /// <summary>A baseline JPEG (ITU-T T.81) of the picture, quality 1 to 100; never for diagnosis without saying so.</summary>
    public byte[] ToJpeg(int quality = 85) => JpegWriter.Write(this, Math.Clamp(quality, 1, 100));

    static void Chunk(Stream into, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, data.Length);
        into.Write(four);
        into.Write(kind);
        into.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(four, PngCrc.Of(kind, data));
        into.Write(four);
    }
}
