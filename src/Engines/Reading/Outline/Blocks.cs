using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Joins lines into blocks: wrapped lines, page breaks inside sentences, rows into tables.</summary>
static partial class Blocks
{
    public static List<Block> Build(IReadOnlyList<Line> lines, int width)
    {
        var blocks = new List<Block>();
        Line? previous = null;
        var blank = false;
        List<Line>? rows = null;
        foreach (var line in lines)
        {
            if (line.Cells is not null)
            {
                if (rows is null) blocks.Add(Block.Table(rows = [line]));
                else
                {
                    rows.Add(line);
                    blocks[^1] = Block.Table(rows);
                }
                previous = null;
                continue;
            }
            if (line.Text.Length == 0)
            {
                blank = true;
                continue;
            }
            rows = null;
            var marker = Marker.Find(line.Text);
            if (previous is not null && Joins(blocks[^1], previous, line, marker, blank, width)) blocks[^1].Append(line.Text, line.Number);
            else blocks.Add(Block.Of(line, marker));
            previous = line;
            blank = false;
        }
        return blocks;
    }

    static bool Joins(Block block, Line previous, Line line, Marker? marker, bool blank, int width)
    {
        // "PHẦN I" on a line of its own takes its title from the next.
        if (block.Text.Length == 0) return marker is null;
        if (line.Heading > 0 || previous.Heading > 0 && previous.Text.Length < 60 && blank) return false;
        if (block.Text.EndsWith("./.", StringComparison.Ordinal) || Opens(line)) return false;
        var last = block.Text[^1];
        var full = width > 0 && previous.Width >= width * 0.74;
        if (marker is not null)
        {
            // "2026 / - 2030" and "Điều / 5. …" cut by the line end are no items.
            return full && marker.Kind is MarkerKind.Dash && char.IsDigit(last) && char.IsDigit(line.Text[^1]) && line.Text.Length < 12;
        }
        if (previous.Hard && !blank && block.Marker is not null && !Vietnamese.IsCaps(line.Text) && last is not '.') return true;
        if (Vietnamese.IsCaps(line.Text) && !Vietnamese.IsCaps(previous.Text)) return false;
        var lower = char.IsLower(line.Text[0]);
        if (lower && last is not ('.' or '!' or '?' or ';') && !(last == ':' && width == 0)) return true;
        if (lower && width > 0 && last is not '.') return true;
        if (last is ',' && !Vietnamese.IsCaps(line.Text)) return true;
        return full && (last is not ('.' or ';' or ':') || (last is '.' && line.Width >= width * 0.5 && !blank) || (last is '.' && block.Marker?.Kind is MarkerKind.Dash));
    }

    // Lines that always begin something new.
    static bool Opens(Line line) => Opening().IsMatch(line.Folded) && (Vietnamese.IsCaps(line.Text) || line.Text.Length < 40 || line.Folded.StartsWith("can cu ", StringComparison.Ordinal)
        && char.IsUpper(line.Text[0]) || line.Folded.StartsWith("tren day la", StringComparison.Ordinal) && char.IsUpper(line.Text[0]));

    /// <summary>Width at which the text was wrapped by hand; 0 when paragraphs stand on one line each.</summary>
    public static int WrapWidth(IReadOnlyList<Line> lines)
    {
        var text = lines.Where(l => l.Cells is null && l.Text.Length > 0).ToList();
        if (text.Count < 8) return 0;
        var continued = text.Count(l => char.IsLower(l.Text[0]) && Marker.Find(l.Text) is null);
        if (continued * 5 < text.Count) return 0;
        var widths = text.Select(l => l.Width).Order().ToList();
        var wide = widths[(int)(widths.Count * 0.9)];
        return wide is >= 40 and <= 130 ? wide : 0;
    }

    [GeneratedRegex(@"^(noi nhan|phu luc|ke hoach$|quyet dinh$|can cu |tren day la|kinh gui|tm\. |kt\. |tl\. |tuq\. |so\s*:|phieu )", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Opening();
}
