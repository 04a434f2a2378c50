using System.Text;

namespace LienY.Outlines;

/// <summary>Rings as short text: scale, then each ring as differences of its points in signs of five bits (letters above '?'), rings apart by a space.</summary>
public static class RingText
{
    /// <summary>Writes an outline's rings.</summary>
    public static string Write(Outline outline)
    {
        var text = new StringBuilder().Append(outline.Scale);
        var last = new Spot(0, 0);
        foreach (var ring in outline.Rings)
        {
            text.Append(' ');
            foreach (var spot in ring.Take(ring.Count - 1))
            {
                Sign(text, spot.X - last.X);
                Sign(text, spot.Y - last.Y);
                last = spot;
            }
        }
        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; <see cref="FormatException"/> where it is something else.</summary>
    public static Outline Read(string code, string name, string text)
    {
        var parts = text.Split(' ');
        if (!int.TryParse(parts[0], System.Globalization.CultureInfo.InvariantCulture, out var scale) || scale < 1) throw new FormatException("The scale of an outline is missing.");
        var (rings, last) = (new List<IReadOnlyList<Spot>>(), new Spot(0, 0));
        foreach (var part in parts.Skip(1))
        {
            var ring = new List<Spot>();
            for (var at = 0; at < part.Length;) ring.Add(last = new(last.X + Number(part, ref at), last.Y + Number(part, ref at)));
            if (ring.Count < 3) throw new FormatException("A ring has fewer than three points.");
            ring.Add(ring[0]);
            rings.Add(ring);
        }
        return new(code, name, scale, rings);
    }

    static void Sign(StringBuilder text, int value)
    {
        var rest = (uint)((value << 1) ^ (value >> 31));
        for (; rest >= 0x20; rest >>= 5) text.Append((char)(0x20 + (rest & 0x1F) + 63));
        text.Append((char)(rest + 63));
    }

    static int Number(string text, ref int at)
    {
        var (value, shift) = (0u, 0);
        while (true)
        {
            if (at >= text.Length || text[at] < 63 || text[at] > 126 || shift > 30) throw new FormatException("An outline is cut off.");
            var part = (uint)text[at++] - 63;
            value |= (part & 0x1F) << shift;
            shift += 5;
            if (part < 0x20) return (int)(value >> 1) ^ -(int)(value & 1);
        }
    }
}
