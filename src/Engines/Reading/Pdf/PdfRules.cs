using System.Globalization;
using System.Xml;

namespace LienY.Reading;

/// <summary>What a page draws, from its SVG: letters by their fonts, and ruling lines: straight strokes, and filled boxes so thin that they are lines.</summary>
static class PdfRules
{
    const double Shortest = 4, Thickest = 3, Slant = 1;

    /// <summary>Lines across and upright (touching pieces of one line are joined), and the letters with their fonts.</summary>
    public static (IReadOnlyList<PdfRule> Rules, IReadOnlyList<PdfGlyph> Glyphs) Of(XmlReader reader)
    {
        var glyphs = new List<PdfGlyph>();
        var found = new List<PdfRule>();
        var frames = new Stack<(int Depth, Matrix By)>();
        using (reader)
        {
            while (reader.Read())
            {
                while (frames.Count > 0 && reader.Depth <= frames.Peek().Depth) frames.Pop();
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName is "defs" or "clipPath" or "mask" or "symbol" or "pattern")
                {
                    // Glyphs and masks: not drawn where they stand. Skip() already stands on the next node.
                    if (!reader.IsEmptyElement) SkipWithin(reader);
                    continue;
                }
                var by = frames.Count > 0 ? frames.Peek().By : Matrix.None;
                if (reader.GetAttribute("transform") is { } transform) by = Matrix.Read(transform).Then(by);
                if (reader.LocalName == "g" && !reader.IsEmptyElement) frames.Push((reader.Depth, by));
                else if (reader.LocalName == "path") Path(reader.GetAttribute("d") ?? "", Drawn(reader, "stroke"), Drawn(reader, "fill"), by, found);
                else if (reader.LocalName == "rect") Rect(reader, by, found);
                else if (reader.LocalName == "use") Glyph(reader, by, glyphs);
                if (found.Count > 50_000 || glyphs.Count > 200_000) break;
            }
        }
        return (Joined(found), glyphs);
    }

    // Cairo names a glyph by face and size: "#glyph3-17", later "#glyph-3-17".
    static void Glyph(XmlReader reader, Matrix by, List<PdfGlyph> glyphs)
    {
        var name = reader.GetAttribute("href", "http://www.w3.org/1999/xlink") ?? reader.GetAttribute("href") ?? "";
        var parts = name.Replace("#glyph-", "#glyph", StringComparison.Ordinal).Split('-');
        if (parts.Length != 2 || !parts[0].StartsWith("#glyph", StringComparison.Ordinal) || !int.TryParse(parts[0].AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var font)) return;
        var (x, y) = by.At(Of(reader, "x"), Of(reader, "y"));
        glyphs.Add(new(x, y, font));
    }

    static double Of(XmlReader reader, string name) => double.TryParse(reader.GetAttribute(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : 0;

    static void SkipWithin(XmlReader reader)
    {
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
        }
    }

    static bool Drawn(XmlReader reader, string what)
    {
        if (reader.GetAttribute(what) is { } named) return named != "none";
        var style = reader.GetAttribute("style") ?? "";
        var at = ("; " + style).Replace(" ", "", StringComparison.Ordinal).IndexOf(";" + what + ":", StringComparison.Ordinal);
        return at >= 0 ? !("; " + style).Replace(" ", "", StringComparison.Ordinal)[(at + what.Length + 2)..].StartsWith("none", StringComparison.Ordinal) : what == "fill";
    }

    static void Rect(XmlReader reader, Matrix by, List<PdfRule> found)
    {
        var (x, y, w, h) = (Of(reader, "x"), Of(reader, "y"), Of(reader, "width"), Of(reader, "height"));
        Box([by.At(x, y), by.At(x + w, y), by.At(x + w, y + h), by.At(x, y + h)], found);
    }

    static void Path(string path, bool stroked, bool filled, Matrix by, List<PdfRule> found)
    {
        if (!stroked && !filled) return;
        foreach (var (points, curved) in Subpaths(path, by))
        {
            if (stroked)
            {
                for (var i = 1; i < points.Count; i++) Segment(points[i - 1], points[i], found);
            }
            else if (!curved && points.Count is 4 or 5) Box(points, found);
        }
    }

    static void Segment((double X, double Y) a, (double X, double Y) b, List<PdfRule> found)
    {
        var (dx, dy) = (Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y));
        if (dx < Shortest && dy < Shortest || dx > Slant && dy > Slant) return;
        found.Add(dx >= dy
            ? new(Math.Min(a.X, b.X), (a.Y + b.Y) / 2, Math.Max(a.X, b.X), (a.Y + b.Y) / 2)
            : new((a.X + b.X) / 2, Math.Min(a.Y, b.Y), (a.X + b.X) / 2, Math.Max(a.Y, b.Y)));
    }

    static void Box(IReadOnlyList<(double X, double Y)> points, List<PdfRule> found)
    {
        var (left, right) = (points.Min(p => p.X), points.Max(p => p.X));
        var (top, bottom) = (points.Min(p => p.Y), points.Max(p => p.Y));
        var (wide, high) = (right - left, bottom - top);
        if (high <= Thickest && wide >= Shortest && wide > 2 * high) found.Add(new(left, (top + bottom) / 2, right, (top + bottom) / 2));
        else if (wide <= Thickest && high >= Shortest && high > 2 * wide) found.Add(new((left + right) / 2, top, (left + right) / 2, bottom));
    }

    static IEnumerable<(List<(double X, double Y)> Points, bool Curved)> Subpaths(string path, Matrix by)
    {
        var points = new List<(double X, double Y)>();
        var (curved, command, x, y) = (false, ' ', 0.0, 0.0);
        var numbers = new List<double>();
        foreach (var word in path.Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (char.IsLetter(word[0]))
            {
                if (word[0] == 'M' && points.Count > 0)
                {
                    yield return (points, curved);
                    (points, curved) = ([], false);
                }
                if (word[0] == 'Z' && points.Count > 0) points.Add(points[0]);
                command = word[0];
                numbers.Clear();
                continue;
            }
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) continue;
            numbers.Add(number);
            if (numbers.Count < (command switch { 'C' => 6, 'H' or 'V' => 1, _ => 2 })) continue;
            (x, y) = command switch { 'H' => (numbers[0], y), 'V' => (x, numbers[0]), 'C' => (numbers[4], numbers[5]), _ => (numbers[0], numbers[1]) };
            if (command == 'C') curved = true;
            points.Add(by.At(x, y));
            numbers.Clear();
        }
        if (points.Count > 0) yield return (points, curved);
    }

    static List<PdfRule> Joined(List<PdfRule> rules)
    {
        const double near = 1.5, gap = 2.5;
        var result = new List<PdfRule>();
        foreach (var rule in rules.Where(r => r.IsAcross).OrderBy(r => Math.Round(r.Top / near)).ThenBy(r => r.Left))
        {
            var at = result.FindLastIndex(r => Math.Abs(r.Top - rule.Top) <= near && rule.Left <= r.Right + gap && rule.Right >= r.Left - gap);
            if (at < 0) result.Add(rule);
            else result[at] = result[at] with { Left = Math.Min(result[at].Left, rule.Left), Right = Math.Max(result[at].Right, rule.Right) };
        }
        var across = result.Count;
        foreach (var rule in rules.Where(r => !r.IsAcross).OrderBy(r => Math.Round(r.Left / near)).ThenBy(r => r.Top))
        {
            var at = result.FindLastIndex(r => !r.IsAcross && Math.Abs(r.Left - rule.Left) <= near && rule.Top <= r.Bottom + gap && rule.Bottom >= r.Top - gap);
            if (at < across) result.Add(rule);
            else result[at] = result[at] with { Top = Math.Min(result[at].Top, rule.Top), Bottom = Math.Max(result[at].Bottom, rule.Bottom) };
        }
        return result;
    }

    readonly record struct Matrix(double A, double B, double C, double D, double E, double F)
    {
        public static readonly Matrix None = new(1, 0, 0, 1, 0, 0);

        public (double X, double Y) At(double x, double y) => (A * x + C * y + E, B * x + D * y + F);

        public Matrix Then(Matrix o) => new(o.A * A + o.C * B, o.B * A + o.D * B, o.A * C + o.C * D, o.B * C + o.D * D, o.A * E + o.C * F + o.E, o.B * E + o.D * F + o.F);

        public static Matrix Read(string text)
        {
            var open = text.IndexOf("matrix(", StringComparison.Ordinal);
            if (open < 0) return None;
            var numbers = text[(open + 7)..].Split(')')[0].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
                .Select(n => double.TryParse(n, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : 0).ToArray();
            return numbers.Length == 6 ? new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) : None;
        }
    }
}
