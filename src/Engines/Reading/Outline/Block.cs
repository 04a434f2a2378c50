namespace LienY.Reading;

/// <summary>A paragraph, heading or item joined from its lines, or a table (its rows).</summary>
sealed class Block
{
    readonly List<(int Offset, int Line)> starts = [];

    public Marker? Marker { get; init; }
    public string Text { get; private set; } = "";
    public int Heading { get; init; }
    public bool Strong { get; init; }
    public IReadOnlyList<Line>? Rows { get; init; }
    public LineSpan Lines { get; private set; }
    public string Folded => folded ??= Vietnamese.Fold(Text);
    string? folded;

    /// <summary>Path of the section it stands in; for headings its own.</summary>
    public string Path { get; set; } = "";
    public Zone Zone { get; set; }
    public bool IsHeading { get; set; }
    public Block? Parent { get; set; }
    public Period? Phase { get; set; }

    public static Block Of(Line line, Marker? marker)
    {
        var block = new Block { Marker = marker, Heading = line.Heading, Strong = line.Strong };
        block.Append(marker is null ? line.Text : line.Text[marker.Length..].Trim(), line.Number);
        return block;
    }

    public static Block Table(List<Line> rows) => new() { Rows = rows, Lines = new(rows[0].Number, rows[^1].Number) };

    public void Append(string text, int line)
    {
        // A number cut by the line end ("57-" / "NQ/TW") is one word; any other break is a space.
        var glue = Text.Length == 0 || (Text.Length > 1 && Text[^1] == '-' && char.IsLetterOrDigit(Text[^2]) && char.IsDigit(Text[^2])) ? "" : " ";
        Text += glue;
        starts.Add((Text.Length, line));
        Text += text;
        Lines = new(starts[0].Line, line);
        folded = null;
    }

    /// <summary>The lines a stretch of the text came from.</summary>
    public LineSpan Span(int start, int end)
    {
        int first = Lines.First, last = Lines.First;
        foreach (var (offset, line) in starts)
        {
            if (offset <= start) first = line;
            if (offset < Math.Max(end, start + 1)) last = line;
        }
        return new(first, Math.Max(first, last));
    }

    public override string ToString() => $"{Path} {Marker?.Text} {Text}";
}
