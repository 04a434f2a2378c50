using System.Buffers.Binary;
using System.IO.Compression;

namespace LienY.Signing;

/// <summary>Pictures for the demonstration, drawn here: a red ring with a star, and a blue stroke of a pen. Neither is anybody's.</summary>
static class DemoPictures
{
    const int Wide = 240;

    /// <summary>A round seal in red.</summary>
    public static byte[] Seal() => Draw(Wide, Wide, (x, y) =>
    {
        var (dx, dy) = (x - Wide / 2.0, y - Wide / 2.0);
        var (r, angle) = (Math.Sqrt(dx * dx + dy * dy), Math.Atan2(dx, -dy));
        var turn = Math.Abs((angle / (2 * Math.PI) * 5 % 1 + 1) % 1 - 0.5);
        var star = 18 + turn * 2 * 34;
        var on = r is > 112 and < 118 or > 98 and < 101 || r < star;
        return on ? (0xD0, 0x10, 0x18, 215) : (0, 0, 0, 0);
    });

    /// <summary>A stroke of a pen in blue.</summary>
    public static byte[] Hand() => Draw(320, 140, (x, y) =>
    {
        var middle = 70 + 34 * Math.Sin(x / 14.0) * Math.Exp(-x / 260.0) - x / 9.0 + 16;
        var tail = 104 + 6 * Math.Sin(x / 40.0);
        var on = (x is > 16 and < 250 && Math.Abs(y - middle) < 3.2 + Math.Cos(x / 14.0)) || (x is > 60 and < 304 && Math.Abs(y - tail) < 1.8);
        return on ? (0x18, 0x30, 0x90, 235) : (0, 0, 0, 0);
    });

    static byte[] Draw(int width, int height, Func<int, int, (int R, int G, int B, int A)> at)
    {
        var rows = new byte[height * (width * 4 + 1)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (r, g, b, a) = at(x, y);
                byte[] pixel = [(byte)r, (byte)g, (byte)b, (byte)a];
                pixel.CopyTo(rows, y * (width * 4 + 1) + 1 + x * 4);
            }
        }
        var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(rows);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 6);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", head), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    static byte[] Chunk(string name, byte[] body)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(name), .. body];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Check(named));
        return chunk;
    }

    // CRC-32 of PNG (ISO/IEC 15948, annex D).
    static uint Check(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
