using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LienY.Reading.Tests;

/// <summary>A sheet of paper as a scanner sees it: gray, row by row. What befalls papers befalls it: skew, grain, stains, a camera held aslant.</summary>
sealed class Sheet(int width, int height, byte[] at)
{
    public int Width => width;
    public int Height => height;
    public byte[] At => at;

    /// <summary>The pages of a PDF, rendered at so many dots an inch. Skips where poppler or tesseract is not installed.</summary>
    public static List<Sheet> Of(byte[] pdf, int dpi, int pages = 99)
    {
        foreach (var program in new[] { "pdftoppm", "tesseract" }) Assert.SkipUnless(PdfPrinter.OnPath(program), $"The program '{program}' is not installed.");
        var room = Directory.CreateTempSubdirectory("lieny-sheets");
        try
        {
            File.WriteAllBytes(Path.Combine(room.FullName, "a.pdf"), pdf);
            using var process = Process.Start(new ProcessStartInfo("pdftoppm", ["-gray", "-r", dpi.ToString(CultureInfo.InvariantCulture), "-l", pages.ToString(CultureInfo.InvariantCulture), "a.pdf", "p"]) { WorkingDirectory = room.FullName })!;
            process.WaitForExit();
            return [.. room.GetFiles("*.pgm").OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => Pgm(File.ReadAllBytes(f.FullName)))];
        }
        finally
        {
            room.Delete(recursive: true);
        }
    }

    static Sheet Pgm(byte[] bytes)
    {
        var words = Encoding.ASCII.GetString(bytes, 0, 30).Split([' ', '\n'])[..4];
        var (w, h) = (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        return new(w, h, bytes[^(w * h)..]);
    }

    /// <summary>Each point from where <paramref name="from"/> says; white beyond the edge.</summary>
    public Sheet Moved(Func<double, double, (double X, double Y)> from)
    {
        var to = new byte[at.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (sx, sy) = from(x, y);
                var (ix, iy) = ((int)Math.Floor(sx), (int)Math.Floor(sy));
                if (ix < 0 || iy < 0 || ix >= width - 1 || iy >= height - 1)
                {
                    to[y * width + x] = 250;
                    continue;
                }
                var (fx, fy, p) = (sx - ix, sy - iy, iy * width + ix);
                to[y * width + x] = (byte)((at[p] * (1 - fx) + at[p + 1] * fx) * (1 - fy) + (at[p + width] * (1 - fx) + at[p + width + 1] * fx) * fy);
            }
        }
        return new(width, height, to);
    }

    /// <summary>Laid askew by so many degrees.</summary>
    public Sheet Skewed(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return Moved((x, y) => (width / 2.0 + (x - width / 2.0) * cos + (y - height / 2.0) * sin, height / 2.0 - (x - width / 2.0) * sin + (y - height / 2.0) * cos));
    }

    /// <summary>With the grain of a poor scanner: every point a little off, one in <paramref name="oneIn"/> black or white.</summary>
    public Sheet Grainy(int seed, double spread = 12, int oneIn = 300)
    {
        var random = new Random(seed);
        return new(width, height, [.. at.Select(v =>
        {
            if (random.Next(oneIn) == 0) return (byte)(random.Next(2) * 255);
            var bell = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
            return (byte)Math.Clamp(v * 0.92 + 8 + bell * spread * 2, 0, 255);
        })]);
    }

    /// <summary>With the ring and the pool of a cup of coffee.</summary>
    public Sheet Stained(double x, double y, double radius)
    {
        var to = (byte[])at.Clone();
        for (var v = 0; v < height; v++)
        {
            for (var u = 0; u < width; u++)
            {
                var far = Math.Sqrt((u - x * width) * (u - x * width) + (v - y * height) * (v - y * height)) / (radius * width);
                var dark = far < 0.93 ? 0.82 : far < 1 ? 0.62 : 1;
                to[v * width + u] = (byte)(at[v * width + u] * dark);
            }
        }
        return new(width, height, to);
    }

    /// <summary>Turned upside down.</summary>
    public Sheet UpsideDown() => new(width, height, [.. at.Reverse()]);

    /// <summary>Laid sideways: turned by a right angle, counter-clockwise.</summary>
    public Sheet Sideways()
    {
        var to = new byte[at.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) to[(width - 1 - x) * height + y] = at[y * width + x];
        return new(height, width, to);
    }

    /// <summary>Taken by a camera from the side: the far edge shorter and tilted.</summary>
    public Sheet FromTheSide(double by) => Moved((x, y) =>
    {
        var depth = 1 + by * (x / width);
        return (x * depth / (1 + by * 0.5), height / 2.0 + (y - height / 2.0) * depth);
    });

    /// <summary>Sheets as one TIFF, each in one deflated strip, as a scanner writes it.</summary>
    public static byte[] Tiff(IReadOnlyList<Sheet> sheets)
    {
        using var to = new MemoryStream();
        using var write = new BinaryWriter(to);
        write.Write("II*\0"u8);
        write.Write(0);
        var pointer = 4L;
        foreach (var sheet in sheets)
        {
            var data = to.Length;
            using (var packed = new System.IO.Compression.ZLibStream(to, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) packed.Write(sheet.At);
            var size = (int)(to.Length - data);
            if (to.Length % 2 == 1) write.Write((byte)0);
            var directory = to.Length;
            to.Position = pointer;
            write.Write((int)directory);
            to.Position = directory;
            (ushort Tag, int Value)[] tags = [(256, sheet.Width), (257, sheet.Height), (258, 8), (259, 8), (262, 1), (273, (int)data), (277, 1), (278, sheet.Height), (279, size)];
            write.Write((ushort)tags.Length);
            foreach (var (tag, value) in tags)
            {
                write.Write(tag);
                write.Write((ushort)4);
                write.Write(1);
                write.Write(value);
            }
            pointer = to.Length;
            write.Write(0);
        }
        return to.ToArray();
    }
}
