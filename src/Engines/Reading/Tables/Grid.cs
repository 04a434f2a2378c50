namespace LienY.Reading;

/// <summary>A row of a grid: one entry a column; Own is false where the text is inherited from a merged cell above or to the left.</summary>
sealed record GridRow(IReadOnlyList<GridCell> Cells, LineSpan Lines)
{
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column].Text : "";
    public int Filled => Cells.Count(c => c.Own && c.Text.Length > 0);
}

/// <summary>A cell of a grid with the items it holds; Spread marks the further columns of a cell that spans several.</summary>
sealed record GridCell(string Text, IReadOnlyList<string> Items, bool Own, bool Spread = false)
{
    public static readonly GridCell Empty = new("", [], true);
}

/// <summary>A table with its header told from its rows.</summary>
sealed record Grid(IReadOnlyList<string> Headers, IReadOnlyList<Column> Columns, IReadOnlyList<GridRow> Rows, IReadOnlyList<LineSpan> RepeatedHeaders, LineSpan Lines)
{
    public int At(Column role) => Columns.ToList().IndexOf(role);
}

/// <summary>What a column holds.</summary>
enum Column { Other, Number, Name, Time, Lead, Cooperating, Product, Audience, Place, Quantity, Money, Source, Note, Unit, Year, Target, Baseline, Total }

/// <summary>Rows of cells into grids: spans unfolded, merged cells inherited, headers of several levels joined, split tables rejoined.</summary>
static class Grids
{
    public static IEnumerable<Grid> Of(Block block)
    {
        var rows = Unfold(block.Rows!);
        var start = 0;
        while (start < rows.Count)
        {
            var head = HeaderAt(rows, start, 4) ?? start;
            var levels = HeaderColumns.Levels(rows, head);
            var headers = HeaderColumns.Join(rows, head, levels);
            var body = new List<GridRow>();
            var repeated = new List<LineSpan>();
            var i = head + levels;
            for (; i < rows.Count; i++)
            {
                if (HeaderColumns.IsHeader(rows[i]))
                {
                    if (!Same(rows[i], rows[head])) break;
                    repeated.Add(rows[i].Lines);
                    i += levels - 1;
                    continue;
                }
                if (rows[i].Cells.Any(c => c.Text.Length > 0)) body.Add(rows[i]);
            }
            var title = head > start ? rows.GetRange(start, head - start) : [];
            if (levels == 0) headers = [.. Enumerable.Repeat("", rows[head].Cells.Count)];
            var last = i > head ? rows[Math.Min(i, rows.Count) - 1].Lines.Last : rows[head].Lines.Last;
            var first = (title.Count > 0 ? title[0] : rows[head]).Lines.First;
            yield return new(headers, HeaderColumns.Roles(headers, body), body, repeated, new(first, last));
            start = Math.Max(i, start + 1);
        }
    }

    static int? HeaderAt(List<GridRow> rows, int from, int reach)
    {
        for (var i = from; i < Math.Min(rows.Count, from + reach); i++)
            if (HeaderColumns.IsHeader(rows[i])) return i;
        return null;
    }

    static bool Same(GridRow a, GridRow b)
    {
        var words = a.Cells.Where(c => c.Text.Length > 0).Select(c => Vietnamese.Fold(c.Text)).ToList();
        var other = b.Cells.Where(c => c.Text.Length > 0).Select(c => Vietnamese.Fold(c.Text)).ToList();
        return words.Count == other.Count && words.Zip(other).Count(p => p.First == p.Second) * 3 >= words.Count * 2;
    }

    static List<GridRow> Unfold(IReadOnlyList<Line> lines)
    {
        var width = Math.Min(80, lines.Max(l => l.Cells!.Sum(c => c.Span)));
        var rows = new List<GridRow>();
        foreach (var line in lines)
        {
            var cells = new List<GridCell>();
            foreach (var cell in line.Cells!)
            {
                var at = cells.Count;
                var items = Lines.CellItems(cell.Text);
                var unfolded = cell.Above && rows.Count > 0 && at < rows[^1].Cells.Count
                    ? rows[^1].Cells[at] with { Own = false }
                    : new GridCell(string.Join(' ', items), items, true);
                cells.Add(unfolded);
                for (var i = 1; i < cell.Span && cells.Count < width; i++) cells.Add(unfolded with { Own = false, Spread = true });
            }
            while (cells.Count < width) cells.Add(GridCell.Empty);
            rows.Add(new(cells, new(line.Number, line.Number)));
        }
        return rows;
    }
}
