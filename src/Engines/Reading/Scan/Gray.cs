using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LienY.Reading;

/// <summary>A picture in gray, row by row from the top left; 0 is black, 255 white.</summary>
sealed class Gray(int width, int height, byte[] at)
{
    public int Width => width;
    public int Height => height;
    public byte[] At => at;

    public byte this[int x, int y] => at[y * width + x];

    public static Gray White(int width, int height)
    {
        var at = new byte[width * height];
        at.AsSpan().Fill(255);
        return new(width, height, at);
    }

    /// <summary>A binary PGM of 8 bits (netpbm "P5"); null where it is none.</summary>
    public static Gray? OfPgm(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("P5"u8)) return null;
        var at = 2;
        var (w, h, most) = (Next(bytes, ref at), Next(bytes, ref at), Next(bytes, ref at));
        at++;
        return w is > 0 and <= 20_000 && h is > 0 and <= 20_000 && most == 255 && bytes.Length >= at + (long)w * h ? new(w, h, bytes.Slice(at, w * h).ToArray()) : null;
    }

    static int Next(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'#')
        {
            if (bytes[at] == '#')
                while (at < bytes.Length && bytes[at] != '\n') at++;
            at++;
        }
        var value = 0;
        while (at < bytes.Length && bytes[at] is >= (byte)'0' and <= (byte)'9' && value < 100_000) value = value * 10 + bytes[at++] - '0';
        return value;
    }

    /// <summary>The picture as PGM.</summary>
    public byte[] Pgm() => [.. Encoding.ASCII.GetBytes($"P5\n{width} {height}\n255\n"), .. at];

    /// <summary>A part with a white margin around it.</summary>
    public Gray Cut(int left, int top, int right, int bottom, int margin)
    {
        (left, top, right, bottom) = (Math.Max(0, left), Math.Max(0, top), Math.Min(width, right), Math.Min(height, bottom));
        var part = White(right - left + 2 * margin, bottom - top + 2 * margin);
        for (var y = top; y < bottom; y++) at.AsSpan(y * width + left, right - left).CopyTo(part.At.AsSpan((y - top + margin) * part.Width + margin));
        return part;
    }

    /// <summary>Paints a box white.</summary>
    public void Erase(int left, int top, int right, int bottom)
    {
        (left, top, right, bottom) = (Math.Max(0, left), Math.Max(0, top), Math.Min(width, right), Math.Min(height, bottom));
        for (var y = top; y < bottom && right > left; y++) at.AsSpan(y * width + left, right - left).Fill(255);
    }

    /// <summary>Smaller by a whole factor: each point the mean of those it stands for.</summary>
    public Gray Shrunk(int by)
    {
        var (w, h) = (width / by, height / by);
        var small = new byte[w * h];
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                var sum = 0;
                for (var j = 0; j < by; j++)
                    for (var i = 0; i < by; i++) sum += at[(y * by + j) * width + x * by + i];
                small[y * w + x] = (byte)(sum / (by * by));
            }
        }
        return new(w, h, small);
    }

    /// <summary>Turned clockwise by 90, 180 or 270 degrees.</summary>
    public Gray Turned(int degrees)
    {
        if (degrees % 360 == 0) return this;
        var (w, h) = degrees % 180 == 0 ? (width, height) : (height, width);
        var to = new byte[at.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = degrees switch { 90 => (height - 1 - y, x), 180 => (width - 1 - x, height - 1 - y), _ => (y, width - 1 - x) };
                to[v * w + u] = at[y * width + x];
            }
        }
        return new(w, h, to);
    }

    /// <summary>Turned about its middle by a small angle in degrees (clockwise), the rest white.</summary>
    public Gray Rotated(double degrees)
    {
        if (Math.Abs(degrees) < 0.02) return this;
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var to = White(width, height);
        var (mx, my) = ((width - 1) / 2.0, (height - 1) / 2.0);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (dx, dy) = (x - mx, y - my);
                var (sx, sy) = (mx + dx * cos + dy * sin, my - dx * sin + dy * cos);
                var (ix, iy) = ((int)Math.Floor(sx), (int)Math.Floor(sy));
                if (ix < 0 || iy < 0 || ix + 1 >= width || iy + 1 >= height) continue;
                var (fx, fy) = ((int)((sx - ix) * 256), (int)((sy - iy) * 256));
                var p = iy * width + ix;
                var top = at[p] * (256 - fx) + at[p + 1] * fx;
                var below = at[p + width] * (256 - fx) + at[p + width + 1] * fx;
                to.At[y * width + x] = (byte)((top * (256 - fy) + below * fy) >> 16);
            }
        }
        return to;
    }

    /// <summary>The picture as PNG of sixteen grays: small enough to send, clear enough to compare with the text.</summary>
    public byte[] Png()
    {
        var stride = (width + 1) / 2;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[stride + 1];
            for (var y = 0; y < height; y++)
            {
                Array.Clear(row);
                for (var x = 0; x < width; x++) row[1 + x / 2] |= (byte)((at[y * width + x] * 15 + 127) / 255 << (x % 2 == 0 ? 4 : 0));
                zlib.Write(row);
            }
        }
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (4, 0);
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR"u8, head);
        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    static void Chunk(MemoryStream to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        byte[] part = [.. name, .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        to.Write(number);
        to.Write(part);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(part));
        to.Write(number);
    }

    // CRC-32 as PNG has it (ISO 3309).
    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }
}
