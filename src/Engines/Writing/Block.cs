namespace LienY.Writing;

/// <summary>One piece of a document's content.</summary>
public abstract record Block;

/// <summary>The depth of a heading in an official document.</summary>
public enum HeadingLevel
{
    /// <summary>I. II. III. (bold).</summary>
    Roman,

    /// <summary>1. 2. 3. (bold).</summary>
    Arabic,

    /// <summary>1.1. 1.2. (bold italic).</summary>
    Decimal,

    /// <summary>a) b) c), Vietnamese letters with đ.</summary>
    Letter,
}

/// <summary>A heading; the writer numbers it in its level unless a marker is given.</summary>
/// <param name="Level">How deep.</param>
/// <param name="Text">The words after the marker.</param>
/// <param name="Marker">A marker to print as it is, e.g. "II."; null counts on, "" prints none.</param>
public sealed record Heading(HeadingLevel Level, string Text, string? Marker = null) : Block;

/// <summary>A paragraph, justified, first line set in.</summary>
/// <param name="Text">Its words; line feeds become line breaks.</param>
public sealed record Paragraph(string Text) : Block
{
    /// <summary>Upright bold.</summary>
    public bool Bold { get; init; }

    /// <summary>Italic.</summary>
    public bool Italic { get; init; }

    /// <summary>Words set bold before it, e.g. "Điều 1."; empty for none.</summary>
    public string Lead { get; init; } = "";
}

/// <summary>A list, each item a paragraph beginning with the mark.</summary>
/// <param name="Items">The items' words without mark.</param>
/// <param name="Mark">"-" or "+" as officers write them.</param>
public sealed record Bullets(IReadOnlyList<string> Items, string Mark = "-") : Block;

/// <summary>A remark in smaller italic, e.g. under a table.</summary>
/// <param name="Text">Its words.</param>
public sealed record Note(string Text) : Block;

/// <summary>Where words stand in a column.</summary>
public enum Align
{
    /// <summary>At the left.</summary>
    Left,

    /// <summary>Centred.</summary>
    Center,

    /// <summary>At the right, for figures.</summary>
    Right,
}

/// <summary>A ruled table whose header repeats on every page and whose rows do not break across pages.</summary>
/// <param name="Columns">The columns from left to right.</param>
/// <param name="Rows">The rows from top to bottom.</param>
public sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows) : Block
{
    /// <summary>A bold centred title above; null for none.</summary>
    public string? Caption { get; init; }

    /// <summary>The unit of its figures, printed italic at the right above, e.g. "Đơn vị tính: triệu đồng"; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>Puts a wide table on pages that lie on the long side.</summary>
    public bool Landscape { get; init; }

    /// <summary>Letter size in points.</summary>
    public double Size { get; init; } = 12;
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Width">Its share of the width, relative to the other columns.</param>
/// <param name="Align">Where its cells' words stand.</param>
public sealed record Column(string Title, double Width = 1, Align Align = Align.Left)
{
    /// <summary>A head above this and its neighbours of the same group, merged over them (two-level header); null for none.</summary>
    public string? Group { get; init; }
}

/// <summary>A row of a table; cells in column order, those covered by a span left out.</summary>
/// <param name="Cells">Its cells.</param>
public sealed record Row(IReadOnlyList<Cell> Cells)
{
    /// <summary>The whole row bold, as for sums.</summary>
    public bool Bold { get; init; }

    /// <summary>One bold cell over the whole width that opens a group of rows.</summary>
    public bool IsSection { get; init; }

    /// <summary>A plain row.</summary>
    public static Row Of(params string[] cells) => new([.. cells.Select(text => new Cell(text))]);

    /// <summary>A bold row of sums.</summary>
    public static Row Total(params string[] cells) => Of(cells) with { Bold = true };

    /// <summary>A row over the whole width that opens a group, e.g. "I. Nhân lực".</summary>
    public static Row Section(string text) => new([new Cell(text)]) { IsSection = true };
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its words; line feeds become paragraphs.</param>
public sealed record Cell(string Text)
{
    /// <summary>Bold.</summary>
    public bool Bold { get; init; }

    /// <summary>Its own alignment instead of the column's.</summary>
    public Align? Align { get; init; }

    /// <summary>Columns covered to the right, itself included.</summary>
    public int Across { get; init; } = 1;

    /// <summary>Rows covered downward, itself included.</summary>
    public int Down { get; init; } = 1;

    /// <summary>A plain cell.</summary>
    public static implicit operator Cell(string text) => new(text);
}
