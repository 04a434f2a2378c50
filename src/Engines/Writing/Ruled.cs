using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>A ruled table: repeated header of one or two levels, merged cells, rows whole on one page.</summary>
static class Ruled
{
    /// <summary>Caption, unit line and table; <paramref name="room"/> is the width of the page's text in twips.</summary>
    /// <exception cref="ArgumentException">The table has no column, or a row has more cells than columns.</exception>
    public static IEnumerable<XElement> Of(Table table, int room)
    {
        if (table.Columns.Count == 0)
            throw new ArgumentException("A table needs at least one column.", nameof(table));
        if (table.Caption is { Length: > 0 } caption)
            yield return Line(Styles.Caption, caption);
        if (table.Unit is { Length: > 0 } unit)
            yield return Line(Styles.Unit, unit);
        var widths = Widths(table.Columns, room);
        yield return El("tbl", Properties(room),
            El("tblGrid", widths.Select(width => El("gridCol", At("w", width)))),
            Heads(table, widths), Rows(table, widths));
        // Word joins two tables that touch, and a table may not end a cell or the body.
        yield return Line(Styles.Gap).With(El("spacing", At("after", 120)));
    }

    static XElement Properties(int room) => El("tblPr",
        El("tblW", At("w", room), At("type", "dxa")), Val("jc", "center"),
        El("tblBorders", new[] { "top", "left", "bottom", "right", "insideH", "insideV" }
            .Select(side => El(side, At("val", "single"), At("sz", 4), At("space", 0), At("color", "000000")))),
        El("tblLayout", At("type", "fixed")),
        El("tblCellMar", El("left", At("w", 70), At("type", "dxa")), El("right", At("w", 70), At("type", "dxa"))));

    static int[] Widths(IReadOnlyList<Column> columns, int room)
    {
        var total = columns.Sum(column => Math.Max(column.Width, 0.01));
        var widths = columns.Select(column => (int)(Math.Max(column.Width, 0.01) / total * room)).ToArray();
        widths[^1] += room - widths.Sum();
        return widths;
    }

    static IEnumerable<XElement> Heads(Table table, int[] widths)
    {
        var columns = table.Columns;
        var twoLevels = columns.Any(column => column.Group is not null);
        var first = new List<XElement>();
        for (var i = 0; i < columns.Count;)
        {
            var across = 1;
            while (columns[i].Group is { } group && i + across < columns.Count && columns[i + across].Group == group)
                across++;
            var merge = twoLevels && columns[i].Group is null ? "restart" : null;
            first.Add(Box(widths, i, across, merge, [Head(columns[i].Group ?? columns[i].Title, table.Size)], "center"));
            i += across;
        }
        yield return HeadRow(first);
        if (twoLevels)
            yield return HeadRow(columns.Select((column, i) => column.Group is null
                ? Box(widths, i, 1, "continue", [Line(Styles.Head)], "center")
                : Box(widths, i, 1, null, [Head(column.Title, table.Size)], "center")));
    }

    static XElement HeadRow(IEnumerable<XElement> cells) => El("tr", El("trPr", El("cantSplit"), El("tblHeader")), cells);

    static XElement Head(string title, double size) => Sized(Line(Styles.Head, title), size);

    static IEnumerable<XElement> Rows(Table table, int[] widths)
    {
        var held = new int[widths.Length];
        foreach (var (row, at) in table.Rows.Select((row, at) => (row, at)))
        {
            var cells = new Queue<Cell>(row.IsSection && row.Cells is [var only] ? [only with { Across = widths.Length, Bold = true }] : row.Cells);
            var boxes = new List<XElement>();
            for (var i = 0; i < widths.Length;)
            {
                if (held[i] > 0)
                {
                    held[i]--;
                    boxes.Add(Box(widths, i++, 1, "continue", [Line(Styles.CellText)], "center"));
                    continue;
                }
                var cell = cells.Count > 0 ? cells.Dequeue() : new Cell("");
                var across = Math.Clamp(cell.Across, 1, widths.Length - i);
                var down = Math.Clamp(cell.Down, 1, table.Rows.Count - at);
                // A cell over several columns and rows would need its continuation spanned too: one column at a time keeps the grid true.
                if (down > 1 && across > 1)
                    throw new ArgumentException($"Row {at + 1}: a cell may run across columns or down rows, not both.", nameof(table));
                if (down > 1)
                    held[i] = down - 1;
                boxes.Add(Box(widths, i, across, down > 1 ? "restart" : null, Lines(cell, row, table, i), down > 1 ? "center" : "top"));
                i += across;
            }
            if (cells.Count > 0)
                throw new ArgumentException($"Row {at + 1} has more cells than the table has columns ({widths.Length}).", nameof(table));
            yield return El("tr", FitsOnPage(row, widths) ? El("trPr", El("cantSplit")) : null, boxes);
        }
    }

    static IEnumerable<XElement> Lines(Cell cell, Row row, Table table, int column)
    {
        var align = cell.Align ?? (row.IsSection ? Align.Left : table.Columns[column].Align);
        foreach (var words in SafeText.Of(cell.Text).Split('\n'))
        {
            var line = Line(Styles.CellText, Words(words, row.Bold || cell.Bold));
            if (align != Align.Left)
                line.With(Val("jc", align == Align.Center ? "center" : "right"));
            yield return Sized(line, table.Size);
        }
    }

    static XElement Sized(XElement line, double points)
    {
        if (points != 12)
            foreach (var run in line.Elements(Main + "r"))
            {
                if (run.Element(Main + "rPr") is null)
                    run.AddFirst(El("rPr"));
                run.Element(Main + "rPr")!.Add(Val("sz", (int)(points * 2)), Val("szCs", (int)(points * 2)));
            }
        return line;
    }

    static XElement Box(int[] widths, int at, int across, string? merge, IEnumerable<XElement> lines, string vertical) => El("tc",
        El("tcPr", El("tcW", At("w", widths.AsSpan(at, across).ToArray().Sum()), At("type", "dxa")),
            across > 1 ? Val("gridSpan", across) : null, merge is not null ? Val("vMerge", merge) : null,
            Val("vAlign", vertical)),
        lines);

    // A row taller than a page must be allowed to break, or its end is never printed; 110 twips is about one letter at 12 points.
    static bool FitsOnPage(Row row, int[] widths) => row.Cells.Select((cell, i) =>
        cell.Text.Split('\n').Sum(line => 1 + line.Length * 110 / Math.Max(widths[Math.Min(i, widths.Length - 1)] - 140, 110))).DefaultIfEmpty(0).Max() < 30;
}
